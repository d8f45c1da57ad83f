"""Forms of runs: begin, work, skip, return, hand on (S3)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import URLValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, DayField, MembershipField, NameField
from companies.models import Company, Membership
from publishing.models import PlaybookStep
from publishing.services.runs import field_of, needs_publication


class ClockField(forms.TimeField):
    """A time of day, by the browser's own picker."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(input_formats=["%H:%M", "%H:%M:%S", "%H.%M"], widget=widget, **options)


class PublicationForm(CompanyForm):
    """The moment of the publication, local to the company."""

    publication_on = DayField(
        label=_("On which day is it published?"),
        help_text=_("With an embargo: the day on which it ends."),
    )
    publication_time = ClockField(label=_("At what time?"))

    def clean(self) -> dict[str, Any]:
        """The moment as one thing."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        given = dict(cleaned)
        given["publication_at"] = self._moment(given)
        return given

    def _moment(self, given: dict[str, Any]) -> datetime | None:
        day, clock = given.pop("publication_on", None), given.pop("publication_time", None)
        if day is None or clock is None:
            return None
        return datetime.combine(day, clock, ZoneInfo(self.company.time_zone))


class BeginForm(PublicationForm):
    """A new run: what it is about, when it is published, who does which step this time."""

    title = NameField(
        label=_("What is it about?"),
        max_length=160,
        help_text=_("“New apprentices 2027”: as colleagues will look for it."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        company: Company,
        steps: Sequence[PlaybookStep],
        people: Sequence[Membership],
        proposed: Mapping[int, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, company=company, **kwargs)
        self._people = {each.pk: each for each in people}
        self._steps = steps
        if not needs_publication(list(steps)):
            del self.fields["publication_on"], self.fields["publication_time"]
        choices: list[tuple[str, str | Promise]] = [("", _("Please choose"))]
        choices += [(str(each.pk), f"{each.user} ({each.get_role_display()})") for each in people]
        for number, step in enumerate(steps, start=1):
            self.fields[field_of(step)] = forms.TypedChoiceField(
                label=f"{number}. {step.title}",
                choices=choices,
                coerce=int,
                initial=proposed.get(step.pk, ""),
            )
        self.order_fields(["title", "publication_on", "publication_time"])

    def clean(self) -> dict[str, Any]:
        """Who does which step, by the step."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        cleaned["owners"] = {
            step.pk: self._people[cleaned.pop(field_of(step))] for step in self._steps
        }
        return cleaned


class DoneForm(forms.Form):
    """A step that is done."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=1000,
        help_text=_("What whoever comes next has to know."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    link = forms.URLField(
        label=_("Link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("To the draft, or to where it stands now."),
    )


class ReasonForm(forms.Form):
    """Why something is left out, not approved or called off."""

    reason = forms.CharField(
        label=_("Why?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class GiveForm(CompanyForm):
    """Somebody else does a step."""

    owner = MembershipField(label=_("Who does it?"))
    deputy = MembershipField(
        label=_("Who stands in?"),
        required=False,
        empty_label="–",
        help_text=_("Empty: whoever is entered under “Deputies & absences”."),
    )
