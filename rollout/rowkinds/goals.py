"""Goals on social media: what is to be reached until when, for whom, and what it serves (S0, S2).

Used by the stage of goals and by every wave.
"""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, DayField, NameField, PersonField
from companies.models import Company
from rollout.models import CompanyGoal, Goal, GoalAudience, Stage, StageContent, TargetGroup
from rollout.refusals import RefusedError
from rollout.rowkinds import Example, Link, RowKind, Values

A_YEAR = timedelta(days=365)


class GoalForm(CompanyForm):
    """A goal."""

    kind = forms.ChoiceField(
        label=_("What kind of goal is it?"),
        choices=Goal.Kind,
        help_text=_("From the kind follow the figures that are suggested for it."),
    )
    title = NameField(
        label=_("What do you want to reach?"),
        max_length=200,
        help_text=_(
            "One sentence that says afterwards whether it came true: who does what, and how many. "
            "Not “be present on social media”."
        ),
    )
    description = forms.CharField(
        label=_("What exactly?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Who is to talk with whom, about what, and why? With which offering? What does not "
            "belong to it?"
        ),
    )
    due_on = DayField(
        label=_("Until when?"),
        help_text=_(
            "Success does not come at short notice: between six months and two years is realistic."
        ),
    )
    owner = PersonField(
        label=_("Who is responsible?"),
        help_text=_("One person who looks at the figures and speaks up when they do not move."),
    )
    serves = forms.ModelChoiceField(
        label=_("Which goal of the company does it serve?"),
        queryset=CompanyGoal.everywhere.none(),
        required=False,
        help_text=_(
            "Social media have to be in line with what the company and its marketing want anyway."
        ),
    )
    target_groups = forms.ModelMultipleChoiceField(
        label=_("Whom is it meant for?"),
        queryset=TargetGroup.everywhere.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At least one target group. Add it first if it is not among these."),
    )


def _check(stage: Stage, values: Values, row: StageContent | None, on: date) -> None:
    due_on = values.get("due_on")
    is_new = not isinstance(row, Goal) or row.due_on != due_on
    if due_on is not None and due_on <= on and is_new:
        raise RefusedError(_("Please choose a day in the future."), field="due_on")


def _initial(company: Company, stage: Stage, on: date) -> Values:
    return {"due_on": on + A_YEAR}


GOALS = RowKind(
    key="goals",
    model=Goal,
    form=GoalForm,
    title=_("Goals"),
    add=_("Add a goal"),
    change=_("Change the goal"),
    added=_("added the goal “%(name)s”"),
    changed=_("changed the goal “%(name)s”"),
    removed=_("removed the goal “%(name)s”"),
    links={"target_groups": Link(GoalAudience, here="goal", there="target_group")},
    check=_check,
    initial=_initial,
    examples=(
        Example(
            _("Become better known"),
            {
                "kind": "awareness",
                "title": _("Twice as many people in the region speak of us"),
                "description": _(
                    "Customers and neighbours within fifty kilometres mention us by name when "
                    "they talk about our trade. Advertising is not meant by it."
                ),
            },
        ),
        Example(
            _("Answer every question"),
            {
                "kind": "service",
                "title": _("Nine of ten questions in public are answered by us"),
                "description": _(
                    "Customers who ask about delivery, care or spare parts get an answer from the "
                    "department that knows it, on the next working day at the latest."
                ),
            },
        ),
        Example(
            _("Fill apprenticeships"),
            {
                "kind": "recruiting",
                "title": _("Twenty applications for an apprenticeship through social media"),
                "description": _(
                    "School leavers from the region see what a day in the workshop is like, from "
                    "our apprentices themselves, and apply."
                ),
            },
        ),
        Example(
            _("Talk about an offering"),
            {
                "kind": "dialogue",
                "title": _("Every month ten architects talk with us about built interiors"),
                "description": _(
                    "Planners ask and comment under our reports on finished work; our engineers "
                    "answer themselves."
                ),
            },
        ),
    ),
)
