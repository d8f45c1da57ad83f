"""Forms at the gate: the decision with its conditions and findings, and the shorter ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import DayField
from companies.models import Company, Membership
from companies.selectors import live_memberships
from rollout.gate import Promise
from rollout.machine import Act
from rollout.wording import Text

ROWS = 5
"""Conditions at most; more would be a reason to return the work."""

DECISIONS: Mapping[Act, Text] = {
    Act.APPROVE: _("Approve: the stage has passed, the next one opens"),
    Act.APPROVE_WITH_CONDITIONS: _("Approve with conditions: it passes, and something follows"),
    Act.RETURN: _("Return: it has to be worked on again"),
    Act.HOLD: _("Put on hold: decide later"),
}


@dataclass(frozen=True)
class Row:
    """The three fields of one condition."""

    number: int
    text: forms.BoundField
    owner: forms.BoundField
    due_on: forms.BoundField
    is_open: bool


class DecisionForm(forms.Form):
    """One decision about one frozen dossier; ``shown`` is the hash of what was read.

    ``criteria`` are (key, title) of what was submitted: each can get a finding.
    """

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    act = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a decision.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    until = DayField(label=_("When do you look at it again?"), required=False)

    def __init__(
        self,
        *args: Any,
        acts: Sequence[Act],
        criteria: Sequence[tuple[str, Text]],
        company: Company,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(act.value, label) for act, label in DECISIONS.items() if act in acts]
        self.fields["act"].choices = choices  # type: ignore[attr-defined]
        self.criteria = criteria
        members = {each.pk: each for each in live_memberships(company)}
        for number in range(ROWS):
            self._add_row(number, members)
        for key, title in criteria:
            self.fields[f"finding-{key}"] = forms.CharField(
                label=str(title), required=False, max_length=1000
            )

    def _add_row(self, number: int, members: Mapping[int, Membership]) -> None:
        self.fields[f"condition-{number}-text"] = forms.CharField(
            label=_("Condition"),
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        # One list for all rows: a model choice would be asked for anew by each of them.
        self.fields[f"condition-{number}-owner"] = forms.TypedChoiceField(
            label=_("Who meets it?"),
            required=False,
            choices=[("", "–"), *((pk, str(each)) for pk, each in members.items())],
            coerce=lambda pk: members[int(pk)].user,
            empty_value=None,
        )
        self.fields[f"condition-{number}-due_on"] = DayField(label=_("Until when?"), required=False)

    def rows(self) -> Iterator[Row]:
        """The conditions; those after the first are open only where something was typed."""
        for number in range(ROWS):
            names = [f"condition-{number}-{name}" for name in ("text", "owner", "due_on")]
            fields = [self[name] for name in names]
            typed = any(field.value() for field in fields)
            text, owner, due_on = fields
            is_open = typed or any(field.errors for field in fields)
            yield Row(number, text, owner, due_on, is_open)

    @property
    def row_list(self) -> list[Row]:
        """The conditions, for templates."""
        return list(self.rows())

    @property
    def has_findings(self) -> bool:
        """Whether a remark was typed or refused."""
        return any(field.value() or field.errors for field in self.findings_fields())

    def findings_fields(self) -> list[forms.BoundField]:
        """One field for each criterion."""
        return [self[f"finding-{key}"] for key, _title in self.criteria]

    @property
    def findings(self) -> dict[str, str]:
        """The remarks that were made, by criterion."""
        said = {key: self.cleaned_data[f"finding-{key}"] for key, _title in self.criteria}
        return {key: text for key, text in said.items() if text}

    @property
    def promises(self) -> list[Promise]:
        """The conditions that were filled in."""
        return [
            Promise(text, owner, due_on)
            for text, owner, due_on in map(self._typed, range(ROWS))
            if text and owner and due_on
        ]

    def _typed(self, number: int) -> tuple[Any, Any, Any]:
        cleaned = self.cleaned_data
        text, owner, due_on = (
            cleaned.get(f"condition-{number}-{name}") for name in ("text", "owner", "due_on")
        )
        return text, owner, due_on

    def clean(self) -> dict[str, Any]:
        """What the chosen decision needs, said at the field that lacks it."""
        cleaned = super().clean() or {}
        act = cleaned.get("act")
        if act in {Act.RETURN, Act.HOLD, Act.APPROVE_WITH_CONDITIONS}:
            self._need("reason", _("Please give a reason."))
        if act == Act.HOLD:
            self._need("until", _("Please say on which day to look at it again."))
        if act == Act.APPROVE_WITH_CONDITIONS:
            self._clean_conditions()
        return cleaned

    def _clean_conditions(self) -> None:
        filled = [number for number in range(ROWS) if any(self._typed(number))]
        for number in filled or [0]:
            prefix = f"condition-{number}"
            self._need(f"{prefix}-text", _("Please say what the condition is."))
            self._need(f"{prefix}-owner", _("Please say who meets it."))
            self._need(f"{prefix}-due_on", _("Please say until when."))

    def _need(self, name: str, sentence: Text) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, str(sentence))


class ReasonForm(forms.Form):
    """A reason, and nothing else."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please give a reason.")},
    )


class SettleForm(forms.Form):
    """How a condition ended."""

    settled = forms.ChoiceField(
        label=_("How did it end?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What shows that it is met; or the reason why it is waived."),
    )

    def __init__(self, *args: Any, ways: Sequence[tuple[str, Text]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["settled"].choices = list(ways)  # type: ignore[attr-defined]
