"""Goals of the company and of its marketing: what it wants anyway (S0)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, NameField
from rollout.models import CompanyGoal
from rollout.rowkinds import Example, RowKind


class CompanyGoalForm(CompanyForm):
    """A goal of the company."""

    name = NameField(
        label=_("Which goal?"),
        max_length=120,
        help_text=_(
            "As the company itself would say it. Social media are no end in themselves: they have "
            "to serve something the company wants anyway."
        ),
    )
    level = forms.ChoiceField(
        label=_("Whose goal?"), choices=CompanyGoal.Level, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=500,
        required=False,
        help_text=_("For instance where it is written down, or until when it is to be reached."),
    )


COMPANY_GOALS = RowKind(
    key="company_goals",
    model=CompanyGoal,
    form=CompanyGoalForm,
    title=_("Goals of the company"),
    add=_("Add a goal of the company"),
    change=_("Change the goal of the company"),
    added=_("added the company’s goal “%(name)s”"),
    changed=_("changed the company’s goal “%(name)s”"),
    removed=_("removed the company’s goal “%(name)s”"),
    examples=(
        Example(
            _("Fill every apprenticeship"),
            {"name": _("Fill every apprenticeship by September"), "level": "company"},
        ),
        Example(
            _("More enquiries from the region"),
            {"name": _("A quarter more enquiries from the region"), "level": "marketing"},
        ),
    ),
)
