"""What somebody holds in the rollout, for the day they leave (companies/duties)."""

from collections.abc import Iterator, Mapping

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.duties import Duty, Room, register
from companies.models import Membership, User
from companies.refusals import RefusedError
from rollout.assessment import standing_conditions
from rollout.machine import State
from rollout.models import Condition, CultureMeasure, PlatformChoice, Stage, StageContent
from rollout.presenters.addresses import page_url, stage_url
from rollout.refusals import in_one_transaction
from rollout.rowkinds.target_groups import platform_name
from rollout.titles import title_at
from rollout.wording import Text, words

PARTS: Mapping[str, Text] = {
    "owner": _("Responsible"),
    "deputy": _("Deputy"),
    "person": _("Person"),
    "sponsor": _("Sponsor"),
    "supplier": _("Brings contents"),
}
"""Columns of a stage's work that name who has to do something; others say who wrote it."""

PERSONAL = _(
    "This says something about the person themselves, such as hours and competence. Please enter "
    "somebody else there."
)

FROZEN = _(
    "The stage is not open: its work stays as it was decided. When it is reopened, name somebody "
    "else."
)


def register_all() -> None:
    """Called once, when the app is ready."""
    register("condition", Room(held=_conditions, hand_over=_hand_over_condition))
    register("measure", Room(held=_measures, hand_over=_hand_over_measure))
    register("work", Room(held=_work, hand_over=_hand_over_work))


def _conditions(of: Membership) -> Iterator[Duty]:
    rows = standing_conditions(of.company).filter(owner=of.user)
    for row in rows.select_related("decision__submission__stage").order_by("due_on", "pk"):
        number = row.decision.submission.stage.number
        yield Duty(
            key=f"condition.{row.pk}",
            title=row.text,
            about=words(_("Condition of “%(stage)s”"), {"stage": title_at(number)}),
            path=page_url(of.company, "conditions"),
            due_on=row.due_on,
        )


def _hand_over_condition(key: str, to: Membership) -> None:
    rows = Condition.of(to.company).filter(pk=_number(key), settled="")
    rows.update(owner=to.user)


def _measures(of: Membership) -> Iterator[Duty]:
    rows = CultureMeasure.of(of.company).filter(owner=of.user, done_on__isnull=True)
    for row in rows.select_related("stage").order_by("due_on", "pk"):
        yield Duty(
            key=f"measure.{row.pk}",
            title=row.text,
            about=words(_("Measure of “%(stage)s”"), {"stage": title_at(row.stage.number)}),
            path=stage_url(of.company, row.stage.number, "measures"),
            due_on=row.due_on,
        )


def _hand_over_measure(key: str, to: Membership) -> None:
    CultureMeasure.of(to.company).filter(pk=_number(key)).update(owner=to.user)


def _work(of: Membership) -> Iterator[Duty]:
    """Parts in the work of stages, whichever stages there are (a query for each column)."""
    for model, column in _columns():
        rows = model.of(of.company).filter(**{column.name: of.user})
        for row in rows.select_related("stage").order_by("pk"):
            yield Duty(
                key=f"work.{model._meta.model_name}.{column.name}.{row.pk}",
                title=_title(row),
                about=words(
                    _("%(part)s in “%(stage)s”"),
                    {"part": PARTS[column.name], "stage": title_at(row.stage.number)},
                ),
                path=stage_url(of.company, row.stage.number),
                stays=_why_it_stays(row.stage, column.name),
            )


def _title(row: StageContent) -> str:
    return platform_name(row.platform) if isinstance(row, PlatformChoice) else str(row)


def _why_it_stays(stage: Stage, part: str) -> Text:
    if stage.state != State.OPEN:
        return FROZEN
    return PERSONAL if part == "person" else ""


def _columns() -> Iterator[tuple[type[StageContent], "models.Field[object, object]"]]:
    for model in apps.get_app_config("rollout").get_models():
        if issubclass(model, StageContent) and model is not CultureMeasure:
            for column in model._meta.concrete_fields:
                if column.related_model is User and column.name in PARTS:
                    yield model, column


def _hand_over_work(key: str, to: Membership) -> None:
    _room, name, column, pk = key.split(".")
    for model, of in _columns():
        if (model._meta.model_name, of.name) == (name, column):
            try:
                with in_one_transaction():
                    model.of(to.company).filter(pk=pk).update(**{column: to.user})
            except RefusedError as clash:
                raise RefusedError(
                    words(
                        _("%(person)s has another part there already. Choose somebody else."),
                        {"person": to.user},
                    )
                ) from clash


def _number(key: str) -> int:
    return int(key.rpartition(".")[2])
