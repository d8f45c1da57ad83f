"""Entries of the calendar, and who contributes them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.functional import Promise

from companies.models import Company


@dataclass(frozen=True)
class Entry:
    """One thing with a day or a time.

    ``key`` names it for ever within the installation (``rollout.condition.12``). ``starts`` is a
    day, then ``ends`` is the last day, included; or an aware moment, then ``ends`` is the moment
    it is over. ``changed_at`` is from the data, never the clock. ``path`` is the page about it.
    """

    key: str
    title: str | Promise
    starts: date
    changed_at: datetime
    path: str
    ends: date | None = None
    note: str | Promise = ""
    place: str = ""
    revision: int = 0

    @property
    def is_whole_day(self) -> bool:
        """Whether it has days instead of moments."""
        return not isinstance(self.starts, datetime)

    def last_day(self, zone: ZoneInfo) -> date:
        """The day on which it is over, where the company is."""
        end = self.ends or self.starts
        return end.astimezone(zone).date() if isinstance(end, datetime) else end


Source = Callable[[Company], Iterable[Entry]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Let an app put its dates into every company's calendar (a few queries each)."""
    if source not in _sources:
        _sources.append(source)


def entries_of(company: Company) -> list[Entry]:
    """Everything with a date, the earliest first."""
    found = [entry for source in _sources for entry in source(company)]
    zone = ZoneInfo(company.time_zone)
    return sorted(found, key=lambda entry: (_moment(entry.starts, zone), entry.key))


def _moment(value: date, zone: ZoneInfo) -> datetime:
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, time.min, zone)
