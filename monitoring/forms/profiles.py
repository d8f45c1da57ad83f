"""What a company looks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import NameField
from monitoring.models.source import ProfileKind
from monitoring.query.limits import MAX_LENGTH


class ProfileForm(forms.Form):
    """One search: its name, what it looks for, and the words."""

    name = NameField(
        label=_("Name"),
        max_length=80,
        help_text=_("As it stands on the dashboard, for example the name of the product."),
    )
    kind = forms.ChoiceField(
        label=_("Looks for"),
        choices=ProfileKind,
        help_text=_("Competitors are counted apart from what is about you."),
    )
    query = forms.CharField(
        label=_("Search words"),
        max_length=MAX_LENGTH,
        help_text=_(
            "Names in quotation marks, alternatives with OR, exceptions with NOT, "
            "all forms of a word with ~."
        ),
        widget=forms.Textarea(
            attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}
        ),
        error_messages={"required": _("Write at least one word to look for.")},
    )
