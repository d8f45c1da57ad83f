"""The mentions that a filter lets through, as rows."""

from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.translation import gettext as _

from companies.models import Company
from monitoring.exports.table import Cell, Table
from monitoring.models import Match
from monitoring.pipeline.labels import KINDS, TONES, TOPICS
from monitoring.presenters.signs import language_name
from monitoring.selectors.mentions import MentionFilters, Place, beyond, chosen

MOST = 1_000_000
"""Rows in one file, about what a sheet holds; beyond, the newest ones, and it says so."""
AT_ONCE = 500
"""Rows the database hands over together."""

COLUMNS = (
    "published_at",
    "source__name",
    "site",
    "author",
    "title",
    "text",
    "tone",
    "kind",
    "topics",
    "language",
    "rating",
    "searches",
    "url",
    "answered_at",
    "answer_url",
)


def headers() -> list[str]:
    """The names of the columns, in the reader's language."""
    return [
        _("Published"),
        _("Source"),
        _("Website"),
        _("Author"),
        _("Title"),
        _("Text"),
        _("Tone"),
        _("Kind"),
        _("Topics"),
        _("Language"),
        _("Stars"),
        _("Searches"),
        _("Address"),
        _("Answered"),
        _("Address of the answer"),
    ]


def table_of(
    company: Company, filters: MentionFilters, about: Sequence[str], *, most: int = MOST
) -> tuple[Table, int]:
    """The file, and how many rows it will have (one query; the rows are read when it is written).

    Where there are more than ``most`` it holds the newest and says so.
    """
    number = chosen(company, filters).order_by()[: most + 1].count()
    note = ""
    if number > most:
        note = _("More was found: only the newest %(number)s are in this file. "
                 "Choose a shorter time.") % {"number": most}  # fmt: skip
    number = min(number, most)
    about = [*about, _("Rows: %(number)s") % {"number": number}]
    return Table(_("Mentions"), headers(), _rows(company, filters, most), about, note), number


def _rows(company: Company, filters: MentionFilters, most: int) -> Iterator[Sequence[Cell]]:
    """The newest first, a few at a time, each time from the last one on.

    Neither memory nor the database's patience with one query is strained by their number, and
    whoever loads the file slowly holds nothing up.
    """
    zone = ZoneInfo(company.time_zone)
    searches = Match.everywhere.filter(mention=OuterRef("pk"), company=OuterRef("company"))
    names = searches.order_by("profile__name").values("profile__name")
    found = (
        chosen(company, filters)
        .annotate(searches=ArraySubquery(names))
        .order_by("-published_at", "-id")
        .values("id", *COLUMNS)
    )
    rest, batch = most, list(found[: min(most, AT_ONCE)])
    while batch:
        for row in batch:
            yield _written(row, zone)
        rest -= len(batch)
        last = Place(batch[-1]["published_at"], batch[-1]["id"])
        batch = list(found.filter(beyond(last, "lt"))[: min(rest, AT_ONCE)]) if rest else []


def _written(row: dict[str, Any], zone: ZoneInfo) -> list[Cell]:
    topics = [str(TOPICS[key].name) for key in row["topics"] if key in TOPICS]
    return [
        _moment(row["published_at"], zone),
        row["source__name"],
        row["site"],
        row["author"],
        row["title"],
        row["text"],
        str(TONES[row["tone"]].name),
        str(KINDS[row["kind"]].name) if row["kind"] in KINDS else row["kind"],
        ", ".join(topics),
        language_name(row["language"]) if row["language"] else "",
        row["rating"] or "",
        ", ".join(row["searches"]),
        row["url"],
        _moment(row["answered_at"], zone),
        row["answer_url"],
    ]


def _moment(at: Any, zone: ZoneInfo) -> str:
    # A form that sorts and that every spreadsheet of every language reads.
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if at else ""
