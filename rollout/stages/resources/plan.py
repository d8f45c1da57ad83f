"""Sponsor, promise and money: the plan of resources (S0, S3)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, PersonField
from companies.models import Membership
from companies.roles import Role
from rollout.amounts import CURRENCIES
from rollout.models import Evidence, ResourcePlan, Stage, StageContent
from rollout.refusals import RefusedError
from rollout.rowkinds import Example, RowKind, Values
from rollout.stages.resources.about import BUDGET

AMOUNTS = ("currency", "one_off", "monthly", "tools", "agency")


def _amount(label: Any, help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_digits=12, decimal_places=2, initial=0, help_text=help_text
    )


class PlanForm(CompanyForm):
    """The plan of resources."""

    sponsor = PersonField(
        label=_("Who of the management stands behind it?"),
        required=False,
        help_text=_(
            "Social media are not a matter for the boss alone, but without somebody of the "
            "management who takes part it is not believed, inside or outside."
        ),
    )
    promise = forms.ChoiceField(
        label=_("When does everybody get an answer?"),
        choices=ResourcePlan.Promise,
        widget=forms.RadioSelect,
        initial=ResourcePlan.Promise.NEXT_WORKING_DAY,
        help_text=_(
            "The end of the next working day is the latest; nobody waits longer for a company. "
            "Promise more only if you can keep it in the holidays, too."
        ),
    )
    minutes_per_answer = forms.IntegerField(
        label=_("How many minutes does one answer take?"),
        min_value=1,
        max_value=240,
        initial=15,
        help_text=_(
            "With reading, asking and writing, on average. From this and from what was measured, "
            "the hours for answering are reckoned."
        ),
    )
    decision_path = forms.CharField(
        label=_("Who decides what?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "In plain sentences: what may whoever answers decide alone, up to which amount, and "
            "what goes to whom?"
        ),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, initial="EUR")
    one_off = _amount(
        _("One-off, at the beginning"),
        _("For instance training, pictures, setting up. Zero is an answer, too."),
    )
    monthly = _amount(
        _("Every month, besides tools and agency"),
        _("For instance advertising, prizes, pictures."),
    )
    tools = _amount(_("Tools, every month"))
    agency = _amount(
        _("Agency and consulting, every month"),
        _("What you name under “Work that others do” is added by itself: name it once only."),
    )


def budget_is_untouched(stage: Stage, changed: Iterable[str]) -> None:
    """What was approved is not changed behind the back of whoever approved it."""
    field = next(iter(changed), None)
    if field is None:
        return
    if Evidence.of(stage.company).filter(stage=stage, criterion=BUDGET.key).exists():
        raise RefusedError(
            _(
                "The budget has been approved as it stands. Take the approval back first, and "
                "have the new amounts approved anew."
            ),
            field=field,
        )


def _check(stage: Stage, values: Values, row: StageContent | None, on: date) -> None:
    sponsor = values.get("sponsor")
    if sponsor is not None:
        managers = Membership.of(stage.company).filter(role=Role.MANAGER, ended_at__isnull=True)
        if not managers.filter(user=sponsor).exists():
            raise RefusedError(
                _("A sponsor belongs to the management. Please choose a manager."), field="sponsor"
            )
    before = row or ResourcePlan()
    budget_is_untouched(
        stage,
        [name for name in AMOUNTS if name in values and values[name] != getattr(before, name)],
    )


def _stays(stage: Stage, row: StageContent) -> None:
    # Else a plan of nothing could be put in the place of the one that was approved.
    budget_is_untouched(stage, ["sponsor"])


def _named(row: ResourcePlan) -> str:
    return str(row.get_promise_display())


RESOURCE_PLAN = RowKind(
    key="resource_plan",
    model=ResourcePlan,
    form=PlanForm,
    title=_("Sponsor, promise and budget"),
    add=_("Say who stands behind it, and with what"),
    change=_("Change sponsor, promise and budget"),
    added=_("planned sponsor, promise and budget (promise: %(name)s)"),
    changed=_("changed sponsor, promise and budget (promise: %(name)s)"),
    removed=_("removed sponsor, promise and budget (promise: %(name)s)"),
    single=True,
    check=_check,
    check_removal=_stays,
    named=_named,
    examples=(
        Example(
            _("A small budget to begin with"),
            {
                "one_off": 3000,
                "monthly": 150,
                "tools": 60,
                "agency": 0,
                "decision_path": _(
                    "Whoever answers decides alone, also about goodwill up to 50. Up to 500 the "
                    "head of service decides, above that the management. Legal matters always go "
                    "to the management first."
                ),
            },
        ),
    ),
)
