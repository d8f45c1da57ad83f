"""Which weeks of a window are written down, and which are missing: pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from rollout.rowkinds.journal import Window, monday_of, weeks_of

SIX_DAYS = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class LogFacts:
    """Weeks by their Mondays: all of the window, those over without an entry, how many have one."""

    weeks: tuple[date, ...]
    missing: tuple[date, ...]
    written: int

    @property
    def is_whole(self) -> bool:
        """Whether every week of the window has its entry."""
        return bool(self.weeks) and self.written == len(self.weeks)


def log_facts(window: Window | None, logged: Collection[date], on: date) -> LogFacts:
    """The log of a window as it stands on a day; a week is missing once it is over."""
    if window is None:
        return LogFacts((), (), 0)
    weeks = weeks_of(window)
    return LogFacts(
        weeks=weeks,
        missing=tuple(
            each for each in weeks if each not in logged and min(each + SIX_DAYS, window[1]) < on
        ),
        written=sum(each in logged for each in weeks),
    )


def week_name(monday: date) -> int:
    """The number of the week in its year (ISO 8601)."""
    return monday_of(monday).isocalendar().week
