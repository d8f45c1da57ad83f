"""The stage track: every stage as a station, for templates/components/stage_track.html."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rollout.machine import State
from rollout.presenters.addresses import stage_url
from rollout.presenters.states import STATES
from rollout.selectors import Rollout
from rollout.titles import place_of
from rollout.wording import Text


@dataclass(frozen=True)
class Station:
    """One stage on the track."""

    number: int
    title: Text
    state_label: Text
    tone: str
    icon: str
    is_reached: bool
    is_current: bool
    url: str
    note: str = ""


def track(rollout: Rollout, *, note: str = "") -> list[Station]:
    """All stations; ``note`` is a few words at the current one."""
    current = rollout.current
    stations = []
    for step in rollout.steps:
        state = State(step.stage.state)
        here = current is not None and step.stage.pk == current.stage.pk
        older = _("rests on an older version") if step.rests_on_older else ""
        stations.append(
            Station(
                number=step.stage.number,
                title=step.title,
                state_label=state.label,
                tone=STATES[state].tone,
                icon=STATES[state].icon,
                is_reached=state == State.PASSED,
                is_current=here,
                url=stage_url(rollout.company, step.stage.number),
                note=note if here and note else older,
            )
        )
    return stations


def where(rollout: Rollout) -> str:
    """Where the rollout stands, as a phrase."""
    current, total = rollout.current, len(rollout.steps)
    if not rollout.steps:
        return _("The rollout has not begun yet")
    if current is None:
        return _("All stages have passed")
    return str(place_of(current.stage, total))


def titles(numbers: Sequence[int], rollout: Rollout) -> str:
    """The titles of some stages, in quotation marks."""
    steps = (rollout.step(number) for number in numbers)
    return ", ".join(_("“%(stage)s”") % {"stage": step.title} for step in steps if step)
