"""What a company looks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import NameField
from monitoring.models.source import ProfileKind
from monitoring.query.errors import QueryError
from monitoring.query.limits import MAX_LENGTH
from monitoring.query.parser import parse
from monitoring.query.twins import excluding


class ProfileForm(forms.Form):
    """One search: its name, what it looks for, and the words.

    What is not meant becomes part of the words; it is nowhere kept apart from them.
    """

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
    not_meant = forms.CharField(
        label=_("Not meant"),
        max_length=400,
        required=False,
        help_text=_(
            "Namesakes, separated by commas: Brennerpass, Brenner Autobahn. They are added to the "
            "search words as NOT (…)."
        ),
    )
    purpose = forms.CharField(
        label=_("What for"),
        max_length=500,
        required=False,
        help_text=_("In a sentence, for instance: to answer questions about our products in time."),
    )
    balancing = forms.CharField(
        label=_("Why you may read it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Your interest against that of those who write (GDPR article 6 paragraph 1 f): what is "
            "public, what is not read, how long names are kept."
        ),
    )
    person_ground = forms.CharField(
        label=_("Why it may name a person"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "On what ground may you look for them? Without one such a search is not saved."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Put what is not meant into the words; a search that cannot be read is told of there."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        typed = cleaned.pop("not_meant", "")
        if typed and "query" in cleaned and is_readable(cleaned["query"]):
            try:
                cleaned["query"] = excluding(cleaned["query"], typed)
            except QueryError as problem:
                self.add_error("not_meant", str(problem))
        return cleaned


def is_readable(query: str) -> bool:
    """Whether a search can be read by itself."""
    try:
        parse(query)
    except QueryError:
        return False
    return True
