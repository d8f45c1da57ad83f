"""Reads of the rollout, each for one page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from companies.access import Standing
from companies.models import Company, User
from rollout import snapshot
from rollout.assessment import assess, gate_of, standing_conditions
from rollout.authority import Actor, Gate, why_no_editing, why_not
from rollout.machine import AT_GATE, Act, State
from rollout.models import Condition, Decision, Evidence, SnapshotPerson, Stage, Submission
from rollout.models.expansion import wave_name
from rollout.stage import Assessment, StageKind
from rollout.stages import kind_of
from rollout.titles import title_of, with_names
from rollout.waves import why_no_wave
from rollout.wording import Text


@dataclass(frozen=True)
class StageStep:
    """One stage on the track. ``rests_on_older``: numbers of stages that passed anew since."""

    stage: Stage
    kind: StageKind
    rests_on_older: tuple[int, ...]

    @property
    def title(self) -> Text:
        """What it is called, a wave by its name."""
        return title_of(self.stage)


@dataclass(frozen=True)
class Rollout:
    """All stages of a company, empty before the rollout has begun."""

    company: Company
    steps: tuple[StageStep, ...]

    @cached_property
    def stages(self) -> list[Stage]:
        """The rows, in order."""
        return [step.stage for step in self.steps]

    @property
    def current(self) -> StageStep | None:
        """The stage the company is at: the first that has not passed; None without any."""
        return next((step for step in self.steps if step.stage.state != State.PASSED), None)

    @property
    def at_gate(self) -> StageStep | None:
        """The stage that waits for a decision."""
        return next((step for step in self.steps if step.stage.state in AT_GATE), None)

    def step(self, number: int) -> StageStep | None:
        """One stage by its number."""
        return next((step for step in self.steps if step.stage.number == number), None)

    def gate(self, number: int) -> Gate | None:
        """The facts of a stage's gate without its criteria (no query)."""
        step = self.step(number)
        return gate_of(self.stages, step.stage) if step else None


def rollout_of(company: Company) -> Rollout:
    """The stages of a company with the rounds they stand on (2 queries)."""
    stages = list(with_names(Stage.of(company)).order_by("number"))
    rounds = Submission.of(company).select_related("submitted_by", "submitted_for")
    loaded = rounds.in_bulk([each.submission_id for each in stages if each.submission_id])
    for stage in stages:
        stage.company = company
        if stage.submission_id:
            stage.submission = loaded[stage.submission_id]
    return Rollout(
        company,
        tuple(
            StageStep(stage, kind_of(stage.number), rests_on_older(stages, stage))
            for stage in stages
        ),
    )


def rests_on_older(stages: list[Stage], stage: Stage) -> tuple[int, ...]:
    """The earlier stages that have passed with other content than this one rested on.

    Empty for a stage that was not submitted, and while an earlier one is being reworked: only
    what passes again can differ. The submissions have to be loaded.
    """
    if stage.submission is None:
        return ()
    rested_on = snapshot.read(stage.submission.snapshot)["rests_on"]
    return tuple(
        earlier.number
        for earlier in stages
        if earlier.number < stage.number
        and earlier.state == State.PASSED
        and earlier.submission
        and rested_on.get(str(earlier.number)) != earlier.submission.work_hash
    )


@dataclass(frozen=True)
class StagePage:
    """One stage as its page shows it; ``refusals`` says why an act is not possible, or None.

    ``why_no_wave`` says why the person cannot lay out the next wave, None if they can.
    """

    rollout: Rollout
    step: StageStep
    assessment: Assessment
    gate: Gate
    refusals: Mapping[Act, Text | None]
    why_no_editing: Text | None
    conditions: tuple[Condition, ...]
    why_no_wave: Text | None

    @property
    def shown(self) -> str:
        """The content hash that a decision form carries; empty away from a gate."""
        submission = self.step.stage.submission
        return submission.content_hash if submission else ""

    def may(self, act: Act) -> bool:
        """Whether the person can do this now."""
        return self.refusals[act] is None


def stage_page(standing: Standing, number: int) -> StagePage | None:
    """Everything about one stage for one person; None if the company has no such stage."""
    rollout = rollout_of(standing.membership.company)
    step = rollout.step(number)
    if step is None:
        return None
    assessment = assess(step.stage, standing.on)
    gate = gate_of(rollout.stages, step.stage, assessment.unmet)
    actor = Actor.of(standing)
    conditions = Condition.of(rollout.company).filter(decision__submission=step.stage.submission_id)
    return StagePage(
        rollout=rollout,
        step=step,
        assessment=assessment,
        gate=gate,
        refusals={act: why_not(actor, act, gate) for act in Act},
        why_no_editing=why_no_editing(actor, gate),
        conditions=tuple(conditions.select_related("owner", "settled_by", "settled_for")),
        why_no_wave=why_no_wave(actor, rollout.stages),
    )


@dataclass(frozen=True)
class Dossier:
    """One round before the gate: what was frozen, and what was decided about it.

    ``content`` is the parsed snapshot (see rollout.snapshot.build), ``people`` the names of the
    people it mentions by number, ``is_intact`` whether its bytes still have its fingerprint.
    """

    submission: Submission
    content: dict[str, Any]
    people: Mapping[int, str]
    decisions: tuple[Decision, ...]
    attachments: tuple[Evidence, ...]
    is_intact: bool


def dossier_of(company: Company, number: int, round_number: int) -> Dossier | None:
    """A round by stage and number, of this company only (6 queries)."""
    submission = (
        Submission.of(company)
        .filter(stage__number=number, round=round_number)
        .select_related("stage", "submitted_by", "submitted_for")
        .first()
    )
    if submission is None:
        return None
    content = snapshot.read(submission.snapshot)
    hashes = [each["sha256"] for each in content["attachments"]]
    files = Evidence.of(company).filter(stage=submission.stage, sha256__in=hashes)
    decisions = Decision.of(company).filter(submission=submission)
    return Dossier(
        submission=submission,
        content=content,
        people=names_in(submission, content),
        decisions=tuple(
            decisions.select_related("decided_by", "principal").prefetch_related(
                "conditions__owner"
            )
        ),
        attachments=tuple(files.order_by("pk")),
        is_intact=snapshot.sha256(bytes(submission.snapshot)) == submission.content_hash,
    )


def names_in(submission: Submission, content: Mapping[str, Any]) -> dict[int, str]:
    """The names of the people a dossier mentions, by the numbers it has for them (1-2 queries).

    In a dossier that was frozen in another installation, numbers are not ours.
    """
    elsewhere = SnapshotPerson.of(submission.company).filter(submission=submission)
    people = {row.number: str(row.user) for row in elsewhere.select_related("user")}
    return people or names_of(snapshot.people_in(content))


def numbers_in(submission: Submission) -> dict[int, int]:
    """The number a dossier has for each person, where it is not their own (1 query)."""
    rows = SnapshotPerson.of(submission.company).filter(submission=submission)
    return dict(rows.values_list("user_id", "number"))


def names_of(people: Iterable[int]) -> dict[int, str]:
    """People's names by number (one query, none for nobody)."""
    return {pk: str(user) for pk, user in User.objects.in_bulk(list(people)).items()}


@dataclass(frozen=True)
class HistoryRound:
    """One round of a stage with its decisions, oldest first."""

    submission: Submission
    decisions: tuple[Decision, ...]


def history_of(company: Company, number: int) -> tuple[HistoryRound, ...]:
    """Every round of a stage, newest first (3 queries)."""
    rounds = (
        Submission.of(company)
        .filter(stage__number=number)
        .defer("snapshot")
        .select_related("submitted_by", "submitted_for")
        .order_by("-round")
        .prefetch_related("decisions__decided_by", "decisions__principal")
    )
    return tuple(HistoryRound(each, tuple(each.decisions.all())) for each in rounds)


def conditions_of(company: Company, on: date) -> tuple[tuple[Condition, bool], ...]:
    """Unsettled conditions of standing approvals, soonest first, with whether they are overdue."""
    rows = standing_conditions(company).select_related(
        "owner", "decision__submission__stage", "decision__decided_by"
    )
    rows = rows.annotate(wave_name=wave_name("decision__submission__stage"))
    return tuple((row, row.due_on < on) for row in rows.order_by("due_on", "pk"))


def evidence_file(company: Company, number: int, sha256: str) -> Evidence | None:
    """The evidence of this company whose file has this hash."""
    rows = Evidence.of(company).filter(stage__number=number, sha256=sha256)
    return rows.exclude(file="").order_by("pk").first()
