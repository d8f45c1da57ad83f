"""The base of every form inside a company, and fields that more than one form needs."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from companies.models import Company, Membership, Owned
from companies.refusals import RefusedError

DASHES = "---------"
"""Django's own words for nothing chosen, which say nothing."""

REQUIRED = gettext_noop("This field is required.")
"""Django says it stiffly in German; our own catalogue wins."""

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


class CompanyForm(forms.Form):
    """A form inside one company: every choice among owned rows is narrowed to that company.

    Memberships are offered only while they live.
    """

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.company = company
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                field.queryset = _own_rows(field.queryset.model, company)
                if field.empty_label == DASHES:
                    field.empty_label = _("Please choose") if field.required else "–"


def _own_rows(model: type[Any], company: Company) -> Any:
    if issubclass(model, Membership):
        live = Membership.of(company).filter(ended_at__isnull=True)
        return live.select_related("user").order_by("user__name")
    if issubclass(model, Owned):
        return model.of(company)
    raise TypeError(f"{model.__name__} does not belong to a company")


def attempt(form: forms.Form, act: Callable[..., object], **arguments: Any) -> bool:
    """Do ``act`` with what was typed; a refusal becomes an error at its field.

    True if it was done. ``arguments`` come on top of the form's cleaned data.
    """
    if not form.is_valid():
        return False
    try:
        act(**{**form.cleaned_data, **arguments})
    except RefusedError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


if TYPE_CHECKING:
    MembershipChoice = forms.ModelChoiceField[Membership]
else:
    MembershipChoice = forms.ModelChoiceField


class MembershipField(MembershipChoice):
    """A choice among the company's people, shown by name and role."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Membership.everywhere.none(), **options)

    def label_from_instance(self, obj: Any) -> str:
        """The name, and the role in brackets."""
        return f"{obj.user} ({obj.get_role_display()})"


class PersonField(MembershipField):
    """The same, of which services get the person; its initial value is the person's number."""

    def __init__(self, **options: Any) -> None:
        super().__init__(to_field_name="user_id", **options)

    def clean(self, value: Any) -> Any:
        """The person, or None where nobody had to be chosen."""
        chosen = super().clean(value)
        return chosen.user if chosen else None


class DayField(forms.DateField):
    """A day, by the browser's own picker; German dates are read too."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(
            input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"],
            widget=widget,
            validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
            **options,
        )


class NameField(forms.CharField):
    """A name: blanks at its ends and doubled ones go, control characters are refused."""

    def clean(self, value: Any) -> Any:
        """The name with single blanks."""
        return " ".join(super().clean(value).split())
