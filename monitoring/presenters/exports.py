"""The ways to a file with what the filters show."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from monitoring.presenters.addresses import page, with_query

FORMATS: dict[str, str | Promise] = {
    "xlsx": _("Excel workbook (XLSX)"),
    "excel": _("CSV for Excel (semicolons)"),
    "csv": _("CSV for programs (commas)"),
}


@dataclass(frozen=True, slots=True)
class ExportLink:
    """One kind of file."""

    label: str | Promise
    url: str


def export_links(company: Company, name: str, asked: Mapping[str, str]) -> list[ExportLink]:
    """A link for each kind of file; ``name`` is an address of monitoring/views/exports.py."""
    path = page(company, name)
    return [
        ExportLink(label, with_query(path, {**asked, "format": key}))
        for key, label in FORMATS.items()
    ]
