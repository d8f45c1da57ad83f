"""What is stored of one person, to be handed out to them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Value
from django.utils.translation import gettext as _

from companies.models import Company
from monitoring.exports.table import Cell, Table
from monitoring.selectors.persons import Voice, mentions_by

FIELDS = (
    "published_at",
    "fetched_at",
    "source__name",
    "site",
    "author",
    "author_url",
    "url",
    "title",
    "text",
    "language",
    "rating",
    "reach",
    "tone",
    "kind",
    "topics",
    "answered_at",
    "answer_url",
    "notes",
)


def table_of(company: Company, chosen: Sequence[Voice]) -> Table:
    """As a table with headings in the reader's language."""
    headers = [
        _("Published"),
        _("Read"),
        _("Source"),
        _("Website"),
        _("Author"),
        _("Address of the author"),
        _("Address"),
        _("Title"),
        _("Text"),
        _("Language"),
        _("Stars"),
        _("Followers"),
        _("Tone"),
        _("Kind"),
        _("Topics"),
        _("Answered"),
        _("Address of the answer"),
        _("Notes on the desk"),
    ]
    return Table(_("Stored about you"), headers, _cells(company, chosen))


def documents(company: Company, chosen: Iterable[Voice]) -> list[dict[str, Any]]:
    """The same for programs: plain JSON, moments in the company's clock."""
    return [dict(zip(FIELDS, row, strict=True)) for row in _rows(company, chosen)]


def _cells(company: Company, chosen: Iterable[Voice]) -> Iterator[Sequence[Cell]]:
    for row in _rows(company, chosen):
        yield [", ".join(cell) if isinstance(cell, list) else cell or "" for cell in row]


def _rows(company: Company, chosen: Iterable[Voice]) -> Iterator[list[Any]]:
    zone = ZoneInfo(company.time_zone)
    noted = ArrayAgg(
        "cases__events__text",
        filter=Q(cases__events__text__gt=""),
        order_by="cases__events__at",
        default=Value([]),
    )
    rows = mentions_by(company, chosen).annotate(notes=noted).values_list(*FIELDS)
    for row in rows.iterator(chunk_size=500):
        yield [
            cell.astimezone(zone).isoformat(timespec="seconds") if hasattr(cell, "tzinfo") else cell
            for cell in row
        ]
