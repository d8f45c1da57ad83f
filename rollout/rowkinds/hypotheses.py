"""Hypotheses: what is expected, the KPI that shows it, and what came of it (S0, S2)."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, NameField
from rollout.models import Hypothesis, Kpi, Stage, StageContent
from rollout.refusals import RefusedError
from rollout.rowkinds import Example, RowKind, Values


class HypothesisForm(CompanyForm):
    """A hypothesis, and later its verdict."""

    text = NameField(
        label=_("We expect that …"),
        max_length=300,
        help_text=_(
            "Written down before it begins, so that nobody can say afterwards they knew it all "
            "along. One sentence that can turn out wrong."
        ),
    )
    kpi = forms.ModelChoiceField(
        label=_("Which KPI shows it?"),
        queryset=Kpi.everywhere.none(),
        help_text=_("One of your KPIs. Its figures stand beside the target by themselves."),
    )
    target = forms.DecimalField(
        label=_("Which figure do you expect at the end?"),
        max_digits=14,
        decimal_places=2,
        localize=True,
        help_text=_("In the unit of the KPI."),
    )
    verdict = forms.ChoiceField(
        label=_("What came of it?"),
        choices=[("", _("Not known yet")), *Hypothesis.Verdict.choices],
        required=False,
        help_text=_("Afterwards. A refuted hypothesis is worth as much as a confirmed one."),
    )
    conclusion = forms.CharField(
        label=_("What follows from it?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Afterwards: what you make of it, also if it cannot be told."),
    )


def _check(stage: Stage, values: Values, row: StageContent | None, on: date) -> None:
    if values.get("verdict") and "conclusion" in values and not values["conclusion"].strip():
        raise RefusedError(_("Please say what follows from it."), field="conclusion")


HYPOTHESES = RowKind(
    key="hypotheses",
    model=Hypothesis,
    form=HypothesisForm,
    title=_("Hypotheses"),
    add=_("Add a hypothesis"),
    change=_("Change the hypothesis"),
    added=_("added the hypothesis “%(name)s”"),
    changed=_("changed the hypothesis “%(name)s”"),
    removed=_("removed the hypothesis “%(name)s”"),
    check=_check,
    examples=(
        Example(
            _("Questions come in"),
            {"text": _("at least twenty people a month ask us something in public")},
        ),
        Example(
            _("We are spoken of more"),
            {"text": _("we are mentioned half as often again as before the pilot")},
        ),
    ),
)
