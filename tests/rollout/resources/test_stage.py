"""The stage of resources: its rows, what is refused, what is frozen."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from guidelines.models import OutsideTraining
from rollout import snapshot
from rollout.attesting import confirm, unconfirm
from rollout.load import AnswerLoad, load_of
from rollout.models import ResourcePlan
from rollout.refusals import RefusedError
from rollout.stages import kind_of
from rollout.writing import change_row, remove_row
from tests.factories import MONDAY
from tests.rollout.builders import Place, make_mention, make_source
from tests.rollout.pages.visit import shown_on, text_of, url, visitor
from tests.rollout.resourcing import (
    KINDS,
    NIGHT,
    ON,
    RESOURCES,
    approve_budget,
    found,
    outsource,
    plan,
    staff,
    unmet,
    write,
)

pytestmark = pytest.mark.django_db


def test_a_stage_with_everything_said_may_pass(place: Place) -> None:
    assert {"hours_covered", "deputies", "answering_decides", "sponsor", "budget_approved"} <= (
        unmet(place)
    )
    staff(place)
    plan(place)
    approve_budget(place)
    write(place, "escalation", person=place.manager, after_hours=8, what="Entscheidet selbst")
    assert unmet(place) == set()


def test_needed_hours_follow_from_topics_platforms_and_what_was_measured(place: Place) -> None:
    source = seen(make_source(place))
    for day, fields in (
        (28, {"tone": "negative"}),
        (3, {"is_question": True}),
        (2, {"is_question": True, "tone": "negative"}),
        (1, {"tone": "positive"}),
        (29, {"is_question": True}),
        (0, {"is_question": True}),
    ):
        make_mention(source, day=ON - timedelta(days=day), **fields)
    load = load_of(place.company, ON)
    assert load.answers == AnswerLoad(3, 15)
    assert [each.hours for each in load.topics] == [Decimal("1.8")]
    assert [each.platform for each in load.care] == ["facebook"]
    assert load.needed == load.cadence + Decimal("0.2")


def seen(source: Any) -> Any:
    """A source that was read all the time."""
    source.feed.last_success_at = MONDAY
    source.feed.next_due_at = MONDAY + timedelta(hours=1)
    source.feed.save()
    return source


def test_a_source_that_fails_makes_the_load_a_lower_bound(place: Place) -> None:
    source = make_source(place)
    source.feed.last_success_at = source.feed.failing_since = NIGHT - timedelta(days=5)
    source.feed.save()
    make_mention(source, day=date(2026, 11, 3), is_question=True)
    answers = load_of(place.company, ON).answers
    assert (answers.mentions, answers.is_partial, answers.is_known) == (1, True, True)


def test_a_source_that_fails_since_this_morning_leaves_the_four_weeks_whole(place: Place) -> None:
    source = seen(make_source(place))
    source.feed.failing_since = MONDAY
    source.feed.save()
    assert load_of(place.company, ON).answers == AnswerLoad(0, 15)


def test_minutes_per_answer_are_those_of_the_plan(place: Place) -> None:
    plan(place, minutes_per_answer=40)
    assert load_of(place.company, ON).answers.minutes_per_answer == 40


def test_a_load_that_moves_is_frozen_but_changes_no_fingerprint(place: Place) -> None:
    kind, before = kind_of(RESOURCES), found(place)
    make_mention(seen(make_source(place)), is_question=True)
    after = found(place)
    assert before.work["measured"] != after.work["measured"]
    assert snapshot.work_hash(kind, before) == snapshot.work_hash(kind, after)
    staff(place)
    assert snapshot.work_hash(kind, found(place)) != snapshot.work_hash(kind, before)


def test_the_work_holds_no_floats_no_names_and_amounts_as_text(place: Place) -> None:
    staff(place)
    plan(place)
    work = found(place).work
    written = snapshot.canonical(work).decode()
    assert "Jana Berg" not in written
    assert work["plan"]["tools"] == "49.90"
    assert snapshot.people_in(work) == {place.lead.pk, place.member.pk, place.manager.pk}


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        pytest.param("staff", {"deputy": "lead"}, "deputy", id="their own deputy"),
        pytest.param("staff", {"hours_per_week": Decimal(61)}, "hours_per_week", id="61 hours"),
        pytest.param("resource_plan", {"sponsor": "lead"}, "sponsor", id="a lead as sponsor"),
        pytest.param("resource_plan", {"promise": "next_week"}, "promise", id="a loose promise"),
        pytest.param("resource_plan", {"tools": Decimal(-1)}, "tools", id="less than nothing"),
    ],
)
def test_what_cannot_be_is_refused(
    place: Place, kind: str, values: dict[str, Any], field: str
) -> None:
    people = place.everybody()
    said = {
        name: people.get(value, value) if isinstance(value, str) else value
        for name, value in values.items()
    }
    with pytest.raises(RefusedError) as refused:
        (staff if kind == "staff" else plan)(place, **said)
    assert refused.value.field in {field, ""}


def test_two_people_may_stand_in_for_each_other(place: Place) -> None:
    staff(place)
    staff(place, person=place.member, deputy=place.lead)
    assert "deputies" not in unmet(place)
    assert "more_than_two" in unmet(place)


def test_whoever_left_is_no_deputy(place: Place) -> None:
    staff(place)
    assert "deputies" not in unmet(place)
    membership = place.memberships["member"]
    membership.ended_at = MONDAY
    membership.save()
    assert "deputies" in unmet(place)


def test_a_sponsor_who_is_no_manager_any_more_is_none(place: Place) -> None:
    plan(place)
    assert "sponsor" not in unmet(place)
    membership = place.memberships["manager"]
    membership.role = "member"
    membership.save()
    assert "sponsor" in unmet(place)


def test_a_training_elsewhere_counts_for_little_practice(place: Place) -> None:
    staff(place, competence=1)
    assert "training" in unmet(place)
    OutsideTraining.everywhere.create(
        company=place.company,
        membership=place.memberships["lead"],
        title="Dialog in sozialen Medien",
        attended_on=ON,
        form_key="00000000-0000-0000-0000-000000000001",
        entered_by=place.lead,
        entered_at=MONDAY,
    )
    assert "training" not in unmet(place)


def test_only_a_manager_approves_the_budget(place: Place) -> None:
    plan(place)
    with pytest.raises(RefusedError, match="Manager"):
        confirm(
            company=place.company,
            number=RESOURCES,
            criterion="budget_approved",
            statement="Passt.",
            by=place.lead,
            at=MONDAY,
        )


def test_an_approved_budget_is_not_changed_before_the_approval_is_taken_back(place: Place) -> None:
    row = plan(place)
    approve_budget(place)

    def change(**values: Any) -> None:
        change_row(
            company=place.company,
            number=RESOURCES,
            of=KINDS["resource_plan"],
            row_id=row.pk,
            values=values,
            by=place.lead,
            at=MONDAY,
        )

    with pytest.raises(RefusedError, match="approved as it stands") as refused:
        change(tools=Decimal(500))
    assert refused.value.field == "tools"
    change(tools=Decimal("49.90"), decision_path="Wer antwortet, entscheidet.")
    with pytest.raises(RefusedError, match="approved as it stands"):
        outsource(place, monthly=Decimal(400))
    outsource(place, monthly=Decimal(0))
    unconfirm(
        company=place.company,
        number=RESOURCES,
        criterion="budget_approved",
        by=place.lead,
        at=MONDAY,
    )
    change(tools=Decimal(500))
    assert ResourcePlan.of(place.company).get().tools == Decimal(500)


def test_an_approved_budget_is_not_removed_either(place: Place) -> None:
    row = plan(place)
    approve_budget(place)
    with pytest.raises(RefusedError, match="approved as it stands"):
        remove_row(
            company=place.company,
            number=RESOURCES,
            of=KINDS["resource_plan"],
            row_id=row.pk,
            by=place.lead,
            at=MONDAY,
        )
    assert ResourcePlan.of(place.company).exists()


def test_a_budget_that_was_changed_behind_an_open_form_is_not_approved(place: Place) -> None:
    row = plan(place)
    manager, form = visitor(place.manager), url(place, "stages/5/confirm/budget_approved/")
    before = {"shown": shown_on(manager.get(form)), "statement": "Sitzung vom 12. November"}
    change_row(
        company=place.company,
        number=RESOURCES,
        of=KINDS["resource_plan"],
        row_id=row.pk,
        values={"agency": Decimal(90000)},
        by=place.lead,
        at=MONDAY,
    )
    for sent in (before, {"statement": "Sitzung vom 12. November"}):
        answer = manager.post(form, sent)
        assert answer.status_code == 422
        assert "changed since you opened this page" in text_of(answer)
    assert "budget_approved" in unmet(place)
    manager.post(form, before | {"shown": shown_on(manager.get(form))})
    assert "budget_approved" not in unmet(place)
