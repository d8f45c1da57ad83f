"""What went wrong with a source: kept as a code, said in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from monitoring.connectors.errors import ConnectorError, Gone
from monitoring.fetching import FetchError

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

CRASHED = "crashed"
OVERRUN = "overrun"
INTERNAL = "internal"
NOT_ASKED = "not_asked"
UNKNOWN = "unknown"
GONE_FOR_GOOD = "gone_for_good"
CUT_SHORT = "cut_short"

_OWN: Mapping[str, StrPromise] = {
    CRASHED: _("Reading it broke off five times in a row, so it is not asked any more."),
    OVERRUN: _("Reading it took too long and was stopped."),
    INTERNAL: _("Its answer could not be worked with. The reason is in the log of the server."),
    NOT_ASKED: _("It was not asked: the background work of this installation stood still."),
    UNKNOWN: _("This source could not be read."),
    CUT_SHORT: _("More had been said meanwhile than the server gives: its list had an end."),
    GONE_FOR_GOOD: _("The server says that there is nothing here any more, for good."),
}


def _families(base: type[Exception]) -> Iterator[type[Exception]]:
    yield base
    for child in base.__subclasses__():
        yield from _families(child)


def code_of(problem: BaseException) -> str:
    """The code of an error: the request's own reason where there is one, else its class."""
    if isinstance(problem, Gone) and problem.for_good:
        return GONE_FOR_GOOD
    cause = problem.__cause__
    named = cause if isinstance(cause, FetchError) else problem
    if isinstance(named, FetchError | ConnectorError):
        return type(named).__name__
    return INTERNAL


def as_stored(problem: BaseException | str, at: datetime) -> dict[str, Any]:
    """The JSON of ``Feed.last_error`` and ``BlindSpell.reason``."""
    if isinstance(problem, str):
        return {"code": problem, "detail": "", "at": at.isoformat()}
    return {"code": code_of(problem), "detail": _plain(str(problem)), "at": at.isoformat()}


def sentence_of(stored: Mapping[str, Any]) -> str:
    """What went wrong, for the reader; never empty."""
    code = stored.get("code", UNKNOWN)
    if code in _OWN:
        return str(_OWN[code])
    for base in (ConnectorError, FetchError):
        for kind in _families(base):
            if kind.__name__ == code:
                return str(kind.sentence)  # type: ignore[attr-defined]
    return str(_OWN[UNKNOWN])


def _plain(detail: str) -> str:
    return detail.replace("\0", " ").encode("utf-8", "replace").decode()[:300]
