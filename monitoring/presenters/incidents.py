"""An incident and its timeline as the pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from companies.models import Company
from guidelines.models import Reaction
from monitoring.alarm.figures import about, in_a_sentence
from monitoring.alarm.levels import Kind, Level
from monitoring.alarm.rhythm import Rhythms
from monitoring.alarm.rules import WINDOWS, window
from monitoring.charts import Chart, Series, lines
from monitoring.models import Incident, IncidentEvent, Peak
from monitoring.moments import in_words
from monitoring.presenters.addresses import mention_list, page
from monitoring.presenters.sight import Sight
from monitoring.selectors.alarm import Reading
from monitoring.selectors.incidents import open_incident
from monitoring.selectors.mentions import MentionFilters

TONES = {Level.WATCH: "warn", Level.SERIOUS: "negative", Level.CRISIS: "stop"}
ICONS = {Level.WATCH: "info", Level.SERIOUS: "alert", Level.CRISIS: "stop"}
Sort = IncidentEvent.Sort


@dataclass(frozen=True)
class Chip:
    """A word with a colour and a sign."""

    label: str | Promise
    tone: str
    icon: str


def level_chip(level: str) -> Chip:
    """How serious it is."""
    known = Level(level)
    return Chip(known.label, TONES[known], ICONS[known])


@dataclass(frozen=True)
class IncidentView:
    """One incident, in a list, in a banner or on its own page."""

    row: Incident
    sight: Sight

    @property
    def url(self) -> str:
        """Its page."""
        return page(self.sight.company, "incident", self.row.pk)

    @property
    def level(self) -> Chip:
        """How serious it is."""
        return level_chip(self.row.level)

    @property
    def state(self) -> Chip:
        """Whether it is over, and what it was."""
        if self.is_open:
            return Chip(_("Open"), "accent", "clock")
        return Chip(Incident.Outcome(self.row.outcome).label, "neutral", "check")

    @property
    def is_open(self) -> bool:
        """Whether it is not over."""
        return self.row.state == Incident.State.OPEN

    @property
    def title(self) -> str:
        """What it is called."""
        if self.row.kind == Kind.BY_HAND:
            return self.row.about
        return str(Kind(self.row.kind).label)

    @property
    def sentence(self) -> str:
        """What happened, with its figures."""
        return in_a_sentence(Kind(self.row.kind), self.row.figures)

    @property
    def when(self) -> str:
        """Since when, and until when."""
        given = {"since": self._said(self.row.opened_at)}
        if self.row.closed_at is None:
            return _("since %(since)s") % given
        return _("%(since)s to %(until)s") % {**given, "until": self._said(self.row.closed_at)}

    @property
    def owner(self) -> str:
        """Who sees to it; empty for nobody."""
        return str(self.row.owner.user) if self.row.owner else ""

    @property
    def silent_since(self) -> str:
        """Since when it is decided to say nothing; empty if it is not."""
        return self._said(self.row.silent_since) if self.row.silent_since else ""

    @property
    def blind(self) -> str:
        """The sources that could not be seen when it rang."""
        return ", ".join(self.row.figures.get("blind", []))

    @property
    def why(self) -> str:
        """From which number on it was unusual."""
        figures = self.row.figures
        if not figures:
            return ""
        if self.row.kind == Kind.NEGATIVE:
            return _("At this time %(number)s critical mentions or more are unusual.") % {
                "number": figures["unusual_negatives"]
            }
        return _("At this time %(number)s mentions or more are unusual.") % {
            "number": figures["unusual_from"]
        }

    @property
    def mentions_url(self) -> str:
        """The mentions of the time, in the list."""
        zone, row = self.sight.zone, self.row
        filters = MentionFilters(
            starts_on=row.starts_at.astimezone(zone).date(),
            ends_on=(row.closed_at or self.sight.now).astimezone(zone).date(),
            source=row.source_id,
        )
        return mention_list(self.sight.company, filters)

    @property
    def critical_url(self) -> str:
        """The critical ones among them."""
        return f"{self.mentions_url}&tone=negative"

    def _said(self, at: datetime) -> str:
        return in_words(at, now=self.sight.now, zone=self.sight.zone)


def banner(company: Company, now: datetime) -> IncidentView | None:
    """The incident that is open, for the pages where people arrive (one query)."""
    row = open_incident(company)
    return IncidentView(row, Sight(company, now)) if row else None


def picture(figures: dict[str, Any], sight: Sight) -> Chart | None:
    """Hours against what is usual, up to the one in which it rang."""
    rows = figures.get("hours", [])
    if not rows:
        return None
    labels = [_hour_label(at, sight) for at, *_rest in rows]
    return lines(
        caption=_("Mentions by the hour"),
        labels=labels,
        series=[
            Series(_("Mentions"), [number for _at, number, _bad, _usual in rows], "accent"),
            Series(_("critical"), [bad for _at, _number, bad, _usual in rows], "negative"),
            Series(_("usual"), [usual for _at, _number, _bad, usual in rows], "neutral"),
        ],
    )


def _hour_label(at: str, sight: Sight) -> str:
    return date_format(datetime.fromisoformat(at).astimezone(sight.zone), "D H:i")


def now_in_words(reading: Reading, rhythms: Rhythms | None) -> str:
    """How it stands in the last three hours; empty while nothing is known."""
    if rhythms is None:
        return ""
    found = window(reading.history, rhythms, reading.hour, WINDOWS[0])
    return _(
        "In the last %(hours)s hours: %(number)s mentions, %(negative)s of them critical; usual: "
        "%(usual)s."
    ) % {
        "hours": found.hours,
        "number": found.number,
        "negative": found.negative,
        "usual": about(found.expected),
    }


@dataclass(frozen=True)
class Leading:
    """The one act of an incident's page that stands out, by where the incident stands.

    Somebody has to see to it first; then it is written down what happens. Who only reads is led
    to the mentions, and nothing of what is over asks for anything.
    """

    owner: bool = False
    note: bool = False
    reading: bool = False

    @property
    def is_not_owner(self) -> bool:
        """Whether giving it to somebody is one act of many."""
        return not self.owner

    @property
    def is_not_note(self) -> bool:
        """Whether a note is one act of many."""
        return not self.note

    @property
    def of_reading(self) -> str:
        """The kind of the button that leads to the mentions."""
        return "primary" if self.reading else ""


def leading(view: IncidentView, *, edits: bool) -> Leading:
    """What stands out for somebody who may act on it, or may not."""
    if not view.is_open:
        return Leading()
    if not edits:
        return Leading(reading=True)
    return Leading(note=True) if view.row.owner_id else Leading(owner=True)


@dataclass(frozen=True)
class Scenario:
    """The prepared scenario of an incident."""

    topic: str
    url: str
    reaction: str
    plan: str
    texts: tuple[tuple[str, str, str], ...]


def scenario_of(row: Incident) -> Scenario | None:
    """What was thought through in calm: first reaction, plan, words; None if none fits."""
    found = row.scenario
    if found is None:
        return None
    return Scenario(
        topic=found.topic,
        url=reverse("guidelines:scenario", args=(row.company.slug, found.pk)),
        reaction=str(Reaction(found.reaction).label) if found.reaction else "",
        plan=found.plan,
        texts=tuple((text.title, text.language, text.text) for text in found.texts.all()),
    )


@dataclass(frozen=True)
class Line:
    """One line of the timeline (templates/components/timeline.html)."""

    sentence: str
    when: str
    when_exact: str
    tone: str
    icon: str
    quote: str = ""
    url: str = ""


SIGNS: dict[str, tuple[str, str]] = {
    Sort.OPENED: ("stop", "bell"),
    Sort.PEAK: ("warn", "bell"),
    Sort.RAISED: ("stop", "arrow-up"),
    Sort.LOWERED: ("ok", "arrow-down"),
    Sort.TOLD: ("neutral", "mail"),
    Sort.OWNER: ("accent", "user"),
    Sort.SCENARIO: ("neutral", "layers"),
    Sort.NOTE: ("neutral", "edit"),
    Sort.DECIDED: ("accent", "flag"),
    Sort.SILENT: ("accent", "pause"),
    Sort.SPEAK: ("accent", "play"),
    Sort.CLOSED: ("ok", "check"),
}
SENTENCES: dict[str, str | Promise] = {
    Sort.OPENED: gettext_lazy("%(who)s opened the incident: %(level)s"),
    Sort.PEAK: gettext_lazy("The alarm rang again: %(kind)s (%(level)s)"),
    Sort.RAISED: gettext_lazy("%(who)s raised the level from %(was)s to %(level)s"),
    Sort.LOWERED: gettext_lazy("%(who)s lowered the level from %(was)s to %(level)s"),
    Sort.OWNER: gettext_lazy("%(who)s: %(person)s sees to it now"),
    Sort.SCENARIO: gettext_lazy("%(who)s chose the scenario “%(topic)s”"),
    Sort.NOTE: gettext_lazy("%(who)s noted"),
    Sort.DECIDED: gettext_lazy("%(who)s decided"),
    Sort.SILENT: gettext_lazy("%(who)s decided: we stay silent"),
    Sort.SPEAK: gettext_lazy("%(who)s decided: we speak after all"),
    Sort.CLOSED: gettext_lazy("%(who)s closed the incident: %(outcome)s"),
}


def timeline(events: Iterable[IncidentEvent], sight: Sight) -> list[Line]:
    """Everything that happened, the newest first."""
    return [_line(event, sight) for event in events]


def _line(event: IncidentEvent, sight: Sight) -> Line:
    tone, icon = SIGNS[event.sort]
    quote = event.text
    if event.sort == Sort.PEAK and "figures" in event.detail:
        quote = in_a_sentence(Kind(event.detail["kind"]), event.detail["figures"])
    return Line(
        sentence=_told(event) if event.sort == Sort.TOLD else _sentence(event),
        when=in_words(event.at, now=sight.now, zone=sight.zone),
        when_exact=event.at.isoformat(),
        tone=tone,
        icon=icon,
        quote=quote,
    )


def _sentence(event: IncidentEvent) -> str:
    detail = event.detail
    values = {
        "who": str(event.by) if event.by else _("The alarm"),
        "level": _label(Level, detail.get("level")),
        "was": _label(Level, detail.get("was")),
        "kind": _label(Kind, detail.get("kind")),
        "outcome": _label(Incident.Outcome, detail.get("outcome")),
        "person": detail.get("person", ""),
        "topic": detail.get("topic") or _("none"),
    }
    if event.sort == Sort.OWNER and values["person"] == values["who"]:
        return _("%(person)s sees to it now") % values
    if places := detail.get("figures", {}).get("places"):
        said = _("The alarm rang again, elsewhere (%(places)s): %(kind)s (%(level)s)")
        return said % {**values, "places": ", ".join(places)}
    return str(SENTENCES[event.sort]) % values


def _label(choices: Any, key: str | None) -> str:
    return str(choices(key).label) if key else ""


def _told(event: IncidentEvent) -> str:
    outside = event.detail.get("contacts", [])
    names = [*event.detail.get("people", []), *filter(None, outside)]
    if forgotten := outside.count(""):
        said = ngettext(
            "somebody without an account", "%(number)s people without an account", forgotten
        )
        names.append(said % {"number": forgotten})
    if not names:
        return _("Nobody was told: nobody wants mails from this level on.")
    return _("Told by mail: %(names)s") % {"names": ", ".join(names)}


@dataclass(frozen=True)
class ExpectedPeak:
    """The alarm saw it, but it had been announced."""

    row: Peak
    sight: Sight

    @property
    def sentence(self) -> str:
        """What was measured."""
        return in_a_sentence(Kind(self.row.kind), self.row.figures)

    @property
    def when(self) -> str:
        """When it was."""
        return in_words(self.row.at, now=self.sight.now, zone=self.sight.zone)

    @property
    def reason(self) -> str:
        """What had been announced."""
        return self.row.expected.reason if self.row.expected else ""
