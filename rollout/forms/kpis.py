"""Forms about the figures of a KPI: one of them, and a whole table of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import DayField
from rollout.kpis.tables import Columns, Table


class ReadingForm(forms.Form):
    """One figure."""

    on = DayField(
        label=_("Measured on"), help_text=_("The last day of the time the figure is about.")
    )
    value = forms.DecimalField(label=_("Value"), max_digits=14, decimal_places=2, localize=True)
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        help_text=_("For instance where it comes from, or what was special."),
    )


class TableForm(forms.Form):
    """A table with figures: a file, or the text of one."""

    file = forms.FileField(
        label=_("Table (CSV)"),
        help_text=_(
            "Saved from a spreadsheet as CSV, with a heading: one column with the day, one with "
            "the value. German and English ways of writing are both read."
        ),
    )


class ColumnsForm(forms.Form):
    """Which columns of the table are meant; ``text`` carries the table along."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False)
    day = forms.TypedChoiceField(label=_("Column with the day"), coerce=int)
    value = forms.TypedChoiceField(label=_("Column with the value"), coerce=int)
    note = forms.TypedChoiceField(
        label=_("Column with a note"), coerce=int, required=False, empty_value=None
    )
    decimal = forms.ChoiceField(
        label=_("Decimals are written with"),
        choices=[(",", _("a comma: 1.234,5")), (".", _("a point: 1,234.5"))],
    )

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [(str(place), name or f"#{place + 1}") for place, name in enumerate(table.head)]
        for name in ("day", "value", "note"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField), "columns are chosen"
            field.choices = columns if name != "note" else [("", str(_("none"))), *columns]

    def columns(self) -> Columns:
        """What was chosen; only of a valid form."""
        chosen = self.cleaned_data
        return Columns(chosen["day"], chosen["value"], chosen["note"], chosen["decimal"])


def shown(columns: Columns) -> dict[str, object]:
    """What the form about the columns shows first."""
    return {
        "day": columns.day,
        "value": columns.value,
        "note": columns.note,
        "decimal": columns.decimal,
    }
