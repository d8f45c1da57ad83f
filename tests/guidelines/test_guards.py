"""What was published, acknowledged, reviewed or booked out stays so, past every service."""

import pytest
from django.apps import apps

from companies.models import Department
from guidelines.models import (
    Acknowledgement,
    Comment,
    CouncilReview,
    GuidelineVersion,
    Paragraph,
    Participation,
    Training,
    WorksCouncil,
)
from tests.factories import MONDAY, make_company, make_member, make_user
from tests.tables import refusal, row_of, values_of

pytestmark = pytest.mark.django_db

TRIED = {
    "guideline_acknowledged_stays",
    "guideline_acknowledges_own",
    "guideline_acknowledges_published",
    "guideline_begins_as_draft",
    "guideline_comment_settled_once",
    "guideline_comment_stays",
    "guideline_paragraph_of_a_draft",
    "guideline_published_as_reviewed",
    "guideline_published_stays",
    "guideline_review_of_a_draft",
    "guideline_review_stays",
    "guideline_stays_with_its_department",
    "training_seats",
    "training_seats_for_all",
}


def test_every_guard_is_tried():
    """The first one in tests/architecture/test_tables.py, all others here."""
    assert {
        trigger.name
        for model in apps.get_app_config("guidelines").get_models()
        for trigger in getattr(model._meta, "triggers", ())
    } == TRIED


def published(company=None, **fields):
    return row_of(
        GuidelineVersion,
        company or make_company(),
        **{"state": "published", "published_at": MONDAY, "published_by": make_user()} | fields,
    )


def draft(company=None, **fields):
    return row_of(GuidelineVersion, company or make_company(), **fields)


def insert(model, company, **fields):
    values = values_of(model, company, **fields)
    return refusal(lambda: model.everywhere.create(**values))


def update(row, **fields):
    return refusal(lambda: type(row).everywhere.filter(pk=row.pk).update(**fields))


def delete(row):
    rows = type(row).everywhere.filter(pk=row.pk)
    return refusal(lambda: rows._raw_delete("default"))


def publish(version, **fields):
    return update(
        version, state="published", published_at=MONDAY, published_by=version.begun_by, **fields
    )


def test_a_version_begins_as_a_draft_and_stays_once_it_is_published():
    version = published()
    said = {"state": "published", "published_at": MONDAY, "published_by": make_user()}
    assert insert(GuidelineVersion, make_company(), **said) == "guideline_begins_as_draft"
    assert insert(GuidelineVersion, make_company()) == ""
    assert update(version, note="Anders.") == "guideline_published_stays"
    assert update(version, state="draft", published_at=None, published_by=None) == (
        "guideline_published_stays"
    )
    assert delete(version) == "guideline_published_stays"
    assert update(draft(), note="Anders.") == ""


def test_a_draft_stays_with_its_department_and_number():
    version = draft()
    department = row_of(Department, version.company)
    assert update(version, department=department) == "guideline_stays_with_its_department"
    assert update(version, number=version.number + 1) == "guideline_stays_with_its_department"
    assert update(version, company=make_company()) == "guideline_stays_with_its_department"


def test_paragraphs_change_in_a_draft_only():
    version = published()
    paragraph = row_of(Paragraph, version.company, version=version)
    open_one = draft(version.company)
    free = row_of(Paragraph, version.company, version=open_one)
    frozen = "guideline_paragraph_of_a_draft"
    assert insert(Paragraph, version.company, version=version) == frozen
    assert update(paragraph, text="Anders.") == frozen
    assert update(paragraph, version=open_one) == frozen
    assert update(free, version=version) == frozen
    assert delete(paragraph) == frozen
    assert insert(Paragraph, version.company, version=open_one) == ""
    assert update(free, text="Anders.") == ""
    assert delete(free) == ""


def test_a_comment_is_settled_once_and_says_what_it_said():
    comment = row_of(Comment, make_company(), proposal="So.")
    changed = {
        "text": "Warum nicht?",
        "proposal": "Anders.",
        "author": make_user(),
        "at": comment.at.replace(hour=1),
        "paragraph": row_of(Paragraph, comment.company, version=comment.paragraph.version),
    }
    once = "guideline_comment_settled_once"
    assert {name: update(comment, **{name: value}) for name, value in changed.items()} == (
        dict.fromkeys(changed, once)
    )
    settle = {"settled_at": MONDAY, "settled_by": comment.author, "answer": "Ja."}
    assert update(comment, **settle) == ""
    settled = row_of(Comment, comment.company, **settle)
    assert update(settled, answer="Nein.") == once


def test_a_comment_on_what_was_published_is_not_deleted():
    version = published()
    kept = row_of(Comment, version.company, paragraph=row_of(Paragraph, version.company))
    assert kept.paragraph.version == version
    assert delete(kept) == "guideline_comment_stays"
    assert delete(row_of(Comment, make_company())) == ""


def test_only_what_is_published_is_acknowledged_and_by_those_it_is_for():
    company = make_company()
    sales, office = (row_of(Department, company) for _ in range(2))
    seller, clerk, anybody = (make_member(company, department=d) for d in (sales, office, None))
    for_sales = published(company, department=sales)
    answers = {
        "draft": insert(Acknowledgement, company, version=draft(company), membership=anybody),
        "all": insert(Acknowledgement, company, version=published(company), membership=anybody),
        "seller": insert(Acknowledgement, company, version=for_sales, membership=seller),
        "clerk": insert(Acknowledgement, company, version=for_sales, membership=clerk),
        "anybody": insert(Acknowledgement, company, version=for_sales, membership=anybody),
    }
    assert answers == {
        "draft": "guideline_acknowledges_published",
        "all": "",
        "seller": "",
        "clerk": "guideline_acknowledges_own",
        "anybody": "guideline_acknowledges_own",
    }


@pytest.mark.parametrize(
    ("has_one", "words", "reason", "allowed"),
    [
        (None, [], "", True),
        (False, [], "", True),
        (True, [], "", False),
        (True, ["pending"], "Eilt.", False),
        (True, ["agrees"], "", True),
        (True, ["objects"], " ", False),
        (True, ["objects"], "Wir müssen.", True),
        (True, ["objects", "agrees"], "", True),
        (True, ["agrees", "objects"], "", False),
        (True, ["agrees", "pending"], "", False),
    ],
)
def test_a_works_council_has_the_last_word_before_publication(has_one, words, reason, allowed):
    version = draft()
    if has_one is not None:
        row_of(WorksCouncil, version.company, has_one=has_one)
    for word in words:
        objections = "Nein." if word == "objects" else ""
        row_of(CouncilReview, version.company, version=version, outcome=word, objections=objections)
    refused = "" if allowed else "guideline_published_as_reviewed"
    assert publish(version, despite_objections=reason) == refused


def test_a_word_of_the_works_council_is_about_a_draft_and_stays():
    version, open_one = published(), draft()
    outcome = {"outcome": "agrees"}
    kept = row_of(CouncilReview, version.company, version=version, **outcome)
    free = row_of(CouncilReview, open_one.company, version=open_one, **outcome)
    assert insert(CouncilReview, version.company, version=version, **outcome) == (
        "guideline_review_of_a_draft"
    )
    assert insert(CouncilReview, open_one.company, version=open_one, **outcome) == ""
    assert update(kept, note="Doch nicht.") == "guideline_review_stays"
    assert update(free, note="Doch nicht.") == "guideline_review_stays"
    assert delete(kept) == "guideline_review_stays"
    assert delete(free) == ""


def test_nobody_takes_a_seat_that_is_not_there():
    company = make_company()
    training = row_of(Training, company, seats=2)
    other = row_of(Training, company, seats=None)
    guests = [make_member(company) for _ in range(3)]
    for guest in guests[:2]:
        row_of(Participation, company, training=training, membership=guest)
    elsewhere = row_of(Participation, company, training=other, membership=guests[2])
    seat = {"training": training, "membership": guests[2]}
    assert insert(Participation, company, **seat) == "training_seats"
    assert update(elsewhere, training=training) == "training_seats"
    assert update(training, seats=1) == "training_seats"
    assert update(training, seats=2) == ""
    Training.everywhere.filter(pk=training.pk).update(seats=3)
    assert insert(Participation, company, **seat) == ""


def test_what_was_held_may_be_written_down_beyond_its_seats():
    company = make_company()
    settled = {"settled_at": MONDAY, "settled_by": make_user()}
    held = row_of(Training, company, seats=1, state="held", **settled)
    for _ in range(2):
        row_of(Participation, company, training=held, membership=make_member(company))
    guest = make_member(company)
    assert insert(Participation, company, training=held, membership=guest) == ""
    again = {"state": "planned", "settled_at": None, "settled_by": None}
    assert update(held, **again) == "training_seats"
