"""One case: why it is here, what happened to it, and what helps to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from guidelines.markdown import to_html
from guidelines.models import Paragraph as GuidelineParagraph
from guidelines.models import PreparedText
from guidelines.selectors import published_version
from monitoring.desk.words import CloseReason, Happening, Outcome, Why
from monitoring.models import CaseEvent, DeskCase
from monitoring.moments import in_words
from monitoring.pipeline.kind import CRITICISM
from monitoring.presenters.addresses import page
from monitoring.presenters.desk.lines import CaseLine, duration
from monitoring.presenters.sight import Sight
from monitoring.presenters.signs import safe_link
from monitoring.selectors.desk_settings import prepared_of

SCENARIO_TEXTS = 20
SIGNS = {
    Happening.OPENED: ("accent", "plus"),
    Happening.ASSIGNED: ("neutral", "user"),
    Happening.RELEASED: ("neutral", "undo"),
    Happening.ROUTED: ("neutral", "users"),
    Happening.NOTE: ("neutral", "edit"),
    Happening.REMINDED: ("warn", "bell"),
    Happening.ESCALATED: ("stop", "arrow-up"),
    Happening.ANSWERED: ("ok", "check"),
    Happening.CLOSED: ("neutral", "minus"),
    Happening.REOPENED: ("accent", "refresh"),
}


@dataclass(frozen=True)
class Event:
    """One line of the timeline, as components/timeline.html draws it."""

    sentence: str
    when: str
    when_exact: str
    tone: str
    icon: str
    quote: str = ""
    url: str = ""


@dataclass(frozen=True)
class Words:
    """Prepared words: on which occasion, from where, and the text."""

    id: str
    title: str
    origin: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """The paragraph of the guidelines that applies."""

    title: str
    html: SafeString
    url: str


@dataclass(frozen=True)
class CasePage(CaseLine):
    """A case in full."""

    @property
    def is_open(self) -> bool:
        """Whether it still waits."""
        return self.case.is_open

    @property
    def promise(self) -> str:
        """Which promise the due time keeps."""
        minutes = self.case.promised_minutes
        if minutes is None:
            return _("The end of the next working day after it came in.")
        return _("%(hours)s of working time after it came in.") % {
            "hours": duration(timedelta(minutes=minutes))
        }

    @property
    def came_in(self) -> str:
        """Since when it has been known."""
        return self._said(self.case.came_in_at)

    @property
    def outcome(self) -> str:
        """How it ended, in a sentence; empty while it is open."""
        case = self.case
        if case.settled_at is None:
            return ""
        if case.outcome == Outcome.ANSWERED:
            took = duration(timedelta(seconds=case.took_seconds or 0))
            said = _("Answered by %(name)s, %(when)s, after %(took)s of working time.")
            when = self._said(case.settled_at)
            return said % {"name": case.settled_by, "when": when, "took": took}
        return _("Closed: %(why)s") % {"why": CloseReason(case.because).label}

    @property
    def answer_url(self) -> str:
        """Where the answer stands, if it may be linked."""
        return safe_link(self.case.mention.answer_url) if self.case.mention else ""

    def act(self, name: str) -> str:
        """The address of something one can do with it."""
        return page(self.sight.company, name, self.case.pk, queue=self.queue)

    @property
    def acts(self) -> dict[str, str]:
        """The addresses of everything one can do with it."""
        names = ("take", "assign", "release", "route", "note", "answer", "close", "reopen")
        return {name: self.act(f"{name}_case") for name in names}

    def timeline(self, events: Sequence[CaseEvent]) -> list[Event]:
        """What happened, the newest first."""
        return [self._event(each) for each in reversed(events)]

    def _event(self, event: CaseEvent) -> Event:
        kind = Happening(event.kind)
        tone, icon = SIGNS[kind]
        name = str(event.by) if event.by else _("Etappe")
        return Event(
            _sentence(kind, name, event.detail),
            self._said(event.at),
            event.at.isoformat(),
            tone,
            icon,
            quote=event.text,
            url=safe_link(str(event.detail.get("url", ""))),
        )

    def _said(self, at: datetime) -> str:
        return in_words(at, now=self.sight.now, zone=self.sight.zone)


def _sentence(kind: Happening, name: str, detail: dict[str, Any]) -> str:
    given = {
        "name": name,
        "to": detail.get("to", ""),
        "department": detail.get("department", ""),
        "reason": _reason(detail),
    }
    sentences = {
        Happening.OPENED: _("%(name)s put it on the desk"),
        Happening.ASSIGNED: _("%(name)s gave it to %(to)s")
        if given["to"] != name
        else _("%(name)s takes it"),
        Happening.RELEASED: _("%(name)s gave it back"),
        Happening.ROUTED: _routed(given),
        Happening.NOTE: _("Note by %(name)s"),
        Happening.REMINDED: _("%(to)s was reminded"),
        Happening.ESCALATED: _("Overdue: %(to)s was told")
        if given["to"]
        else _("Overdue, and nobody is there to be told"),
        Happening.ANSWERED: _("%(name)s answered"),
        Happening.CLOSED: _closed(given["reason"]),
        Happening.REOPENED: _("%(name)s took it up again"),
    }
    return sentences[kind] % given


def _routed(given: dict[str, str]) -> str:
    if given["department"] and given["to"]:
        return _("%(name)s passed it to %(department)s: %(to)s gets it")
    if given["department"]:
        return _("%(name)s passed it to %(department)s")
    return _("By a rule %(to)s gets it") if given["to"] else _("A rule passed it to a department")


def _reason(detail: dict[str, Any]) -> str:
    reason = detail.get("because", "")
    return str(CloseReason(reason).label) if reason in CloseReason.values else ""


def _closed(reason: str) -> str:
    return _("%(name)s closed it: %(reason)s") if reason else _("%(name)s closed it")


def prepared_words(case: DeskCase) -> list[Words]:
    """What can be said: the company's own words, then its scenarios' (2 queries)."""
    own = [Words(f"own-{each.pk}", each.title, "", each.text) for each in prepared_of(case.company)]
    if not _is_critical(case):
        return own
    rows = PreparedText.of(case.company).select_related("scenario").order_by("pk")
    return own + [
        Words(f"scenario-{each.pk}", each.title, each.scenario.topic, each.text)
        for each in rows[:SCENARIO_TEXTS]
    ]


def paragraph_of(case: DeskCase, sight: Sight) -> Paragraph | None:
    """The paragraph of the guidelines in force that applies (2 queries)."""
    version = published_version(case.company)
    if version is None:
        return None
    wanted = ("criticism", "tone") if _is_critical(case) else ("tone", "identity")
    rows = GuidelineParagraph.of(case.company).filter(version=version, key__in=wanted)
    found = {each.key: each for each in rows}
    row = next((found[key] for key in wanted if key in found), None)
    if row is None:
        return None
    path = reverse("guidelines:guidelines", args=(sight.company.slug,))
    return Paragraph(row.title, to_html(row.text), f"{path}#{row.anchor}")


def _is_critical(case: DeskCase) -> bool:
    if case.why in (Why.CRITICISM, Why.RATING):
        return True
    return case.mention is not None and case.mention.kind == CRITICISM
