"""A case as a line of the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.desk.words import Outcome, Why
from monitoring.models import DeskCase
from monitoring.moments import in_words
from monitoring.pipeline.text import excerpt
from monitoring.presenters.addresses import page
from monitoring.presenters.cards import place_of
from monitoring.presenters.sight import Sight
from monitoring.presenters.signs import repeats, source_icon
from monitoring.selectors.staff import Staff

EXCERPT = 180
WHY_ICONS = {
    Why.QUESTION: "question",
    Why.ADDRESSED: "mention",
    Why.RATING: "star",
    Why.CRITICISM: "tone-negative",
    Why.HAND: "flag",
}


@dataclass(frozen=True)
class Due:
    """Until when, in words, with its colour and sign."""

    words: str
    tone: str
    icon: str
    exact: str


@dataclass(frozen=True)
class CaseLine:
    """One case; ``asked`` is the queue one comes from, kept in the addresses."""

    case: DeskCase
    sight: Sight
    staff: Staff
    queue: str = ""

    @property
    def url(self) -> str:
        """The page of the case."""
        return page(self.sight.company, "case", self.case.pk, queue=self.queue)

    @property
    def line(self) -> str:
        """What was said, in one line."""
        mention = self.case.mention
        if mention is None:
            return _("Erased on a person’s request")
        if mention.deleted_at_source:
            return _("Deleted at its source")
        title = "" if repeats(mention.title, mention.text) else f"{mention.title}: "
        return excerpt(f"{title}{mention.text}", length=EXCERPT) or place_of(mention)

    @property
    def language(self) -> str:
        """The code for the lang attribute."""
        return self.case.mention.language if self.case.mention else ""

    @property
    def author(self) -> str:
        """Who said it."""
        mention = self.case.mention
        return mention.author if mention and mention.author else _("Somebody")

    @property
    def place(self) -> str:
        """Where it was said."""
        return place_of(self.case.mention) if self.case.mention else ""

    @property
    def icon(self) -> str:
        """What kind of place that is."""
        mention = self.case.mention
        return source_icon(mention.source.name, mention.url) if mention else "lock"

    @property
    def why(self) -> str | Promise:
        """Why it wants an answer."""
        return Why(self.case.why).label

    @property
    def why_icon(self) -> str:
        """The same as a sign."""
        return WHY_ICONS[Why(self.case.why)]

    @property
    def cues(self) -> list[str]:
        """The words that say so."""
        return self.case.cues

    @property
    def cues_beside(self) -> list[str]:
        """The same beside the line: a whole question it shows anyway is not said twice."""
        shown = self.line
        return [cue for cue in self.cues if " " not in cue or cue.strip("… ") not in shown]

    @property
    def due(self) -> Due:
        """Until when, or how it ended."""
        return due_of(self.case, self.sight)

    @property
    def owner(self) -> str:
        """Who sees to it, and who instead while they are away."""
        return owner_words(self.case, self.sight, self.staff)

    @property
    def has_owner(self) -> bool:
        """Whether somebody sees to it."""
        return self.case.owner_id is not None

    @property
    def department(self) -> str:
        """The department it lies with."""
        return self.case.department.name if self.case.department else ""


def lines(
    cases: Iterable[DeskCase], sight: Sight, staff: Staff, *, queue: str = ""
) -> list[CaseLine]:
    """The lines of a list."""
    return [CaseLine(case, sight, staff, queue) for case in cases]


def due_of(case: DeskCase, sight: Sight) -> Due:
    """Until when an answer is due, or how the case ended."""

    def said(at: datetime) -> str:
        return in_words(at, now=sight.now, zone=sight.zone)

    if case.settled_at is not None:
        exact = case.settled_at.isoformat()
        when = said(case.settled_at)
        if case.outcome == Outcome.ANSWERED:
            late = case.settled_at > case.due_at
            words = _("answered %(when)s, late") if late else _("answered %(when)s")
            tone, icon = ("warn", "clock") if late else ("ok", "check")
            return Due(words % {"when": when}, tone, icon, exact)
        return Due(_("closed %(when)s") % {"when": when}, "neutral", "minus", exact)
    exact, when = case.due_at.isoformat(), said(case.due_at)
    if case.due_at < sight.now:
        return Due(_("overdue since %(when)s") % {"when": when}, "stop", "alert", exact)
    today = case.due_at.astimezone(sight.zone).date() == sight.now.astimezone(sight.zone).date()
    return Due(_("by %(when)s") % {"when": when}, "warn" if today else "neutral", "clock", exact)


def owner_words(case: DeskCase, sight: Sight, staff: Staff) -> str:
    """Who sees to it; if they are away, until when and who stands in. Empty: nobody had to."""
    if case.owner_id is None or case.owner is None:
        return "" if case.settled_at else _("nobody yet")
    name, until = str(case.owner.user), staff.away.get(case.owner_id)
    if until is None or case.settled_at:
        return name
    away = {"name": name, "until": date_format(until, "SHORT_DATE_FORMAT")}
    deputy = staff.deputy_of(case.owner_id)
    if deputy is None:
        return _("%(name)s, away until %(until)s, nobody stands in") % away
    said = _("%(name)s, away until %(until)s; %(deputy)s stands in")
    return said % {**away, "deputy": deputy.user}


def duration(span: timedelta) -> str:
    """Working time as one says it: minutes below an hour, else hours."""
    minutes = round(span.total_seconds() / 60)
    if minutes < 60:
        return ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}
    hours, rest = divmod(minutes, 60)
    if hours >= 10 or not rest:
        hours = round(minutes / 60)
        return ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}
