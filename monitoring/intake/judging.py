"""What is to be said of items that some search finds; what none finds is never judged."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from billiard.exceptions import SoftTimeLimitExceeded

from monitoring.intake.items import Stored
from monitoring.pipeline.judge import Judged, Read, judge_texts

log = logging.getLogger(__name__)

Judge = Callable[[Iterable[Stored]], Mapping[int, Judged]]
"""Gives what is to be said of items, by their ids."""


def judged(items: Iterable[Stored]) -> Mapping[int, Judged]:
    """The items through the pipeline, by id, each once.

    One that the pipeline cannot bear is left out and logged: its neighbours are not lost.
    """
    once = {item.id: item for item in items}
    listed = list(once.values())
    try:
        return _judged(listed)
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        return {pk: one for item in listed for pk, one in _judged_alone(item).items()}


def _judged_alone(item: Stored) -> dict[int, Judged]:
    try:
        return _judged([item])
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        log.exception("item %s could not be judged", item.id)
        return {}


def _judged(items: Sequence[Stored]) -> dict[int, Judged]:
    found = judge_texts([_words(item) for item in items])
    return {item.id: one for item, one in zip(items, found, strict=True)}


def _words(item: Stored) -> Read:
    document = item.document
    return Read(document.title, document.text, document.language, item.rating)


def reasons_of(judged: Judged) -> list[dict[str, Any]]:
    """Why a tone was judged, as it is stored."""
    return [
        {
            "word": reason.word,
            "polarity": reason.polarity,
            "start": reason.start,
            "end": reason.end,
            "negated": reason.negated,
        }
        for reason in judged.tone.reasons
    ]
