"""Examples for the addresses of scenarios, training and the board."""

from datetime import timedelta
from uuid import UUID, uuid5

from guidelines.models import (
    BoardDecision,
    BoardMember,
    FollowUp,
    Meeting,
    OutsideTraining,
    Participation,
    PreparedText,
    Scenario,
    Training,
)
from guidelines.services import attendance, board, follow_ups, meetings, scenarios, training
from guidelines.typed import TrainingPlan
from tests.architecture.examples import House, example
from tests.factories import MONDAY

KEYS = UUID("6a3d0f0f-5c52-4a1b-8a9c-1f6b0d5f2a11")


def _by_editor(of: House) -> dict:
    return {"company": of.company, "by": of.admin.user, "at": MONDAY}


@example(
    "guidelines:scenario",
    "guidelines:change_scenario",
    "guidelines:review_scenario",
    "guidelines:remove_scenario",
    "guidelines:add_text",
)
def _scenario(of: House) -> dict[str, object]:
    there = Scenario.of(of.company).first()
    given = _by_editor(of)
    row = there or scenarios.take_example(key="quality-complaint", language="de", **given)
    return {"pk": row.pk}


@example("guidelines:prepared_text", "guidelines:remove_text")
def _text(of: House) -> dict[str, object]:
    pk = _scenario(of)["pk"]
    row, _ = PreparedText.everywhere.get_or_create(
        company=of.company,
        scenario_id=pk,
        form_key=uuid5(KEYS, of.company.slug),
        defaults={"title": "Erste Antwort", "language": "de", "text": "Danke."},
    )
    return {"pk": row.pk}


@example(
    "guidelines:training",
    "guidelines:change_training",
    "guidelines:sign_up",
    "guidelines:take_back",
    "guidelines:call_off",
    "guidelines:enter_people",
    "guidelines:attendance",
)
def _training(of: House) -> dict[str, object]:
    return {"pk": _any_training(of).pk}


@example("guidelines:remove_seat")
def _seat(of: House) -> dict[str, object]:
    row = _any_training(of)
    there = Participation.of(of.company).filter(training=row, membership=of.member).first()
    if there is None:
        people = [of.member]
        attendance.enter_people(training_id=row.pk, people=people, **_by_editor(of))
        there = Participation.of(of.company).get(training=row, membership=of.member)
    return {"pk": there.pk}


@example("guidelines:remove_outside_training")
def _outside(of: House) -> dict[str, object]:
    there = OutsideTraining.of(of.company).first()
    row = there or attendance.note_outside_training(
        membership=of.member,
        title="Texten fürs Netz",
        provider="IHK",
        attended_on=MONDAY.date(),
        form_key=uuid5(KEYS, "outside"),
        **_by_editor(of),
    )
    return {"pk": row.pk}


@example("guidelines:board_member")
def _board_member(of: House) -> dict[str, object]:
    there = BoardMember.of(of.company).first()
    row = there or board.add_board_member(
        membership=of.member,
        stands_for="Beschwerden",
        since=MONDAY.date(),
        until=None,
        **_by_editor(of),
    )
    return {"pk": row.pk}


@example(
    "guidelines:meeting",
    "guidelines:change_meeting",
    "guidelines:minutes",
    "guidelines:remove_meeting",
    "guidelines:add_decision",
    "guidelines:add_follow_up",
)
def _meeting(of: House) -> dict[str, object]:
    return {"pk": _any_meeting(of).pk}


@example("guidelines:remove_decision")
def _decision(of: House) -> dict[str, object]:
    there = BoardDecision.of(of.company).first()
    row = there or meetings.add_decision(
        meeting_id=_any_meeting(of).pk,
        text="Wir antworten auch samstags.",
        form_key=uuid5(KEYS, "decision"),
        **_by_editor(of),
    )
    return {"pk": row.pk}


@example("guidelines:follow_up", "guidelines:finish_follow_up", "guidelines:reopen_follow_up")
def _follow_up(of: House) -> dict[str, object]:
    there = FollowUp.of(of.company).first()
    row = there or follow_ups.add_follow_up(
        meeting_id=_any_meeting(of).pk,
        text="Fotos sammeln.",
        owner=of.member,
        due_on=MONDAY.date(),
        form_key=uuid5(KEYS, "follow-up"),
        **_by_editor(of),
    )
    return {"pk": row.pk}


def _any_training(of: House) -> Training:
    there = Training.of(of.company).filter(state=Training.State.PLANNED).first()
    starts_at = MONDAY + timedelta(days=4000)
    plan = TrainingPlan(
        kind="workshop",
        title="Antworten üben",
        about="",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        place="Kantine",
        link="",
        seats=None,
        led_by="",
    )
    key = uuid5(KEYS, f"training {Training.of(of.company).count()}")
    return there or training.add_training(plan=plan, form_key=key, **_by_editor(of))


def _any_meeting(of: House) -> Meeting:
    there = Meeting.of(of.company).first()
    return there or meetings.plan_meeting(
        meets_on=MONDAY.date(),
        begins=None,
        place="",
        agenda="",
        form_key=uuid5(KEYS, "meeting"),
        **_by_editor(of),
    )
