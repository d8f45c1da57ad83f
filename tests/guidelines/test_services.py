"""Drafts, publication, comments and acknowledgements: what is promised, and refused."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from companies.mails import letter_of
from companies.models import AuditEntry, Deputy, Notice
from companies.refusals import RefusedError
from companies.roles import Role
from guidelines.models import Acknowledgement, Comment, GuidelineVersion, Paragraph
from guidelines.selectors import (
    acknowledgement_of,
    draft_of,
    fingerprint_of,
    published_version,
    readers_of,
    text_of,
)
from guidelines.services import comments, drafts, publishing
from guidelines.starting_text import starting_text
from tests.factories import MONDAY, make_member, make_user
from tests.guidelines.builders import begin, make_place, paragraph_of, publish, say

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)
FORM = UUID("11111111-1111-4111-8111-111111111111")


def acts(place) -> list[str]:
    entries = AuditEntry.of(place.company).order_by("pk")
    return list(entries.values_list("act", flat=True))


@pytest.mark.parametrize(("language", "first"), [("de", "Privat oder im"), ("en", "Private or on")])
def test_a_company_begins_with_sixteen_paragraphs_in_its_language(language, first):
    place = make_place()
    draft = drafts.begin_draft(language=language, **place.by(place.lead))
    rows = text_of(draft)
    assert len(rows) == 16
    assert rows[0].title.startswith(first)
    assert [each.key for each in rows] == [each.key for each in starting_text("en")]


def test_beginning_twice_opens_the_same_draft():
    place = make_place()
    assert begin(place) == begin(place)
    assert acts(place) == ["guidelines.begun"]


def test_a_new_version_begins_with_the_words_in_force():
    place = make_place()
    row = paragraph_of(begin(place))
    given = {"title": "Ton", "text": "Freundlich.", "seen": row.fingerprint}
    drafts.save_paragraph(paragraph_id=row.pk, **given, **place.by(place.lead))
    publish(place)
    second = begin(place)
    assert second.number == 2
    assert (paragraph_of(second).title, paragraph_of(second).text) == ("Ton", "Freundlich.")


def test_a_member_edits_nothing():
    place = make_place()
    row = paragraph_of(begin(place))
    by = place.by(place.member)
    for act in (
        lambda: drafts.begin_draft(language="de", **by),
        lambda: drafts.save_paragraph(paragraph_id=row.pk, title="x", text="x", seen="", **by),
        lambda: drafts.add_paragraph(title="x", text="x", form_key=FORM, **by),
        lambda: drafts.move_paragraph(paragraph_id=row.pk, place=1, **by),
        lambda: drafts.remove_paragraph(paragraph_id=row.pk, **by),
        lambda: drafts.discard_draft(**by),
    ):
        with pytest.raises(RefusedError, match="Only lead, consultant and manager"):
            act()


def test_a_stranger_says_nothing():
    place = make_place()
    row = paragraph_of(begin(place))
    by = place.by(make_user())
    with pytest.raises(RefusedError, match="do not belong"):
        comments.comment(paragraph_id=row.pk, text="x", form_key=FORM, **by)


def test_who_saves_over_somebody_elses_words_is_refused():
    place = make_place()
    row = paragraph_of(begin(place))
    seen = row.fingerprint
    first = {"title": "Ton", "text": "Eins.", "seen": seen}
    drafts.save_paragraph(paragraph_id=row.pk, **first, **place.by(place.lead))
    with pytest.raises(RefusedError, match="Somebody else has changed"):
        drafts.save_paragraph(
            paragraph_id=row.pk,
            title="Ton",
            text="Zwei.",
            seen=seen,
            **place.by(place.manager),
        )
    # The same words once more (a double click) are no conflict.
    drafts.save_paragraph(paragraph_id=row.pk, **first, **place.by(place.lead))
    assert acts(place).count("guidelines.paragraph_saved") == 1


def test_a_paragraph_added_twice_by_one_form_is_one():
    place = make_place()
    draft = begin(place)
    for _ in range(2):
        drafts.add_paragraph(
            title="Hausmesse", text="Wir freuen uns.", form_key=FORM, **place.by(place.lead)
        )
    assert [each.title for each in text_of(draft)][15:] == ["Hilfe", "Hausmesse"]


def test_a_paragraph_moves_to_a_place_and_a_second_click_changes_nothing():
    place = make_place()
    draft = begin(place)
    row = paragraph_of(draft, "help")
    for _ in range(2):
        drafts.move_paragraph(paragraph_id=row.pk, place=1, **place.by(place.lead))
    assert [each.key for each in text_of(draft)][:2] == ["help", "official-private"]
    assert acts(place).count("guidelines.paragraph_moved") == 1


def test_a_paragraph_with_an_open_comment_is_not_removed():
    place = make_place()
    draft = begin(place)
    row = paragraph_of(draft)
    said = say(place, row, "Zu streng.")
    with pytest.raises(RefusedError, match="settle the comment first"):
        drafts.remove_paragraph(paragraph_id=row.pk, **place.by(place.lead))
    comments.settle_comment(comment_id=said.pk, answer="Gestrichen.", **place.by(place.lead))
    drafts.remove_paragraph(paragraph_id=row.pk, **place.by(place.lead))
    assert "tone" not in [each.key for each in text_of(draft)]


@pytest.mark.parametrize("who", ["lead", "member"])
def test_only_a_manager_publishes(who):
    place = make_place()
    draft = begin(place)
    shown = fingerprint_of(text_of(draft))
    with pytest.raises(RefusedError, match="Only a manager"):
        publishing.publish_version(number=1, shown=shown, note="", **place.by(getattr(place, who)))


def test_a_deputy_publishes_for_the_manager_and_both_are_named():
    place = make_place()
    day = date(2026, 11, 16)
    Deputy.everywhere.create(
        company=place.company,
        principal=place.manager,
        deputy=place.lead,
        starts_on=day,
        ends_on=day,
    )
    shown = fingerprint_of(text_of(begin(place)))
    version = publishing.publish_version(number=1, shown=shown, note="", **place.by(place.lead))
    assert (version.published_by, version.published_for) == (place.lead.user, place.manager.user)
    entry = AuditEntry.of(place.company).get(act="guidelines.published")
    assert entry.on_behalf_of == place.manager.user


def test_what_was_not_shown_is_not_published():
    place = make_place()
    draft = begin(place)
    shown, row = fingerprint_of(text_of(draft)), paragraph_of(draft)
    drafts.remove_paragraph(paragraph_id=row.pk, **place.by(place.lead))
    with pytest.raises(RefusedError, match="has changed since you opened this page"):
        publishing.publish_version(number=1, shown=shown, note="", **place.by(place.manager))
    assert published_version(place.company) is None


def test_publishing_tells_everybody_once_in_their_language():
    place = make_place()
    place.member.user.language = "en"
    place.member.user.save()
    version = publish(place, note="Neu: Abschnitt über Bilder.")
    shown = fingerprint_of(text_of(version))
    publishing.publish_version(number=1, shown=shown, note="", **place.by(place.manager))
    letters = {each.email: letter_of(each) for each in Notice.of(place.company)}
    people = {place.lead.user.email, place.manager.user.email, place.member.user.email}
    assert set(letters) == people
    assert letters[place.member.user.email].subject == (
        "Brauerei Lindner: please read the guidelines (version 1)"
    )
    german = letters[place.lead.user.email]
    assert german.subject == "Brauerei Lindner: Bitte lesen Sie die Richtlinien (Version 1)"
    assert "Neu: Abschnitt über Bilder." in german.body
    assert f"/c/{place.company.slug}/guidelines/" in german.body


def test_an_acknowledgement_counts_once_and_a_new_version_asks_again():
    place = make_place()
    first = publish(place)
    for _ in range(2):
        publishing.acknowledge(number=1, **place.by(place.member))
    assert Acknowledgement.of(place.company).count() == 1
    assert acts(place).count("guidelines.acknowledged") == 1
    second = publish(place, at=TUESDAY)
    assert acknowledgement_of(first, place.member)
    assert acknowledgement_of(second, place.member) is None
    with pytest.raises(RefusedError, match="newer version"):
        publishing.acknowledge(number=1, **place.by(place.lead, TUESDAY))


def test_who_is_missing_is_known_by_department():
    place = make_place()
    sales = place.company
    for name in ("Vertrieb",):
        department = place.member._meta.get_field("department").related_model.everywhere.create(
            company=sales, name=name
        )
    make_member(place.company, Role.MEMBER, name="Aylin Yildiz", department=department)
    place.member.department = department
    place.member.save()
    version = publish(place)
    publishing.acknowledge(number=1, **place.by(place.member))
    found = [
        (each.department, each.percent, [str(one.user) for one in each.missing])
        for each in readers_of(version)
    ]
    assert found == [
        ("Vertrieb", 50, ["Aylin Yildiz"]),
        ("", 0, ["Georg Brenner", "Petra Vogt"]),
    ]


def test_whoever_is_missing_is_reminded_once_a_day():
    place = make_place()
    publish(place)
    publishing.acknowledge(number=1, **place.by(place.member))
    assert publishing.remind_readers(**place.by(place.lead)) == 2
    assert publishing.remind_readers(**place.by(place.lead)) == 0
    assert publishing.remind_readers(**place.by(place.lead, TUESDAY)) == 2
    mails = Notice.of(place.company).filter(template="guidelines_reminder")
    assert place.member.user.email not in {each.email for each in mails}
    assert letter_of(mails[0]).subject == "Brauerei Lindner: Die Richtlinien warten auf Sie"


def test_a_comment_sent_twice_is_one_and_is_settled_once():
    place = make_place()
    row = paragraph_of(publish(place))
    said = say(place, row, "Gilt das auch abends?")
    assert say(place, row, "Gilt das auch abends?") == said
    settle = {"comment_id": said.pk, "answer": "Ja."}
    comments.settle_comment(**settle, **place.by(place.lead))
    comments.settle_comment(**settle, **place.by(place.lead))
    with pytest.raises(RefusedError, match="Somebody else has settled"):
        comments.settle_comment(comment_id=said.pk, answer="Nein.", **place.by(place.manager))
    assert Comment.of(place.company).get().answer == "Ja."
    assert acts(place)[-2:] == ["guidelines.commented", "guidelines.comment_settled"]


def test_discarding_a_draft_leaves_what_is_in_force():
    place = make_place()
    first = publish(place)
    say(place, paragraph_of(begin(place)), "Hm.")
    drafts.discard_draft(**place.by(place.lead))
    assert draft_of(place.company) is None
    assert published_version(place.company) == first


@pytest.mark.parametrize(
    ("promise", "sql"),
    [
        ("guideline_published_stays", "UPDATE guidelines_guidelineversion SET note = 'x'"),
        ("guideline_published_stays", "DELETE FROM guidelines_guidelineversion"),
        ("guideline_paragraph_of_a_draft", "UPDATE guidelines_paragraph SET text = 'x'"),
        ("guideline_comment_stays", "DELETE FROM guidelines_comment"),
        ("guideline_comment_settled_once", "UPDATE guidelines_comment SET text = 'x'"),
        ("guideline_acknowledged_stays", "DELETE FROM guidelines_acknowledgement"),
        ("guideline_acknowledged_stays", "UPDATE guidelines_acknowledgement SET at = now()"),
    ],
)
def test_what_was_published_stays_even_below_the_code(promise, sql):
    place = make_place()
    version = publish(place)
    say(place, paragraph_of(version), "Gut so.")
    publishing.acknowledge(number=1, **place.by(place.member))
    with (
        pytest.raises(IntegrityError, match=promise),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


def test_nothing_is_published_or_acknowledged_past_the_way():
    place = make_place()
    draft = begin(place)
    with (
        pytest.raises(IntegrityError, match="guideline_acknowledges_published"),
        transaction.atomic(),
    ):
        Acknowledgement.everywhere.create(
            company=place.company, version=draft, membership=place.member, at=MONDAY
        )
    with pytest.raises(IntegrityError, match="guideline_begins_as_draft"), transaction.atomic():
        GuidelineVersion.everywhere.create(
            company=place.company,
            number=9,
            state="published",
            begun_by=place.lead.user,
            begun_at=MONDAY,
            published_by=place.lead.user,
            published_at=MONDAY,
        )


def test_no_paragraph_joins_a_version_of_another_company():
    place, neighbour = make_place(), make_place("Nachbar GmbH")
    theirs = begin(neighbour)
    with pytest.raises(IntegrityError, match="same_company"), transaction.atomic():
        Paragraph.everywhere.create(
            company=place.company, version=theirs, key="x", position=1, title="x", text="x"
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
