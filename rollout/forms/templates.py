"""Forms about templates: their name, one entry, a version, and what a client takes of it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, MembershipField, NameField
from rollout.models import Template
from rollout.templating.sorts import Sort, plain


class NewTemplateForm(forms.Form):
    """A template that begins empty."""

    name = NameField(
        label=_("Name"),
        max_length=120,
        help_text=_("As you will know it again, for instance “Crafts, first goals”."),
    )
    kind = forms.ChoiceField(label=_("What does it bring?"), choices=Template.Kind)


class SaveAsTemplateForm(NewTemplateForm):
    """A template that begins with what a client has."""


class EntryForm(forms.Form):
    """One entry; its fields are those of its sort."""

    def __init__(self, *args: Any, sort: Sort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(sort.fields())

    def values(self) -> dict[str, Any]:
        """As an entry keeps them."""
        return {name: plain(value) for name, value in self.cleaned_data.items()}


class PublishForm(forms.Form):
    """What is new in a version."""

    note = forms.CharField(
        label=_("What is new?"),
        max_length=500,
        required=False,
        help_text=_("Your clients read it before they take the version over."),
    )


class TakeForm(CompanyForm):
    """Which entries are taken over, and who looks after what needs somebody."""

    picked = forms.MultipleChoiceField(
        label=_("What is taken over?"), widget=forms.CheckboxSelectMultiple
    )
    owner = MembershipField(
        label=_("Who looks after it?"),
        help_text=_("Goals and scenarios need a person. It can be changed one by one afterwards."),
    )

    def __init__(self, *args: Any, entries: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["picked"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(entries)
