"""Names that people of the company have typed, and who has written nothing that was found."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from companies import audit
from companies.models import AuditEntry, Company, Notice
from companies.refusals import RefusedError
from companies.roles import Role
from monitoring.models import (
    AlarmContact,
    CaseEvent,
    ErasureRecord,
    ExpectedRise,
    Incident,
    IncidentEvent,
    Item,
    Mention,
    PreparedAnswer,
    SavedView,
    Source,
    Tombstone,
)
from monitoring.privacy.redacting import names_from, without
from monitoring.selectors.naming import naming
from monitoring.selectors.persons import voices
from monitoring.services.alarm import contacts
from monitoring.services.alarm.incidents import close_incident, note, open_by_hand
from monitoring.services.alarm.settings import announce_rise
from monitoring.services.desk.noting import add_note
from monitoring.services.desk.settings import prepare_answer
from monitoring.services.persons import erase_person, record_export
from monitoring.services.saved_views import remove_view, save_view
from monitoring.services.typed import take_out
from tests.factories import MONDAY, make_company, make_member
from tests.monitoring.feed_server import FeedServer
from tests.monitoring.listening import listening_company, post, visit
from tests.monitoring.privacy.test_asking_and_erasing import heard
from tests.monitoring.privacy.test_nowhere_left import everything
from tests.rollout.pages.visit import text_of, visitor

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=2)
QUIET = [
    post(1, "Heute regnet es, sagt Vroni.", author="Vroni Sedlmair"),
    post(2, "Das Bier von Lindner war warm.", author="Emil Ott"),
]


def read_only(
    server: FeedServer, name: str = "Brauerei Lindner"
) -> tuple[Company, dict[str, object]]:
    """One author who is in nobody's search, one who is."""
    server.posts["/feed"] = QUIET
    company = listening_company(server, name=name)
    visit(server, Source.of(company).get())
    lead = make_member(company, Role.LEAD)
    return company, {"company": company, "by": lead.user, "at": LATER}


def keys_of(company: Company, asked: str) -> list[str]:
    return [each.key for each in voices(company, asked)]


def erase(who: dict[str, object], asked: str, keys: list[str], **other: object) -> ErasureRecord:
    said = {"asked": asked, "keys": keys, "ground": "Art. 17", "confirmed": True}
    return erase_person(**{**said, **who, **other})


def test_who_is_in_no_search_is_found_handed_out_and_erased(server: FeedServer) -> None:
    company, who = read_only(server)
    assert not Mention.of(company).filter(author__contains="Sedlmair").exists()
    (found,) = voices(company, "sedlmair")
    assert (found.author, found.number, found.unheard) == ("Vroni Sedlmair", 0, 1)
    browser, page = visitor(who["by"]), f"/c/{company.slug}/personal-data/person/"
    assert "1 entry that no search has found" in text_of(browser.post(page, {"asked": "Sedlmair"}))
    sent = {"asked": "Sedlmair", "voices": [found.key], "act": "json"}
    (told,) = json.loads(b"".join(browser.post(page, sent).streaming_content))
    assert (told["author"], told["text"]) == ("Vroni Sedlmair", "Heute regnet es, sagt Vroni.")
    assert erase(who, "Sedlmair", [found.key]).mentions == 1
    assert "sedlmair" not in repr(everything()).lower()
    source = Source.of(company).get()
    source.feed.cursor = {}
    source.feed.save()
    visit(server, source, at=LATER + timedelta(days=1))
    assert not Item.objects.filter(author__contains="Sedlmair").exists()
    assert Tombstone.of(company).count() == 1


def test_who_was_erased_is_not_offered_again_where_another_company_reads_on(
    server: FeedServer,
) -> None:
    company, who = read_only(server)
    other, _theirs = read_only(server, "Keller")
    for name in ("Vroni Sedlmair", "Emil Ott"):
        erase(who, name, keys_of(company, name))
        assert voices(company, name) == []
        assert [each.author for each in voices(other, name)] == [name]


def test_what_only_another_company_reads_is_nobodys_business(server: FeedServer) -> None:
    read_only(server)
    stranger = make_company("Keller")
    assert voices(stranger, "Sedlmair") == []


def typed_about(company: Company, who: dict[str, object], name: str) -> None:
    """An incident with timeline and debrief, a note, a rise, two views, a contact."""
    given = {"by": who["by"], "at": MONDAY}
    incident = open_by_hand(
        company=company, about=f"{name} droht mit der Presse", level="watch", scenario=None, **given
    )
    note(incident=incident, text=f"Mit {name.upper()} gesprochen.", is_decision=False, **given)
    close_incident(incident=incident, outcome="handled", debrief=f"{name} ist zufrieden.", **given)
    case = Mention.of(company).filter(cases__isnull=False).first().cases.get()
    add_note(case=case, text=f"Kennt {name}, siehe oben.", **given)
    announce_rise(
        company=company, reason=f"Lesung von {name}", starts_on=MONDAY.date(),
        ends_on=MONDAY.date() + timedelta(days=1), **given,
    )  # fmt: skip
    view = save_view(company=company, page="mentions", name=f"Fall {name}", query="q=x", **given)
    remove_view(view=view, **given)
    save_view(company=company, page="mentions", name=f"Akte {name}", query="q=y", **given)
    contact = contacts.add_contact(
        company=company, name=name, email="vroni@presse.example", language="de",
        from_level="watch", **given,
    )  # fmt: skip
    contacts.confirm_contact(contact=contact, at=MONDAY)


def test_typed_names_are_counted_handed_out_and_taken_out(server: FeedServer) -> None:
    company, who = heard(server)
    typed_about(company, who, "Vroni Sedlmair")
    make_member(company, Role.MANAGER)
    assert "sedlmair" in repr(everything()).lower()
    stored = record_export(asked="Vroni Sedlmair", keys=[], **who)
    assert len(stored.naming.texts) == 10
    record = erase(who, "Vroni Sedlmair", [])
    assert (record.mentions, record.texts) == (0, 11)
    assert "sedlmair" not in repr(everything()).lower()
    incident = Incident.of(company).get()
    assert (incident.about, incident.debrief) == ("[…] droht mit der Presse", "[…] ist zufrieden.")
    told = IncidentEvent.of(company).exclude(text="").order_by("pk").values_list("text", flat=True)
    assert list(told) == ["Mit […] gesprochen.", "[…] ist zufrieden."]
    assert ExpectedRise.of(company).get().reason == "Lesung von […]"
    assert CaseEvent.of(company).filter(text="Kennt […], siehe oben.").count() == 1
    said = [audit.sentence(row) for row in AuditEntry.of(company).order_by("pk")]
    assert "saved the view “Fall […]”" in said
    assert "opened an incident: […] droht mit der Presse" in said
    assert AlarmContact.of(company).get().name == ""
    assert not SavedView.of(company).exists()


def test_without_the_tick_they_stay_and_the_rest_goes(server: FeedServer) -> None:
    company, who = heard(server)
    typed_about(company, who, "Vroni Sedlmair")
    record = erase(who, "Vroni Sedlmair", [], takes_out=False)
    assert record.texts == 1
    assert Incident.of(company).get().about == "Vroni Sedlmair droht mit der Presse"
    assert AlarmContact.of(company).get().email == ""


def test_of_an_author_what_was_typed_goes_too_and_others_keep_their_names(
    server: FeedServer,
) -> None:
    company, who = heard(server)
    given = {"by": who["by"], "at": MONDAY}
    about = "Rosa Graf und Rosa Grafinger streiten; ROSA-GRAF schrieb zuerst"
    open_by_hand(company=company, about=about, level="watch", scenario=None, **given)
    keys = [each.key for each in voices(company, "Rosa Graf") if each.author == "Rosa Graf"]
    assert erase(who, "Rosa Graf", keys).texts == 2
    said = "[…] und Rosa Grafinger streiten; […] schrieb zuerst"
    assert Incident.of(company).get().about == said
    (entry,) = AuditEntry.of(company).filter(act="incident.opened")
    assert entry.detail == {"about": said}


def test_mails_about_an_incident_lose_the_name(server: FeedServer) -> None:
    company, who = heard(server)
    reader = make_member(company, Role.CONSULTANT)
    open_by_hand(
        company=company, about="Vroni Sedlmair ruft an", level="crisis", scenario=None,
        by=who["by"], at=MONDAY,
    )  # fmt: skip
    mail = Notice.of(company).filter(template="incident", email=reader.user.email)
    assert mail.get().context["sentence"] == "Vroni Sedlmair ruft an"
    erase(who, "Vroni Sedlmair", [])
    assert mail.get().context["sentence"] == "[…] ruft an"


def test_what_is_in_use_stays_and_is_named_with_a_link(server: FeedServer) -> None:
    company, who = heard(server)
    prepare_answer(
        company=company, title="Dank", text="Danke, Vroni Sedlmair!", by=who["by"], at=MONDAY
    )
    browser, page = visitor(who["by"]), f"/c/{company.slug}/personal-data/person/"
    shown = browser.post(page, {"asked": "Vroni Sedlmair"})
    answer = PreparedAnswer.of(company).get()
    assert f"/c/{company.slug}/desk/settings/answers/{answer.pk}/" in shown.content.decode()
    assert "Nothing they have written is stored" in text_of(shown)
    with pytest.raises(RefusedError, match="Tick at least one"):
        erase(who, "Vroni Sedlmair", [])


def test_the_page_says_where_the_name_stands_and_erases_without_an_author(
    server: FeedServer,
) -> None:
    company, who = heard(server)
    typed_about(company, who, "Vroni Sedlmair")
    browser, page = visitor(who["by"]), f"/c/{company.slug}/personal-data/person/"
    shown = text_of(browser.post(page, {"asked": "Vroni Sedlmair"}))
    assert "the name stands here: Incident (1), Timeline of an incident (2)" in shown
    assert "These contacts of the alarm go with name and address: Vroni Sedlmair" in shown
    asked = browser.post(page, {"asked": "Vroni Sedlmair", "act": "erase"})
    assert "Take the name out of what the company has typed" in text_of(asked)
    assert 'name="takes_out"' in asked.content.decode()
    sent = {"asked": "Vroni Sedlmair", "act": "erase_now", "ground": "Art. 17", "confirmed": "on"}
    answer = browser.post(page, {**sent, "takes_out": "on"})
    assert answer["Location"] == f"/c/{company.slug}/personal-data/"
    assert "0 mentions erased, 11 typed texts" in text_of(browser.get(answer["Location"]))
    table = {"asked": "Nobody Here", "act": "csv"}
    assert browser.post(page, table).status_code == 422


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Vroni Sedlmair", "[…]"),
        ("(VRONI  SEDLMAIR)", "([…])"),
        ("Mü\u00adller und Mueller, Müllers nicht", "[…] und […], Müllers nicht"),
        ("Vroni schrieb Sedlmair", "Vroni schrieb Sedlmair"),
        ("vroni@presse.example", "[…]"),
        ("", ""),
    ],
)
def test_only_whole_names_are_taken_out_however_they_are_spelled(text: str, left: str) -> None:
    names = names_from(["Vroni Sedlmair", "Müller", "vroni@presse.example", "Jo"])
    assert without(text, names) == left


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("act", "view.removed"),
        ("actor_name", "Niemand"),
        ("detail", {"name": "Ein anderer"}),
        ("detail", {"name": "50% von […]"}),
        ("detail", {"name": "Fall […]", "more": "x"}),
        ("detail", {}),
        ("detail", {"name": "[…]", "was": "[…]"}),
    ],
)
def test_an_entry_of_the_log_may_lose_a_name_and_nothing_else(column: str, value: object) -> None:
    company = make_company()
    by = make_member(company, Role.LEAD).user
    entry = audit.record(company, "view.saved", by=by, at=MONDAY, name="Fall 50_ von Vroni")
    rows = AuditEntry.of(company).filter(pk=entry.pk)
    with pytest.raises(DatabaseError, match="audit_append_only"), transaction.atomic():
        rows.update(**{column: value})
    assert rows.update(detail={"name": "Fall 50_ von […]"}) == 1


def test_the_log_of_a_gate_loses_nothing() -> None:
    company = make_company()
    by = make_member(company, Role.LEAD).user
    entry = audit.record(company, "stage.return", by=by, at=MONDAY, number=1, reason="x")
    with pytest.raises(DatabaseError, match="audit_append_only"), transaction.atomic():
        AuditEntry.of(company).filter(pk=entry.pk).update(detail={"number": 1, "reason": "[…]"})


@pytest.mark.parametrize("asked", ["Rückruf", "Sedlmair", " Sedlmair "])
def test_a_single_word_of_no_author_is_taken_out_nowhere(server: FeedServer, asked: str) -> None:
    company, who = heard(server)
    open_by_hand(
        company=company, about="Rückruf, sagt Vroni Sedlmair", level="watch", scenario=None,
        by=who["by"], at=MONDAY,
    )  # fmt: skip
    with pytest.raises(RefusedError):
        erase(who, asked, [])
    assert Incident.of(company).get().about == "Rückruf, sagt Vroni Sedlmair"


def test_what_is_saved_beside_a_name_at_that_moment_is_not_lost(server: FeedServer) -> None:
    company, who = heard(server)
    given = {"by": who["by"], "at": MONDAY}
    incident = open_by_hand(
        company=company, about="Vroni Sedlmair ruft an", level="watch", scenario=None, **given
    )
    found = naming(company, "Vroni Sedlmair", ())
    close_incident(incident=incident, outcome="handled", debrief="Alles gut.", **given)
    assert take_out(found) == 2
    told = Incident.of(company).get()
    assert (told.about, told.debrief) == ("[…] ruft an", "Alles gut.")
