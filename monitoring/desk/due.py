"""Until when an answer is due: the end of the next working day at the latest (S3)."""

from datetime import datetime, timedelta

from companies.working_time import NeverOpenError, WorkingTime

NEVER_OPEN = timedelta(days=1)
"""For a company that never opens: it promised an answer all the same."""

REMIND_BEFORE = timedelta(hours=2)
"""Working time before it is due in which the owner is reminded; of a short promise, half of it."""

MANAGER_AFTER = timedelta(hours=4)
"""Working time that a late answer may wait at the deputy's before the manager is told."""


def due_at(working_time: WorkingTime, came_in_at: datetime, minutes: int | None) -> datetime:
    """When what came in then must be answered; ``minutes`` are a tighter promise, working time.

    The clock runs on while somebody is away. A promise is never wider than the usual one.
    """
    try:
        usual = working_time.due_next_working_day(came_in_at)
        if minutes is None:
            return usual
        return min(usual, working_time.add_working_time(came_in_at, timedelta(minutes=minutes)))
    except NeverOpenError:
        return came_in_at + NEVER_OPEN


def remind_at_most(minutes: int | None) -> timedelta:
    """How much working time before the due time the owner is reminded."""
    if minutes is None:
        return REMIND_BEFORE
    return min(REMIND_BEFORE, timedelta(minutes=minutes) / 2)


def remind_now(
    working_time: WorkingTime, due: datetime, minutes: int | None, *, at: datetime
) -> bool:
    """Whether so little working time is left that the owner should be reminded."""
    return at < due and working_time.working_time_between(at, due) <= remind_at_most(minutes)


def manager_now(working_time: WorkingTime, escalated_at: datetime, *, at: datetime) -> bool:
    """Whether it has been late for so long after the deputy was told that the manager is told."""
    return working_time.working_time_between(escalated_at, at) >= MANAGER_AFTER
