"""Where there is a works council its word is recorded before a version comes into force (S4)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from companies.access import today_in
from companies.models import AuditEntry
from companies.refusals import RefusedError
from guidelines.council import Obstacle, Said, obstacle_of
from guidelines.models import CouncilReview, GuidelineVersion, WorksCouncil
from guidelines.selectors import draft_of, fingerprint_of, published_version, text_of
from guidelines.services import council, drafts
from tests.factories import MONDAY
from tests.guidelines.builders import (
    Place,
    begin,
    make_department,
    make_place,
    paragraph_of,
    publish,
)
from tests.guidelines.test_pages import hidden, visit, words

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 16)


def with_council(has_one: bool = True) -> Place:
    place = make_place()
    council.say_works_council(has_one=has_one, **place.by(place.lead))
    return place


def answered(place: Place, outcome: str, **changes: object) -> CouncilReview:
    said = {
        "outcome": outcome,
        "reviewer": "Maria Huber, Vorsitzende",
        "day": DAY,
        "objections": "Die Pausenregel fehlt." if outcome == "objects" else "",
        "note": "",
        "shown": fingerprint_of(text_of(draft_of(place.company, changes.get("department")))),
    }
    return council.record_review(**{**said, **changes, **place.by(place.lead)})


@pytest.mark.parametrize(
    ("said", "obstacle"),
    [
        (None, Obstacle.NOT_HEARD),
        (Said("pending", True), Obstacle.PENDING),
        (Said("pending", False), Obstacle.PENDING),
        (Said("agrees", False), Obstacle.CHANGED_SINCE),
        (Said("objects", False), Obstacle.CHANGED_SINCE),
        (Said("objects", True), Obstacle.OBJECTED),
        (Said("agrees", True), None),
    ],
    ids=["nobody", "waits", "waits-changed", "agreed-changed", "objects-changed", "no", "yes"],
)
def test_what_stands_between_a_draft_and_its_publication(said, obstacle):
    assert obstacle_of(said) == obstacle


@pytest.mark.parametrize("place", [make_place, lambda: with_council(False)], ids=["unsaid", "none"])
def test_without_a_works_council_nothing_is_asked(place):
    assert publish(place()).is_published


def test_a_version_waits_until_the_works_council_has_agreed():
    place = with_council()
    begin(place)
    with pytest.raises(RefusedError, match="has not been heard yet"):
        publish(place)
    answered(place, "pending")
    with pytest.raises(RefusedError, match="has not answered yet"):
        publish(place)
    answered(place, "agrees")
    assert publish(place, reason="Unnötig.").despite_objections == ""


def test_words_changed_since_are_shown_once_more():
    place = with_council()
    draft = begin(place)
    answered(place, "agrees")
    row = paragraph_of(draft)
    given = {"title": row.title, "text": "Anders.", "seen": row.fingerprint}
    drafts.save_paragraph(paragraph_id=row.pk, **given, **place.by(place.lead))
    with pytest.raises(RefusedError, match="has changed since the works council read it"):
        publish(place)
    answered(place, "agrees")
    assert publish(place).is_published


def test_against_objections_the_manager_says_why_and_the_reason_is_kept():
    place = with_council()
    begin(place)
    answered(place, "objects")
    with pytest.raises(RefusedError, match="Please say why") as refused:
        publish(place, reason="  ")
    assert refused.value.field == "reason"
    publish(place, reason=" Die Frist läuft ab. ")
    assert published_version(place.company).despite_objections == "Die Frist läuft ab."


def test_a_supplement_needs_its_own_answer():
    place = with_council()
    sales = make_department(place)
    begin(place)
    answered(place, "agrees")
    begin(place, sales)
    with pytest.raises(RefusedError, match="has not been heard yet"):
        publish(place, department=sales)
    answered(place, "agrees", department=sales)
    assert publish(place, department=sales).is_published


def test_the_same_answer_sent_twice_is_kept_once_and_every_answer_is_logged():
    place = with_council()
    begin(place)
    first = answered(place, "pending")
    assert answered(place, "pending") == first
    answered(place, "objects")
    acts = list(AuditEntry.of(place.company).order_by("pk").values_list("act", flat=True))
    assert acts == [
        "guidelines.council_exists",
        "guidelines.begun",
        "guidelines.review_pending",
        "guidelines.review_objects",
    ]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"outcome": "maybe"}, "outcome", "choose one"),
        ({"reviewer": " "}, "reviewer", "who spoke"),
        ({"day": DAY + timedelta(days=1)}, "day", "still to come"),
        ({"outcome": "objects", "objections": " "}, "objections", "write down"),
        ({"shown": "0" * 64}, "", "has changed since you opened"),
    ],
    ids=["outcome", "reviewer", "day", "objections", "changed"],
)
def test_an_answer_that_cannot_be_is_refused_at_its_field(changes, field, sentence):
    place = with_council()
    begin(place)
    with pytest.raises(RefusedError, match=sentence) as refused:
        answered(place, **{"outcome": "agrees", **changes})
    assert (refused.value.field or "") == field


def test_only_who_edits_speaks_of_the_works_council():
    place = with_council()
    begin(place)
    with pytest.raises(RefusedError, match="Only lead, consultant and manager"):
        council.say_works_council(has_one=False, **place.by(place.member))
    assert WorksCouncil.of(place.company).get().has_one is True


def test_where_there_is_none_nothing_is_recorded():
    place = with_council(False)
    begin(place)
    with pytest.raises(RefusedError, match="has no works council"):
        answered(place, "agrees")


def test_the_database_publishes_nothing_past_the_works_council():
    place = with_council()
    draft = begin(place)
    published = {
        "state": "published",
        "published_by": place.manager.user,
        "published_at": MONDAY,
    }
    rows = GuidelineVersion.of(place.company).filter(pk=draft.pk)
    for outcome in ("", "pending", "objects"):
        if outcome:
            answered(place, outcome)
        promise = "guideline_published_as_reviewed"
        with pytest.raises(IntegrityError, match=promise), transaction.atomic():
            rows.update(**published)
    rows.update(**published, despite_objections="Die Frist läuft ab.")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE guidelines_councilreview SET outcome = 'agrees'",
        "DELETE FROM guidelines_councilreview",
    ],
    ids=["update", "delete"],
)
def test_what_the_works_council_said_stays(sql):
    place = with_council()
    begin(place)
    answered(place, "agrees")
    publish(place)
    with (
        pytest.raises(IntegrityError, match="guideline_review_stays"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_a_discarded_draft_takes_its_answers_along():
    place = with_council()
    begin(place)
    answered(place, "agrees")
    drafts.discard_draft(**place.by(place.lead))
    assert not CouncilReview.of(place.company).exists()


def test_the_way_to_publication_is_walked_with_the_works_council():
    place = make_place()
    begin(place)
    lead, manager = visit(place.lead), visit(place.manager)
    publishing = place.url("draft/publish/")
    assert "Answer once for your company" in words(manager.get(publishing))
    assert visit(place.member).get(place.url("works-council/")).status_code == 403
    empty = lead.post(place.url("works-council/"), {})
    assert empty.status_code == 422
    lead.post(place.url("works-council/"), {"has_one": "yes"})
    page = manager.get(publishing)
    assert "has not been heard yet" in words(page)
    assert "Put into force" not in words(page)
    review = place.url("draft/review/")
    typed = {
        "outcome": "objects",
        "reviewer": "Maria Huber",
        "day": "2026-11-16",
        "objections": "",
        "note": "Ordner 7",
        "shown": hidden(lead.get(review), "shown"),
    }
    refused = lead.post(review, typed)
    assert refused.status_code == 422
    assert "Ordner 7" in refused.content.decode()
    assert lead.post(review, {**typed, "objections": "Zu streng."})["Location"] == publishing
    page = manager.get(publishing)
    sent = {"note": "", "number": "1", "shown": hidden(page, "shown"), "reason": ""}
    assert manager.post(publishing, sent).status_code == 422
    assert manager.post(publishing, {**sent, "reason": "Die Frist."})["Location"] == place.url()
    read = words(visit(place.member).get(place.url()))
    assert "Works council Objects Maria Huber, on Nov. 16, 2026 Zu streng. Ordner 7" in read
    assert "Why it is published all the same: Die Frist." in read


@pytest.mark.parametrize("path", ["draft/", "versions/"])
def test_without_a_works_council_nothing_of_it_is_shown(path):
    place = with_council(False)
    publish(place)
    begin(place)
    assert "works council" not in words(visit(place.lead).get(place.url(path))).lower()


def test_what_is_said_about_the_works_council_is_found_without_a_draft():
    place = make_place()
    page = place.url("works-council/")
    lead = visit(place.lead)
    assert f'href="{page}"' in lead.get(place.url()).content.decode()
    assert f'href="{page}"' in lead.get(place.url("draft/")).content.decode()
    publish(place)
    assert f'href="{page}"' in lead.get(place.url()).content.decode()
    assert f'href="{page}"' not in visit(place.member).get(place.url()).content.decode()
    assert lead.post(page, {"has_one": "no"})["Location"] == place.url()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_form_begins_with_the_day_it_is_where_the_company_is(zone):
    place = with_council()
    begin(place)
    place.company.time_zone = zone
    place.company.save()
    answer = visit(place.lead).get(place.url("draft/review/"))
    assert answer.context["form"]["day"].value() == today_in(place.company)
