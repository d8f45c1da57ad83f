"""The company, its departments, its working time, and the filters of its log."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.audit import AREAS
from companies.forms.base import CompanyForm, DayField, NameField
from companies.models import Company, User
from companies.models.calendar import Weekday
from companies.selectors import LogFilter
from companies.states import GermanState
from companies.working_time import Interval, InvalidWorkingTimeError, WorkingTime

ZONES = [*sorted(name for name in available_timezones() if name.startswith("Europe/")), "UTC"]
STRETCHES = 3
ENDS = ("opens", "closes")


class CompanySettingsForm(forms.Form):
    """Name and place of the company."""

    name = NameField(label=_("Name"), max_length=120)
    state = forms.ChoiceField(
        label=_("German state"),
        choices=GermanState,
        help_text=_("It decides the public holidays that due times are computed with."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=[(zone, zone) for zone in ZONES])


class DepartmentForm(forms.Form):
    """The name of a department."""

    name = NameField(label=_("Name"), max_length=80)


class ClosureForm(forms.Form):
    """Days on which the whole company is closed."""

    name = NameField(label=_("Occasion"), max_length=80)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))


@dataclass(frozen=True)
class DayRow:
    """One weekday of the form: its name and the pairs of fields (opens, closes)."""

    label: str
    pairs: list[tuple[forms.BoundField, forms.BoundField]]

    @property
    def errors(self) -> list[str]:
        """Every error of the day, said once."""
        found = [str(error) for pair in self.pairs for field in pair for error in field.errors]
        return list(dict.fromkeys(found))


class HoursForm(forms.Form):
    """The week: up to three stretches a day, an empty day is closed."""

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.company = company
        for weekday, stretch, end in _cells():
            self.fields[f"{end}_{weekday}_{stretch}"] = _clock(weekday, stretch, end)

    @staticmethod
    def initial_for(hours: Mapping[int, Sequence[Interval]]) -> dict[str, str]:
        """What stands in the fields of a company with these hours."""
        return {
            f"{end}_{weekday}_{stretch}": clock
            for weekday, intervals in hours.items()
            for stretch, each in enumerate(intervals[:STRETCHES])
            for end, clock in zip(ENDS, str(each).split("–"), strict=True)
        }

    @property
    def days(self) -> list[DayRow]:
        """The weekdays in order, for the template."""
        return [
            DayRow(
                str(weekday.label),
                [
                    (self[f"opens_{weekday}_{stretch}"], self[f"closes_{weekday}_{stretch}"])
                    for stretch in range(STRETCHES)
                ],
            )
            for weekday in Weekday
        ]

    def clean(self) -> dict[str, Any]:
        """Read the pairs as intervals and let the rules of working time judge them."""
        hours = {int(weekday): list(self._intervals(weekday)) for weekday in Weekday}
        if not self.errors:
            self._judge(hours)
        return {"hours": hours}

    def _intervals(self, weekday: int) -> Iterator[Interval]:
        for stretch in range(STRETCHES):
            opens = self.cleaned_data.get(f"opens_{weekday}_{stretch}")
            closes = self.cleaned_data.get(f"closes_{weekday}_{stretch}")
            if (opens is None) != (closes is None):
                missing = "opens" if opens is None else "closes"
                if f"{missing}_{weekday}_{stretch}" not in self.errors:
                    self.add_error(f"{missing}_{weekday}_{stretch}", _("Please enter both times."))
            elif isinstance(opens, time) and isinstance(closes, time):
                yield Interval(opens, closes)

    def _judge(self, hours: dict[int, list[Interval]]) -> None:
        try:
            WorkingTime(
                self.company.time_zone,
                self.company.state,
                {day: tuple(intervals) for day, intervals in hours.items()},
            )
        except InvalidWorkingTimeError as wrong:
            self.add_error(f"opens_{wrong.weekday}_0", str(wrong))


def _cells() -> Iterator[tuple[int, int, str]]:
    for weekday in Weekday:
        for stretch in range(STRETCHES):
            for end in ENDS:
                yield int(weekday), stretch, end


class ClockField(forms.Field):
    """A time of day as people write it: 8, 8:30, 8.30, 830, 24:00 (midnight at the end).

    A text field, because the browsers' own time picker follows their language, not the page's.
    """

    pattern = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?(?: ?Uhr)?")

    def to_python(self, value: Any) -> time | None:
        """The time, None for an empty field."""
        text = str(value or "").strip()
        if not text:
            return None
        found = self.pattern.fullmatch(text)
        hour, minute = (int(part or 0) for part in found.groups()) if found else (99, 0)
        if (hour, minute) == (24, 0):
            return time(0)
        if hour > 23 or minute > 59:
            raise forms.ValidationError(_("Please write the time like 8:30 or 17:00."))
        return time(hour, minute)


def _clock(weekday: int, stretch: int, end: str) -> ClockField:
    words = {"day": Weekday(weekday).label, "number": stretch + 1}
    label = (
        _("%(day)s, stretch %(number)d, opens")
        if end == "opens"
        else _("%(day)s, stretch %(number)d, closes")
    )
    attrs = {"class": "input", "size": 5, "maxlength": 9, "autocomplete": "off"}
    return ClockField(label=str(label) % words, required=False, widget=forms.TextInput(attrs=attrs))


class LogForm(CompanyForm):
    """What to look for in the log; wrong input is left out rather than refused."""

    area = forms.ChoiceField(label=_("About"), required=False)
    actor = forms.ChoiceField(label=_("Who"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, actors: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = sorted(
            ((key, str(label)) for key, label in AREAS.items()), key=lambda area: area[1]
        )
        people = [(str(actor.pk), str(actor)) for actor in actors]
        self.fields["area"].choices = [("", _("Everything")), *areas]  # type: ignore[attr-defined]
        self.fields["actor"].choices = [("", _("Everybody")), *people]  # type: ignore[attr-defined]

    def looked_for(self) -> LogFilter:
        """The valid part of what was asked; days are the company's own."""
        self.is_valid()
        asked = self.cleaned_data
        zone = ZoneInfo(self.company.time_zone)
        since, until = asked.get("since"), asked.get("until")
        return LogFilter(
            area=asked.get("area", ""),
            actor=int(asked["actor"]) if asked.get("actor") else None,
            since=datetime.combine(since, time.min, zone) if since else None,
            until=datetime.combine(until + timedelta(days=1), time.min, zone) if until else None,
        )
