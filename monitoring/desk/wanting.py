"""Which mentions want an answer, and what in them says so (S3)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from monitoring.desk.words import Why

RECENT: Final = timedelta(days=7)
"""What was said longer ago is not answered any more: a new source must not drown the desk."""

BAD_RATING: Final = 2
"""Stars of five; so many and fewer want an answer."""

SHARP: Final = 700
"""Per mille of criticism from which on even a place where one can hardly answer is looked at."""

CUES: Final = 5
CUE_LENGTH: Final = 60
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Said:
    """What the choice rests on. ``negative`` is the likelihood of criticism, per mille."""

    about_us: bool
    by_us: bool
    is_copy: bool
    is_question: bool
    addressed: bool
    rating: int | None
    negative: int


def why(said: Said, *, threshold: int, takes_answers: bool) -> Why | None:
    """Why a mention wants an answer, None if it does not.

    ``threshold`` is the likelihood of criticism from which on, per mille. Where one can hardly
    answer (the press: ``takes_answers`` is false), only sharp criticism and what names us count.
    """
    if said.by_us or said.is_copy or not said.about_us:
        return None
    if not takes_answers:
        return _of_the_press(said)
    if said.rating is not None and said.rating <= BAD_RATING:
        return Why.RATING
    if said.is_question:
        return Why.QUESTION
    if said.addressed:
        return Why.ADDRESSED
    return Why.CRITICISM if said.negative >= threshold else None


def _of_the_press(said: Said) -> Why | None:
    if said.addressed:
        return Why.ADDRESSED
    return Why.CRITICISM if said.negative >= SHARP else None


def is_recent(published_at: datetime, came_in_at: datetime) -> bool:
    """Whether it was said lately enough for an answer to be expected."""
    return came_in_at - published_at <= RECENT


def cues(reason: Why, text: str, tone_reasons: Sequence[Mapping[str, Any]]) -> list[str]:
    """The words that show the reason: the question itself, or what sounds like criticism."""
    if reason == Why.QUESTION:
        asked = next((each for each in _SENTENCE_END.split(text) if each.endswith("?")), "")
        return [_short(asked)] if asked else []
    if reason != Why.CRITICISM:
        return []
    critical = (each for each in tone_reasons if each.get("polarity", -1) < 0)
    words = (str(each.get("word", "")) for each in critical)
    return list(dict.fromkeys(_short(word) for word in words if word.strip()))[:CUES]


def _short(words: str) -> str:
    words = " ".join(words.split())
    if len(words) <= CUE_LENGTH:
        return words
    kept = words[2 - CUE_LENGTH :]
    return f"… {kept.partition(' ')[2] or kept}"
