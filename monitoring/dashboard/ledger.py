"""The coverage ledger in words and bars: what was blind, since when, and what nobody can see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.connectors import CONNECTORS, PUSHED
from monitoring.moments import in_words
from monitoring.presenters.addresses import page
from monitoring.presenters.sight import Sight
from monitoring.presenters.signs import health_signs
from monitoring.selectors.blindness import DAYS, Gap, Line

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
THINNEST = 0.4
"""Per cent of the bar below which nobody would see a gap."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the bar, in per cent of its length.

    ``tone``: stop (still blind), warn (gap), ok (closed), neutral (paused).
    """

    start: str
    width: str
    tone: str
    words: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap in words."""

    when: str
    lasted: str
    state: str
    tone: str
    why: str


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One source: how it is, its bar, and its gaps in words, the newest first."""

    name: str
    url: str
    tone: str
    icon: str
    health: str
    summary: str
    unwatched: str
    stretches: list[Stretch]
    gaps: list[GapRow]


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a kind of source never sees."""

    label: str | Promise
    misses: str | Promise
    icon: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The whole page."""

    lines: list[LedgerLine]
    starts: str
    ends: str
    ours: list[Unseen]
    others: list[Unseen]


def shown(lines: Sequence[Line], sight: Sight) -> Ledger:
    """The ledger of the last DAYS days, what cannot be seen now first."""
    kinds = {line.source.feed.kind for line in lines}
    start = (sight.now - timedelta(days=DAYS)).astimezone(sight.zone)
    return Ledger(
        lines=[_line(line, sight) for line in sorted(lines, key=_is_seen)],
        starts=date_format(start, "SHORT_DATE_FORMAT"),
        ends=_("today"),
        ours=_unseen(kind for kind in CONNECTORS if kind in kinds),
        others=_unseen(kind for kind in CONNECTORS if kind not in kinds),
    )


def _is_seen(line: Line) -> bool:
    return line.health.tone != "bad"


def _is_handed_in(line: Line) -> bool:
    return line.source.feed.kind in PUSHED


def _unseen(kinds: Iterable[str]) -> list[Unseen]:
    found = (CONNECTORS[kind] for kind in kinds)
    return [Unseen(each.label, each.misses, each.icon) for each in found]


def _line(line: Line, sight: Sight) -> LedgerLine:
    tone, icon = health_signs(line.health.tone)
    begins = sight.now - timedelta(days=DAYS)
    return LedgerLine(
        name=line.source.name,
        url=page(sight.company, "source", line.source.pk),
        tone=tone,
        icon="pause" if line.source.paused_at else icon,
        health=line.health.words,
        summary=_summary(line, sight, begins),
        unwatched="100.00" if _is_handed_in(line) else _percent(line.watched_from - begins),
        stretches=[*(_stretch(gap, sight, begins) for gap in line.gaps), *_pause(line, sight)],
        gaps=[_gap(gap, sight) for gap in reversed(line.gaps)],
    )


def _summary(line: Line, sight: Sight, begins: datetime) -> str:
    """How much of the time was missed for good, in one sentence.

    What is watched for a part of the time only is praised for no more than that part.
    """
    if _is_handed_in(line):
        return _("Handed in: nobody can tell what is missing.")
    missed = [gap for gap in line.gaps if not gap.closed]
    if line.source.paused_at and not missed:
        since = in_words(line.source.paused_at, now=sight.now, zone=sight.zone)
        return _("Not seen since %(when)s: it is paused.") % {"when": since}
    if not line.gaps:
        if line.watched_from <= begins:
            return _("Seen without a gap.")
        since = in_words(line.watched_from, now=sight.now, zone=sight.zone)
        return _("Seen since %(when)s, so far without a gap.") % {"when": since}
    if not missed:
        return ngettext(
            "%(number)s gap, closed: nothing is missing.",
            "%(number)s gaps, all closed: nothing is missing.",
            len(line.gaps),
        ) % {"number": len(line.gaps)}
    whole = sum((gap.lasted(sight.now) for gap in missed), timedelta())
    return ngettext(
        "%(number)s gap in which something may be missing, %(time)s in all.",
        "%(number)s gaps in which something may be missing, %(time)s in all.",
        len(missed),
    ) % {"number": len(missed), "time": lasting(whole)}


def _stretch(gap: Gap, sight: Sight, begins: datetime) -> Stretch:
    start = 100 * (gap.began_at - begins) / timedelta(days=DAYS)
    width = max(100 * gap.lasted(sight.now) / timedelta(days=DAYS), THINNEST)
    row = _gap(gap, sight)
    words = f"{row.when}: {row.lasted}. {row.state}."
    start = min(start, 100 - width)
    return Stretch(f"{start:.2f}", f"{width:.2f}", row.tone, words)


def _pause(line: Line, sight: Sight) -> list[Stretch]:
    """What is left out on purpose is no gap, but it was not seen either."""
    since = line.source.paused_at
    if since is None:
        return []
    width = _percent(sight.now - since)
    return [Stretch(f"{100 - float(width):.2f}", width, "neutral", line.health.words)]


def _percent(time: timedelta) -> str:
    return f"{min(max(100 * time / timedelta(days=DAYS), 0), 100):.2f}"


def _gap(gap: Gap, sight: Sight) -> GapRow:
    first = in_words(gap.began_at, now=sight.now, zone=sight.zone)
    if gap.ended_at is None:
        when, state, tone = _("since %(when)s") % {"when": first}, _("still blind"), "stop"
    else:
        last = in_words(gap.ended_at, now=sight.now, zone=sight.zone)
        when = _("%(first)s to %(last)s") % {"first": first, "last": last}
        state = _("closed, nothing is missing") if gap.closed else _("something may be missing")
        tone = "ok" if gap.closed else "warn"
    return GapRow(when, lasting(gap.lasted(sight.now)), state, tone, gap.why)


def lasting(time: timedelta) -> str:
    """A length of time by the clock: minutes, hours, or days."""
    if time < HOUR:
        number = max(time // timedelta(minutes=1), 1)
        return ngettext("%(number)s minute", "%(number)s minutes", number) % {"number": number}
    if time < 2 * DAY:
        number = round(time / HOUR)
        return ngettext("%(number)s hour", "%(number)s hours", number) % {"number": number}
    number = round(time / DAY)
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}
