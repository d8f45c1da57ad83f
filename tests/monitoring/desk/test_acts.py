from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from companies.models import AuditEntry, BusinessHours, Department
from companies.refusals import RefusedError
from monitoring.intake.opening import open_cases
from monitoring.models import CaseEvent, DeskCase, Mention, RoutingRule, ToneModel
from monitoring.services.desk.assigning import assign_case, release_case, route_case, take_case
from monitoring.services.desk.holding import ChangedMeanwhileError
from monitoring.services.desk.noting import add_note, forget_words
from monitoring.services.desk.opening import put_on_desk
from monitoring.services.desk.settling import answer_case, close_case, reopen_case
from monitoring.services.mentions import correct_tone, mark_answered, undo_tone, unmark_answered
from tests.factories import MONDAY, make_company, make_member
from tests.monitoring.desk.room import HOUR, TUESDAY_17, is_away, make_room

pytestmark = pytest.mark.django_db
LATER = MONDAY + HOUR


def settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def story(case: DeskCase) -> list[str]:
    return list(
        CaseEvent.everywhere.filter(case=case).order_by("id").values_list("kind", flat=True)
    )


def test_an_answer_is_kept_on_case_and_mention_with_the_working_time_it_took() -> None:
    room = make_room()
    case = room.asked()
    at = MONDAY + timedelta(hours=4)  # 14:00 in Berlin, after the lunch break
    answer_case(case=case, url="https://forum.example/a", text="Täglich!", by=room.lead.user, at=at)
    settle()
    case.refresh_from_db()
    mention = Mention.everywhere.get()
    assert (case.outcome, case.settled_at, case.settled_by) == ("answered", at, room.lead.user)
    assert case.took_seconds == 3 * 3600
    assert (mention.answered_at, mention.answered_by) == (at, room.lead.user)
    assert mention.answer_url == "https://forum.example/a"
    assert story(case) == ["opened", "answered"]
    last = CaseEvent.everywhere.latest("id")
    assert (last.text, last.detail) == ("Täglich!", {"url": "https://forum.example/a"})


def test_marking_the_mention_as_answered_settles_its_case_and_taking_it_back_reopens_it() -> None:
    room = make_room()
    case = room.asked()
    mention = Mention.everywhere.get()
    mark_answered(mention=mention, url="", by=room.member.user, at=LATER)
    settle()
    case.refresh_from_db()
    assert (case.outcome, case.settled_by) == ("answered", room.member.user)
    mark_answered(mention=mention, url="", by=room.lead.user, at=LATER + HOUR)
    unmark_answered(mention=mention, by=room.lead.user, at=LATER + HOUR)
    settle()
    case.refresh_from_db()
    assert (case.outcome, case.settled_at, case.took_seconds) == ("", None, None)
    assert Mention.everywhere.get().answered_at is None
    assert story(case) == ["opened", "answered", "reopened"]


def test_the_database_keeps_case_and_mention_from_contradicting_each_other() -> None:
    room = make_room()
    case = room.asked()

    def refused(sql: str, pk: int | None) -> str:
        with pytest.raises(DatabaseError) as error, transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(sql, [pk])
            settle()
        return str(error.value).splitlines()[0]

    by = room.lead.user_id
    answered = f"answered_at = now(), answered_by_id = {by} WHERE id = %s"
    answered = f"UPDATE monitoring_mention SET {answered}"
    assert "case_agrees_with_mention" in refused(answered, case.mention_id)
    settled = f"outcome = 'answered', settled_at = now(), settled_by_id = {by}, took_seconds = 1"
    settled = f"UPDATE monitoring_deskcase SET {settled} WHERE id = %s"
    assert "case_agrees_with_mention" in refused(settled, case.pk)
    deleted = "DELETE FROM monitoring_deskcase WHERE id = %s"
    assert "case_is_never_deleted" in refused(deleted, case.pk)
    moved = "UPDATE monitoring_deskcase SET came_in_at = now() WHERE id = %s"
    assert "case_keeps_its_mention" in refused(moved, case.pk)
    event = "UPDATE monitoring_caseevent SET text = 'anders' WHERE case_id = %s"
    assert "case_event_stays" in refused(event, case.pk)
    gone = "DELETE FROM monitoring_caseevent WHERE case_id = %s"
    assert "case_event_stays" in refused(gone, case.pk)


def test_a_case_closes_with_a_reason_and_is_never_gone() -> None:
    room = make_room()
    case = room.asked()
    with pytest.raises(RefusedError) as refusal:
        close_case(case=case, because="", by=room.lead.user, at=LATER)
    assert refusal.value.field == "because"
    close_case(case=case, because="spam", note="Werbung", by=room.lead.user, at=LATER)
    case.refresh_from_db()
    assert (case.outcome, case.because, case.took_seconds) == ("closed", "spam", None)
    with pytest.raises(RefusedError):
        close_case(case=case, because="spam", by=room.lead.user, at=LATER)
    acts = AuditEntry.of(room.company).values_list("act", flat=True)
    assert list(acts) == ["case.closed"]


def test_what_was_closed_can_still_be_answered() -> None:
    room = make_room()
    case = room.asked()
    close_case(case=case, because="silent", by=room.manager.user, at=LATER)
    answer_case(case=case, by=room.lead.user, at=LATER + HOUR)
    settle()
    case.refresh_from_db()
    assert (case.outcome, case.because) == ("answered", "")


def test_reopened_after_it_was_due_it_is_promised_anew() -> None:
    room = make_room()
    case = room.asked()
    assert case.due_at == TUESDAY_17
    answer_case(case=case, by=room.lead.user, at=LATER)
    reopen_case(case=case, by=room.lead.user, at=LATER + HOUR)
    case.refresh_from_db()
    assert case.due_at == TUESDAY_17
    answer_case(case=case, by=room.lead.user, at=LATER + HOUR)
    reopen_case(case=case, by=room.lead.user, at=TUESDAY_17 + HOUR)
    case.refresh_from_db()
    assert case.due_at == TUESDAY_17 + timedelta(days=1)
    assert CaseEvent.everywhere.latest("id").detail == {"due_was": TUESDAY_17.isoformat()}


def test_changed_business_hours_do_not_move_what_is_promised() -> None:
    room = make_room()
    case = room.asked()
    BusinessHours.of(room.company).filter(weekday=1).delete()
    assign_case(case=case, to=room.member, by=room.lead.user, at=LATER)
    case.refresh_from_db()
    assert case.due_at == TUESDAY_17
    assert room.asked().due_at == TUESDAY_17 + timedelta(days=1)


def test_whoever_takes_a_case_knows_and_others_have_to_be_told() -> None:
    room = make_room()
    case = room.asked()
    take_case(case=case, member=room.member, by=room.member.user, at=LATER)
    case.refresh_from_db()
    assert (case.owner, case.owner_told_at) == (room.member, LATER)
    assign_case(case=case, to=room.colleague, by=room.lead.user, at=LATER)
    case.refresh_from_db()
    assert (case.owner, case.owner_told_at) == (room.colleague, None)
    release_case(case=case, by=room.colleague.user, at=LATER)
    case.refresh_from_db()
    assert case.owner is None
    assert story(case) == ["opened", "assigned", "assigned", "released"]


def test_a_case_goes_to_whoever_of_the_department_is_there() -> None:
    room = make_room()
    is_away(room.member)
    case = room.asked()
    route_case(case=case, department=room.sales, by=room.lead.user, at=LATER)
    case.refresh_from_db()
    assert (case.department, case.owner) == (room.sales, room.colleague)


def test_a_department_that_is_all_away_is_stood_in_for() -> None:
    room = make_room()
    is_away(room.member, deputy=room.lead)
    is_away(room.colleague)
    case = room.asked()
    route_case(case=case, department=room.sales, by=room.lead.user, at=LATER)
    case.refresh_from_db()
    assert case.owner == room.lead


def test_a_department_without_people_holds_it_itself() -> None:
    room = make_room()
    empty = Department.everywhere.create(company=room.company, name="Produktion")
    case = room.asked()
    route_case(case=case, department=empty, by=room.lead.user, at=LATER)
    case.refresh_from_db()
    assert (case.department, case.owner) == (empty, None)


def test_nobody_of_another_company_gets_a_case() -> None:
    room = make_room()
    case = room.asked()
    stranger = make_member(make_company("Fremde"))
    with pytest.raises(RefusedError):
        assign_case(case=case, to=stranger, by=room.lead.user, at=LATER)
    other = Department.everywhere.create(company=stranger.company, name="Vertrieb")
    with pytest.raises(RefusedError):
        route_case(case=case, department=other, by=room.lead.user, at=LATER)


def test_a_save_on_what_changed_meanwhile_says_who_did_what() -> None:
    room = make_room()
    case = room.asked()
    seen = case.version
    take_case(case=case, member=room.member, by=room.member.user, at=LATER)
    with pytest.raises(ChangedMeanwhileError) as refusal:
        answer_case(case=case, by=room.lead.user, at=LATER, seen=seen)
    assert str(refusal.value) == (
        "Mia Roth hat inzwischen etwas damit getan (Zugeteilt). Bitte sehen Sie noch einmal hin; "
        "was Sie geschrieben haben, ist noch da."
    )
    add_note(case=case, text="Ich kümmere mich.", by=room.lead.user, at=LATER)
    case.refresh_from_db()
    answer_case(case=case, by=room.member.user, at=LATER, seen=seen + 1)


def test_a_second_answer_is_told_who_was_first() -> None:
    room = make_room()
    case = room.asked()
    answer_case(case=case, by=room.member.user, at=LATER)
    with pytest.raises(RefusedError) as refusal:
        answer_case(case=case, by=room.lead.user, at=LATER)
    assert str(refusal.value) == "Mia Roth hat das schon beantwortet."


def test_by_hand_anything_comes_on_the_desk_and_the_promise_counts_from_then() -> None:
    room = make_room()
    mention = room.said("Schöner Artikel.", at=MONDAY - timedelta(days=30))
    case = put_on_desk(mention=mention, note="Bitte danken.", by=room.lead.user, at=MONDAY)
    assert (case.why, case.came_in_at, case.due_at) == ("hand", MONDAY, TUESDAY_17)
    assert story(case) == ["opened", "note"]
    close_case(case=case, because="not_needed", by=room.lead.user, at=LATER)
    again = put_on_desk(mention=mention, by=room.lead.user, at=LATER)
    assert (again.pk, again.outcome) == (case.pk, "")
    mark_answered(mention=mention, by=room.lead.user, at=LATER)
    with pytest.raises(RefusedError):
        put_on_desk(mention=mention, by=room.lead.user, at=LATER)


def test_a_corrected_tone_puts_on_the_desk_and_takes_away_what_nobody_touched() -> None:
    room = make_room()
    mention = room.said("Na ja.")
    correct_tone(mention=mention, tone="negative", by=room.lead.user, at=LATER)
    case = DeskCase.everywhere.get()
    assert (case.why, case.came_in_at) == ("criticism", LATER)
    undo_tone(mention=mention, by=room.lead.user, at=LATER)
    case.refresh_from_db()
    assert (case.outcome, case.because) == ("closed", "by_itself")


def test_a_case_somebody_has_taken_stays_though_the_tone_was_corrected() -> None:
    room = make_room()
    mention = room.said("Nie wieder!", tone="negative", tone_negative=800)
    case = put_on_desk(mention=mention, by=room.lead.user, at=MONDAY)
    correct_tone(mention=mention, tone="positive", by=room.lead.user, at=LATER)
    case.refresh_from_db()
    assert case.is_open
    taken = room.asked("Furchtbar", tone="negative", tone_negative=800)
    take_case(case=taken, member=room.member, by=room.member.user, at=LATER)
    mention = Mention.everywhere.get(pk=taken.mention_id)
    correct_tone(mention=mention, tone="positive", by=room.lead.user, at=LATER)
    taken.refresh_from_db()
    assert taken.is_open


def test_what_a_company_has_taught_moves_the_threshold() -> None:
    room = make_room()
    ToneModel.everywhere.create(company=room.company, figures={"before": {"queue_from": 500}})
    quiet = room.said("Na ja.", tone_negative=499)
    loud = room.said("Nein.", tone_negative=500)
    assert open_cases([quiet.pk, loud.pk]) == 1
    assert DeskCase.everywhere.get().mention == loud


def test_a_rule_leads_to_a_person_or_a_department() -> None:
    room = make_room()
    RoutingRule.everywhere.create(
        company=room.company, position=1, words="Ausbildung", person=room.lead
    )
    RoutingRule.everywhere.create(company=room.company, position=2, department=room.sales)
    first = room.asked("Gibt es Ausbildungsplätze?")
    others = [room.asked("Wann offen?"), room.asked("Wie teuer?")]
    assert first.owner == room.lead
    assert [each.owner for each in others] == [room.member, room.colleague]
    assert {each.department for each in others} == {room.sales}
    assert story(first) == ["opened", "routed"]
    assert first.owner_told_at is None


def test_what_comes_together_is_dealt_out_and_due_by_when_each_was_known() -> None:
    room = make_room()
    RoutingRule.everywhere.create(company=room.company, position=1, department=room.sales)
    friday, week_before = MONDAY - timedelta(days=3), MONDAY - timedelta(days=8)
    late, early = room.said("Wann offen?"), room.said("Wie teuer?", at=friday)
    stale = room.said("Wo?", at=week_before, fetched_at=MONDAY)
    assert open_cases([late.pk, early.pk, stale.pk]) == 2
    cases = list(DeskCase.of(room.company).order_by("mention_id"))
    assert [each.mention for each in cases] == [late, early]
    assert [each.owner for each in cases] == [room.member, room.colleague]
    assert [each.came_in_at for each in cases] == [MONDAY, friday]
    assert [each.due_at for each in cases] == [TUESDAY_17, TUESDAY_17 - timedelta(days=1)]
    assert {each.opened_at for each in cases} == {MONDAY}


def test_words_of_an_erased_mention_can_be_blanked_and_its_figures_stay() -> None:
    room = make_room()
    case = room.asked()
    url = "https://forum.example/@gerd/1"
    answer_case(case=case, text="Lieber Herr Gerd …", url=url, by=room.lead.user, at=LATER)
    assert case.cues == ["Wann habt ihr offen?"]
    assert forget_words(company=room.company, mention_ids=[case.mention_id]) == 1
    Mention.everywhere.filter(pk=case.mention_id).delete()
    settle()
    case.refresh_from_db()
    assert (case.mention_id, case.outcome, case.took_seconds) == (None, "answered", 3600)
    assert case.cues == []
    assert story(case) == ["opened", "answered"]
    assert set(CaseEvent.everywhere.values_list("text", flat=True)) == {""}
    assert CaseEvent.everywhere.get(kind="answered").detail == {}
