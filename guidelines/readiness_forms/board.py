"""Forms of the Social-Media-Board (S4)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, DayField, MembershipField, NameField
from guidelines.readiness_forms.training import ClockField, PeopleField


class BoardMemberForm(CompanyForm):
    """From when to when somebody is on the board."""

    stands_for = NameField(
        label=_("Stands for"),
        max_length=120,
        required=False,
        help_text=_("For example “complaints” or “finding apprentices”."),
    )
    since = DayField(label=_("Since"))
    until = DayField(
        label=_("Last day"), required=False, help_text=_("Empty: until further notice.")
    )


class NewBoardMemberForm(BoardMemberForm):
    """Somebody who joins the board."""

    membership = MembershipField(
        label=_("Who?"), help_text=_("Best one person from each department that has a say online.")
    )

    field_order = ["membership", "stands_for", "since", "until"]


class MeetingForm(forms.Form):
    """When and where the board meets."""

    meets_on = DayField(label=_("Day"))
    begins = ClockField(label=_("Begins"), required=False)
    place = NameField(label=_("Place"), max_length=200, required=False)
    agenda = forms.CharField(
        label=_("Agenda"),
        required=False,
        max_length=4000,
        help_text=_("A line with “- ” is a point in a list."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class NewMeetingForm(MeetingForm):
    """A meeting that is not there yet."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)


class MinutesForm(CompanyForm):
    """What was said and who was there; ``seen`` is the revision that is changed."""

    people = PeopleField(label=_("Who was there?"))
    minutes = forms.CharField(
        label=_("Minutes"),
        max_length=20000,
        help_text=_(
            "Plain text. An empty line begins a new paragraph, a line with “- ” is a point in a "
            "list, **two asterisks** make words bold, [words](https://…) make a link."
        ),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["people"]
        offered.queryset = offered.queryset.select_related("user", "department")

    def clean_minutes(self) -> str:
        """Line breaks as everywhere else."""
        return str(self.cleaned_data["minutes"]).replace("\r\n", "\n").strip()


class DecisionForm(forms.Form):
    """What was decided."""

    text = forms.CharField(
        label=_("What was decided?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)


class FollowUpForm(CompanyForm):
    """What somebody takes on, until when."""

    text = forms.CharField(
        label=_("What is to be done?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = MembershipField(label=_("Who does it?"))
    due_on = DayField(label=_("By when?"))


class NewFollowUpForm(FollowUpForm):
    """A follow-up that is not there yet."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
