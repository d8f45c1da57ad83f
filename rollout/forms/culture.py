"""Forms of the culture check: the questionnaire, measures, media."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, DayField, MembershipField, NameField
from companies.models import User
from rollout.models import MediaEntry
from rollout.models.culture import RespondentRole
from rollout.stages.culture.questionnaire import (
    DIMENSIONS,
    HIGHEST,
    LOWEST,
    Dimension,
    Questionnaire,
    statements_of,
)
from rollout.wording import Text

SCALE: tuple[tuple[str, Text], ...] = (
    ("1", _("not at all")),
    ("2", _("hardly")),
    ("3", _("partly")),
    ("4", _("mostly")),
    ("5", _("fully")),
)
"""How far somebody agrees, LOWEST to HIGHEST."""


@dataclass(frozen=True)
class Block:
    """One dimension on the questionnaire with its fields."""

    dimension: Dimension
    fields: tuple[forms.BoundField, ...]


class SurveyForm(forms.Form):
    """The questionnaire. ``form_key`` is made with the form: a double click stores once."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    role = forms.ChoiceField(
        label=_("Where in the company do you work?"),
        choices=RespondentRole,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say where in the company you work.")},
    )

    def __init__(self, *args: Any, asked: Questionnaire = DIMENSIONS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.initial.setdefault("form_key", uuid4())
        for key, statement in statements_of(asked).items():
            self.fields[key] = forms.TypedChoiceField(
                label=str(statement.text),
                choices=SCALE,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Please choose a value from 1 to 5."),
                    "invalid_choice": _("Please choose a value from 1 to 5."),
                },
            )

    def clean(self) -> dict[str, Any]:
        """The ratings together, as the services take them."""
        cleaned = super().clean() or {}
        asked = statements_of(self.asked)
        ratings = {key: cleaned.pop(key) for key in asked if key in cleaned}
        return {**cleaned, "answers": ratings}

    def blocks(self) -> Iterator[Block]:
        """The statements, dimension by dimension."""
        for dimension in self.asked:
            yield Block(dimension, tuple(self[each.key] for each in dimension.statements))


assert [key for key, _label in SCALE] == [str(step) for step in range(LOWEST, HIGHEST + 1)]


class MeasureForm(CompanyForm):
    """What is done about a weak dimension, by whom, until when."""

    dimension = forms.ChoiceField(
        label=_("Against which weakness?"), choices=[(each.key, each.title) for each in DIMENSIONS]
    )
    text = forms.CharField(
        label=_("What is done?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One thing that can be seen to be done."),
    )
    owner = MembershipField(label=_("Who sees to it?"))
    due_on = DayField(label=_("Until when?"))

    def clean_owner(self) -> User:
        """The person; the services know no memberships."""
        owner: User = self.cleaned_data["owner"].user
        return owner


class MediumForm(forms.Form):
    """One medium of the inventory."""

    kind = forms.ChoiceField(label=_("Kind"), choices=MediaEntry.Kind, widget=forms.RadioSelect)
    name = NameField(label=_("Name"), max_length=120)
    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Where it can be found, if it can be found on the internet."),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        help_text=_("For instance who looks after it, or how many people it reaches."),
    )
