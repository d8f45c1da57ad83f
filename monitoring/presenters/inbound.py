"""What is handed in, as its pages show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.connectors.base import Entry
from monitoring.inbound.fields import BY_KEY
from monitoring.inbound.why import Why, told
from monitoring.models import Delivery, Hook, MentionImport
from monitoring.pipeline.text import excerpt
from monitoring.presenters.addresses import page
from monitoring.presenters.moments import ago
from monitoring.presenters.sight import Sight
from monitoring.services.imports import CRASHES


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry as it would be taken, or why it cannot be."""

    place: int
    when: str
    author: str
    text: str
    stars: str
    problem: str


def entry_line(place: int, entry: Entry | None, why: Why | None, sight: Sight) -> EntryLine:
    """The line of a preview."""
    if entry is None:
        return EntryLine(place, "", "", "", "", said(why))
    stated = entry.stated_at
    when = date_format(stated.astimezone(sight.zone), "SHORT_DATETIME_FORMAT") if stated else ""
    text = excerpt(" – ".join(part for part in (entry.title, entry.text) if part), length=140)
    return EntryLine(
        place, when or _("today"), entry.author_name, text, str(entry.rating or ""), ""
    )


def said(why: Why | None) -> str:
    """A reason with the name of its field before it."""
    if why is None:
        return ""
    field = BY_KEY.get(why.field)
    return f"{field.label}: {why}" if field else str(why)


@dataclass(frozen=True)
class HookPage:
    """A webhook: its address, what came lately, what was refused."""

    hook: Hook
    deliveries: Sequence[Delivery]
    sight: Sight
    address: str

    @property
    def refused(self) -> str:
        """What was refused since the last good delivery; empty for nothing."""
        if not self.hook.refused or self.hook.refused_at is None:
            return ""
        number = self.hook.refused
        words = ngettext(
            "%(number)s delivery was refused, the last one %(when)s: %(why)s",
            "%(number)s deliveries were refused, the last one %(when)s: %(why)s",
            number,
        )
        return words % {
            "number": number_format(number),
            "when": ago(self.hook.refused_at, now=self.sight.now, zone=self.sight.zone),
            "why": told(self.hook.refused_why),
        }

    @property
    def came(self) -> list[str]:
        """The last deliveries, a sentence each."""
        return [
            _("%(when)s: %(accepted)s taken, %(known)s known already")
            % {
                "when": date_format(each.at.astimezone(self.sight.zone), "SHORT_DATETIME_FORMAT"),
                "accepted": number_format(each.accepted),
                "known": number_format(each.duplicates),
            }
            for each in self.deliveries
        ]


@dataclass(frozen=True)
class ImportCard:
    """A table that was handed in, and how far it is."""

    row: MentionImport
    sight: Sight

    @property
    def url(self) -> str:
        """Its page."""
        return page(self.sight.company, "import_", self.row.pk)

    @property
    def is_open(self) -> bool:
        """Whether its columns can still be named."""
        return self.row.started_at is None

    @property
    def is_reading(self) -> bool:
        """Whether a worker is at it, or will be."""
        is_begun = self.row.started_at is not None and self.row.finished_at is None
        return is_begun and not self.is_stuck

    @property
    def is_stuck(self) -> bool:
        """Whether reading it broke off so often that it was given up."""
        return self.row.finished_at is None and self.row.attempts >= CRASHES

    @property
    def is_done(self) -> bool:
        """Whether it was read to its end."""
        return self.row.finished_at is not None

    @property
    def percent(self) -> int:
        """How far it is."""
        return 100 * self.row.position // self.row.total if self.row.total else 100

    @property
    def progress(self) -> str:
        """The same in words."""
        return _("%(done)s of %(total)s rows") % {
            "done": number_format(self.row.position, force_grouping=True),
            "total": number_format(self.row.total, force_grouping=True),
        }

    @property
    def state(self) -> str:
        """What becomes of it, in a few words."""
        if self.is_open:
            return _("waits for its columns to be named")
        if self.is_stuck:
            return _("stopped")
        return _("is being read") if self.is_reading else self.outcome

    @property
    def outcome(self) -> str:
        """What came of it."""
        row = self.row
        words = ngettext(
            "%(number)s row taken, %(mentions)s of them mentions.",
            "%(number)s rows taken, %(mentions)s of them mentions.",
            row.accepted,
        )
        known = ngettext("%(number)s known already.", "%(number)s known already.", row.duplicates)
        refused = ngettext(
            "%(number)s could not be read.", "%(number)s could not be read.", row.refusals
        )
        said = [words % {"number": _number(row.accepted), "mentions": _number(row.mentions)}]
        said += [known % {"number": _number(row.duplicates)}] if row.duplicates else []
        said += [refused % {"number": _number(row.refusals)}] if row.refusals else []
        return " ".join(said)

    @property
    def mentions_url(self) -> str:
        """What it brought."""
        return page(self.sight.company, "mentions", source=self.row.source_id or "", about="all")

    @property
    def refused_url(self) -> str:
        """Its refused rows as a file; empty where there are none."""
        return page(self.sight.company, "import_refused", self.row.pk)


def _number(count: int) -> str:
    return number_format(count, force_grouping=True)


def refused_table(rows: Iterable[Sequence[object]]) -> Iterable[tuple[str, ...]]:
    """Refused rows (line, then a stored reason) as the cells of a table, its heading first."""
    yield (_("Line"), _("Field"), _("Reason"))
    for line, *stored in rows:
        field = BY_KEY.get(str(stored[0]))
        yield (str(line), str(field.label) if field else "", told(stored))
