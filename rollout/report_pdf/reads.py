"""Everything the report rests on, read for one person at one moment."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from companies.access import Standing
from companies.models import Company
from monitoring.coverage import Coverage
from monitoring.moments import LATELY
from monitoring.selectors.sources import coverage_of
from rollout.assessment import assess
from rollout.home import next_step_for
from rollout.kpis import KpiFact, kpi_facts
from rollout.machine import AT_GATE, State
from rollout.models import Condition
from rollout.next_step import NextStep
from rollout.presenters.glimpse import GlimpseFigure, glimpse
from rollout.selectors import (
    Dossier,
    HistoryRound,
    Rollout,
    StageStep,
    conditions_of,
    dossier_of,
    history_of,
    rollout_of,
)
from rollout.stage import Assessment


@dataclass(frozen=True)
class StageReport:
    """One stage that has begun.

    ``dossier`` is what it passed with or what lies before the gate, ``assessment`` the work of an
    open stage as it is now: one of them is None. ``rounds`` are its rounds, the newest first.
    """

    step: StageStep
    rounds: tuple[HistoryRound, ...]
    dossier: Dossier | None
    assessment: Assessment | None

    @property
    def state(self) -> State:
        """Where the stage stands."""
        return State(self.step.stage.state)


@dataclass(frozen=True)
class RolloutReport:
    """The rollout of a company; ``coverage`` and ``lately`` are of the four weeks before ``at``."""

    company: Company
    at: datetime
    standing: Standing
    rollout: Rollout
    next_step: NextStep
    stages: tuple[StageReport, ...]
    conditions: tuple[tuple[Condition, bool], ...]
    coverage: Coverage
    lately: tuple[GlimpseFigure, ...]
    kpis: tuple[KpiFact, ...]


def rollout_report(standing: Standing, at: datetime) -> RolloutReport:
    """The report as its reader sees it (about eight queries for each stage that has begun)."""
    company = standing.membership.company
    rollout = rollout_of(company)
    first = standing.on - timedelta(days=LATELY - 1)
    starts_at = datetime.combine(first, time(), ZoneInfo(company.time_zone))
    return RolloutReport(
        company=company,
        at=at,
        standing=standing,
        rollout=rollout,
        next_step=next_step_for(standing, rollout),
        stages=tuple(_stage(rollout, step, standing) for step in rollout.steps if _begun(step)),
        conditions=conditions_of(company, standing.on),
        coverage=coverage_of(company, starts_at=starts_at, ends_at=at, now=at),
        lately=glimpse(company, standing.on, at),
        kpis=kpi_facts(company, standing.on),
    )


def _begun(step: StageStep) -> bool:
    return step.stage.state != State.LOCKED


def _stage(rollout: Rollout, step: StageStep, standing: Standing) -> StageReport:
    company, stage = rollout.company, step.stage
    frozen = stage.submission if stage.state in {*AT_GATE, State.PASSED} else None
    return StageReport(
        step=step,
        rounds=history_of(company, stage.number),
        dossier=dossier_of(company, stage.number, frozen.round) if frozen else None,
        assessment=assess(stage, standing.on) if stage.state == State.OPEN else None,
    )
