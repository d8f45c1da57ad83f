"""A department adds to the guidelines: drafts, versions and readers of its own (S4)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from companies.mails import letter_of
from companies.models import AuditEntry, Notice
from companies.refusals import RefusedError
from companies.roles import Role
from companies.services.settings import remove_department
from guidelines.models import Acknowledgement, GuidelineVersion
from guidelines.selectors import (
    SupplementFact,
    draft_of,
    published_version,
    readers_of,
    supplement_facts,
    text_of,
)
from guidelines.services import drafts, publishing
from guidelines.starting_text import SUBJECTS, starting_supplement, subject_of
from tests.factories import MONDAY, make_member
from tests.guidelines.builders import (
    Place,
    begin,
    make_department,
    make_place,
    paragraph_of,
    publish,
    say,
)
from tests.guidelines.test_pages import hidden, visit, words

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


def facts(place: Place) -> list[tuple[object, ...]]:
    return [
        (each.department, each.version, each.draft, each.people, each.acknowledged, each.percent)
        for each in supplement_facts(place.company)
    ]


def test_a_supplement_begins_with_words_for_what_the_department_does():
    place = make_place()
    sales = make_department(place)
    draft = begin(place, sales)
    assert [each.key for each in text_of(draft)] == [
        "sales-contacts",
        "sales-offers",
        "sales-customers",
        "sales-reach",
        "sales-fairs",
    ]
    assert (draft.number, draft.department, draft.language) == (1, sales, "de")


def test_something_else_begins_with_an_empty_page_that_cannot_be_published():
    place = make_place()
    yard = make_department(place, "Fuhrpark")
    drafts.begin_draft(language="de", department=yard, subject="", **place.by(place.lead))
    with pytest.raises(RefusedError, match="without a paragraph"):
        publish(place, department=yard)


def test_every_document_counts_its_versions_and_has_one_draft():
    place = make_place()
    sales, yard = make_department(place), make_department(place, "Fuhrpark")
    publish(place)
    publish(place, department=sales)
    numbers = [begin(place, each).number for each in (None, sales, yard)]
    assert numbers == [2, 2, 1]
    assert begin(place, sales) == draft_of(place.company, sales)
    for department in (None, sales):
        with pytest.raises(IntegrityError, match="guideline_one_draft"), transaction.atomic():
            GuidelineVersion.everywhere.create(
                company=place.company,
                department=department,
                number=9,
                begun_by=place.lead.user,
                begun_at=MONDAY,
            )


def test_the_companys_guidelines_know_nothing_of_supplements():
    place = make_place()
    sales = make_department(place)
    first = publish(place)
    publish(place, department=sales)
    assert published_version(place.company) == first
    assert draft_of(place.company) is None
    assert [each.number for each in readers_of(first)] == [3]


def test_a_supplement_asks_its_department_only():
    place = make_place()
    sales = make_department(place, "Vertrieb", place.member)
    publish(place, department=sales, note="Neu: Messen.")
    (letter,) = [letter_of(each) for each in Notice.of(place.company)]
    assert letter.subject == (
        "Brauerei Lindner: Bitte lesen Sie die Ergänzung für Vertrieb (Version 1)"
    )
    assert f"/c/{place.company.slug}/guidelines/supplements/{sales.pk}/" in letter.body
    given = {"number": 1, "department": sales}
    with pytest.raises(RefusedError, match="Only the people of this department"):
        publishing.acknowledge(**given, **place.by(place.lead))
    for _ in range(2):
        publishing.acknowledge(**given, **place.by(place.member))
    assert Acknowledgement.of(place.company).count() == 1


def test_the_database_lets_nobody_acknowledge_for_another_department():
    place = make_place()
    version = publish(place, department=make_department(place))
    with pytest.raises(IntegrityError, match="guideline_acknowledges_own"), transaction.atomic():
        Acknowledgement.everywhere.create(
            company=place.company, version=version, membership=place.lead, at=MONDAY
        )


def test_a_version_stays_with_its_department():
    place = make_place()
    draft = begin(place, make_department(place))
    draft.department = None
    promise = "guideline_stays_with_its_department"
    with pytest.raises(IntegrityError, match=promise), transaction.atomic():
        draft.save()


def test_no_supplement_belongs_to_a_department_of_another_company():
    place, neighbour = make_place(), make_place("Nachbar GmbH")
    theirs = make_department(neighbour)
    with pytest.raises(IntegrityError, match="same_company"), transaction.atomic():
        GuidelineVersion.everywhere.create(
            company=place.company,
            department=theirs,
            number=1,
            begun_by=place.lead.user,
            begun_at=MONDAY,
        )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_facts_tell_for_each_department_who_has_read_what_is_in_force():
    place = make_place()
    make_department(place, "Fuhrpark")
    sales = make_department(place, "Vertrieb", place.member, place.lead)
    workshop = make_department(place, "Werkstatt", place.manager)
    publish(place, department=sales)
    begin(place, workshop)
    publishing.acknowledge(number=1, department=sales, **place.by(place.member))
    assert facts(place) == [
        ("Fuhrpark", None, None, 0, 0, 0),
        ("Vertrieb", 1, None, 2, 1, 50),
        ("Werkstatt", None, 1, 1, 0, 0),
    ]
    publishing.acknowledge(number=1, department=sales, **place.by(place.lead))
    assert [each.is_read_by_all for each in supplement_facts(place.company)] == [False, True, False]
    publish(place, department=sales, at=TUESDAY)
    assert facts(place)[1] == ("Vertrieb", 2, None, 2, 0, 0)


def test_who_moved_or_left_does_not_count():
    place = make_place()
    sales = make_department(place, "Vertrieb", place.member, place.lead)
    workshop = make_department(place, "Werkstatt")
    publish(place, department=sales)
    publish(place, department=workshop)
    publishing.acknowledge(number=1, department=sales, **place.by(place.member))
    place.member.department = workshop
    place.member.save()
    place.lead.ended_at = TUESDAY
    place.lead.save()
    assert facts(place) == [("Vertrieb", 1, None, 0, 0, 0), ("Werkstatt", 1, None, 1, 0, 0)]


def test_an_empty_department_has_not_read_anything():
    fact = SupplementFact(1, "Fuhrpark", 1, MONDAY, None, people=0, acknowledged=0)
    assert (fact.percent, fact.is_read_by_all) == (0, False)


def test_facts_take_two_queries_however_many_departments_there_are():
    place = make_place()
    for number in range(6):
        member = make_member(place.company, Role.MEMBER, name=f"Person {number}")
        department = make_department(place, f"Abteilung {number}", member)
        publish(place, department=department)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        supplement_facts(place.company)
    assert len(asked) == 2


def test_whoever_is_missing_in_the_department_is_reminded():
    place = make_place()
    sales = make_department(place, "Vertrieb", place.member, place.lead)
    publish(place, department=sales)
    publishing.acknowledge(number=1, department=sales, **place.by(place.lead))
    assert publishing.remind_readers(department=sales, **place.by(place.lead, TUESDAY)) == 1
    (mail,) = Notice.of(place.company).filter(template="supplement_reminder")
    assert letter_of(mail).subject == "Brauerei Lindner: Die Ergänzung für Vertrieb wartet auf Sie"


def test_the_log_names_the_department():
    place = make_place()
    sales = make_department(place, "Vertrieb", place.member)
    say(place, paragraph_of(begin(place, sales), "sales-offers"), "Und Rabatte?")
    publish(place, department=sales)
    publishing.acknowledge(number=1, department=sales, **place.by(place.member))
    entries = AuditEntry.of(place.company).order_by("pk")
    assert [(each.act, each.detail["department"]) for each in entries] == [
        ("guidelines.supplement_begun", "Vertrieb"),
        ("guidelines.supplement_commented", "Vertrieb"),
        ("guidelines.supplement_published", "Vertrieb"),
        ("guidelines.supplement_acknowledged", "Vertrieb"),
    ]


def test_a_department_with_a_supplement_is_not_removed():
    place = make_place()
    sales = make_department(place)
    publish(place, department=sales)
    with pytest.raises(RefusedError, match="still in use"):
        remove_department(department=sales, by=place.lead.user, at=MONDAY)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("subject", list(SUBJECTS))
def test_every_subject_has_five_paragraphs_in_both_languages(subject, language):
    rows = starting_supplement(subject, language)
    assert [each.key for each in rows] == [each.key for each in starting_supplement(subject, "de")]
    assert len({each.key for each in rows}) == 5
    assert all(each.title and each.text and len(each.key) <= 40 for each in rows)


def test_an_unknown_subject_has_no_words():
    assert starting_supplement("../de", "de") == ()


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("Personal", "hr"),
        ("Innenvertrieb", "sales"),
        ("Kundenservice", "service"),
        ("Werkstatt", "production"),
        ("Geschäftsleitung", "management"),
        ("Fuhrpark", ""),
    ],
)
def test_what_a_department_does_is_guessed_from_its_name(name, subject):
    assert subject_of(name) == subject


def test_a_department_comes_from_nothing_to_a_supplement_it_has_read():
    place = make_place()
    sales = make_department(place, "Vertrieb", place.member)
    publish(place)
    lead, manager, member = visit(place.lead), visit(place.manager), visit(place.member)
    here = f"supplements/{sales.pk}/"
    assert "Vertrieb" in words(member.get(place.url("supplements/")))
    assert "Begin with these words" not in words(member.get(place.url(here)))
    page = lead.get(place.url(here)).content.decode()
    assert '<option value="sales" selected>' in page
    sent = {"subject": "sales"}
    assert lead.post(place.url(f"{here}draft/begin/"), sent)["Location"] == (
        place.url(f"{here}draft/")
    )
    page = manager.get(place.url(f"{here}draft/publish/"))
    assert "1 person is told by e-mail" in words(page)
    sent = {"note": "", "number": "1", "shown": hidden(page, "shown")}
    assert manager.post(place.url(f"{here}draft/publish/"), sent)["Location"] == place.url(here)
    home = words(member.get(place.url()))
    assert "Your department's supplement Vertrieb, Version 1" in home
    assert "You have not said yet that you have read it." in home
    assert "I have read it and will follow it" in words(member.get(place.url(here)))
    assert "I have read it and will follow it" not in words(lead.get(place.url(here)))
    assert member.post(place.url(f"{here}acknowledge/1/"))["Location"] == place.url(here)
    assert "Acknowledged on" in words(member.get(place.url()))
    assert "1 of 1 (100 %)" in words(lead.get(place.url("supplements/")))
    assert "Version 1: read by 1 of 1" in words(lead.get(place.url(f"{here}readers/")))


def test_a_paragraph_of_a_supplement_is_edited_within_it():
    place = make_place()
    sales = make_department(place)
    row = paragraph_of(begin(place, sales), "sales-offers")
    lead, url = visit(place.lead), place.url(f"draft/{row.pk}/")
    page = lead.get(url)
    assert place.url(f"supplements/{sales.pk}/draft/") in page.content.decode()
    sent = {"title": "Preise", "text": "Nie öffentlich.", "seen": hidden(page, "seen")}
    assert lead.post(url, sent)["Location"] == (
        place.url(f"supplements/{sales.pk}/draft/") + "#p-sales-offers"
    )
    assert paragraph_of(draft_of(place.company, sales), "sales-offers").title == "Preise"


@pytest.mark.parametrize("path", ["", "draft/", "versions/", "readers/", "draft/publish/"])
def test_a_department_of_a_neighbour_is_unknown(path):
    place, neighbour = make_place(), make_place("Nachbar GmbH")
    theirs = make_department(neighbour)
    publish(neighbour, department=theirs)
    url = place.url(f"supplements/{theirs.pk}/{path}")
    assert visit(place.manager).get(url).status_code == 404


@pytest.mark.parametrize("path", ["", "supplements/", "supplements/{}/", "supplements/{}/draft/"])
def test_queries_do_not_grow_with_departments_and_what_is_said(path):
    place = make_place()
    sales = make_department(place, "Vertrieb", place.member)
    publish(place)
    first = publish(place, department=sales)
    draft = begin(place, sales)
    client, url = visit(place.member), place.url(path.format(sales.pk))
    client.get(url)

    def number() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    before = number()
    for each in range(5):
        make_department(place, f"Abteilung {each}")
        for version in (first, draft):
            say(place, text_of(version)[each], "Hm.", key=f"{version.pk}-{each}", proposal="Neu.")
    assert number() == before
    assert before <= 18


def test_without_departments_the_page_says_what_to_do():
    place = make_place()
    assert "No departments yet" in words(visit(place.lead).get(place.url("supplements/")))
