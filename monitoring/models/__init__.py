"""The tables of listening, one room per subject."""

)
from monitoring.models.desk import (
    AnswerPlace,
    AnswerPromise,
    CaseEvent,
    CaseViewing,
    DeskCase,
    PreparedAnswer,
    RoutingRule,
)
from monitoring.models.feed import BlindSpell, Credential, Feed, Host, Item
from monitoring.models.learning import ToneModel
from monitoring.models.mention import Match, Mention, MentionCount, ToneLabel
from monitoring.models.privacy import ErasureRecord, Tombstone
from monitoring.models.source import Rematch, SearchProfile, Source

__all__ = [
    "AnswerPlace",
    "AnswerPromise",
    "BlindSpell",
    "CaseEvent",
    "CaseViewing",
    "Credential",
    "DeskCase",
    "ErasureRecord",
    "Feed",
    "Host",
    "Item",
    "Match",
    "Mention",
    "MentionCount",
    "PreparedAnswer",
    "Rematch",
    "RoutingRule",
    "SearchProfile",
    "Source",
    "Tombstone",
    "ToneLabel",
    "ToneModel",
]
