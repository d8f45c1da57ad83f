"""Trainings: who came, who is entered afterwards, and whose record says so."""

from datetime import date, timedelta

import pytest

from companies.models import Department, Membership
from companies.refusals import RefusedError
from guidelines.models import Training
from guidelines.readiness.training import learners_of, participations_of
from guidelines.services import attendance
from tests.guidelines.builders import make_place
from tests.guidelines.trainings import AFTER, FORMS, offer, sign_up

pytestmark = pytest.mark.django_db


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


def outcomes(row: Training) -> dict[str, str]:
    return {str(each.membership.user): each.outcome for each in participations_of(row)}
