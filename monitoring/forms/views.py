"""A name for filters that shall be found again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import NameField
from monitoring.models.views import ViewPage


class ViewNameForm(forms.Form):
    """Another name for a view."""

    name = NameField(label=_("Name"), max_length=60)


class SaveViewForm(ViewNameForm):
    """A new view; the filters travel along, as they stand in the address."""

    begins = forms.BooleanField(
        label=_("Begin with this view when I open the page"), required=False
    )
    page = forms.ChoiceField(choices=ViewPage, widget=forms.HiddenInput)
    query = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)
