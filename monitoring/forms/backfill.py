"""How far back a source shall be read."""

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import DayField


class ReadBackForm(forms.Form):
    """A day in the past."""

    day = DayField(
        label=_("Read back to"),
        help_text=_("As far as the server still has it. It comes in over several visits."),
    )
