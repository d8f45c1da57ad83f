"""The mentions that a filter lets through, as rows."""

from collections.abc import Iterator, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from companies.models import Company
from monitoring.exports.table import Cell, Table
from monitoring.models import Match, Mention
from monitoring.pipeline.labels import KINDS, TONES, TOPICS
from monitoring.presenters.addresses import page
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
    "reach",
    "title",
    "text",
    "tone",
    "kind",
    "topics",
    "language",
    "rating",
    "searches",
    "copies",
    "url",
    "answered_at",
    "answered_by__name",
    "answer_url",
    "edited_at_source",
    "deleted_at_source",
    "author_removed_at",
    "erased_at",
)


def headers() -> list[str]:
    """The names of the columns, in the reader's language."""
    return [
        _("Published"),
        _("Source"),
        _("Website"),
        _("Author"),
        _("Followers"),
        _("Title"),
        _("Text"),
        _("Tone"),
        _("Kind"),
        _("Topics"),
        _("Language"),
        _("Stars"),
        _("Searches"),
        _("With the same text elsewhere"),
        _("Address"),
        _("Answered"),
        _("Answered by"),
        _("Address of the answer"),
        _("Changed at its source"),
        _("Deleted at its source"),
        _("Author removed"),
        _("Erased"),
        _("Its page in Etappe"),
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
    pages = f"{settings.BASE_URL}{page(company, 'mentions')}"
    searches = Match.everywhere.filter(mention=OuterRef("pk"), company=OuterRef("company"))
    names = searches.order_by("profile__name").values("profile__name")
    found = (
        chosen(company, filters)
        .annotate(searches=ArraySubquery(names), copies=Coalesce(Subquery(_copies()), 0))
        .order_by("-published_at", "-id")
        .values("id", *COLUMNS)
    )
    rest, batch = most, list(found[: min(most, AT_ONCE)])
    while batch:
        for row in batch:
            yield _written(row, zone, pages)
        rest -= len(batch)
        last = Place(batch[-1]["published_at"], batch[-1]["id"])
        batch = list(found.filter(beyond(last, "lt"))[: min(rest, AT_ONCE)]) if rest else []


def _copies() -> QuerySet[Mention, dict[str, Any]]:
    """How many copies are folded into a mention, as a part of another query."""
    folded = Mention.everywhere.filter(folded_into=OuterRef("pk"), company=OuterRef("company"))
    return folded.order_by().values("folded_into").annotate(n=Count("pk")).values("n")


def _written(row: dict[str, Any], zone: ZoneInfo, pages: str) -> list[Cell]:
    topics = [str(TOPICS[key].name) for key in row["topics"] if key in TOPICS]
    return [
        _moment(row["published_at"], zone),
        row["source__name"],
        row["site"],
        row["author"],
        row["reach"] if row["reach"] is not None else "",
        row["title"],
        row["text"],
        str(TONES[row["tone"]].name),
        str(KINDS[row["kind"]].name) if row["kind"] in KINDS else row["kind"],
        ", ".join(topics),
        language_name(row["language"]) if row["language"] else "",
        row["rating"] or "",
        ", ".join(row["searches"]),
        row["copies"] or "",
        row["url"],
        _moment(row["answered_at"], zone),
        row["answered_by__name"] or "",
        row["answer_url"],
        _moment(row["edited_at_source"], zone),
        _moment(row["deleted_at_source"], zone),
        _moment(row["author_removed_at"], zone),
        _moment(row["erased_at"], zone),
        f"{pages}{row['id']}/",
    ]


def _moment(at: Any, zone: ZoneInfo) -> str:
    # A form that sorts and that every spreadsheet of every language reads.
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M") if at else ""
