"""What the desk knows of answers, day by day: what its measures are counted from (S1, S3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from statistics import median
from zoneinfo import ZoneInfo

from companies.models import Company
from monitoring.desk.words import Outcome
from monitoring.models import DeskCase
from monitoring.selectors.desk_figures import WANTED_NONE


@dataclass(frozen=True)
class Asked:
    """One mention that wanted an answer by the last day: when it came in, what became of it."""

    day: date
    answered: bool
    in_time: bool
    took: timedelta | None


def asked_within(company: Company, starts_on: date, ends_on: date) -> tuple[Asked, ...]:
    """What came in on local days, both counted, and was due before the last of them (one query).

    An answer counts up to the last day's end, so that a figure of the past stays what it was.
    """
    zone = ZoneInfo(company.time_zone)
    rows = DeskCase.of(company).filter(
        came_in_at__gte=_midnight(starts_on, zone),
        came_in_at__lt=_midnight(ends_on + timedelta(days=1), zone),
    )
    columns = ("came_in_at", "due_at", "outcome", "because", "settled_at", "took_seconds")
    return tuple(_asked(rows.order_by("pk").values_list(*columns), ends_on, zone))


Row = tuple[datetime, datetime, str, str, datetime | None, int | None]


def _asked(rows: Iterable[Row], ends_on: date, zone: ZoneInfo) -> Iterable[Asked]:
    begins, ends = _midnight(ends_on, zone), _midnight(ends_on + timedelta(days=1), zone)
    for came_in_at, due_at, outcome, because, settled_at, took_seconds in rows:
        settled = settled_at is not None and settled_at < ends
        if settled and outcome == Outcome.CLOSED and because in WANTED_NONE:
            continue
        answered = settled and outcome == Outcome.ANSWERED
        if not answered and due_at >= begins:
            continue  # it is not late yet
        yield Asked(
            day=came_in_at.astimezone(zone).date(),
            answered=answered,
            in_time=answered and settled_at is not None and settled_at <= due_at,
            took=timedelta(seconds=took_seconds or 0) if answered else None,
        )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def response_rate(rows: Sequence[Asked]) -> Decimal | None:
    """How many of a hundred that wanted an answer got one."""
    return _percent(sum(each.answered for each in rows), len(rows))


def in_time_rate(rows: Sequence[Asked]) -> Decimal | None:
    """How many of a hundred that wanted an answer got one within the promise."""
    return _percent(sum(each.in_time for each in rows), len(rows))


def median_hours(rows: Sequence[Asked]) -> Decimal | None:
    """Half of the answers came within so many working hours."""
    took = [each.took.total_seconds() for each in rows if each.took is not None]
    return round(Decimal(median(took)) / 3600, 1) if took else None


def _percent(part: int, whole: int) -> Decimal | None:
    return round(Decimal(100 * part) / whole, 1) if whole else None
