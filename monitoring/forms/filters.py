"""The filters of the dashboard and of the list of mentions; they live in the address.

Nothing that stands in an address is an error to a reader: what cannot be understood narrows
nothing. Only two days in the wrong order are said, because somebody has typed them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from companies.forms.base import DayField
from monitoring.models import SearchProfile, Source
from monitoring.moments import LATELY
from monitoring.pipeline.labels import KINDS, TONES, TOPICS
from monitoring.presenters.signs import LANGUAGES, language_name
from monitoring.selectors.mentions import MentionFilters

Choices = list[tuple[str, Any]]

PERIODS: dict[str, str | Promise] = {
    "7": _("7 days"),
    str(LATELY): _("28 days"),
    "90": _("90 days"),
}
USUAL_PERIOD = LATELY
LONGEST = 3 * 366
"""Days an own range may have."""


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both ends included; ``days`` is 0 for a range of one's own."""

    starts_on: date
    ends_on: date
    days: int

    @property
    def length(self) -> int:
        """How many days there are."""
        return (self.ends_on - self.starts_on).days + 1

    @property
    def before(self) -> "Period":
        """As many days directly before."""
        ends_on = self.starts_on - timedelta(days=1)
        return Period(ends_on - timedelta(days=self.length - 1), ends_on, 0)


def period_of(days: int, *, today: date) -> Period:
    """The last so many days, today included."""
    return Period(today - timedelta(days=days - 1), today, days)


class NarrowForm(forms.Form):
    """What both pages narrow by; rows of the company come in as choices."""

    source = forms.TypedChoiceField(label=_("Source"), coerce=int, empty_value=None, required=False)
    profile = forms.TypedChoiceField(
        label=_("Search"), coerce=int, empty_value=None, required=False
    )
    tone = forms.ChoiceField(label=_("Tone"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    about = forms.ChoiceField(
        label=_("About"),
        required=False,
        choices=[("own", _("us")), ("competitors", _("competitors")), ("all", _("all"))],
    )

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        sources: Iterable[Source],
        profiles: Iterable[SearchProfile],
        today: date,
    ) -> None:
        super().__init__(data)
        self.today = today
        self._offer("source", _("all sources"), [(str(each.pk), each.name) for each in sources])
        self._offer("profile", _("all searches"), [(str(each.pk), each.name) for each in profiles])
        self._offer("tone", _("every tone"), [(key, label.name) for key, label in TONES.items()])
        languages = [(code, language_name(code)) for code in LANGUAGES]
        self._offer("language", _("every language"), languages)

    def _offer(self, field: str, everything: str | Promise, choices: Choices) -> None:
        self.fields[field].choices = [("", everything), *choices]  # type: ignore[attr-defined]

    @property
    def filters(self) -> MentionFilters:
        """What was understood; everything else is as usual."""
        self.is_valid()
        known = {field.name for field in fields(MentionFilters)}
        understood = {
            name: value
            for name, value in self.cleaned_data.items()
            if name in known and value not in ("", None)
        }
        return MentionFilters(**understood)

    @property
    def ignored(self) -> list[str]:
        """Filters the address names with something that is not known, or no longer; in words."""
        self.is_valid()
        unknown = [name for name in self.errors if name not in ("starts_on", "ends_on")]
        return [str(self.fields[name].label) for name in unknown if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Days in the wrong order are refused."""
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            del cleaned["ends_on"]
            self.add_error("ends_on", _("The last day comes before the first."))
        return cleaned


class DashboardForm(NarrowForm):
    """The dashboard's period and filters."""

    days = forms.ChoiceField(required=False, choices=list(PERIODS.items()))
    starts_on = DayField(label=_("From"), required=False)
    ends_on = DayField(label=_("To"), required=False)

    @property
    def period(self) -> Period:
        """A range of one's own where a day is named, else the last days.

        With only the first day it lasts until today, with only the last day it is four weeks.
        """
        self.is_valid()
        starts_on = self.cleaned_data.get("starts_on")
        ends_on = self.cleaned_data.get("ends_on")
        if not (starts_on or ends_on):
            days = int(self.cleaned_data.get("days") or USUAL_PERIOD)
            return period_of(days, today=self.today)
        # Nothing has been said on days to come.
        ends_on = min(ends_on or self.today, max(starts_on or self.today, self.today))
        starts_on = starts_on or ends_on - timedelta(days=USUAL_PERIOD - 1)
        earliest = ends_on - timedelta(days=LONGEST)
        return Period(min(max(starts_on, earliest), ends_on), ends_on, 0)


class MentionListForm(NarrowForm):
    """The filters of the list: those of the dashboard, and words, kind, topic, days, open."""

    q = forms.CharField(
        label=_("Search in mentions"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    site = forms.CharField(label=_("Website"), required=False, max_length=255)
    author = forms.CharField(label=_("Author"), required=False, max_length=200)
    starts_on = DayField(label=_("From"), required=False)
    ends_on = DayField(label=_("To"), required=False)
    asks = forms.BooleanField(label=_("only questions"), required=False)
    open = forms.BooleanField(label=_("only questions without an answer"), required=False)
    by_us = forms.BooleanField(label=_("our own posts"), required=False)

    def __init__(self, data: Mapping[str, Any], **rows: Any) -> None:
        super().__init__(data, **rows)
        self._offer("kind", _("every kind"), [(key, label.name) for key, label in KINDS.items()])
        self._offer("topic", _("every topic"), [(key, label.name) for key, label in TOPICS.items()])

    @property
    def filters(self) -> MentionFilters:
        """What was understood, words and open questions under their own names."""
        self.is_valid()
        self.cleaned_data["words"] = self.cleaned_data.get("q", "")
        self.cleaned_data["open_questions"] = self.cleaned_data.get("open", False)
        return super().filters
