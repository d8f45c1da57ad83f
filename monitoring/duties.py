"""What somebody holds at the desk, for the day they leave (companies/duties)."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from companies.duties import Duty, Room, register
from companies.models import Membership
from monitoring.models import DeskCase, RoutingRule
from monitoring.presenters.addresses import page
from monitoring.services.desk.holding import name_of


def register_all() -> None:
    """Called once, when the app is ready."""
    register("case", Room(held=_cases, hand_over=_hand_over_case))
    register("desk_rule", Room(held=_rules, hand_over=_hand_over_rule))


def _cases(of: Membership) -> Iterator[Duty]:
    zone = ZoneInfo(of.company.time_zone)
    rows = DeskCase.of(of.company).filter(owner=of, outcome="").select_related("mention")
    for row in rows.order_by("due_at", "pk"):
        yield Duty(
            key=f"case.{row.pk}",
            title=name_of(row.mention),
            about=_("Waits for an answer on the desk"),
            path=page(of.company, "case", row.pk),
            due_on=row.due_at.astimezone(zone).date(),
        )


def _hand_over_case(key: str, to: Membership) -> None:
    rows = DeskCase.of(to.company).filter(pk=_number(key), outcome="")
    rows.update(owner=to, owner_told_at=None, reminded_at=None)


def _rules(of: Membership) -> Iterator[Duty]:
    for row in RoutingRule.of(of.company).filter(person=of).order_by("position", "pk"):
        yield Duty(
            key=f"desk_rule.{row.pk}",
            title=str(row),
            about=_("Gets cases of the desk by a rule"),
            path=page(of.company, "desk"),
        )


def _hand_over_rule(key: str, to: Membership) -> None:
    RoutingRule.of(to.company).filter(pk=_number(key)).update(person=to)


def _number(key: str) -> int:
    return int(key.rpartition(".")[2])
