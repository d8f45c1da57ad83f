"""Open incidents that somebody sees to, for the day they leave (companies/duties)."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from companies.duties import Duty, Room, register
from companies.models import Membership
from companies.refusals import RefusedError
from monitoring.alarm.levels import Kind
from monitoring.models import Incident
from monitoring.presenters.addresses import page
from monitoring.selectors.incidents import people_for_incidents


def register_all() -> None:
    """Called once, when the app is ready."""
    register("incident", Room(held=_held, hand_over=_hand_over))


def _held(of: Membership) -> Iterator[Duty]:
    for row in Incident.of(of.company).filter(owner=of, state=Incident.State.OPEN):
        yield Duty(
            key=f"incident.{row.pk}",
            title=row.about or Kind(row.kind).label,
            about=_("Incident"),
            path=page(of.company, "incident", row.pk),
        )


def _hand_over(key: str, to: Membership) -> None:
    if not people_for_incidents(to.company).filter(pk=to.pk).exists():
        raise RefusedError(_("Only lead, consultant and manager can take an incident on."))
    pk = int(key.rpartition(".")[2])
    Incident.of(to.company).filter(pk=pk, state=Incident.State.OPEN).update(owner=to)
