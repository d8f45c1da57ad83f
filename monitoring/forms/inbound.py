"""Forms of what is handed in: a webhook, how it is read, a table, its columns."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import NameField
from monitoring.forms.sources import ALL_ABOUT_US, ALL_ABOUT_US_HELP
from monitoring.inbound.fields import FIELDS
from monitoring.inbound.signatures import SCHEMES

SECRET_HELP = _(
    "Only if the other side names one, as Meta does with the app secret. Left empty, one is made "
    "for you."
)


class HookForm(forms.Form):
    """A new webhook."""

    name = NameField(
        label=_("Name"), max_length=120, help_text=_("Where it comes from: “Shop”, “Contact form”.")
    )
    scheme = forms.ChoiceField(
        label=_("How the other side signs"),
        choices=[(key, label) for key, (label, _check) in SCHEMES.items()],
        help_text=_("If you do not know, leave it as it is and show this page to whoever sends."),
    )
    secret = forms.CharField(
        label=_("Secret"),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=SECRET_HELP,
    )
    takes_everything = forms.BooleanField(
        label=ALL_ABOUT_US, help_text=ALL_ABOUT_US_HELP, required=False, initial=True
    )


class SecretForm(forms.Form):
    """Another secret for a webhook."""

    secret = forms.CharField(
        label=_("Secret"),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=SECRET_HELP,
    )


class MappingForm(forms.Form):
    """Where in a delivery each field stands, tried on an example."""

    unmarked = tuple(field.key for field in FIELDS)

    items_at = forms.CharField(
        label=_("Path of the list of entries"),
        required=False,
        max_length=200,
        help_text=_("Empty if the delivery itself is the list, or a single entry."),
    )
    example = forms.CharField(
        label=_("An example of a delivery (JSON)"),
        required=False,
        max_length=100_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("Paste one to see what would be read. It is not kept."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain = {"autocomplete": "off", "spellcheck": "false"}
        for field in FIELDS:
            self.fields[field.key] = forms.CharField(
                label=field.label,
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs=plain),
            )
        self.order_fields(["items_at", *(field.key for field in FIELDS), "example"])

    @property
    def mapping(self) -> dict[str, str]:
        """The path of each field that has one; only of a valid form."""
        return {field.key: self.cleaned_data.get(field.key, "") for field in FIELDS}


class ImportForm(forms.Form):
    """A table to hand in."""

    file = forms.FileField(
        label=_("Table (CSV, XLSX, XLS, ODS)"),
        help_text=_("With a heading in its first row. At most 20 MB and 50,000 rows."),
        error_messages={"required": _("Choose a file.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods"}),
    )


class ImportColumnsForm(forms.Form):
    """Which column holds which field, and what the source will be called."""

    unmarked = tuple(field.key for field in FIELDS)

    def __init__(self, *args: Any, head: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", "–"), *((str(place), name) for place, name in enumerate(head))]
        for field in FIELDS:
            self.fields[field.key] = forms.TypedChoiceField(
                label=field.label, choices=columns, coerce=int, empty_value=None, required=False
            )
        self.fields["day_first"] = forms.TypedChoiceField(
            label=_("Which day is 03/11/2026 in this table?"),
            choices=[
                ("1", _("3 November 2026: the day comes first")),
                ("0", _("11 March 2026: the month comes first")),
            ],
            coerce=lambda typed: typed == "1",
        )
        self.fields["name"] = NameField(
            label=_("Name of the source"),
            max_length=120,
            help_text=_("As it stands on the dashboard."),
        )
        self.fields["takes_everything"] = forms.BooleanField(
            label=ALL_ABOUT_US, help_text=ALL_ABOUT_US_HELP, required=False
        )

    @property
    def of_columns(self) -> list[forms.BoundField]:
        """The fields that name columns."""
        return [self[field.key] for field in FIELDS] + [self["day_first"]]

    @property
    def columns(self) -> dict[str, int]:
        """The column of each field that has one; only of a valid form."""
        chosen = {field.key: self.cleaned_data.get(field.key) for field in FIELDS}
        return {key: place for key, place in chosen.items() if place is not None}
