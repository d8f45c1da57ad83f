"""Trainings: dates with seats, taken and given back."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from companies.models import Membership
from companies.refusals import RefusedError
from companies.roles import Role
from companies.services.people import end_membership
from guidelines.models import Participation, Training
from guidelines.readiness.training import ComingTraining, coming_trainings, participations_of
from guidelines.services import attendance, training
from tests.factories import MONDAY, make_member
from tests.guidelines.builders import make_place
from tests.guidelines.trainings import AFTER, BEGINS, FORMS, acts, offer, plan, sign_up

pytestmark = pytest.mark.django_db


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


def test_a_role_of_any_kind_may_sign_up():
    place = make_place()
    row = offer(place, seats=None)
    consultant = make_member(place.company, Role.CONSULTANT, name="Carla Reuter")
    for each in (place.lead, place.manager, place.member, consultant):
        sign_up(place, row, each)
    assert Participation.of(place.company).count() == 4
