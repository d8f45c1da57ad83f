"""A new source, and its name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import NameField
from monitoring.models.privacy import MOST_KEEP_DAYS

ALL_ABOUT_US = _("Everything in it is about us")
ALL_ABOUT_US_HELP = _(
    "For alerts and review pages that are already a search of their own. "
    "Otherwise only what one of your searches finds becomes a mention."
)


class AddressField(forms.CharField):
    """An address as people paste it: blanks around it and a missing https:// are mended."""

    def clean(self, value: Any) -> Any:
        """The address with its scheme."""
        address = super().clean(value)
        return address if "://" in address else f"https://{address}"


class AddSourceForm(forms.Form):
    """Where to read, and what to call it."""

    address = AddressField(
        label=_("Address"),
        max_length=2000,
        help_text=_(
            "The address of the website is enough, such as that of a paper or a forum: its feed is "
            "found. A feed is the list of new entries that many websites offer."
        ),
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": _("Enter the address of a feed or of a web page.")},
    )
    name = NameField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("As it stands in your lists. Left empty, it is called after its website."),
    )
    takes_everything = forms.BooleanField(
        label=ALL_ABOUT_US, help_text=ALL_ABOUT_US_HELP, required=False
    )


class SourceForm(forms.Form):
    """A source that is watched: its name, whether everything in it is about us, how long."""

    name = NameField(label=_("Name"), max_length=120)
    takes_everything = forms.BooleanField(
        label=ALL_ABOUT_US, help_text=ALL_ABOUT_US_HELP, required=False
    )
    keep_days = forms.IntegerField(
        label=_("Days until authors are forgotten"),
        min_value=1,
        max_value=MOST_KEEP_DAYS,
        required=False,
        help_text=_(
            "Left empty, your company's own rule holds. Where both are given, the shorter one does."
        ),
    )
