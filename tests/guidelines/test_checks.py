"""Each row about guidelines, scenarios, training and board is whole: every check, at its edges."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import F

from companies.models import Membership
from guidelines import models
from tests.factories import MONDAY, make_member, make_user
from tests.tables import (
    Check,
    answers_of,
    between,
    checks_of,
    known_words,
    says_something,
    starts_first,
    wanted_of,
)


def somebody(_row):
    return make_user()


def a_member(row):
    return make_member(row.company)


def the_first(row):
    return Membership.of(row.company).order_by("pk").first() or make_member(row.company)


def by_somebody(model, at, by, **more):
    """A check that takes a moment (or a day) and a person, or neither of them."""
    moment = MONDAY.date() if at.endswith("_on") else MONDAY
    return Check(
        model,
        ({at: moment, by: None, **more}, {at: None, by: somebody, **more}),
        ({at: moment, by: somebody, **more}, {at: None, by: None}),
    )


SETTLED = {"settled_at": MONDAY, "settled_by": somebody}

CHECKS = {
    "guideline_published_by_somebody": Check(
        models.GuidelineVersion,
        (
            {"state": "published"},
            {"state": "published", "published_at": MONDAY},
            {"state": "published", "published_by": somebody},
            {"state": "draft", "published_at": MONDAY},
            {"state": "draft", "published_by": somebody},
        ),
        (
            {"state": "published", "published_at": MONDAY, "published_by": somebody},
            {"state": "draft"},
        ),
    ),
    "guideline_paragraph_says_something": Check(
        models.Paragraph, ({"title": " "}, {"text": "\n"}), ({"title": "A", "text": "B"},)
    ),
    "guideline_comment_says_something": Check(
        models.Comment,
        ({"text": " ", "proposal": "\n"},),
        ({"text": "Warum?", "proposal": ""}, {"text": "", "proposal": "So."}),
    ),
    "guideline_comment_settled_by_somebody": by_somebody(
        models.Comment, "settled_at", "settled_by"
    ),
    "guideline_review_by_somebody": says_something(models.CouncilReview, "reviewer"),
    "guideline_review_objects_in_words": Check(
        models.CouncilReview,
        (
            {"outcome": "objects", "objections": " \n"},
            {"outcome": "agrees", "objections": "Nein."},
            {"outcome": "pending", "objections": "Nein."},
            {"outcome": "shrugs", "objections": ""},
        ),
        (
            {"outcome": "objects", "objections": "Nein."},
            {"outcome": "agrees", "objections": ""},
            {"outcome": "pending", "objections": ""},
        ),
    ),
    "board_member_begins_first": starts_first(models.BoardMember, "since", "until"),
    "meeting_recorded_in_words": Check(
        models.Meeting,
        (
            {"recorded_at": MONDAY, "minutes": "So war es."},
            {"recorded_by": somebody, "minutes": "So war es."},
            {"recorded_at": MONDAY, "recorded_by": somebody, "minutes": " \n"},
        ),
        ({"recorded_at": MONDAY, "recorded_by": somebody, "minutes": "So war es."},),
    ),
    "board_decision_says_something": says_something(models.BoardDecision, "text"),
    "follow_up_says_something": says_something(models.FollowUp, "text"),
    "follow_up_done_by_somebody": by_somebody(models.FollowUp, "done_at", "done_by"),
    "scenario_has_a_topic": says_something(models.Scenario, "topic"),
    "scenario_likelihood_known": known_words(models.Scenario, "likelihood"),
    "scenario_reaction_in_words": Check(
        models.Scenario,
        ({"reaction": "silent", "plan": " "}, {"reaction": "shout", "plan": "Laut."}),
        ({"reaction": "", "plan": ""}, {"reaction": "silent", "plan": "Wir warten."}),
    ),
    "scenario_percent_of_a_day": between(models.Scenario, "criticism_percent", 1, 100),
    "scenario_more_than_usual": Check(
        models.Scenario, ({"times_usual": 1},), ({"times_usual": Decimal("1.1")},)
    ),
    "scenario_deputy_is_somebody_else": Check(
        models.Scenario,
        ({"owner": the_first, "deputy": the_first},),
        ({"owner": a_member, "deputy": a_member}, {"owner": None, "deputy": a_member}),
    ),
    "scenario_reviewed_by_somebody": by_somebody(models.Scenario, "reviewed_on", "reviewed_by"),
    "prepared_text_says_something": Check(
        models.PreparedText, ({"title": " "}, {"text": "\n"}), ({"title": "A", "text": "B"},)
    ),
    "training_has_a_title": says_something(models.Training, "title"),
    "training_begins_first": Check(
        models.Training,
        ({"ends_at": F("starts_at")},),
        ({"ends_at": F("starts_at") + timedelta(minutes=1)},),
    ),
    "training_has_a_seat": Check(models.Training, ({"seats": 0},), ({"seats": 1}, {"seats": None})),
    "training_settled_by_somebody": Check(
        models.Training,
        (
            SETTLED | {"state": "planned"},
            SETTLED | {"state": "forgotten"},
            {"state": "held"},
            {"state": "held", "settled_at": MONDAY},
            {"state": "called_off", "settled_by": somebody},
        ),
        (SETTLED | {"state": "held"}, SETTLED | {"state": "called_off"}, {"state": "planned"}),
    ),
    "training_participation_outcome_known": known_words(models.Participation, "outcome"),
    "outside_training_has_a_title": says_something(models.OutsideTraining, "title"),
}


def test_every_check_is_tried():
    assert set(CHECKS) == checks_of("guidelines")


@pytest.mark.django_db
def test_every_check_refuses_what_it_should_and_nothing_else():
    answers = {name: answers_of(check) for name, check in CHECKS.items()}
    assert answers == {name: wanted_of(name, check) for name, check in CHECKS.items()}
