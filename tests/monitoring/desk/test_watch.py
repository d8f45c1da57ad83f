from datetime import datetime, timedelta

import pytest

from companies.mails import message_of
from companies.models import Company, Deputy, Membership, Notice
from monitoring.models import AnswerPromise, CaseEvent, DeskCase, Mention
from monitoring.services.desk.assigning import assign_case, take_case
from monitoring.services.desk.settling import answer_case
from monitoring.services.desk.watching import CHUNK, watch_desk, watched_companies
from tests.factories import MONDAY
from tests.monitoring.desk.room import HOUR, TUESDAY_17, Room, is_away, make_room

pytestmark = pytest.mark.django_db
LATER = MONDAY + HOUR
TUESDAY_15 = TUESDAY_17 - 2 * HOUR


def told(at: datetime, company: Company) -> list[tuple[str, str]]:
    """Who was told what by this round: the template and the name."""
    before = set(Notice.of(company).values_list("pk", flat=True))
    watch_desk(company, at=at)
    rows = Notice.of(company).exclude(pk__in=before).order_by("template", "email")
    return [(row.template, row.context["name"]) for row in rows]


def stand_in(room: Room, principal: Membership, deputy: Membership) -> None:
    Deputy.everywhere.create(
        company=room.company,
        principal=principal,
        deputy=deputy,
        starts_on=MONDAY.date(),
        ends_on=MONDAY.date() + timedelta(days=7),
    )


def test_whoever_gets_a_case_hears_of_it_once() -> None:
    room = make_room()
    case = room.asked()
    assign_case(case=case, to=room.member, by=room.lead.user, at=LATER)
    assert told(LATER, room.company) == [("desk_new", "Mia Roth")]
    assert told(LATER, room.company) == []
    assert told(LATER + HOUR, room.company) == []
    notice = Notice.of(room.company).get()
    assert notice.context["cases"] == [
        {
            "id": case.pk,
            "title": "Wann habt ihr offen?",
            "due": "Dienstag 17:00",
            "owner": "Mia Roth",
        }
    ]


def test_whoever_takes_a_case_needs_no_mail() -> None:
    room = make_room()
    take_case(case=room.asked(), member=room.member, by=room.member.user, at=LATER)
    assert told(LATER, room.company) == []


def test_one_mail_names_five_cases_and_says_how_many_more() -> None:
    room = make_room()
    for _ in range(7):
        assign_case(case=room.asked(), to=room.member, by=room.lead.user, at=LATER)
    assert told(LATER, room.company) == [("desk_new", "Mia Roth")]
    context = Notice.of(room.company).get().context
    assert (len(context["cases"]), context["number"], context["more"]) == (5, 7, 2)


def test_the_owner_is_reminded_two_working_hours_before_it_is_due() -> None:
    room = make_room()
    take_case(case=room.asked(), member=room.member, by=room.member.user, at=LATER)
    assert told(TUESDAY_15 - timedelta(minutes=1), room.company) == []
    assert told(TUESDAY_15, room.company) == [("desk_due", "Mia Roth")]
    assert told(TUESDAY_15 + HOUR, room.company) == []


def test_overdue_goes_to_the_deputy_and_after_four_working_hours_to_the_manager() -> None:
    room = make_room()
    stand_in(room, room.member, room.colleague)
    case = room.asked()
    take_case(case=case, member=room.member, by=room.member.user, at=LATER)
    told(TUESDAY_15, room.company)
    assert told(TUESDAY_17, room.company) == [
        ("desk_late", "Mia Roth"),
        ("desk_late", "Toni Bauer"),
    ]
    case.refresh_from_db()
    assert (case.escalation, case.escalated_at) == (1, TUESDAY_17)
    wednesday_12 = TUESDAY_17 + 19 * HOUR
    assert told(wednesday_12 - timedelta(minutes=1), room.company) == []
    assert told(wednesday_12, room.company) == [("desk_late_manager", "Chef Lindner")]
    assert told(wednesday_12 + timedelta(days=3), room.company) == []
    events = CaseEvent.everywhere.filter(case=case, kind="escalated").order_by("id")
    assert [event.detail for event in events] == [
        {"to": "Toni Bauer", "level": 1},
        {"to": "Chef Lindner", "level": 2},
    ]


def test_without_a_deputy_the_lead_hears_and_of_what_is_nobodys_too() -> None:
    room = make_room()
    room.asked()
    assert told(TUESDAY_17, room.company) == [("desk_late", "Lena Lead")]


def test_where_nobody_else_is_the_manager_hears_at_once() -> None:
    room = make_room()
    case = room.asked()
    take_case(case=case, member=room.lead, by=room.lead.user, at=LATER)
    told(TUESDAY_15, room.company)
    assert told(TUESDAY_17, room.company) == [
        ("desk_late", "Lena Lead"),
        ("desk_late_manager", "Chef Lindner"),
    ]


def test_while_the_owner_is_away_the_deputy_hears_and_the_clock_runs_on() -> None:
    room = make_room()
    is_away(room.member, deputy=room.colleague)
    case = room.asked()
    assign_case(case=case, to=room.member, by=room.lead.user, at=LATER)
    assert told(LATER, room.company) == [
        ("desk_new", "Toni Bauer"),
        ("desk_stand_in", "Toni Bauer"),
    ]
    assert told(TUESDAY_15, room.company) == [("desk_due", "Toni Bauer")]
    case.refresh_from_db()
    assert case.due_at == TUESDAY_17


def test_who_falls_ill_after_they_were_told_is_stood_in_for_at_once() -> None:
    room = make_room()
    for _ in range(2):
        take_case(case=room.asked(), member=room.member, by=room.member.user, at=LATER)
    assert told(LATER, room.company) == []
    is_away(room.member, deputy=room.colleague)
    assert told(LATER + HOUR, room.company) == [("desk_stand_in", "Toni Bauer")]
    assert Notice.of(room.company).get().context["away"] == "Mia Roth"
    assert told(LATER + 2 * HOUR, room.company) == []


def test_a_short_promise_is_reminded_of_halfway() -> None:
    room = make_room()
    AnswerPromise.everywhere.create(company=room.company, source_kind="feed", minutes=60)
    case = room.asked()
    assert case.due_at == MONDAY + HOUR
    take_case(case=case, member=room.member, by=room.member.user, at=MONDAY)
    assert told(MONDAY + timedelta(minutes=29), room.company) == []
    assert told(MONDAY + timedelta(minutes=30), room.company) == [("desk_due", "Mia Roth")]


def test_what_is_answered_is_not_called_late() -> None:
    room = make_room()
    case = room.asked()
    answer_case(case=case, by=room.member.user, at=LATER)
    assert watched_companies() == []
    assert told(TUESDAY_17, room.company) == []


def test_what_turns_out_to_be_our_own_words_leaves_the_desk_untouched_by_people() -> None:
    room = make_room()
    ours, taken = room.asked(), room.asked()
    take_case(case=taken, member=room.member, by=room.member.user, at=LATER)
    Mention.everywhere.update(is_by_us=True)
    watch_desk(room.company, at=LATER)
    outcomes = {row.pk: row.because for row in DeskCase.everywhere.all()}
    assert outcomes == {ours.pk: "by_itself", taken.pk: ""}


def test_every_mail_can_be_rendered_in_both_languages() -> None:
    room = make_room()
    room.manager.user.language = "en"
    room.manager.user.save()
    is_away(room.member, deputy=room.colleague)
    for _ in range(6):
        assign_case(case=room.asked(), to=room.member, by=room.lead.user, at=LATER)
    for at in (LATER, TUESDAY_15, TUESDAY_17, TUESDAY_17 + timedelta(days=3)):
        watch_desk(room.company, at=at)
    letters = [message_of(notice) for notice in Notice.of(room.company).order_by("pk")]
    assert {each.template for each in Notice.of(room.company)} == {
        "desk_new",
        "desk_stand_in",
        "desk_due",
        "desk_late",
        "desk_late_manager",
    }
    assert letters[-1].subject == "Brauerei Lindner: 6 answers are still missing"
    case = DeskCase.everywhere.order_by("pk").first()
    assert case is not None
    assert all(f"/c/{room.company.slug}/desk/{case.pk}/" in letter.body for letter in letters)
    assert "Tuesday 17:00" in letters[-1].body


def test_what_lies_late_for_long_is_in_nobodys_way() -> None:
    room = make_room()
    lying = [room.asked() for _number in range(CHUNK)]
    DeskCase.of(room.company).filter(pk__in=[case.pk for case in lying]).update(
        escalation=2, escalated_at=TUESDAY_17, due_at=MONDAY
    )
    assign_case(case=room.asked(), to=room.member, by=room.lead.user, at=LATER)
    assert told(LATER, room.company) == [("desk_new", "Mia Roth")]
