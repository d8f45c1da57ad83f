"""What somebody holds beside the guidelines, for the day they leave (companies/duties)."""

from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from companies.duties import Duty, Room, register
from companies.models import Membership
from companies.refusals import RefusedError
from guidelines.models import FollowUp, Scenario
from guidelines.readiness_pages.sections import address


def register_all() -> None:
    """Called once, when the app is ready."""
    register("scenario", Room(held=_scenarios, hand_over=_hand_over_scenario))
    register("follow_up", Room(held=_follow_ups, hand_over=_hand_over_follow_up))


def _scenarios(of: Membership) -> Iterator[Duty]:
    for part, about in (("owner", _("Conflict scenario")), ("deputy", _("Deputy in a scenario"))):
        for row in Scenario.of(of.company).filter(**{part: of}).order_by("pk"):
            yield Duty(
                key=f"scenario.{part}.{row.pk}",
                title=row.topic,
                about=about,
                path=address(of.company, "scenarios"),
            )


def _hand_over_scenario(key: str, to: Membership) -> None:
    _room, part, pk = key.split(".")
    try:
        with transaction.atomic():
            Scenario.of(to.company).filter(pk=pk).update(**{part: to})
    except IntegrityError as clash:
        said = _("{person} has another part in this scenario already. Choose somebody else.")
        raise RefusedError(format_lazy(said, person=str(to.user))) from clash


def _follow_ups(of: Membership) -> Iterator[Duty]:
    rows = FollowUp.of(of.company).filter(owner=of, done_at__isnull=True)
    for row in rows.order_by("due_on", "pk"):
        yield Duty(
            key=f"follow_up.{row.pk}",
            title=row.text,
            about=_("Taken on at a meeting of the board"),
            path=address(of.company, "board"),
            due_on=row.due_on,
        )


def _hand_over_follow_up(key: str, to: Membership) -> None:
    pk = key.rpartition(".")[2]
    FollowUp.of(to.company).filter(pk=pk, done_at__isnull=True).update(owner=to)
