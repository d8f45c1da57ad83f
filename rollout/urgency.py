"""Which client needs help first, and why in words: a pure rule on plain facts."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from rollout.machine import State
from rollout.wording import Text, words

PATIENCE = 2
"""Days a gate may wait before it comes before everything but broken promises."""

FEW = 5
"""Mentions at least before a share of criticism says anything."""


@dataclass(frozen=True)
class ClientFacts:
    """What is known of a company lately; ``waiting_since`` only while a stage is at its gate.

    ``negative`` of ``told`` mentions were critical; ``blind`` counts sources that see nothing
    now, the first of them ``blind_since``.
    """

    begun: bool
    state: State | None
    title: Text
    waiting_since: date | None
    overdue: int
    open_questions: int
    negative: int
    told: int
    threshold: int
    blind: int
    blind_since: date | None

    @property
    def criticism_percent(self) -> int | None:
        """Share of criticism, rounded down; None where no tone could be told."""
        return 100 * self.negative // self.told if self.told else None

    @property
    def is_criticised(self) -> bool:
        """Whether the share of criticism reaches the company's own threshold."""
        return self.told >= FEW and 100 * self.negative >= self.threshold * self.told


class Urgency(NamedTuple):
    """Sorts: the smaller, the sooner; ``weight`` is negative, so that more comes first."""

    rank: int
    weight: int


def urgency(facts: ClientFacts, on: date) -> tuple[Urgency, Text]:
    """How soon a client needs help, and the reason."""
    waited = (on - facts.waiting_since).days if facts.waiting_since else 0
    if facts.overdue:
        return Urgency(0, -facts.overdue), words(
            ngettext_lazy(
                "%(number)s condition is overdue and keeps the next gate shut.",
                "%(number)s conditions are overdue and keep the next gate shut.",
                "number",
            ),
            {"number": facts.overdue},
        )
    if facts.state == State.SUBMITTED and waited > PATIENCE:
        return Urgency(1, -waited), words(
            _("“%(stage)s” has been waiting for its decision for %(days)s days."),
            {"stage": facts.title, "days": waited},
        )
    if facts.is_criticised:
        return Urgency(2, -(facts.criticism_percent or 0)), words(
            _("%(percent)s %% of the mentions of the last four weeks are critical."),
            {"percent": facts.criticism_percent},
        )
    if facts.blind:
        return Urgency(3, -facts.blind), words(
            ngettext_lazy(
                "%(number)s source sees nothing: what is said there is unknown.",
                "%(number)s sources see nothing: what is said there is unknown.",
                "number",
            ),
            {"number": facts.blind},
        )
    if facts.open_questions:
        return Urgency(4, -facts.open_questions), words(
            ngettext_lazy(
                "%(number)s question waits for an answer.",
                "%(number)s questions wait for an answer.",
                "number",
            ),
            {"number": facts.open_questions},
        )
    return _calm(facts, waited)


def _calm(facts: ClientFacts, waited: int) -> tuple[Urgency, Text]:
    if not facts.begun:
        return Urgency(5, 0), _("The rollout has not begun yet.")
    if facts.state == State.SUBMITTED:
        return Urgency(6, -waited), words(
            _("“%(stage)s” waits for its decision."), {"stage": facts.title}
        )
    if facts.state == State.ON_HOLD:
        return Urgency(7, 0), words(_("“%(stage)s” is on hold."), {"stage": facts.title})
    if facts.state is None:
        return Urgency(9, 0), _("Every stage has passed.")
    return Urgency(8, 0), words(_("“%(stage)s” is being worked on."), {"stage": facts.title})
