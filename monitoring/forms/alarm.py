"""What is typed into the pages of alarm and incidents."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, DayField, MembershipField, NameField
from guidelines.models import Scenario
from monitoring.alarm.levels import Level
from monitoring.models import AlarmSettings, Incident
from monitoring.models.alarm import NEVER
from monitoring.selectors.incidents import people_for_incidents

TIMES = ("watch_times", "serious_times", "crisis_times")
PERCENTS = ("watch_percent", "serious_percent", "crisis_percent")


def _times(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=Decimal("1.1"),
        max_value=Decimal(100),
        max_digits=4,
        decimal_places=1,
    )


def _percent(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=100)


class AlarmForm(CompanyForm):
    """From when on the alarm rings."""

    is_on = forms.BooleanField(label=_("The alarm is on"), required=False)
    minimum = forms.IntegerField(
        label=_("Fewest mentions"),
        help_text=_("Fewer in a day never ring, however unusual they are."),
        min_value=3,
        max_value=1000,
    )
    cooldown_hours = forms.IntegerField(
        label=_("Hours of quiet after a ring"),
        help_text=_("So long the same thing does not ring again."),
        min_value=1,
        max_value=720,
    )
    rising_hours = forms.IntegerField(
        label=_("Hours of quiet if it gets worse"),
        help_text=_("If a higher level is reached, it rings again after this time."),
        min_value=1,
        max_value=720,
    )
    watch_times = _times(_("Watch: times the usual number"))
    serious_times = _times(_("Serious: times the usual number"))
    crisis_times = _times(_("Crisis: times the usual number"))
    watch_percent = _percent(_("Watch: percent of criticism"))
    serious_percent = _percent(_("Serious: percent of criticism"))
    crisis_percent = _percent(_("Crisis: percent of criticism"))

    def said(self) -> dict[str, Any]:
        """What was typed, as the service and the rules want it."""
        typed = self.cleaned_data
        return {
            "is_on": typed["is_on"],
            "minimum": typed["minimum"],
            "cooldown_hours": typed["cooldown_hours"],
            "rising_hours": typed["rising_hours"],
            "times": tuple(typed[name] for name in TIMES),
            "percents": tuple(typed[name] for name in PERCENTS),
        }


def initial_of(row: AlarmSettings | None) -> dict[str, Any]:
    """What is set, or the defaults."""
    row = row or AlarmSettings()
    return {name: getattr(row, name) for name in AlarmForm.base_fields}


class OwnLevelForm(CompanyForm):
    """From which level on one wants a mail oneself."""

    from_level = forms.ChoiceField(
        label=_("Tell me from this level on"), choices=[*Level.choices, (NEVER, _("Never"))]
    )


class ContactForm(CompanyForm):
    """Somebody without an account who must know."""

    name = NameField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    from_level = forms.ChoiceField(label=_("From which level on"), choices=Level.choices)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class RiseForm(CompanyForm):
    """More will be said on these days, and why."""

    reason = NameField(
        label=_("Why?"), max_length=200, help_text=_("For example: trade fair in Nuremberg")
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))


class OpenForm(CompanyForm):
    """Somebody knows before the alarm does."""

    about = NameField(label=_("What has happened?"), max_length=200)
    level = forms.ChoiceField(label=_("How serious is it?"), choices=Level.choices)
    scenario = forms.ModelChoiceField(
        label=_("Scenario"), queryset=Scenario.everywhere.none(), required=False
    )


def _words(label: Any, *, required: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class NoteForm(CompanyForm):
    """What was seen, done or decided."""

    text = _words(_("What was seen, done or said?"))
    is_decision = forms.BooleanField(label=_("This is a decision"), required=False)


class LevelForm(CompanyForm):
    """How serious it is by now."""

    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    text = _words(_("Why?"), required=False, rows=2)


class ReasonForm(CompanyForm):
    """A decision needs its reason."""

    text = _words(_("Why?"), rows=2)


class OwnerForm(CompanyForm):
    """Who sees to it."""

    owner = MembershipField(label=_("Who sees to it?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people_for_incidents(self.company)


class ScenarioForm(CompanyForm):
    """Which scenario fits."""

    scenario = forms.ModelChoiceField(
        label=_("Scenario"), queryset=Scenario.everywhere.none(), required=False
    )


class CloseForm(CompanyForm):
    """What it was, and what is learned from it."""

    outcome = forms.ChoiceField(
        label=_("What was it?"),
        choices=Incident.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what it was.")},
    )
    debrief = _words(_("What do we learn from it?"))
