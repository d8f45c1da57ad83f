"""No figure that a blind source feeds is shown as good news; pure.

A dashboard asks for a ``Figure`` instead of printing a number. While a source that feeds the
number cannot be seen, none is not none but unknown, and some are at least some.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.moments import in_words


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which a source was not seen; ``ended_at`` is None while it lasts."""

    source_id: int
    source: str
    began_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a window was seen. ``spells`` are those that touch it, the oldest first.

    ``watched`` is how many sources there are at all: of nothing watched nothing is known.
    """

    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    watched: int
    spells: tuple[Spell, ...]

    @property
    def blind(self) -> tuple[tuple[str, datetime], ...]:
        """The sources that are blind now, each by name with since when."""
        return tuple((spell.source, spell.began_at) for spell in self.spells if not spell.ended_at)

    @property
    def is_whole(self) -> bool:
        """Whether everything that is watched was seen all the time."""
        return self.watched > 0 and not self.spells

    @property
    def unknown_since(self) -> datetime | None:
        """Since when something has been missing until now; None while all sources are seen."""
        return min((since for _name, since in self.blind), default=None)

    @property
    def days_unknown(self) -> Mapping[date, tuple[str, ...]]:
        """The local days of which something is missing, each with the names of the sources."""
        days: dict[date, list[str]] = {}
        for spell in self.spells:
            for day in self._days(spell):
                names = days.setdefault(day, [])
                if spell.source not in names:
                    names.append(spell.source)
        return {day: tuple(names) for day, names in sorted(days.items())}

    def of(self, source_ids: Collection[int]) -> Coverage:
        """The same of some sources only, for a figure that only they feed."""
        spells = tuple(spell for spell in self.spells if spell.source_id in source_ids)
        return replace(self, watched=len(source_ids), spells=spells)

    def _days(self, spell: Spell) -> Iterable[date]:
        first = max(spell.began_at, self.starts_at).astimezone(self.zone).date()
        end = min(spell.ended_at or self.ends_at, self.ends_at)
        last = (end - timedelta(microseconds=1)).astimezone(self.zone).date()
        return (first + timedelta(days=number) for number in range((last - first).days + 1))


def covered(
    spells: Iterable[Spell], *, starts_at: datetime, ends_at: datetime, zone: ZoneInfo, watched: int
) -> Coverage:
    """The coverage of a window, from whatever spells there were."""
    touching = (
        spell
        for spell in spells
        if spell.began_at < ends_at and (spell.ended_at is None or spell.ended_at > starts_at)
    )
    ordered = tuple(sorted(touching, key=lambda spell: (spell.began_at, spell.source_id)))
    return Coverage(starts_at, ends_at, zone, watched, ordered)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number fit to be shown. ``words`` is what stands large, ``sentence`` what explains it.

    ``value`` is None where the number is unknown; with ``is_partial`` it is a lower bound (or,
    of a share, what was seen). Neither may be coloured as good news: ask ``is_known``.
    """

    value: float | None
    words: str
    sentence: str
    is_partial: bool
    unknown_since: datetime | None

    @property
    def is_known(self) -> bool:
        """Whether the number is the whole truth."""
        return self.value is not None and not self.is_partial


def count(value: int, coverage: Coverage, *, now: datetime) -> Figure:
    """A number of things seen: ``0`` of a window that was not seen is unknown, more is at least."""
    if coverage.is_whole:
        return Figure(value, str(value), "", False, None)
    sentence, since = _why(coverage, now), coverage.unknown_since
    if value == 0 or not coverage.watched:
        return Figure(None, _unknown(coverage, now), sentence, True, since)
    return Figure(value, _("at least %(number)s") % {"number": value}, sentence, True, since)


def share(part: int, whole: int, coverage: Coverage, *, now: datetime) -> Figure:
    """A share from 0 to 1; of nothing, or of what was not seen while none of it is bad, unknown."""
    if not whole:
        nothing = count(0, coverage, now=now)
        words = _("no mentions") if coverage.is_whole else nothing.words
        return replace(nothing, value=None, words=words)
    value = part / whole
    words = _("%(percent)s %%") % {"percent": round(100 * value)}
    if coverage.is_whole:
        return Figure(value, words, "", False, None)
    sentence, since = _why(coverage, now), coverage.unknown_since
    if part == 0:
        return Figure(None, _unknown(coverage, now), sentence, True, since)
    return Figure(value, _("%(share)s of what was seen") % {"share": words}, sentence, True, since)


def _unknown(coverage: Coverage, now: datetime) -> str:
    since = coverage.unknown_since
    if since is None:
        return _("unknown")
    return _("unknown since %(when)s") % {"when": in_words(since, now=now, zone=coverage.zone)}


def _why(coverage: Coverage, now: datetime) -> str:
    if not coverage.watched:
        return _("No source is watched yet.")
    if coverage.blind:
        names = ", ".join(name for name, _since in coverage.blind)
        said = {"names": names, "number": len(coverage.blind)}
        return (
            ngettext(
                "This source cannot be seen at the moment: %(names)s.",
                "%(number)s sources cannot be seen at the moment: %(names)s.",
                len(coverage.blind),
            )
            % said
        )
    number = len(coverage.days_unknown)
    return ngettext(
        "On %(number)s day of this time not every source was seen.",
        "On %(number)s days of this time not every source was seen.",
        number,
    ) % {"number": number}
