"""Forms of training and workshops (S2)."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, DayField, MembershipField, NameField
from companies.models import Membership
from guidelines.models import Participation, Training
from guidelines.typed import TrainingPlan


class ClockField(forms.TimeField):
    """A time of day, by the browser's own picker."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(input_formats=["%H:%M", "%H:%M:%S", "%H.%M"], widget=widget, **options)


if TYPE_CHECKING:
    PeopleChoice = forms.ModelMultipleChoiceField[Membership]
else:
    PeopleChoice = forms.ModelMultipleChoiceField


class PeopleField(PeopleChoice):
    """A choice of several of the company's people, shown by name and department."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=Membership.everywhere.none(),
            widget=forms.CheckboxSelectMultiple,
            **options,
        )

    def label_from_instance(self, obj: Any) -> str:
        """The name, and the department if there is one."""
        return f"{obj.user} · {obj.department}" if obj.department else str(obj.user)


class TrainingForm(CompanyForm):
    """A date; day and time are local to the company."""

    title = NameField(label=_("Title"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=Training.Kind, initial=Training.Kind.TRAINING)
    about = forms.CharField(
        label=_("What is it about?"),
        required=False,
        max_length=4000,
        help_text=_("What people can do afterwards that they could not do before."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    day = DayField(label=_("Day"))
    begins = ClockField(label=_("Begins"))
    last_day = DayField(
        label=_("Last day"), required=False, help_text=_("Only if it takes more than one day.")
    )
    ends = ClockField(label=_("Ends"))
    place = NameField(label=_("Place"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("To the video meeting or the online course."),
    )
    seats = forms.IntegerField(
        label=_("Seats"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("Empty: as many as like to come."),
    )
    led_by = NameField(label=_("Led by"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """The plan as one thing; times become moments at the company."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        given, zone = dict(cleaned), ZoneInfo(self.company.time_zone)
        day, last_day = given.pop("day"), given.pop("last_day")
        starts_at = datetime.combine(day, given.pop("begins"), zone)
        ends_at = datetime.combine(last_day or day, given.pop("ends"), zone)
        words = {
            name: given.pop(name)
            for name in ("kind", "title", "about", "place", "link", "seats", "led_by")
        }
        return {**given, "plan": TrainingPlan(starts_at=starts_at, ends_at=ends_at, **words)}


class NewTrainingForm(TrainingForm):
    """A date that is not there yet; its key tells a double click from a second date."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)


class CallOffForm(forms.Form):
    """Why it does not take place."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=300,
        help_text=_("It stands in the e-mail to everybody who signed up."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class EnterPeopleForm(CompanyForm):
    """Whom to give a seat; offered is whoever has none."""

    people = PeopleField(label=_("Who takes part?"))

    def __init__(self, *args: Any, seated: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["people"]
        offered.queryset = offered.queryset.exclude(pk__in=seated).select_related("department")


class AttendanceForm(forms.Form):
    """Who was there, by their seats."""

    attended = forms.TypedMultipleChoiceField(
        label=_("Who was there?"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Everybody without a tick counts as missing."),
    )

    def __init__(self, *args: Any, seats: list[Participation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["attended"]
        offered.choices = [(each.pk, str(each.membership.user)) for each in seats]


class OutsideTrainingForm(CompanyForm):
    """What somebody attended elsewhere."""

    membership = MembershipField(label=_("Who?"))
    title = NameField(label=_("What was it?"), max_length=120)
    provider = NameField(
        label=_("Where?"),
        max_length=120,
        required=False,
        help_text=_("For example the chamber of industry and commerce."),
    )
    attended_on = DayField(label=_("When?"))
    form_key = forms.UUIDField(widget=forms.HiddenInput)
