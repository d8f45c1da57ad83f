"""The board: who is on it, when it met, what it took on, and what the gate is told."""

from datetime import date, timedelta
from uuid import UUID, uuid5

import pytest
from django.db import IntegrityError
from django.utils import translation

from companies.models import AuditEntry, Department, Membership
from companies.refusals import RefusedError
from guidelines.models import BoardDecision, BoardMember, FollowUp, Meeting
from guidelines.readiness.board import BoardFacts, attendances_of, board_facts, meeting_of
from guidelines.readiness_pages.board import advice
from guidelines.services import board, follow_ups, meetings
from tests.factories import MONDAY
from tests.guidelines.builders import Place, make_place

pytestmark = pytest.mark.django_db
FORMS = UUID("44444444-4444-4444-8444-444444444444")
TODAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def join(place: Place, who: Membership, since: date = TODAY, until: date | None = None):
    return board.add_board_member(
        membership=who, stands_for="", since=since, until=until, **place.by(place.lead)
    )


def plan(place: Place, on: date = TODAY, key: str = "1") -> Meeting:
    return meetings.plan_meeting(
        meets_on=on,
        begins=None,
        place="",
        agenda="",
        form_key=uuid5(FORMS, key),
        **place.by(place.lead),
    )


def hold(place: Place, row: Meeting, people: list[Membership] | None = None, **changes) -> Meeting:
    given = {"minutes": "Alles gut.", "people": people or [place.lead], "seen": row.revision}
    return meetings.write_minutes(meeting_id=row.pk, **{**given, **changes}, **place.by(place.lead))


def take_on(place: Place, row: Meeting, due_on: date, key: str = "1") -> FollowUp:
    return follow_ups.add_follow_up(
        meeting_id=row.pk,
        text="Fotos sammeln.",
        owner=place.member,
        due_on=due_on,
        form_key=uuid5(FORMS, key),
        **place.by(place.lead),
    )


def acts(place: Place) -> list[str]:
    return list(AuditEntry.of(place.company).order_by("pk").values_list("act", flat=True))


def test_the_gate_is_told_how_the_board_stands(django_assert_num_queries):
    place = make_place()
    for name, who in (("Vertrieb", place.member), ("Marketing", place.lead)):
        row = Department.everywhere.create(company=place.company, name=name)
        Membership.of(place.company).filter(pk=who.pk).update(department=row)
    for who in (place.lead, place.member, place.manager):
        join(place, who, since=date(2026, 1, 1))
    held = plan(place, date(2026, 8, 8))
    hold(place, held)
    plan(place, date(2026, 11, 10), "no minutes")
    plan(place, date(2027, 1, 12), "next")
    take_on(place, held, date(2026, 11, 15))
    take_on(place, held, TODAY, "2")
    with django_assert_num_queries(4):
        facts = board_facts(place.company, TODAY)
    assert facts == BoardFacts(
        members=3,
        departments=("Marketing", "Vertrieb"),
        last_meeting_on=date(2026, 8, 8),
        next_meeting_on=date(2027, 1, 12),
        open_follow_ups=2,
        overdue_follow_ups=1,
        on=TODAY,
    )


@pytest.mark.parametrize(("days", "meets"), [(0, True), (100, True), (101, False)])
def test_a_board_meets_if_it_met_within_a_hundred_days(days, meets):
    place = make_place()
    join(place, place.lead)
    hold(place, plan(place))
    assert board_facts(place.company, TODAY + timedelta(days=days)).meets is meets


def test_a_board_without_people_or_minutes_does_not_meet():
    place = make_place()
    row = plan(place)
    assert not board_facts(place.company, TODAY).meets
    join(place, place.lead)
    assert not board_facts(place.company, TODAY).meets
    hold(place, row)
    assert board_facts(place.company, TODAY).meets
    Membership.of(place.company).filter(pk=place.lead.pk).update(ended_at=MONDAY)
    assert not board_facts(place.company, TODAY).meets


def test_a_term_ends_on_its_last_day_and_another_may_follow():
    place = make_place()
    join(place, place.member, date(2026, 1, 1), TODAY)
    assert board_facts(place.company, TODAY).members == 1
    assert board_facts(place.company, TODAY + timedelta(days=1)).members == 0
    join(place, place.member, TODAY + timedelta(days=1))
    assert board_facts(place.company, TODAY + timedelta(days=1)).members == 1


def test_nobody_is_on_the_board_twice_in_the_service_and_in_the_table():
    place = make_place()
    row = join(place, place.member, date(2026, 1, 1), TODAY)
    assert join(place, place.member, date(2026, 1, 1), TODAY) == row  # a double click
    with pytest.raises(RefusedError, match="some of these days already") as refusal:
        join(place, place.member, TODAY)
    assert refusal.value.field == "since"
    with pytest.raises(IntegrityError, match="board_member_once_at_a_time"):
        BoardMember.everywhere.create(
            company=place.company, membership=place.member, since=date(2026, 6, 1)
        )


def test_an_entry_is_changed_and_does_not_stand_in_its_own_way():
    place = make_place()
    row = join(place, place.member)
    given = {"board_member_id": row.pk, "stands_for": "Beschwerden", "since": TODAY}
    lead = place.by(place.lead)
    board.save_board_member(until=TODAY, **given, **lead)
    row.refresh_from_db()
    assert (row.stands_for, row.until) == ("Beschwerden", TODAY)
    with pytest.raises(RefusedError, match="before the first") as refusal:
        board.save_board_member(until=TODAY - timedelta(days=1), **given, **lead)
    assert refusal.value.field == "until"


def test_a_meeting_is_held_once_its_minutes_are_written_and_not_before_its_day():
    place = make_place()
    coming = plan(place, TODAY + timedelta(days=1))
    with pytest.raises(RefusedError, match="still to come"):
        hold(place, coming)
    row = plan(place, key="2")
    with pytest.raises(RefusedError, match="what was said"):
        hold(place, row, minutes="  ")
    with pytest.raises(RefusedError, match="who was there"):
        meetings.write_minutes(
            meeting_id=row.pk, minutes="Ja.", people=[], seen=1, **place.by(place.lead)
        )
    hold(place, row, [place.lead, place.member])
    row = meeting_of(place.company, row.pk)
    assert row.is_held
    assert {str(each.membership.user) for each in attendances_of(row)} == {
        "Petra Vogt",
        "Jonas Maier",
    }


def test_who_writes_over_somebody_elses_minutes_is_refused():
    place = make_place()
    row = plan(place)
    hold(place, row)
    with pytest.raises(RefusedError, match="Somebody else has changed"):
        hold(place, row, minutes="Anders.")
    row.refresh_from_db()
    assert hold(place, row, minutes="Anders.").minutes == "Anders."


def test_minutes_sent_twice_are_written_once():
    place = make_place()
    row = plan(place)
    given = {"meeting_id": row.pk, "minutes": "Gut.", "seen": 1, **place.by(place.lead)}
    for _ in range(2):
        meetings.write_minutes(people=[place.lead, place.member], **given)
    assert acts(place) == ["board.planned", "board.minutes"]
    with pytest.raises(RefusedError, match="Somebody else has changed"):
        meetings.write_minutes(people=[place.lead], **given)


def test_who_has_left_since_was_there_all_the_same():
    place = make_place()
    row = plan(place)
    hold(place, row, [place.lead, place.member])
    Membership.of(place.company).filter(pk=place.member.pk).update(ended_at=MONDAY)
    row.refresh_from_db()
    hold(place, row, [place.manager])
    assert {str(each.membership.user) for each in attendances_of(row)} == {
        "Georg Brenner",
        "Jonas Maier",
    }


def test_a_meeting_that_was_held_stays_and_a_planned_one_may_go():
    place = make_place()
    held, planned = plan(place), plan(place, TODAY + timedelta(days=9), "2")
    hold(place, held)
    meetings.remove_meeting(meeting_id=planned.pk, **place.by(place.lead))
    with pytest.raises(RefusedError, match="was held"):
        meetings.remove_meeting(meeting_id=held.pk, **place.by(place.lead))
    assert list(Meeting.of(place.company)) == [held]


def test_a_held_meeting_is_not_moved_into_the_future():
    place = make_place()
    row = hold(place, plan(place))
    given = {"meeting_id": row.pk, "begins": None, "place": "", "agenda": ""}
    with pytest.raises(RefusedError, match="still to come") as refusal:
        meetings.save_meeting(meets_on=TODAY + timedelta(days=1), **given, **place.by(place.lead))
    assert refusal.value.field == "meets_on"


def test_a_double_click_plans_decides_and_takes_on_once():
    place = make_place()
    row = plan(place)
    assert plan(place) == row
    given = {"meeting_id": row.pk, "text": "Ja.", "form_key": FORMS, **place.by(place.lead)}
    assert meetings.add_decision(**given) == meetings.add_decision(**given)
    assert take_on(place, row, TODAY) == take_on(place, row, TODAY)
    assert acts(place) == ["board.planned", "board.decided", "board.follow_up_added"]


def test_a_removed_decision_stays_in_the_log_in_its_words():
    place = make_place()
    row, lead = plan(place), place.by(place.lead)
    made = meetings.add_decision(meeting_id=row.pk, text="Ja.", form_key=FORMS, **lead)
    meetings.remove_decision(decision_id=made.pk, **lead)
    assert not BoardDecision.of(place.company).exists()
    entry = AuditEntry.of(place.company).get(act="board.decision_removed")
    assert entry.detail == {"meets_on": "2026-11-16", "text": "Ja."}


def test_whoever_took_it_on_finishes_it_and_nobody_else_but_editors():
    place = make_place()
    row = take_on(place, plan(place), TODAY)
    follow_ups.finish_follow_up(follow_up_id=row.pk, **place.by(place.member))
    row.refresh_from_db()
    assert (row.done_by, row.done_at) == (place.member.user, MONDAY)
    follow_ups.reopen_follow_up(follow_up_id=row.pk, **place.by(place.lead))
    FollowUp.of(place.company).filter(pk=row.pk).update(owner=place.manager)
    with pytest.raises(RefusedError, match="Only lead, consultant and manager"):
        follow_ups.finish_follow_up(follow_up_id=row.pk, **place.by(place.member))
    for _ in range(2):
        follow_ups.finish_follow_up(follow_up_id=row.pk, **place.by(place.lead))
    assert acts(place)[2:] == [
        "board.follow_up_done",
        "board.follow_up_reopened",
        "board.follow_up_done",
    ]


def test_what_is_done_is_not_overdue_and_not_changed():
    place = make_place()
    row = take_on(place, plan(place), TODAY - timedelta(days=1))
    assert board_facts(place.company, TODAY).overdue_follow_ups == 1
    follow_ups.finish_follow_up(follow_up_id=row.pk, **place.by(place.member))
    assert board_facts(place.company, TODAY).overdue_follow_ups == 0
    with pytest.raises(RefusedError, match="It is done"):
        follow_ups.save_follow_up(
            follow_up_id=row.pk,
            text="Anders.",
            owner=place.lead,
            due_on=TODAY,
            **place.by(place.lead),
        )


def test_a_member_changes_nothing_of_the_board():
    place = make_place()
    row, member = plan(place), place.by(place.member)
    refused = "Only lead, consultant and manager"
    with pytest.raises(RefusedError, match=refused):
        board.add_board_member(
            membership=place.member, stands_for="", since=TODAY, until=None, **member
        )
    with pytest.raises(RefusedError, match=refused):
        meetings.write_minutes(
            meeting_id=row.pk, minutes="Ja.", people=[place.member], seen=1, **member
        )
    with pytest.raises(RefusedError, match=refused):
        meetings.add_decision(meeting_id=row.pk, text="Ja.", form_key=FORMS, **member)


def test_a_neighbour_neither_owns_nor_sits_nor_sees():
    place, neighbour = make_place(), make_place("Nachbar GmbH")
    row = plan(neighbour)
    with pytest.raises(RefusedError, match="no longer there"):
        hold(place, row)
    with pytest.raises(RefusedError, match="does not belong"):
        join(place, neighbour.member)
    with pytest.raises(RefusedError, match="does not belong"):
        hold(neighbour, row, [place.member])
    assert board_facts(place.company, TODAY).next_meeting_on is None


def test_the_page_says_what_to_do_next():
    empty = BoardFacts(0, (), None, None, 0, 0, TODAY)
    assert advice(empty).startswith("Put people of several departments")
    late = BoardFacts(2, ("A", "B"), TODAY, TODAY, 3, 2, TODAY)
    assert advice(late).startswith("2 follow-ups are overdue")
    unplanned = BoardFacts(2, ("A", "B"), TODAY, None, 0, 0, TODAY)
    assert advice(unplanned).startswith("No meeting is planned")
    narrow = BoardFacts(2, ("A",), TODAY, TODAY, 0, 0, TODAY)
    assert advice(narrow).startswith("So far only one department")
    assert advice(BoardFacts(2, ("A", "B"), TODAY, TODAY, 1, 0, TODAY)) == ""
