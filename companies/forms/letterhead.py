"""Name, firm, address line and logo for one's own reports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import NameField


class LetterheadForm(forms.Form):
    """``has_logo``: there is one that can be taken away."""

    name = NameField(
        label=_("Name on reports"),
        max_length=120,
        required=False,
        help_text=_("As it should stand on reports, for instance with a title."),
    )
    firm = NameField(label=_("Your firm"), max_length=120, required=False)
    address = NameField(
        label=_("Address line"),
        max_length=200,
        required=False,
        help_text=_("One line: street, town, telephone or website, as you like."),
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=_("PNG or JPEG, at most 400 kB and 2,000 pixels wide and high."),
        error_messages={"empty": _("This file is empty. Please choose another one.")},
    )
    without_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    def __init__(self, *args: Any, has_logo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_logo:
            del self.fields["without_logo"]
