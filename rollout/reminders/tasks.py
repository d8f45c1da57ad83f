"""What somebody has promised to do and has not done in time."""

from datetime import datetime, timedelta

from companies.models import Membership, User
from companies.roles import Role
from rollout.days import local_day
from rollout.models import CultureMeasure
from rollout.telling import tell_all


def remind_of_measures(*, at: datetime) -> int:
    """The owner of a measure hears when its day has passed; if they have left, the leads do."""
    told = 0
    late = CultureMeasure.everywhere.filter(
        done_on__isnull=True, due_on__lt=at.date() + timedelta(days=1)
    )
    for measure in late.select_related("company", "stage__company", "owner").order_by("pk"):
        if measure.due_on < local_day(measure.company, at):
            told += tell_all(
                measure.stage,
                _whose(measure),
                "measure_overdue",
                f"measure-overdue:{measure.pk}:{measure.due_on.isoformat()}",
                at,
                text=measure.text,
                owner=str(measure.owner),
                due_on=measure.due_on.isoformat(),
            )
    return told


def _whose(measure: CultureMeasure) -> list[User]:
    live = Membership.of(measure.company).filter(ended_at__isnull=True).select_related("user")
    if live.filter(user=measure.owner).exists():
        return [measure.owner]
    return [each.user for each in live.filter(role=Role.LEAD).order_by("pk")]
