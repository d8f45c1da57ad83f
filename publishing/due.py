"""When a step of a run is due, by the company's working time: pure rules (S3)."""

from datetime import date, datetime, timedelta

from companies.working_time import NeverOpenError, WorkingTime

A_DAY = timedelta(days=1)
SEARCH_LIMIT = 731
"""Days: two years, as working time itself looks ahead."""


def due_of_step(
    working_time: WorkingTime,
    *,
    begun_at: datetime,
    publication_at: datetime | None,
    days: int,
    after_publication: bool,
) -> datetime:
    """When a step is due; ``publication_at`` is None for one that counts from the start.

    ``days`` are working days from the day it counts from. On that day itself, what comes before
    the publication is due at its moment, everything else at closing time. Nothing is due before
    the run was begun: what should have begun earlier is due by the end of its first working day,
    yet not after the publication it leads to. A company without hours counts calendar days.
    """
    origin = publication_at or begun_at
    if publication_at is not None and days == 0 and not after_publication:
        return publication_at
    try:
        due_at = _counted(working_time, origin, days)
        earliest = _closing(working_time, begun_at)
    except NeverOpenError:
        due_at, earliest = origin + days * A_DAY, begun_at + A_DAY
    if publication_at is not None and not after_publication:
        earliest = min(earliest, publication_at) if days <= 0 else earliest
    return max(due_at, earliest)


def _counted(working_time: WorkingTime, origin: datetime, days: int) -> datetime:
    if days == 0:
        return _closing(working_time, origin)
    day = origin.astimezone(working_time.zone).date()
    for _turn in range(abs(days)):
        day = working_time.next_working_day(day) if days > 0 else _day_before(working_time, day)
    return working_time.end_of_working_day(day)


def _closing(working_time: WorkingTime, at: datetime) -> datetime:
    """The next closing time after a moment that is not yet over."""
    day = at.astimezone(working_time.zone).date()
    if working_time.is_working_day(day):
        closing = working_time.end_of_working_day(day)
        if closing > at:
            return closing
    return working_time.end_of_working_day(working_time.next_working_day(day))


def _day_before(working_time: WorkingTime, day: date) -> date:
    for distance in range(1, SEARCH_LIMIT + 1):
        candidate = day - distance * A_DAY
        if working_time.is_working_day(candidate):
            return candidate
    raise NeverOpenError


def one_working_day_later(working_time: WorkingTime, at: datetime) -> datetime:
    """The end of the next working day; a day later where the company never opens."""
    try:
        return working_time.due_next_working_day(at)
    except NeverOpenError:
        return at + A_DAY
