"""A source as its row shows it, and what an address turned out to be."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.connectors import CONNECTORS, PUSHED
from monitoring.connectors.base import Connector, ReadsBack
from monitoring.connectors.feeds.dates import read_date
from monitoring.health import Health
from monitoring.models import Feed, Source
from monitoring.pipeline.text import excerpt
from monitoring.presenters.addresses import page
from monitoring.presenters.highlight import marked
from monitoring.presenters.moments import ago
from monitoring.presenters.privacy import kept_for
from monitoring.presenters.sight import Sight
from monitoring.presenters.signs import (
    health_signs,
    plain_address,
    repeats,
    safe_link,
    source_icon,
)
from monitoring.selectors.sources import Watched
from monitoring.services.sources import Found

HOSTS_OF_ALERTS = ("www.google.com/alerts/", "www.google.de/alerts/")


@dataclass(frozen=True)
class SourceRow:
    """One source of the list."""

    source: Source
    health: Health
    sight: Sight

    @property
    def feed(self) -> Feed:
        """What is read."""
        return self.source.feed

    @property
    def icon(self) -> str:
        """What kind of place it is."""
        if self.connector.kind == "feed":
            return source_icon(self.source.name, self.feed.address)
        return self.connector.icon

    @property
    def connector(self) -> Connector:
        """What reads it."""
        return CONNECTORS[self.feed.kind]

    @property
    def tone(self) -> str:
        """The data-tone of its health."""
        return health_signs(self.health.tone)[0]

    @property
    def health_icon(self) -> str:
        """The sign of its health."""
        return "pause" if self.source.paused_at else health_signs(self.health.tone)[1]

    @property
    def words(self) -> str:
        """How it is, in a sentence."""
        return self.health.words

    @property
    def address(self) -> str:
        """What is read, as people say it."""
        return self.connector.described(self.feed.address)

    @property
    def backfill(self) -> str:
        """How far back it has been read, or is being read; empty where nobody knows."""
        reached = read_date(self.feed.cursor.get("gap_at"))
        floor = read_date(self.feed.cursor.get("gap_floor"))
        if reached is None or floor is None:
            return self._back
        return _(
            "Older entries are still coming in: read back to %(reached)s, until %(floor)s."
        ) % {
            "reached": date_format(reached.astimezone(self.sight.zone), "DATE_FORMAT"),
            "floor": date_format(floor.astimezone(self.sight.zone), "DATE_FORMAT"),
        }

    @property
    def _back(self) -> str:
        back = read_date(self.feed.cursor.get("back"))
        if self.feed.cursor.get("wanted"):
            return _("Older entries are looked for at the next visit.")
        if back is None:
            return ""
        day = date_format(back.astimezone(self.sight.zone), "DATE_FORMAT")
        return _("Read back to %(day)s.") % {"day": day}

    @property
    def read_back_url(self) -> str:
        """Where reading further back is asked for; empty where the kind cannot."""
        return self.url("read_back") if isinstance(self.connector, ReadsBack) else ""

    @property
    def credential_url(self) -> str:
        """Where its sign-in is given anew; empty where it has none."""
        return self.url("change_credential") if self.connector.credential else ""

    @property
    def is_signed_in(self) -> bool:
        """Whether it is read with the company's own sign-in."""
        return self.feed.private_to_id is not None and self.feed.kind not in PUSHED

    @property
    def hook_url(self) -> str:
        """Where a webhook's address and fields are; empty for any other source."""
        return self.url("hook") if self.feed.kind == "webhook" else ""

    @property
    def link(self) -> str:
        """The address itself."""
        return safe_link(self.feed.address)

    @property
    def brought(self) -> str:
        """How many items came, and when the last one did."""
        number = self.feed.items_total
        if not number:
            return _("nothing yet")
        said = ngettext("%(number)s entry", "%(number)s entries", number) % {
            "number": number_format(number, force_grouping=True)
        }
        if self.feed.last_item_at is None:
            return said
        last = ago(self.feed.last_item_at, now=self.sight.now, zone=self.sight.zone)
        return _("%(entries)s, the last %(when)s") % {"entries": said, "when": last}

    @property
    def kept(self) -> str:
        """How long its authors stay (one query)."""
        return kept_for(self.source)

    @property
    def takes_everything(self) -> bool:
        """Whether each of its items is a mention."""
        return self.source.takes_everything

    def url(self, name: str) -> str:
        """The address of one of its pages or acts."""
        return page(self.sight.company, name, self.source.pk)

    @property
    def edit_url(self) -> str:
        """Where it is changed."""
        return self.url("source")

    @property
    def mentions_url(self) -> str:
        """What it brought."""
        return page(self.sight.company, "mentions", source=self.source.pk, about="all")

    @property
    def pause_url(self) -> str:
        """Where it is paused, empty while it is."""
        return "" if self.source.paused_at else self.url("pause_source")

    @property
    def resume_url(self) -> str:
        """Where it is resumed, empty while it runs."""
        return self.url("resume_source") if self.source.paused_at else ""

    @property
    def remove_url(self) -> str:
        """Where watching it ends."""
        return self.url("remove_source")

    @property
    def try_again_url(self) -> str:
        """Where it is tried at once, empty where that is of no use."""
        return self.url("try_source_again") if self.health.can_retry else ""


def rows(watched: Sequence[Watched], sight: Sight) -> list[SourceRow]:
    """The list, what fails first."""
    ordered = sorted(watched, key=lambda each: each.health.tone != "bad")
    return [SourceRow(each.source, each.health, sight) for each in ordered]


@dataclass(frozen=True, slots=True)
class SampleLine:
    """One of the newest entries at an address that was tested."""

    title: str
    text: str
    url: str
    when: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A feed that a web page offers; ``url`` tests it."""

    title: str
    address: str


@dataclass(frozen=True)
class FoundThere:
    """The result of a test, in words."""

    found: Found
    sight: Sight

    @property
    def works(self) -> bool:
        """Whether it can be watched."""
        return self.found.works

    @property
    def title(self) -> str:
        """What the feed calls itself."""
        return self.found.title or plain_address(self.found.address)

    @property
    def address(self) -> str:
        """Where it is."""
        return plain_address(self.found.address)

    @property
    def says(self) -> str:
        """How much there is."""
        number = self.found.number
        if not number:
            return _(
                "It works, and is empty at the moment. New entries will come in by themselves."
            )
        said = ngettext(
            "It works and carries %(number)s entry.",
            "It works and carries %(number)s entries.",
            number,
        )
        return said % {"number": number}

    @property
    def problem(self) -> str:
        """What is in the way."""
        return self.found.problem

    @property
    def items(self) -> list[SampleLine]:
        """The newest entries."""
        return [
            SampleLine(
                excerpt(item.text, length=90) if repeats(item.title, item.text) else item.title,
                "" if len(item.text) <= 90 else marked(item.text, (), length=200),
                safe_link(item.url),
                ago(item.published_at, now=self.sight.now, zone=self.sight.zone),
            )
            for item in self.found.items
        ]

    @property
    def suggestions(self) -> list[Suggestion]:
        """Feeds that can be tested instead, each named."""
        offered = {address: title for title, address in reversed(self.found.suggestions)}
        return [
            Suggestion(title or plain_address(address), address)
            for address, title in reversed(offered.items())
            if safe_link(address)
        ]

    @property
    def is_alert(self) -> bool:
        """Whether it is an alert: a search of its own, everything in it is about the company."""
        return any(f"://{start}" in self.found.address for start in HOSTS_OF_ALERTS)
