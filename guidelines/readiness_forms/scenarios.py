"""Forms of the conflict scenarios (S3, S4)."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, MembershipField, NameField
from guidelines.models import Likelihood, Reaction
from guidelines.typed import ScenarioWords

UNDECIDED = ("", _("Not decided yet"))


class ScenarioForm(CompanyForm):
    """A scenario; only its topic must be known. ``seen`` is the revision that is changed."""

    topic = NameField(
        label=_("Conflict"),
        max_length=120,
        help_text=_("In the words you would use yourselves: “A product is faulty”."),
    )
    likelihood = forms.ChoiceField(
        label=_("How likely is it?"), choices=Likelihood, initial=Likelihood.MEDIUM
    )
    trigger = forms.CharField(
        label=_("What sets it off?"),
        required=False,
        max_length=2000,
        help_text=_("How you notice that it has come to this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    criticism_percent = forms.IntegerField(
        label=_("From which share of criticism, in percent?"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("Of all mentions of one day. Empty: the number does not matter here."),
    )
    times_usual = forms.DecimalField(
        label=_("From how many times the usual number of mentions?"),
        required=False,
        min_value=Decimal("1.1"),
        max_value=Decimal("999.9"),
        max_digits=4,
        decimal_places=1,
        widget=forms.NumberInput(attrs={"step": "0.1"}),
        help_text=_("3 means three times as many as on a usual day of the week."),
    )
    reaction = forms.ChoiceField(
        label=_("What do you do first?"),
        required=False,
        choices=[UNDECIDED, *Reaction.choices],
        help_text=_(
            "No way fits always. Staying silent can be right, but then it is a decision too."
        ),
    )
    plan = forms.CharField(
        label=_("How exactly?"),
        required=False,
        max_length=4000,
        help_text=_("A few sentences that somebody can follow who was not there when you wrote."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    owner = MembershipField(
        label=_("Who is in charge?"),
        required=False,
        empty_label="–",
        help_text=_("They decide then without asking first; that keeps it quick."),
    )
    deputy = MembershipField(label=_("Who stands in?"), required=False, empty_label="–")
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def clean(self) -> dict[str, Any]:
        """The words as one thing, beside people and keys."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        given = dict(cleaned)
        for name in ("trigger", "plan"):  # line breaks as everywhere else
            given[name] = given[name].replace("\r\n", "\n")
        names = ScenarioWords.__slots__
        given["words"] = ScenarioWords(**{name: given.pop(name) for name in names})
        return given


class NewScenarioForm(ScenarioForm):
    """A scenario that is not there yet; its key tells a double click from a second scenario."""

    seen = None  # type: ignore[assignment]
    form_key = forms.UUIDField(widget=forms.HiddenInput)


class PreparedTextForm(forms.Form):
    """Words that lie ready."""

    title = NameField(
        label=_("What is it for?"),
        max_length=120,
        help_text=_("For example “First answer” or “Once the cause is known”."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    text = forms.CharField(
        label=_("Text"),
        max_length=4000,
        help_text=_("As it will be posted. What is still open stands in [brackets]."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_text(self) -> str:
        """Line breaks as everywhere else."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()


class NewPreparedTextForm(PreparedTextForm):
    """A text that is not there yet."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
