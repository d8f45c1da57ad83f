"""Training: dates, seats that are never taken twice, attendance, mails."""

import threading
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation

from companies.mails import letter_of
from companies.models import AuditEntry, Department, Membership, Notice
from companies.refusals import RefusedError
from companies.roles import Role
from companies.services.people import end_membership
from guidelines import tasks
from guidelines.models import Participation, Training
from guidelines.readiness.training import (
    ComingTraining,
    coming_trainings,
    learners_of,
    participations_of,
)
from guidelines.services import attendance, training
from guidelines.services.training_mails import remind_of_trainings
from guidelines.typed import TrainingPlan
from tests.factories import MONDAY, make_member
from tests.guidelines.builders import Place, make_place

pytestmark = pytest.mark.django_db
FORMS = UUID("33333333-3333-4333-8333-333333333333")
BERLIN = ZoneInfo("Europe/Berlin")
BEGINS = datetime(2026, 11, 26, 9, 0, tzinfo=BERLIN)
AFTER = BEGINS + timedelta(hours=4)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def plan(**changes) -> TrainingPlan:
    given = {
        "kind": "workshop",
        "title": "Antworten üben",
        "about": "Freundlich bleiben.",
        "starts_at": BEGINS,
        "ends_at": BEGINS + timedelta(hours=3),
        "place": "Kantine",
        "link": "",
        "seats": 2,
        "led_by": "Carla",
    }
    return TrainingPlan(**{**given, **changes})


def offer(place: Place, key: str = "1", **changes) -> Training:
    return training.add_training(
        plan=plan(**changes), form_key=uuid5(FORMS, key), **place.by(place.lead)
    )


def sign_up(place: Place, row: Training, who: Membership, at: datetime = MONDAY) -> Participation:
    return attendance.sign_up(training_id=row.pk, **place.by(who, at))


def acts(place: Place) -> list[str]:
    return list(AuditEntry.of(place.company).order_by("pk").values_list("act", flat=True))


def mails(place: Place, template: str) -> list[str]:
    rows = Notice.of(place.company).filter(template=template).order_by("email")
    return [row.email for row in rows]


def test_a_double_click_offers_one_date_and_signs_up_once():
    place = make_place()
    row = offer(place)
    assert offer(place) == row
    assert sign_up(place, row, place.member) == sign_up(place, row, place.member)
    assert acts(place) == ["training.added", "training.signed_up"]


def test_what_comes_is_told_with_the_seats_that_are_left(django_assert_num_queries):
    place = make_place()
    row = offer(place)
    offer(place, "2", seats=None, starts_at=BEGINS + timedelta(hours=1))
    offer(place, "past", starts_at=MONDAY - timedelta(days=2), ends_at=MONDAY - timedelta(days=1))
    sign_up(place, row, place.member)
    with django_assert_num_queries(1):
        first, second = coming_trainings(place.company, MONDAY.date())
    assert first == ComingTraining(
        training_id=row.pk,
        title="Antworten üben",
        starts_at=BEGINS,
        ends_at=BEGINS + timedelta(hours=3),
        place="Kantine",
        link="",
        signed_up=1,
        seats_left=1,
    )
    assert (second.signed_up, second.seats_left) == (0, None)


def test_whoever_has_left_the_company_keeps_no_seat_from_others():
    place = make_place()
    row = offer(place, seats=1)
    sign_up(place, row, place.member)
    end_membership(membership=place.member, by=place.manager.user, at=MONDAY)
    assert coming_trainings(place.company, MONDAY.date())[0].seats_left == 1
    sign_up(place, row, place.lead)
    assert [each.membership for each in participations_of(row)] == [place.lead]
    with pytest.raises(RefusedError, match="All seats"):
        sign_up(place, row, place.manager)


def test_a_date_of_today_still_comes_and_one_of_yesterday_does_not():
    place = make_place()
    offer(place)
    assert len(coming_trainings(place.company, date(2026, 11, 26))) == 1
    assert coming_trainings(place.company, date(2026, 11, 27)) == ()


def test_the_last_seat_is_taken_once_and_comes_free_again():
    place = make_place()
    row = offer(place)
    sign_up(place, row, place.member)
    sign_up(place, row, place.lead)
    with pytest.raises(RefusedError, match="All seats are taken"):
        sign_up(place, row, place.manager)
    attendance.take_back(training_id=row.pk, **place.by(place.member))
    assert sign_up(place, row, place.manager).outcome == "signed_up"


def test_the_database_counts_the_seats_by_itself():
    place = make_place()
    row = offer(place, seats=1)
    sign_up(place, row, place.member)
    with pytest.raises(IntegrityError, match="training_seats"), transaction.atomic():
        Participation.everywhere.create(
            company=place.company,
            training=row,
            membership=place.lead,
            entered_by=place.lead.user,
            entered_at=MONDAY,
        )
    other = offer(place, "2", seats=3)
    sign_up(place, other, place.member)
    sign_up(place, other, place.lead)
    with pytest.raises(IntegrityError, match="training_seats"), transaction.atomic():
        Training.of(place.company).filter(pk=other.pk).update(seats=1)


@pytest.mark.django_db(transaction=True)
def test_six_people_at_once_take_two_seats():
    place = make_place()
    row = offer(place, seats=2)
    people = [make_member(place.company, name=f"Person {i}") for i in range(6)]
    answers, start = [], threading.Barrier(len(people))

    def take(who: Membership) -> None:
        start.wait()
        try:
            sign_up(place, row, who)
            answers.append("seat")
        except RefusedError as refusal:
            with translation.override("en"):
                answers.append(str(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(each,)) for each in people]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(answers) == ["All seats are taken."] * 4 + ["seat"] * 2
    assert Participation.of(place.company).count() == 2


def test_fewer_seats_than_people_are_refused_at_the_field():
    place = make_place()
    row = offer(place)
    sign_up(place, row, place.member)
    sign_up(place, row, place.lead)
    with pytest.raises(RefusedError, match="More people") as refusal:
        training.save_training(training_id=row.pk, plan=plan(seats=1), **place.by(place.lead))
    assert refusal.value.field == "seats"


def test_once_it_has_begun_nobody_signs_up_or_gives_back():
    place = make_place()
    row = offer(place)
    sign_up(place, row, place.member)
    with pytest.raises(RefusedError, match="over or called off"):
        sign_up(place, row, place.lead, at=BEGINS)
    with pytest.raises(RefusedError, match="over or called off"):
        attendance.take_back(training_id=row.pk, **place.by(place.member, BEGINS))
    assert Participation.of(place.company).count() == 1


def test_attendance_is_noted_after_it_began_and_can_be_corrected():
    place = make_place()
    row = offer(place)
    seat = sign_up(place, row, place.member)
    other = sign_up(place, row, place.lead)
    given = {"training_id": row.pk, "attended": [seat.pk]}
    with pytest.raises(RefusedError, match="not begun yet"):
        attendance.note_attendance(**given, **place.by(place.lead))
    attendance.note_attendance(**given, **place.by(place.lead, AFTER))
    assert outcomes(row) == {"Jonas Maier": "attended", "Petra Vogt": "missed"}
    given["attended"] = [other.pk]
    row = attendance.note_attendance(**given, **place.by(place.lead, AFTER))
    assert outcomes(row) == {"Jonas Maier": "missed", "Petra Vogt": "attended"}
    assert (row.state, row.settled_by) == ("held", place.lead.user)


def test_a_stranger_seat_is_not_marked():
    place = make_place()
    row, other = offer(place), offer(place, "2")
    foreign = sign_up(place, other, place.member)
    sign_up(place, row, place.lead)
    attendance.note_attendance(
        training_id=row.pk, attended=[foreign.pk], **place.by(place.lead, AFTER)
    )
    foreign.refresh_from_db()
    assert foreign.outcome == "signed_up"
    assert outcomes(row) == {"Petra Vogt": "missed"}


def test_whoever_came_without_signing_up_is_entered_afterwards_beyond_the_seats():
    place = make_place()
    row = offer(place, seats=1)
    seat = sign_up(place, row, place.member)
    lead = place.by(place.lead, AFTER)
    attendance.note_attendance(training_id=row.pk, attended=[seat.pk], **lead)
    entered = attendance.enter_people(
        training_id=row.pk, people=[place.manager, place.member], **lead
    )
    assert entered == 1
    assert outcomes(row) == {"Jonas Maier": "attended", "Georg Brenner": "attended"}


def test_editors_enter_people_only_as_long_as_there_are_seats():
    place = make_place()
    row = offer(place)
    people = [place.member, place.manager, place.lead]
    with pytest.raises(RefusedError, match="All seats are taken"):
        attendance.enter_people(training_id=row.pk, people=people, **place.by(place.lead))
    assert Participation.of(place.company).count() == 0


def test_a_member_offers_nothing_and_marks_nobody():
    place = make_place()
    row, member = offer(place), place.by(place.member)
    seat = sign_up(place, row, place.member)
    refused = "Only lead, consultant and manager"
    with pytest.raises(RefusedError, match=refused):
        training.add_training(plan=plan(), form_key=FORMS, **member)
    with pytest.raises(RefusedError, match=refused):
        attendance.enter_people(training_id=row.pk, people=[place.lead], **member)
    with pytest.raises(RefusedError, match=refused):
        attendance.note_attendance(
            training_id=row.pk, attended=[seat.pk], **place.by(place.member, AFTER)
        )
    with pytest.raises(RefusedError, match=refused):
        attendance.remove_seat(participation_id=seat.pk, **member)
    with pytest.raises(RefusedError, match=refused):
        training.call_off(training_id=row.pk, reason="", **member)


def test_who_signed_up_is_told_once_that_it_moved_or_is_called_off():
    place = make_place()
    row = offer(place)
    sign_up(place, row, place.member)
    lead = place.by(place.lead)
    training.save_training(training_id=row.pk, plan=plan(about="Anders."), **lead)
    assert mails(place, "training_moved") == []
    training.save_training(training_id=row.pk, plan=plan(place="Büro"), **lead)
    assert mails(place, "training_moved") == [place.member.user.email]
    for _ in range(2):
        training.call_off(training_id=row.pk, reason="Carla ist krank.", **lead)
    letter = letter_of(Notice.of(place.company).get(template="training_called_off"))
    assert letter.subject.endswith("„Antworten üben“ fällt aus")
    assert "26. November 2026 um 09:00" in letter.body
    assert "Carla ist krank." in letter.body
    with pytest.raises(RefusedError, match="over or called off"):
        sign_up(place, row, place.lead)
    assert coming_trainings(place.company, MONDAY.date()) == ()


def test_a_day_before_whoever_has_a_seat_is_reminded_once():
    place = make_place()
    row = offer(place)
    sign_up(place, row, place.member)
    a_day = timedelta(days=1)
    assert remind_of_trainings(at=BEGINS - a_day - timedelta(minutes=1)) == 0
    sign_up(place, row, place.lead, at=BEGINS - timedelta(hours=5))
    assert remind_of_trainings(at=BEGINS - timedelta(hours=4)) == 1
    assert remind_of_trainings(at=BEGINS - timedelta(hours=3)) == 0
    assert mails(place, "training_tomorrow") == [place.member.user.email]
    letter = letter_of(Notice.of(place.company).get(template="training_tomorrow"))
    assert "26. November 2026 um 09:00" in letter.body
    assert "Ort: Kantine" in letter.body
    assert letter.body.rstrip().endswith(f"/c/{place.company.slug}/training/{row.pk}/")


def test_the_reminder_is_on_the_schedule():
    place = make_place()
    row = offer(
        place, starts_at=timezone.now() + timedelta(hours=3), ends_at=AFTER.replace(year=2100)
    )
    sign_up(place, row, place.member)
    Participation.of(place.company).update(entered_at=timezone.now() - timedelta(days=2))
    names = {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}
    assert tasks.remind_of_trainings.name in names
    tasks.remind_of_trainings()
    assert mails(place, "training_tomorrow") == [place.member.user.email]


def test_who_has_left_or_whose_date_is_called_off_is_not_reminded():
    place = make_place()
    row, other = offer(place), offer(place, "2")
    sign_up(place, row, place.member)
    sign_up(place, other, place.lead)
    Membership.of(place.company).filter(pk=place.member.pk).update(ended_at=MONDAY)
    training.call_off(training_id=other.pk, reason="Krank.", **place.by(place.lead))
    assert remind_of_trainings(at=BEGINS - timedelta(hours=4)) == 0


def test_attended_missed_open_and_elsewhere_per_person_and_department(django_assert_num_queries):
    place = make_place()
    sales = Department.everywhere.create(company=place.company, name="Vertrieb")
    Membership.of(place.company).filter(pk=place.member.pk).update(department=sales)
    row = offer(place)
    seat = sign_up(place, row, place.member)
    sign_up(place, row, place.lead)
    lead = place.by(place.lead, AFTER)
    attendance.note_attendance(training_id=row.pk, attended=[seat.pk], **lead)
    later = offer(place, "2", title="Fotos", starts_at=AFTER, ends_at=AFTER + timedelta(hours=1))
    sign_up(place, later, place.lead)
    given = {"title": "Texten", "provider": "IHK", "attended_on": date(2026, 3, 1)}
    for _ in range(2):
        attendance.note_outside_training(
            membership=place.manager, form_key=FORMS, **given, **place.by(place.lead)
        )
    with django_assert_num_queries(3):
        sales_people, others = learners_of(place.company)
    assert (sales_people.department, sales_people.trained, sales_people.percent) == (
        "Vertrieb",
        1,
        100,
    )
    assert (others.department, others.trained, others.percent) == ("", 1, 50)
    manager, head = others.people
    assert [(each.title, each.on, each.provider) for each in manager.attended] == [
        ("Texten", date(2026, 3, 1), "IHK")
    ]
    assert (head.attended, head.missed, head.to_come) == ((), 1, ("Fotos",))


def test_nothing_of_tomorrow_was_attended_elsewhere():
    place = make_place()
    given = {"membership": place.member, "title": "Texten", "provider": "", "form_key": FORMS}
    with pytest.raises(RefusedError, match="still to come") as refusal:
        attendance.note_outside_training(
            attended_on=date(2026, 11, 17), **given, **place.by(place.lead)
        )
    assert refusal.value.field == "attended_on"


def test_a_neighbours_training_takes_nobody():
    place, neighbour = make_place(), make_place("Nachbar GmbH")
    row = offer(neighbour)
    with pytest.raises(RefusedError, match="no longer there"):
        sign_up(place, row, place.member)
    with pytest.raises(RefusedError, match="do not belong"):
        attendance.sign_up(training_id=row.pk, **neighbour.by(place.member))
    with pytest.raises(RefusedError, match="does not belong"):
        attendance.enter_people(
            training_id=row.pk, people=[place.member], **neighbour.by(neighbour.lead)
        )


def test_a_date_that_ends_before_it_begins_is_refused():
    place = make_place()
    with pytest.raises(RefusedError, match="ends before it begins"):
        offer(place, ends_at=BEGINS)


def outcomes(row: Training) -> dict[str, str]:
    return {str(each.membership.user): each.outcome for each in participations_of(row)}


def test_a_role_of_any_kind_may_sign_up():
    place = make_place()
    row = offer(place, seats=None)
    consultant = make_member(place.company, Role.CONSULTANT, name="Carla Reuter")
    for each in (place.lead, place.manager, place.member, consultant):
        sign_up(place, row, each)
    assert Participation.of(place.company).count() == 4
