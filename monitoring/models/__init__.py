"""The tables of listening, one room per subject."""

from monitoring.models.feed import BlindSpell, Credential, Feed, Host, Item
from monitoring.models.learning import ToneModel
from monitoring.models.mention import Match, Mention, MentionCount, ToneLabel
from monitoring.models.privacy import ErasureRecord, Tombstone
from monitoring.models.source import Rematch, SearchProfile, Source

__all__ = [
    "BlindSpell",
    "Credential",
    "ErasureRecord",
    "Feed",
    "Host",
    "Item",
    "Match",
    "Mention",
    "MentionCount",
    "Rematch",
    "SearchProfile",
    "Source",
    "Tombstone",
    "ToneLabel",
    "ToneModel",
]
