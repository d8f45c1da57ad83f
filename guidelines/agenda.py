"""What stands beside the guidelines in the company's calendar (companies/agenda)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from companies.agenda import Entry
from companies.models import Company
from guidelines.models import FollowUp, Meeting, Scenario, Training
from guidelines.readiness.scenarios import REVIEW_DAYS
from guidelines.readiness_pages.sections import address

AN_HOUR = timedelta(hours=1)


def entries(company: Company) -> Iterable[Entry]:
    """Trainings, meetings of the board and what was taken on there, reviews (4 queries)."""
    yield from _trainings(company)
    yield from _meetings(company)
    yield from _follow_ups(company)
    yield from _reviews(company)


def _trainings(company: Company) -> Iterator[Entry]:
    rows = Training.of(company).exclude(state=Training.State.CALLED_OFF)
    for row in rows.order_by("pk"):
        yield Entry(
            key=f"guidelines.training.{row.pk}",
            title=row.title,
            starts=row.starts_at,
            ends=row.ends_at,
            changed_at=row.changed_at or row.created_at,
            path=address(company, "trainings"),
            note=row.led_by,
            place=row.place or row.link,
            revision=row.changes,
        )


def _meetings(company: Company) -> Iterator[Entry]:
    zone = ZoneInfo(company.time_zone)
    for row in Meeting.of(company).order_by("pk"):
        starts: date = row.meets_on
        ends: date | None = None
        if row.begins is not None:
            starts = datetime.combine(row.meets_on, row.begins, zone)
            ends = starts + AN_HOUR
        yield Entry(
            key=f"guidelines.meeting.{row.pk}",
            title=_("Meeting of the board"),
            starts=starts,
            ends=ends,
            changed_at=max(filter(None, [company.created_at, row.recorded_at, row.changed_at])),
            path=address(company, "board"),
            note=row.agenda[:500],
            place=row.place,
            revision=row.revision + row.changes,
        )


def _follow_ups(company: Company) -> Iterator[Entry]:
    rows = FollowUp.of(company).filter(done_at__isnull=True).select_related("owner__user")
    for row in rows.order_by("pk"):
        yield Entry(
            key=f"guidelines.follow_up.{row.pk}",
            title=format_lazy(_("Due: {text}"), text=row.text),
            starts=row.due_on,
            changed_at=row.entered_at,
            path=address(company, "board"),
            note=str(row.owner.user),
        )


def _reviews(company: Company) -> Iterator[Entry]:
    """A scenario is due to be read again, from its last review or from its beginning."""
    zone = ZoneInfo(company.time_zone)
    for row in Scenario.of(company).order_by("pk"):
        last = row.reviewed_on or row.created_at.astimezone(zone).date()
        yield Entry(
            key=f"guidelines.scenario.{row.pk}",
            title=format_lazy(_("Review the scenario “{topic}”"), topic=row.topic),
            starts=last + timedelta(days=REVIEW_DAYS),
            changed_at=row.changed_at,
            path=address(company, "scenarios"),
        )
