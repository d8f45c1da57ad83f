"""Which client needs help first, and why in words: a pure rule on plain facts."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from monitoring.alarm.levels import Level
from rollout.machine import AT_GATE, State
from rollout.wording import Text, words

PATIENCE = 2
"""Days a gate may wait before it comes before everything but broken promises."""

STUCK = 84
"""Days after which a stage that is still open is not simply being worked on: twelve weeks."""

FEW = 5
"""Mentions at least before a share of criticism says anything."""


class Subject(Enum):
    """What a reason, or a fact beside it, is about: nobody needs to read the same twice."""

    INCIDENT = auto()
    CONDITIONS = auto()
    GATE = auto()
    CRITICISM = auto()
    SIGHT = auto()
    STUCK = auto()
    ANSWERS = auto()
    STATE = auto()


@dataclass(frozen=True)
class ClientFacts:
    """What is known of a company lately; ``waiting_since`` only while a stage is at its gate,
    ``open_since`` only while one is open.

    ``decides``: nothing keeps the reader from deciding what is at the gate. ``overdue`` counts
    the company's unsettled conditions that are late, ``owed`` those of the reader that are late
    or due within a week; ``waiting`` counts the open cases of the desk, ``answers_late`` those of
    them past their due time. ``negative`` of ``told`` mentions were critical; ``blind`` counts
    sources that see nothing now, the first of them ``blind_since``; ``incident`` is the level of
    the one that is open.
    """

    begun: bool
    state: State | None
    title: Text
    waiting_since: date | None
    overdue: int
    waiting: int
    answers_late: int
    negative: int
    told: int
    threshold: int
    blind: int
    blind_since: date | None
    decides: bool = False
    owed: int = 0
    hold_until: Text = ""
    open_since: date | None = None
    incident: Level | None = None

    @property
    def criticism_percent(self) -> int | None:
        """Share of criticism, rounded down; None where no tone could be told."""
        return 100 * self.negative // self.told if self.told else None

    @property
    def is_criticised(self) -> bool:
        """Whether the share of criticism reaches the company's own threshold."""
        return self.told >= FEW and 100 * self.negative >= self.threshold * self.told

    @property
    def is_at_gate(self) -> bool:
        """Whether a stage waits for a decision or is on hold."""
        return self.state in AT_GATE

    @property
    def needs_reader(self) -> bool:
        """Whether something waits for the reader that they can do themselves."""
        return bool(self.decides or self.owed or self.blind or self.waiting or not self.begun)


class Urgency(NamedTuple):
    """Sorts: the smaller, the sooner; ``weight`` is negative, so that more comes first."""

    rank: int
    weight: int


class Reading(NamedTuple):
    """How soon, why in a sentence, and what the sentence is about."""

    urgency: Urgency
    reason: Text
    subject: Subject


def urgency(facts: ClientFacts, on: date) -> Reading:
    """How soon a client needs help, and the reason."""
    waited = (on - facts.waiting_since).days if facts.waiting_since else 0
    return _pressing(facts, waited) or _stuck(facts, on) or _calm(facts, waited)


def _pressing(facts: ClientFacts, waited: int) -> Reading | None:
    if facts.incident:
        reason = words(_("An incident is open: %(level)s."), {"level": facts.incident.label})
        return Reading(Urgency(-1, -facts.incident.rank), reason, Subject.INCIDENT)
    if facts.overdue:
        return _overdue(facts)
    if facts.state == State.SUBMITTED and (facts.decides or waited > PATIENCE):
        return Reading(Urgency(1, -waited), _waits(facts, waited), Subject.GATE)
    if facts.is_criticised:
        reason = words(
            _("%(percent)s %% of the mentions of the last four weeks are critical."),
            {"percent": facts.criticism_percent},
        )
        return Reading(Urgency(2, -(facts.criticism_percent or 0)), reason, Subject.CRITICISM)
    if facts.blind:
        return _blind(facts)
    if facts.waiting:
        return _unanswered(facts)
    return None


def _overdue(facts: ClientFacts) -> Reading:
    reason = words(
        ngettext_lazy(
            "%(number)s condition is overdue and keeps the next gate shut.",
            "%(number)s conditions are overdue and keep the next gate shut.",
            "number",
        ),
        {"number": facts.overdue},
    )
    return Reading(Urgency(0, -facts.overdue), reason, Subject.CONDITIONS)


def _waits(facts: ClientFacts, waited: int) -> Text:
    if not waited:
        sentence = (
            _("“%(stage)s” waits for your decision.")
            if facts.decides
            else _("“%(stage)s” waits for its decision.")
        )
        return words(sentence, {"stage": facts.title})
    sentence = (
        ngettext_lazy(
            "“%(stage)s” has been waiting for your decision for %(days)s day.",
            "“%(stage)s” has been waiting for your decision for %(days)s days.",
            "days",
        )
        if facts.decides
        else ngettext_lazy(
            "“%(stage)s” has been waiting for its decision for %(days)s day.",
            "“%(stage)s” has been waiting for its decision for %(days)s days.",
            "days",
        )
    )
    return words(sentence, {"stage": facts.title, "days": waited})


def _blind(facts: ClientFacts) -> Reading:
    reason = words(
        ngettext_lazy(
            "%(number)s source sees nothing: what is said there is unknown.",
            "%(number)s sources see nothing: what is said there is unknown.",
            "number",
        ),
        {"number": facts.blind},
    )
    return Reading(Urgency(3, -facts.blind), reason, Subject.SIGHT)


def _unanswered(facts: ClientFacts) -> Reading:
    """An answer that is late is a promise broken (S3); whoever waits in time comes after it."""
    late = facts.answers_late
    reason = words(
        ngettext_lazy(
            "%(number)s mention waits for an answer longer than promised.",
            "%(number)s mentions wait for an answer longer than promised.",
            "number",
        )
        if late
        else ngettext_lazy(
            "%(number)s mention waits for an answer.",
            "%(number)s mentions wait for an answer.",
            "number",
        ),
        {"number": late or facts.waiting},
    )
    urgency = Urgency(4, -late) if late else Urgency(5, -facts.waiting)
    return Reading(urgency, reason, Subject.ANSWERS)


def _stuck(facts: ClientFacts, on: date) -> Reading | None:
    days = (on - facts.open_since).days if facts.open_since else 0
    if days < STUCK:
        return None
    reason = words(
        _("“%(stage)s” has been open for %(days)s days."), {"stage": facts.title, "days": days}
    )
    return Reading(Urgency(6, -days), reason, Subject.STUCK)


def _calm(facts: ClientFacts, waited: int) -> Reading:
    if not facts.begun:
        return Reading(Urgency(7, 0), _("The rollout has not begun yet."), Subject.STATE)
    if facts.state == State.SUBMITTED:
        return Reading(Urgency(8, -waited), _waits(facts, waited), Subject.GATE)
    values = {"stage": facts.title, "day": facts.hold_until}
    if facts.state == State.ON_HOLD:
        reason = words(_("“%(stage)s” is on hold until %(day)s."), values)
        return Reading(Urgency(9, 0), reason, Subject.GATE)
    if facts.state is None:
        return Reading(Urgency(11, 0), _("Every stage has passed."), Subject.STATE)
    return Reading(
        Urgency(10, 0), words(_("“%(stage)s” is being worked on."), values), Subject.STATE
    )
