"""The stage track: every stage as a station, for templates/components/stage_track.html."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rollout.machine import State
from rollout.presenters.addresses import stage_url
from rollout.presenters.states import STATES
from rollout.selectors import Rollout
from rollout.titles import FIRST_WAVE, place_of
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


MOST = 8
"""So many stations are drawn side by side; of a longer way the calm ones are folded away."""


@dataclass(frozen=True)
class Track:
    """The way as it is drawn; ``folded`` are stations that have passed and need nothing."""

    folded: tuple[Station, ...]
    stations: tuple[Station, ...]
    folded_words: str = ""


def short_track(rollout: Rollout) -> Track:
    """The way; once waves have made it long, what needs nobody is folded, the oldest first."""
    stations = track(rollout)
    if len(stations) <= MOST:
        return Track((), tuple(stations))
    needed = [each for each in stations if not each.is_reached or each.note][: MOST - 1]
    calm = [each for each in stations if each not in needed]
    kept = calm[len(calm) - (MOST - 1 - len(needed)) :]
    drawn = {each.number for each in (*needed, *kept)}
    folded = tuple(each for each in stations if each.number not in drawn)
    words = ngettext(
        "%(number)s more stage that has passed",
        "%(number)s more stages that have passed",
        len(folded),
    ) % {"number": len(folded)}
    return Track(folded, tuple(each for each in stations if each.number in drawn), words)


def track(rollout: Rollout, *, note: str = "") -> list[Station]:
    """All stations; ``note`` is a few words at the current one."""
    current = rollout.current
    stations = []
    for step in rollout.steps:
        state = State(step.stage.state)
        here = current is not None and step.stage.pk == current.stage.pk
        beside = _("rests on an older version") if step.rests_on_older else ""
        if not here and current is not None and state not in {State.PASSED, State.LOCKED}:
            beside = _("waits for “%(stage)s”") % {"stage": current.title}
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
                note=note if here and note else beside,
            )
        )
    return stations


def where(rollout: Rollout) -> str:
    """Where the rollout stands, as a phrase."""
    current, total = rollout.current, len(rollout.steps)
    if not rollout.steps:
        return _("The rollout has not begun yet")
    if current is None and total > FIRST_WAVE:
        waves = total - FIRST_WAVE + 1
        return _("All stages have passed, %(waves)s waves among them") % {"waves": waves}
    if current is None:
        return _("All stages have passed")
    return str(place_of(current.stage, total))


def titles(numbers: Sequence[int], rollout: Rollout) -> str:
    """The titles of some stages, in quotation marks."""
    steps = (rollout.step(number) for number in numbers)
    return ", ".join(_("“%(stage)s”") % {"stage": step.title} for step in steps if step)
