"""Companies by stages: where each stands, and for how long."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rollout.machine import State
from rollout.models import Stage
from rollout.portfolio.clients import ClientRow
from rollout.presenters.addresses import page_url, stage_url
from rollout.presenters.states import STATES
from rollout.stages import STAGES
from rollout.titles import FIRST_WAVE, title_of
from rollout.wording import Text

WARM, HOT = 28, 84
"""Days in a stage from which its cell is drawn stronger: four weeks, twelve weeks."""


@dataclass(frozen=True)
class HeatCell:
    """One stage of one company. ``words`` say all, ``days`` the least; ``heat`` is 0 to 2."""

    number: int
    label: Text
    days: str
    words: str
    tone: str
    icon: str
    heat: int
    is_current: bool
    url: str


@dataclass(frozen=True)
class HeatRow:
    """A company: a list of cells for each column; waves share the last one."""

    name: str
    url: str
    columns: tuple[tuple[HeatCell, ...], ...]


@dataclass(frozen=True)
class HeatColumn:
    """The head of a column."""

    number: str
    title: Text


@dataclass(frozen=True)
class HeatMap:
    """The whole table."""

    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]


def heat_map(rows: Iterable[ClientRow]) -> HeatMap:
    """The companies in their order, a column for each stage."""
    last = len(STAGES)
    return HeatMap(
        columns=tuple(
            HeatColumn(f"{kind.number}" if kind.number < last else f"{last}+", kind.title)
            for kind in STAGES
        ),
        rows=tuple(
            HeatRow(row.company.name, page_url(row.company, "home"), _columns(row)) for row in rows
        ),
    )


def _columns(row: ClientRow) -> tuple[tuple[HeatCell, ...], ...]:
    first = [stage for stage in row.stages if stage.number < FIRST_WAVE]
    waves = [stage for stage in row.stages if stage.number >= FIRST_WAVE]
    return (
        *(
            tuple(_cell(row, stage) for stage in first if stage.number == kind.number)
            for kind in STAGES[:-1]
        ),
        tuple(_waves(row, waves)),
    )


def _waves(row: ClientRow, waves: list[Stage]) -> Iterable[HeatCell]:
    """Every wave that is not over, and those that have passed as one."""
    passed = [stage for stage in waves if stage.state == State.PASSED]
    if len(passed) > 1:
        number = {"number": len(passed)}
        yield replace(
            _cell(row, passed[-1]),
            days=ngettext("%(number)s wave", "%(number)s waves", len(passed)) % number,
            words=_("%(number)s waves have passed") % number,
        )
        waves = [stage for stage in waves if stage not in passed]
    for stage in waves:
        yield _cell(row, stage)


def _cell(row: ClientRow, stage: Stage) -> HeatCell:
    state = State(stage.state)
    days = days_in(row, stage)
    return HeatCell(
        number=stage.number,
        label=state.label,
        days="" if days is None else _short(days),
        words=_("%(number)s %(stage)s: %(state)s")
        % {
            "number": stage.number,
            "stage": title_of(stage),
            "state": _state(state, days),
        },
        tone=STATES[state].tone,
        icon=STATES[state].icon or "edit",
        heat=0 if days is None or state == State.PASSED else (days >= WARM) + (days >= HOT),
        is_current=stage == row.current,
        url=stage_url(row.company, stage.number),
    )


def days_in(row: ClientRow, stage: Stage) -> int | None:
    """How long a stage has been as it is; of one that passed, how long it took. None if locked."""
    state = State(stage.state)
    if state == State.PASSED and stage.opened_at and stage.passed_at:
        return (row.local_day(stage.passed_at) - row.local_day(stage.opened_at)).days
    since = {
        State.OPEN: stage.opened_at,
        State.SUBMITTED: stage.submission.submitted_at if stage.submission else None,
        State.ON_HOLD: stage.held_at,  # type: ignore[attr-defined]
    }.get(state)
    return max(0, (row.on - row.local_day(since)).days) if since else None


def _short(days: int) -> str:
    return _("%(number)s d") % {"number": days}


def _state(state: State, days: int | None) -> str:
    if days is None:
        return str(state.label)
    said = {
        State.OPEN: ngettext("open for %(number)s day", "open for %(number)s days", days),
        State.SUBMITTED: ngettext(
            "at the gate for %(number)s day", "at the gate for %(number)s days", days
        ),
        State.ON_HOLD: ngettext("on hold for %(number)s day", "on hold for %(number)s days", days),
        State.PASSED: ngettext("passed after %(number)s day", "passed after %(number)s days", days),
    }
    return said[state] % {"number": days}
