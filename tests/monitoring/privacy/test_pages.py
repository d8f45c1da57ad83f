"""The record of processing, and the page on which a person's mentions are found and erased."""

import csv
import json
from io import StringIO

import pytest

from companies.models import Company
from companies.roles import Role
from monitoring.models import (
    CaseEvent,
    ErasureRecord,
    Mention,
    Retention,
    SavedView,
    SearchProfile,
    Source,
)
from monitoring.selectors.persons import voices
from tests.factories import MONDAY, make_member
from tests.monitoring.feed_server import FeedServer
from tests.monitoring.listening import look_for
from tests.monitoring.privacy.test_asking_and_erasing import heard, rosa
from tests.rollout.pages.visit import text_of, visitor

pytestmark = pytest.mark.django_db


def address(company: Company, path: str = "") -> str:
    return f"/c/{company.slug}/personal-data/{path}"


def test_the_record_names_searches_sources_purposes_and_days(server: FeedServer) -> None:
    company, who = heard(server)
    SearchProfile.of(company).update(purpose="Fragen beantworten", balancing="Nur Öffentliches.")
    Source.of(company).update(keep_days=30)
    said = text_of(visitor(make_member(company, Role.MEMBER).user).get(address(company)))
    assert "Lindner Our company" in said
    assert "What for Fragen beantworten Why you may read it Nur Öffentliches." in said
    assert "Blog Website or feed" in said
    assert "30 days" in said
    assert "For 365 days after something was read." in said
    assert "The lead and whoever administers the company do this." in said
    assert not Retention.of(company).exists()
    assert who["company"] == company


def test_an_editor_sets_how_long_authors_are_kept(server: FeedServer) -> None:
    company, who = heard(server)
    browser = visitor(who["by"])
    wrong = browser.post(address(company), {"keep_days": "0"})
    assert wrong.status_code == 422
    browser.post(address(company), {"keep_days": "90", "empties_text": "on"})
    rule = Retention.of(company).get()
    assert (rule.keep_days, rule.empties_text) == (90, True)
    member = visitor(make_member(company, Role.MEMBER).user)
    assert member.post(address(company), {"keep_days": "9"}).status_code == 403


def test_a_person_is_looked_for_without_a_name_in_the_address(server: FeedServer) -> None:
    company, who = heard(server)
    browser, page = visitor(who["by"]), address(company, "person/")
    assert "Rosalinde" not in text_of(browser.get(f"{page}?asked=Rosalinde"))
    found = browser.post(page, {"asked": "Rosa"})
    assert "Rosa Graf 2 mentions" in text_of(found).replace("  ", " ")
    assert "Nobody found" in text_of(browser.post(page, {"asked": "Erna"}))
    assert browser.post(page, {"asked": "R"}).status_code == 422
    assert found["Cache-Control"].startswith("max-age=0") or "no-store" in found["Cache-Control"]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CONSULTANT])
def test_it_is_for_lead_and_administration(server: FeedServer, role: Role) -> None:
    company, _who = heard(server)
    other = visitor(make_member(company, role).user)
    assert other.get(address(company, "person/")).status_code == 403
    assert other.post(address(company, "person/"), {"asked": "Rosa"}).status_code == 403


def test_what_is_stored_is_handed_out_as_csv_and_json(server: FeedServer) -> None:
    company, who = heard(server)
    Mention.of(company).filter(author="Rosa Graf", external_id="2").update(text="=1+1")
    browser, page = visitor(who["by"]), address(company, "person/")
    sent = {"asked": "Rosa Graf", "voices": rosa(company)}
    table = b"".join(browser.post(page, {**sent, "act": "csv"}).streaming_content)
    rows = list(csv.reader(StringIO(table.decode("utf-8-sig")), delimiter=";"))
    assert [row[4] for row in rows] == ["Author", "Rosa Graf", "Rosa Graf"]
    assert "'=1+1" in {row[8] for row in rows}
    answer = browser.post(page, {**sent, "act": "json"})
    told = json.loads(b"".join(answer.streaming_content))
    assert [row["author"] for row in told] == ["Rosa Graf", "Rosa Graf"]
    assert ErasureRecord.of(company).filter(act="exported", mentions=2).count() == 2
    none = browser.post(page, {"asked": "Rosa Graf", "act": "csv"})
    assert none.status_code == 422
    assert "Tick at least one of the authors." in text_of(none)


def test_what_the_desk_noted_and_what_was_made_of_it_is_handed_out_too(server: FeedServer) -> None:
    company, who = heard(server)
    mention = Mention.of(company).filter(author="Rosa Grafinger").get()
    CaseEvent.everywhere.create(
        company=company, case=mention.cases.get(), at=MONDAY, kind="note", text="Ruft morgen an."
    )
    browser, page = visitor(who["by"]), address(company, "person/")
    (found,) = voices(company, "Rosa Grafinger")
    sent = {"asked": "Rosa Grafinger", "voices": [found.key], "act": "json"}
    (told,) = json.loads(b"".join(browser.post(page, sent).streaming_content))
    assert (told["notes"], told["kind"]) == (["Ruft morgen an."], mention.kind)


def test_before_erasing_one_reads_which_views_go_and_which_searches_stay(
    server: FeedServer,
) -> None:
    company, who = heard(server)
    searched = look_for(company, "Bier")
    SearchProfile.of(company).filter(pk=searched.pk).update(query='"Rosa Graf"', name="Gräfin")
    SavedView.everywhere.create(
        company=company, page="mentions", name="Verfasserin", query="author=Rosa+Graf",
        created_by=who["by"], created_at=MONDAY,
    )  # fmt: skip
    sent = {"asked": "Rosa Graf", "voices": rosa(company), "act": "erase"}
    shown = text_of(visitor(who["by"]).post(address(company, "person/"), sent))
    assert "These saved views name them and are removed: Verfasserin" in shown
    assert "Here the name stays, for these are in use and yours to change: Gräfin" in shown


def test_erasing_takes_a_ground_and_a_second_look(server: FeedServer) -> None:
    company, who = heard(server)
    browser, page = visitor(who["by"]), address(company, "person/")
    sent = {"asked": "Rosa Graf", "voices": rosa(company)}
    asked = browser.post(page, {**sent, "act": "erase"})
    assert "2 mentions lose their text, their author and their links" in text_of(asked)
    assert Mention.of(company).filter(author="Rosa Graf").count() == 2
    refused = browser.post(page, {**sent, "act": "erase_now", "ground": "Art. 21"})
    assert refused.status_code == 422
    assert "Art. 21" in refused.content.decode()
    done = {**sent, "act": "erase_now", "ground": "Art. 21", "confirmed": "on"}
    assert browser.post(page, done)["Location"] == address(company)
    shown = text_of(browser.get(address(company)))
    assert "2 mentions are erased." in shown
    assert "2 mentions erased" in shown
    assert "Art. 21" in shown
    assert not Mention.of(company).filter(author="Rosa Graf").exists()
    erased = Mention.of(company).filter(erased_at__isnull=False).first()
    assert erased is not None
    card = text_of(browser.get(f"/c/{company.slug}/mentions/{erased.pk}/"))
    assert "because its author asked for it. The figures stay." in card


def test_source_and_mention_say_how_long_and_since_when(server: FeedServer) -> None:
    company, who = heard(server)
    browser, source = visitor(who["by"]), Source.of(company).get()
    sources = f"/c/{company.slug}/sources/{source.pk}/"
    assert "authors are kept for 365 days" in text_of(browser.get(sources))
    browser.post(sources, {"name": "Blog", "keep_days": "30"})
    assert "authors are kept for 30 days" in text_of(browser.get(sources))
    row = Mention.of(company).get(author="Emil Ott")
    Mention.of(company).filter(pk=row.pk).update(
        author="Pseudonym 0123456789", fetched_at=MONDAY, author_removed_at=MONDAY.replace(day=26)
    )
    shown = text_of(browser.get(f"/c/{company.slug}/mentions/{row.pk}/"))
    assert "Author removed after 10 days, on 11/26/2026." in shown


def test_a_search_for_a_person_is_not_saved_without_a_ground(server: FeedServer) -> None:
    company, who = heard(server)
    browser, page = visitor(who["by"]), f"/c/{company.slug}/profiles/add/"
    typed = {"name": "Rosa", "kind": "topic", "query": '"Rosa Graf"', "purpose": "Wozu"}
    refused = browser.post(page, typed)
    assert refused.status_code == 422
    assert "“Rosa Graf” looks like the name of a private person." in text_of(refused)
    assert "Wozu" in refused.content.decode()
    browser.post(page, {**typed, "person_ground": "Sie hat zugestimmt."})
    assert SearchProfile.of(company).get(name="Rosa").person_ground == "Sie hat zugestimmt."
    shown = text_of(browser.get(address(company)))
    assert "names private persons" in shown
    assert "Sie hat zugestimmt." in shown
