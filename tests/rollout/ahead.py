"""A company brought to a later stage: every gate is passed as the database asks, by two people.

What the earlier stages' criteria ask for is skipped, as it is code above the database. Tests of
a later stage need not play the whole way.
"""

from datetime import datetime, timedelta

from django.db import transaction

from rollout import snapshot
from rollout.machine import Act, State
from rollout.models import Decision, Stage, Submission
from rollout.stages import kind_of
from tests.factories import MONDAY
from tests.rollout.builders import Place, make_place


def place_at(number: int, name: str = "Brauerei Lindner") -> Place:
    """A company whose stage ``number`` is open."""
    place = make_place(name)
    come_to(place, number)
    return place


def all_passed(name: str = "Brauerei Lindner", *, last: int = 7) -> Place:
    """A company whose stages have all passed, up to the wave with the number ``last``."""
    place = place_at(last, name)
    pass_stage(place, last, MONDAY)
    return place


def come_to(place: Place, number: int, *, at: datetime = MONDAY) -> Stage:
    """Let all earlier stages pass; those beyond the seventh are waves and are laid out."""
    for earlier in range(1, number):
        if place.stage(earlier).state == State.OPEN:
            pass_stage(place, earlier, at)
            open_next(place, earlier + 1, at)
    return place.stage(number)


@transaction.atomic
def pass_stage(place: Place, number: int, at: datetime = MONDAY) -> None:
    """Let one open stage pass as the database asks: submitted by the lead, approved by another."""
    stage = place.stage(number)
    kind = kind_of(number)
    assessment = kind.assess(stage, at.date())
    submission = Submission.everywhere.create(
        company=place.company,
        stage=stage,
        round=1,
        submitted_by=place.lead,
        submitted_at=at,
        work_hash=snapshot.work_hash(kind, assessment),
        snapshot=snapshot.build(
            company=place.company.name,
            kind=kind,
            number=number,
            round_number=1,
            assessment=assessment,
            submitted_by=place.lead.pk,
            submitted_for=None,
            at=at,
            rests_on=_work_before(stage),
        ),
    )
    submission.refresh_from_db()
    stage.state, stage.submission = State.SUBMITTED, submission
    stage.save()
    Decision.everywhere.create(
        company=place.company,
        submission=submission,
        submitted_by=place.lead,
        content_hash=submission.content_hash,
        act=Act.APPROVE,
        decided_by=place.manager,
        decided_at=at + timedelta(hours=1),
    )
    stage.state, stage.passed_at = State.PASSED, at + timedelta(hours=1)
    stage.save()


def _work_before(stage: Stage) -> dict[int, str]:
    earlier = Stage.of(stage.company).filter(number__lt=stage.number, submission__isnull=False)
    rows = earlier.values_list("number", "submission__work_hash")
    return dict(rows.order_by("number"))


def open_next(place: Place, number: int, at: datetime = MONDAY) -> None:
    """Open the stage after one that has passed; a wave is laid out."""
    following = Stage.of(place.company).filter(number=number).first()
    if following is None:
        following = Stage(company=place.company, number=number)
    following.state, following.opened_at = State.OPEN, at + timedelta(hours=1)
    following.save()
