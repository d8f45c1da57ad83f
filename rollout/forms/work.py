"""What every form about a row of a stage's work begins with, and the form of a confirmation."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from rollout.models import Stage, StageContent
from rollout.rowkinds import RowKind


def initial_of(kind: RowKind, row: StageContent) -> dict[str, Any]:
    """What a form about this row shows first."""
    return {name: _shown(kind, row, name) for name in kind.form.base_fields}


def _shown(kind: RowKind, row: StageContent, name: str) -> Any:
    if link := kind.links.get(name):
        rows = link.model.of(row.company).filter(**{link.here: row})
        return list(rows.values_list(link.there, flat=True))
    value = getattr(row, name)
    return value.pk if isinstance(value, Model) else value


def suggested(
    kind: RowKind, company: Company, stage: Stage, on: Any, example: str
) -> dict[str, Any]:
    """What a form about a new row shows first: what is usual, and the example chosen."""
    shown = dict(kind.initial(company, stage, on)) if kind.initial else {}
    examples = kind.all_examples()
    if example.isdecimal() and int(example) < len(examples):
        shown |= {
            name: value if isinstance(value, list | tuple | int | None) else str(value)
            for name, value in examples[int(example)].values.items()
        }
    return shown


def choose_beforehand(form: forms.Form, asked: Mapping[str, str]) -> None:
    """Let a link fill in values (``?platform=linkedin``), if their fields take them."""
    for name, field in form.fields.items():
        if name in asked and _takes(field, asked[name]):
            form.initial[name] = asked[name]


def _takes(field: forms.Field, value: str) -> bool:
    if not value:
        return not field.required
    try:
        field.clean(value)
    except forms.ValidationError:
        return False
    return True


def offer_same_stage(kind: RowKind, form: forms.Form, stage: Stage) -> None:
    """Offer only rows of this stage where the kind asks for it."""
    for name in kind.same_stage:
        field = form.fields[name]
        assert isinstance(field, forms.ModelChoiceField), "such fields choose a row"
        assert field.queryset is not None, "the form has narrowed it to the company"
        field.queryset = field.queryset.filter(stage=stage)


class ConfirmationForm(forms.Form):
    """Somebody puts their name to a criterion; ``shown`` is the fingerprint of what it is about."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    statement = forms.CharField(
        label=_("What shows it?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In your own words. It is frozen with the stage, under your name."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("For instance the minutes or a picture of the screen; at most 10 MB."),
    )
