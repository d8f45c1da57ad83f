"""How a source is, in words: what every source says of itself, so that silence is explained."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.connectors import PUSHED
from monitoring.inbound.why import told
from monitoring.models import Feed, Hook, Source
from monitoring.moments import in_words
from monitoring.problems import NOT_ASKED, sentence_of

OVERDUE = timedelta(minutes=30)
"""So long past its time, a feed was forgotten: the background work stands still."""

State = Literal[
    "works", "waiting", "failing", "stopped", "unattended", "refusing", "paused", "removed"
]
Tone = Literal["good", "neutral", "bad"]
TONES: dict[State, Tone] = {
    "works": "good",
    "waiting": "neutral",
    "paused": "neutral",
    "removed": "neutral",
    "failing": "bad",
    "stopped": "bad",
    "unattended": "bad",
    "refusing": "bad",
}


@dataclass(frozen=True, slots=True)
class Health:
    """How a source is. ``tone`` is good, neutral or bad, for colour and sign.

    ``next_try`` is None where nothing will be tried. ``blind_since`` is the moment after which
    nothing is known of the source, None while it works or is left out on purpose. ``can_retry``:
    a person may ask for a try now.
    """

    state: State
    words: str
    next_try: datetime | None
    blind_since: datetime | None

    @property
    def tone(self) -> Tone:
        """Good, neutral or bad."""
        return TONES[self.state]

    @property
    def can_retry(self) -> bool:
        """Whether trying it now is worth offering: what is handed in nobody can ask for."""
        return self.tone == "bad" and self.state != "refusing"


def health_of_source(source: Source, *, now: datetime, zone: ZoneInfo) -> Health:
    """How a company's source is; ``source.feed`` must be loaded."""
    if source.removed_at:
        words = _("Removed %(when)s.") % {"when": in_words(source.removed_at, now=now, zone=zone)}
        return Health("removed", words, None, None)
    if source.paused_at:
        words = _("Paused since %(when)s. Nothing is read from it until it is resumed.") % {
            "when": in_words(source.paused_at, now=now, zone=zone)
        }
        return Health("paused", words, None, None)
    return health_of(source.feed, now=now, zone=zone)


def health_of(feed: Feed, *, now: datetime, zone: ZoneInfo) -> Health:
    """How a feed is at a moment, said in the clock of a company's ``zone``."""
    if feed.kind in PUSHED:
        return _handed_in(feed, now, zone)
    state = _state(feed, now)
    blind = None if state == "works" else feed.last_success_at or feed.created_at
    due = None if state == "stopped" else max(feed.next_due_at, now)
    said = {
        "last": in_words(feed.last_success_at, now=now, zone=zone) if feed.last_success_at else "",
        "next": in_words(due, now=now, zone=zone) if due else "",
        "since": in_words(feed.failing_since or blind or now, now=now, zone=zone),
        "why": sentence_of(feed.last_error),
    }
    return Health(state, _SENTENCES[state](said), due, blind)


def _handed_in(feed: Feed, now: datetime, zone: ZoneInfo) -> Health:
    """Nobody asks it: all that is known is when something came last, and what was refused since.

    A refusal makes nothing blind: whoever knows the address, but not the secret, can cause one.
    """
    if feed.last_success_at is None:
        words = _("Nothing has come in yet.")
    else:
        last = in_words(feed.last_success_at, now=now, zone=zone)
        words = _("Came in last %(last)s.") % {"last": last}
    if since := _refused(feed, now, zone):
        return Health("refusing", f"{words} {since}", None, None)
    return Health("works" if feed.last_success_at else "waiting", words, None, None)


def _refused(feed: Feed, now: datetime, zone: ZoneInfo) -> str:
    """How many deliveries were refused since the last good one, when and why; empty for none."""
    hook: Hook | None = getattr(feed, "hook", None)
    if hook is None or not hook.refused or hook.refused_at is None:
        return ""
    words = ngettext(
        "After that %(number)s delivery was refused, the last one %(when)s: %(why)s",
        "After that %(number)s deliveries were refused, the last one %(when)s: %(why)s",
        hook.refused,
    )
    if feed.last_success_at is None:
        words = ngettext(
            "%(number)s delivery was refused, the last one %(when)s: %(why)s",
            "%(number)s deliveries were refused, the last one %(when)s: %(why)s",
            hook.refused,
        )
    when = in_words(hook.refused_at, now=now, zone=zone)
    return words % {"number": hook.refused, "when": when, "why": told(hook.refused_why)}


def _state(feed: Feed, now: datetime) -> State:
    if feed.quarantined_at:
        return "stopped"
    if feed.next_due_at + OVERDUE < now:
        return "unattended"
    if feed.failing_since:
        return "failing"
    return "works" if feed.last_success_at else "waiting"


def _works(said: dict[str, str]) -> str:
    return _("Works. Last success %(last)s, next try %(next)s.") % said


def _waiting(said: dict[str, str]) -> str:
    return _("Not read yet. First try %(next)s.") % said


def _failing(said: dict[str, str]) -> str:
    return _("Fails since %(since)s: %(why)s Next try %(next)s.") % said


def _stopped(said: dict[str, str]) -> str:
    return _("Stopped, fails since %(since)s: %(why)s Try again when it is mended.") % said


def _unattended(said: dict[str, str]) -> str:
    why = {**said, "why": sentence_of({"code": NOT_ASKED})}
    if said["last"]:
        return _("Not read since %(last)s: %(why)s") % why
    return _("Never read: %(why)s") % why


_SENTENCES = {
    "works": _works,
    "waiting": _waiting,
    "failing": _failing,
    "stopped": _stopped,
    "unattended": _unattended,
}
