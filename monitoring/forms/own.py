"""One account, site or author of the company itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from monitoring.models import OwnVoice


class OwnVoiceForm(forms.Form):
    """What kind it is, and what it is called."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=OwnVoice.Kind, widget=forms.RadioSelect, initial="handle"
    )
    value = forms.CharField(
        label=_("Name or address"),
        max_length=300,
        help_text=_(
            "For example @brewery@mastodon.social, brewery.example or facebook.com/brewery"
        ),
    )
