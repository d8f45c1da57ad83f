"""What is stored of one person, to be handed out to them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Value
from django.utils.translation import gettext as _

from companies.models import Company
from monitoring.exports.table import Cell, Table
from monitoring.selectors.persons import items_by, mentions_by
from monitoring.services.persons import Stored

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


def table_of(company: Company, stored: Stored) -> Table:
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
    return Table(_("Stored about you"), headers, _cells(company, stored))


def documents(company: Company, stored: Stored) -> list[dict[str, Any]]:
    """The same for programs: plain JSON, moments in the company's clock."""
    return [dict(zip(FIELDS, row, strict=True)) for row in _rows(company, stored)]


def _cells(company: Company, stored: Stored) -> Iterator[Sequence[Cell]]:
    for row in _rows(company, stored):
        yield [", ".join(cell) if isinstance(cell, list) else cell or "" for cell in row]


def _rows(company: Company, stored: Stored) -> Iterator[list[Any]]:
    """What they said and a search found, what was read only, where they are named."""
    zone = ZoneInfo(company.time_zone)
    for row in chain(_said(company, stored), _read(company, stored), _named(stored)):
        yield [
            cell.astimezone(zone).isoformat(timespec="seconds")
            if isinstance(cell, datetime)
            else cell
            for cell in row
        ]


def _said(company: Company, stored: Stored) -> Iterator[Sequence[Any]]:
    noted = ArrayAgg(
        "cases__events__text",
        filter=Q(cases__events__text__gt=""),
        order_by="cases__events__at",
        default=Value([]),
    )
    rows = mentions_by(company, stored.chosen).annotate(notes=noted).values_list(*FIELDS)
    yield from rows.iterator(chunk_size=500)


def _read(company: Company, stored: Stored) -> Iterator[Sequence[Any]]:
    kept = ("published_at", "fetched_at", "site", "author", "author_url", "url", "title", "text",
            "language", "rating", "reach")  # fmt: skip
    rows = items_by(company, stored.chosen)
    for row in rows.values("feed__title", *kept).iterator(chunk_size=500):
        yield _line({**row, "source__name": row.pop("feed__title")})


def _named(stored: Stored) -> Iterator[Sequence[Any]]:
    """What people of the company have typed about them, and whom the alarm tells."""
    for contact in stored.naming.contacts:
        told = {"source__name": _("Contact of the alarm"), "published_at": contact.added_at}
        yield _line({**told, "text": f"{contact.name} <{contact.email}>"})
    for view in stored.naming.views:
        told = {"source__name": _("Saved view"), "published_at": view.created_at}
        yield _line({**told, "text": view.name})
    for each in stored.naming.texts:
        told = {"source__name": str(each.place.label), "published_at": each.at}
        yield _line({**told, "text": "\n".join(each.told)})


def _line(told: dict[str, Any]) -> list[Any]:
    empty: dict[str, Any] = {"topics": [], "notes": []}
    return [told.get(field, empty.get(field, "")) for field in FIELDS]
