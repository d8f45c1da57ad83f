"""What people say of a mention."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnsweredForm(forms.Form):
    """Where the answer stands, if it stands anywhere."""

    url = forms.CharField(
        label=_("Address of the answer"),
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
