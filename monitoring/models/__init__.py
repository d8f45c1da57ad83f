"""The tables of listening, one room per subject."""

from monitoring.models.alarm import (
    AlarmContact,
    AlarmReader,
    AlarmSettings,
    ExpectedRise,
    Incident,
    IncidentEvent,
    Peak,
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
from monitoring.models.following import Followed
from monitoring.models.inbound import Delivery, Hook, MentionImport
from monitoring.models.learning import ToneModel
from monitoring.models.mention import Match, Mention, MentionCount, ToneLabel, VoiceCount
from monitoring.models.own import OwnVoice, OwnVoiceCheck
from monitoring.models.privacy import ErasureRecord, Retention, Tombstone
from monitoring.models.showing import DigestRefusal, WallAddress
from monitoring.models.source import Rematch, SearchProfile, Source
from monitoring.models.views import SavedView, StartView

__all__ = [
    "AlarmContact",
    "AlarmReader",
    "AlarmSettings",
    "AnswerPlace",
    "AnswerPromise",
    "BlindSpell",
    "CaseEvent",
    "CaseViewing",
    "Credential",
    "Delivery",
    "DeskCase",
    "DigestRefusal",
    "ErasureRecord",
    "ExpectedRise",
    "Feed",
    "Followed",
    "Hook",
    "Host",
    "Incident",
    "IncidentEvent",
    "Item",
    "Match",
    "Mention",
    "MentionCount",
    "MentionImport",
    "OwnVoice",
    "OwnVoiceCheck",
    "Peak",
    "PreparedAnswer",
    "Rematch",
    "Retention",
    "RoutingRule",
    "SavedView",
    "SearchProfile",
    "Source",
    "StartView",
    "Tombstone",
    "ToneLabel",
    "ToneModel",
    "VoiceCount",
    "WallAddress",
]
