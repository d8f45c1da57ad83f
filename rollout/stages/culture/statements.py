"""Statements of the company's own, asked beside the given ones until the first answer (S0)."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm
from rollout.models import CultureResponse, OwnStatement, Stage, StageContent
from rollout.refusals import RefusedError
from rollout.rowkinds import Example, RowKind, Values
from rollout.stages.culture.questionnaire import DIMENSION_TITLES

MOST = 10
"""A questionnaire that takes more than five minutes is not answered."""


class StatementForm(CompanyForm):
    """A statement of the company's own."""

    text = forms.CharField(
        label=_("Statement"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "One sentence that people can agree with or not. Only one thing at a time, and no "
            "“not”, else nobody knows what agreeing means."
        ),
    )
    dimension = forms.ChoiceField(
        label=_("What does it belong to?"), choices=list(DIMENSION_TITLES.items())
    )
    reverse = forms.BooleanField(
        label=_("Whoever agrees is rather against open dialogue"), required=False
    )


def check(stage: Stage, values: Values, row: StageContent | None, on: date) -> None:
    """Once somebody has answered, what is asked stays as it is: else answers could not be compared.

    Raises RefusedError.
    """
    nobody_has_answered(stage)
    if row is None and OwnStatement.of(stage.company).filter(stage=stage).count() >= MOST:
        raise RefusedError(_("Ten statements of your own are enough."))


def nobody_has_answered(stage: Stage, row: StageContent | None = None) -> None:
    """Raises RefusedError from the first answer on."""
    if CultureResponse.of(stage.company).filter(stage=stage).exists():
        raise RefusedError(
            _("Somebody has answered already: what is asked stays as it is until the end.")
        )


STATEMENTS_OF_ONES_OWN = RowKind(
    key="statements",
    model=OwnStatement,
    form=StatementForm,
    title=_("Statements of our own"),
    add=_("Add a statement"),
    change=_("Change the statement"),
    added=_("added the statement “%(name)s” to the questionnaire"),
    changed=_("changed the statement “%(name)s” of the questionnaire"),
    removed=_("removed the statement “%(name)s” from the questionnaire"),
    section="survey",
    check=check,
    check_removal=nobody_has_answered,
    examples=(
        Example(
            _("The workshop has its say"),
            {
                "dimension": "openness",
                "text": _("People from the workshop may show their own work in public."),
            },
        ),
    ),
)
