"""Trainings: who is told that a date moved, was called off or is near."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from companies.mails import letter_of
from companies.models import Membership, Notice
from companies.refusals import RefusedError
from guidelines import tasks
from guidelines.models import Participation
from guidelines.readiness.training import coming_trainings
from guidelines.services import training
from guidelines.services.training_mails import remind_of_trainings
from tests.factories import MONDAY
from tests.guidelines.builders import make_place
from tests.guidelines.trainings import AFTER, BEGINS, mails, offer, plan, sign_up

pytestmark = pytest.mark.django_db


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
