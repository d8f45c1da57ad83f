"""Who takes part: duty, hours, competence, deputy, power to decide (S0, S3)."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, PersonField
from rollout.models import StaffRole, Stage, StageContent
from rollout.refusals import OWN_DEPUTY, RefusedError
from rollout.rowkinds import Example, RowKind, Values
from rollout.stages.resources.about import COMPETENCE

STEPS = [(step, meaning) for step, meaning in COMPETENCE.items()]


class StaffForm(CompanyForm):
    """Somebody's part."""

    person = PersonField(label=_("Who?"))
    duty = forms.ChoiceField(
        label=_("Which duty?"),
        choices=StaffRole.Duty,
        help_text=_("Somebody with two duties is named twice, each with its hours."),
    )
    hours_per_week = forms.DecimalField(
        label=_("How many hours a week?"),
        min_value=0,
        max_value=60,
        max_digits=4,
        decimal_places=1,
        help_text=_(
            "Hours that are really free for it, beside day-to-day business. What has no hours is "
            "left undone first."
        ),
    )
    competence = forms.TypedChoiceField(
        label=_("How practised in dialogue?"),
        choices=STEPS,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("An honest word helps more than a good one: practice can be learned."),
    )
    competence_note = forms.CharField(
        label=_("How do you know?"),
        max_length=300,
        required=False,
        help_text=_("For instance “answers reviews since 2024” or “complaints by telephone”."),
    )
    deputy = PersonField(
        label=_("Who stands in?"),
        required=False,
        help_text=_(
            "Also when somebody is ill or on holiday, everybody must know who answers. You can "
            "name them later; the gate asks for it."
        ),
    )
    answers = forms.BooleanField(label=_("Answers in public"), required=False)
    may_decide = forms.BooleanField(
        label=_("May decide without asking back"),
        required=False,
        help_text=_(
            "Whoever answers should. It keeps ways short, and an answer by the next working day "
            "becomes possible."
        ),
    )


def _check(stage: Stage, values: Values, row: StageContent | None, on: date) -> None:
    person, deputy = values.get("person"), values.get("deputy")
    if deputy is not None and deputy == person:
        raise RefusedError(OWN_DEPUTY, field="deputy")


def _named(row: StaffRole) -> str:
    return f"{row.person}: {row.get_duty_display()}"


STAFF = RowKind(
    key="staff",
    model=StaffRole,
    form=StaffForm,
    title=_("People and roles"),
    add=_("Add a person"),
    change=_("Change the role"),
    added=_("added the role %(name)s"),
    changed=_("changed the role %(name)s"),
    removed=_("removed the role %(name)s"),
    check=_check,
    named=_named,
    examples=(
        Example(
            _("Somebody who answers"),
            {
                "duty": "answering",
                "hours_per_week": 4,
                "competence": 3,
                "answers": True,
                "may_decide": True,
            },
        ),
        Example(
            _("Somebody who keeps it together"),
            {
                "duty": "coordination",
                "hours_per_week": 6,
                "competence": 4,
                "answers": True,
                "may_decide": True,
            },
        ),
        Example(
            _("An expert who is asked"),
            {"duty": "expertise", "hours_per_week": 1, "competence": 2},
        ),
    ),
)
