"""The kinds of rows that the resources are made of, in the order of the page."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, NameField, PersonField
from rollout.models import EscalationStep, OutsourcedWork, Stage, StageContent
from rollout.rowkinds import Example, RowKind, Values
from rollout.stages.resources.plan import RESOURCE_PLAN, budget_is_untouched
from rollout.stages.resources.staff import STAFF


class EscalationForm(CompanyForm):
    """Whom a matter reaches, and when."""

    after_hours = forms.IntegerField(
        label=_("After how many working hours?"),
        min_value=1,
        max_value=200,
        help_text=_("Counted from when it came in; nights, weekends and holidays do not count."),
    )
    person = PersonField(label=_("Who is told?"))
    what = forms.CharField(
        label=_("What do they decide?"),
        max_length=300,
        help_text=_("For instance “answers themselves” or “decides about goodwill up to 500”."),
    )


class OutsourcedForm(CompanyForm):
    """Something that somebody outside does."""

    what = NameField(label=_("What is given away?"), max_length=200)
    provider = NameField(
        label=_("Who does it?"),
        max_length=160,
        help_text=_("The company or person outside."),
    )
    monthly = forms.DecimalField(
        label=_("What does it cost a month?"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text=_(
            "In the currency of the plan. Do not name it again under “Agency and consulting”."
        ),
    )
    hours_per_week = forms.DecimalField(
        label=_("How many of your own hours does it save a week?"),
        min_value=0,
        max_value=60,
        max_digits=4,
        decimal_places=1,
        help_text=_("Less than it seems: briefing and checking stay with you."),
    )
    owner = PersonField(
        label=_("Who inside stays responsible?"),
        help_text=_("Work can be given away, responsibility cannot."),
    )


def _approved(stage: Stage, values: Values, row: StageContent | None, on: date) -> None:
    before = row.monthly if isinstance(row, OutsourcedWork) else 0
    budget_is_untouched(stage, ["monthly"] if values.get("monthly", before) != before else [])


def _outside_stays(stage: Stage, row: StageContent) -> None:
    costs = isinstance(row, OutsourcedWork) and row.monthly
    budget_is_untouched(stage, ["monthly"] if costs else [])


def _step_named(row: EscalationStep) -> str:
    return f"{row.person}: {row.what}"


ESCALATION = RowKind(
    key="escalation",
    model=EscalationStep,
    form=EscalationForm,
    title=_("When nobody answers in time"),
    add=_("Add a step"),
    change=_("Change the step"),
    added=_("added a step of escalation (%(name)s)"),
    changed=_("changed a step of escalation (%(name)s)"),
    removed=_("removed a step of escalation (%(name)s)"),
    named=_step_named,
    examples=(
        Example(
            _("The deputy after half a day"),
            {"after_hours": 4, "what": _("Answers themselves, or says when an answer comes.")},
        ),
        Example(
            _("The management after a day"),
            {
                "after_hours": 8,
                "what": _("Decides who answers, and lets the day-to-day business wait for it."),
            },
        ),
    ),
)

OUTSOURCED = RowKind(
    key="outsourced",
    model=OutsourcedWork,
    form=OutsourcedForm,
    title=_("Work that others do"),
    add=_("Add work that others do"),
    change=_("Change work that others do"),
    added=_("gave “%(name)s” to somebody outside"),
    changed=_("changed what “%(name)s” costs or saves outside"),
    removed=_("took “%(name)s” back from outside"),
    check=_approved,
    check_removal=_outside_stays,
    examples=(
        Example(
            _("Photographs and videos"),
            {"what": _("Photographs and short videos"), "monthly": 400, "hours_per_week": 2},
        ),
        Example(
            _("Monthly evaluation"),
            {"what": _("Monthly evaluation"), "monthly": 250, "hours_per_week": 1},
        ),
    ),
)

ROWS: tuple[RowKind, ...] = (STAFF, RESOURCE_PLAN, ESCALATION, OUTSOURCED)
