"""How long authors are kept, and what somebody asks about themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from monitoring.models.privacy import MOST_KEEP_DAYS
from monitoring.selectors.persons import SHORTEST, Voice
from monitoring.services.persons import NO_GROUND, NOT_SURE


class RetentionForm(forms.Form):
    """The company's own rule."""

    keep_days = forms.IntegerField(
        label=_("Days until authors are forgotten"),
        min_value=1,
        max_value=MOST_KEEP_DAYS,
        help_text=_(
            "Counted from the day it was read. Then a pseudonym stands in place of the name, and "
            "the link is gone; all figures stay."
        ),
    )
    empties_text = forms.BooleanField(
        label=_("Take the text away, too"),
        required=False,
        help_text=_("Texts can name people, too. Without them topics and tone are still there."),
    )


class PersonForm(forms.Form):
    """Whose mentions are looked for; sent, never in an address, which others could read."""

    asked = forms.CharField(
        label=_("Name, handle or address"),
        min_length=SHORTEST,
        max_length=200,
        help_text=_("As the person signs there, for instance Rosa Graf, @rosagraf or their page."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class VoicesForm(PersonForm):
    """Which of the authors that were found it is about."""

    voices = forms.MultipleChoiceField(label=_("Which of them is it?"))

    def __init__(self, *args: Any, found: list[Voice], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["asked"].widget = forms.HiddenInput()
        self.fields["voices"].choices = [(each.key, each.author) for each in found]  # type: ignore[attr-defined]
        # Who has written nothing here may be named all the same, in what the company has typed.
        self.fields["voices"].required = bool(found)


class EraseForm(VoicesForm):
    """On what ground, and the second look."""

    ground = forms.CharField(
        label=_("On what ground?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "For instance: objection under article 21 GDPR, by letter of 3 May. Kept for good, so "
            "please without a name."
        ),
        error_messages={"required": NO_GROUND},
    )
    takes_out = forms.BooleanField(
        label=_("Take the name out of what the company has typed"),
        required=False,
        help_text=_(
            "A mark […] stands in its place then, in incidents, notes and mails and in the log; "
            "the rest of each text stays. Without it those texts stay as they are."
        ),
    )
    confirmed = forms.BooleanField(
        label=_("I have made sure who is asking, and that it is to be erased for good"),
        error_messages={"required": NOT_SURE},
    )
