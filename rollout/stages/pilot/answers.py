"""What listening knows of the questions in the pilot's window, and of their answers (S3)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from companies.calendars import working_time_of
from companies.models import Company
from companies.working_time import NeverOpenError, WorkingTime
from monitoring.models import Mention
from monitoring.reports import blind_sources
from rollout.rowkinds.journal import Window
from rollout.stages.pilot.criteria import AnswerFacts

NOTHING = AnswerFacts(0, 0, 0, 0, ())


def answers_of(company: Company, window: Window | None, on: date) -> AnswerFacts:
    """Questions of the window's days so far, and whether each was answered in time (6 queries).

    The promise is the end of the next working day after a question reached us (S3): what was
    fetched late could not be answered before.
    """
    if window is None or on < window[0]:
        return NOTHING
    last = min(window[1], on)
    questions = Mention.of(company).filter(
        is_own=True, is_question=True, folded_into__isnull=True, day__range=(window[0], last)
    )
    working_time = working_time_of(company)
    now = datetime.combine(on, time(), ZoneInfo(company.time_zone)).astimezone(UTC)
    in_time = late = waiting = 0
    for fetched_at, answered_at in questions.values_list("fetched_at", "answered_at"):
        due_at = _due_at(working_time, fetched_at)
        if answered_at is not None and answered_at <= due_at:
            in_time += 1
        elif answered_at is None and due_at >= now:
            waiting += 1
        else:
            late += 1
    return AnswerFacts(
        asked=in_time + late + waiting,
        in_time=in_time,
        late=late,
        waiting=waiting,
        blind=tuple(each.name for each in blind_sources(company, window[0], last)),
    )


def _due_at(working_time: WorkingTime, came_in_at: datetime) -> datetime:
    try:
        return working_time.due_next_working_day(came_in_at)
    except NeverOpenError:
        return came_in_at + timedelta(days=1)
