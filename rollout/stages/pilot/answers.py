"""What the desk knows of the pilot's window: what wanted an answer, and what got one (S3)."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from companies.models import Company
from monitoring.reports import blind_sources
from monitoring.selectors.desk_figures import desk_figures
from rollout.rowkinds.journal import Window
from rollout.stages.pilot.criteria import AnswerFacts

NOTHING = AnswerFacts(0, 0, 0, 0, ())


def answers_of(company: Company, window: Window | None, on: date) -> AnswerFacts:
    """What came in on the window's days so far, and whether it was answered in time (3 queries).

    The promise is the desk's own: the end of the next working day after it reached us (S3), or
    tighter where the company says so.
    """
    if window is None or on < window[0]:
        return NOTHING
    last = min(window[1], on)
    now = datetime.combine(on, time(), ZoneInfo(company.time_zone)).astimezone(UTC)
    found = desk_figures(company, window[0], last, at=now).total
    asked = found.came_in - found.without_need
    return AnswerFacts(
        asked=asked,
        in_time=found.in_time,
        late=asked - found.in_time - found.waiting,
        waiting=found.waiting,
        blind=tuple(each.name for each in blind_sources(company, window[0], last)),
    )
