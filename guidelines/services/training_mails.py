"""What people with a seat are told by e-mail: tomorrow, moved, called off."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from companies import outbox
from guidelines.models import Participation, Training

A_DAY = timedelta(days=1)


def tell_participants(row: Training, template: str, subject: str, at: datetime) -> int:
    """Tell everybody who has a seat and is still with the company; how many mails."""
    seats = Participation.of(row.company).filter(training=row, membership__ended_at__isnull=True)
    return _tell(row, seats.select_related("membership__user"), template, subject, at)


def remind_of_trainings(*, at: datetime) -> int:
    """Tell whoever has a seat a day before it begins, once; how many mails were written.

    Whoever signed up on the last day knows. A training that was moved is told anew.
    """
    coming = Training.everywhere.filter(
        state=Training.State.PLANNED, starts_at__gt=at, starts_at__lte=at + A_DAY
    )
    return sum(_remind(row, at) for row in coming.select_related("company"))


def _remind(row: Training, at: datetime) -> int:
    seats = Participation.of(row.company).filter(
        training=row,
        membership__ended_at__isnull=True,
        entered_at__lte=row.starts_at - A_DAY,
    )
    subject = f"tomorrow:{row.starts_at.isoformat()}"
    people = seats.select_related("membership__user")
    return _tell(row, people, "training_tomorrow", subject, at)


def _tell(
    row: Training, seats: Iterable[Participation], template: str, subject: str, at: datetime
) -> int:
    company = row.company
    return sum(
        outbox.tell(
            company,
            each.membership.user,
            template=template,
            subject_key=f"training:{row.pk}:{subject}",
            at=at,
            company_name=company.name,
            company_slug=company.slug,
            training=row.pk,
            title=row.title,
            starts_at=row.starts_at.isoformat(),
            zone=company.time_zone,
            place=row.place,
            link=row.link,
            reason=row.reason,
        )
        for each in seats
    )
