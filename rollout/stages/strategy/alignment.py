"""How goals on social media serve the company's and its marketing's goals (S0)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm
from rollout.models import Alignment, CompanyGoal, Goal
from rollout.rowkinds import Example, RowKind
from rollout.stages.strategy.about import NUMBER


class AlignmentForm(CompanyForm):
    """One goal serves another."""

    goal = forms.ModelChoiceField(
        label=_("Which goal on social media?"), queryset=Goal.everywhere.none()
    )
    company_goal = forms.ModelChoiceField(
        label=_("Which goal of the company or of marketing does it serve?"),
        queryset=CompanyGoal.everywhere.none(),
        help_text=_(
            "A goal that serves nothing the company wants is a hobby; a company goal that nothing "
            "serves may be a chance."
        ),
    )
    strength = forms.ChoiceField(
        label=_("How strongly?"), choices=Alignment.Strength, widget=forms.RadioSelect
    )
    how = forms.CharField(
        label=_("In which way?"),
        max_length=500,
        help_text=_(
            "One sentence that the management would sign. For instance “who knows our apprentices "
            "from videos applies more readily”."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("goal", "company_goal"):
            rows = self.fields[name]
            assert isinstance(rows, forms.ModelChoiceField) and rows.queryset is not None
            rows.queryset = rows.queryset.filter(stage__number__lt=NUMBER)


def _named(row: Alignment) -> str:
    return f"{row.goal} → {row.company_goal}"


ALIGNMENTS = RowKind(
    key="alignments",
    model=Alignment,
    form=AlignmentForm,
    title=_("In line with the company"),
    add=_("Connect two goals"),
    change=_("Change what connects two goals"),
    added=_("connected two goals: %(name)s"),
    changed=_("changed what connects two goals: %(name)s"),
    removed=_("parted two goals: %(name)s"),
    named=_named,
    examples=(
        Example(
            _("Videos and applications"),
            {
                "strength": "strong",
                "how": _("Who knows our apprentices from videos applies more readily"),
            },
        ),
        Example(
            _("Answers and loyalty"),
            {
                "strength": "somewhat",
                "how": _("Whoever is answered on the same day stays with us"),
            },
        ),
    ),
)
