"""The tables of listening, one room per subject."""

from monitoring.models.feed import Feed, Host, Item
from monitoring.models.mention import Match, Mention, MentionCount, ToneLabel
from monitoring.models.source import SearchProfile, Source

__all__ = [
    "Feed",
    "Host",
    "Item",
    "Match",
    "Mention",
    "MentionCount",
    "SearchProfile",
    "Source",
    "ToneLabel",
]
