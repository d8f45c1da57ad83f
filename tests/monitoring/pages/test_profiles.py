"""Searches: in plain words, previewed while they are typed, wrong at the exact character."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitoring.models import Item, Rematch, SearchProfile, Source
from monitoring.presenters.suggestions import suggestions
from monitoring.query.parser import parse
from tests.monitoring.pages.rows import (
    HOUR,
    Place,
    make_mention,
    make_place,
    make_profile,
    make_source,
)

FORM = {"name": "Bier", "kind": "topic", "query": "Bier OR Weißbier"}


def make_item(source: Source, text: str, *, hours: int = 1, title: str = "") -> Item:
    at = timezone.now() - hours * HOUR
    return Item.objects.create(
        feed=source.feed, external_id=text, text=text, title=title, published_at=at,
        fetched_at=at, url="https://forum.example/1", site="forum.example", language="de",
    )  # fmt: skip


def preview(place: Place, query: str) -> str:
    answer = place.browser().get(place.url("profiles/preview/"), {"query": query})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_search_stands_in_plain_words_with_its_hits(place: Place) -> None:
    source, profile = make_source(place), make_profile(place, "Bier", query="Bier OR Weißbier")
    for days in (0, 0, 3, 40):
        make_mention(source, profile, at=timezone.now() - timedelta(days=days, minutes=1))
    page = place.get("profiles/")
    assert "Finds texts that contain “Bier” or “Weißbier”." in page
    assert "<strong>3 hits</strong>" in page and "0.1 a day" in page
    assert len(re.findall(r"<rect [^>]*height=\"[1-9]", page)) == 2


def test_a_preview_explains_counts_and_marks(place: Place) -> None:
    source = make_source(place)
    make_item(source, "Das Lindner Bräu schmeckt.")
    make_item(source, "Lindenbräu gibt es auch.", hours=30)
    page = preview(place, '"Lindner Bräu"')
    assert "Finds texts that contain “Lindner Bräu”." in page
    assert "1 hit in 2 entries your sources brought" in page
    assert "Das <mark>Lindner Bräu</mark> schmeckt." in page
    assert 'href="https://forum.example/1"' in page
    assert "chart-figure" in page


@pytest.mark.parametrize(
    ("query", "place_of_error", "marked"),
    [
        ("Bier AND (Wein", 10, "("),
        ("Bier AND", 6, "AND"),
        ('Bier "Wein', 6, "&quot;"),
        ("a*", 1, "a*"),
    ],
)
def test_an_error_stands_at_its_character(
    place: Place, query: str, place_of_error: int, marked: str
) -> None:
    page = preview(place, query)
    assert f"At character {place_of_error}:" in page
    assert f'data-position="{place_of_error - 1}"' in page
    assert f"<mark>{marked}</mark>" in page
    assert "<pre>" in page


def test_a_preview_says_when_there_is_nothing_to_try_it_on(place: Place) -> None:
    assert "Nothing is stored yet to try it on." in preview(place, "Bier")
    make_item(make_source(place), "Wein.")
    assert "Nothing found. Try fewer words" in preview(place, "Bier")
    assert "While you type" in preview(place, "  ")


def test_a_preview_sees_only_what_the_companys_sources_brought(place: Place) -> None:
    stranger = make_place("Brauerei Krone")
    make_item(make_source(stranger), "Lindner ist geheim.")
    page = preview(place, "Lindner")
    assert "geheim" not in page


@pytest.mark.parametrize("query", ["x" * 2001, "\x00", "((((" * 30, "a OR " * 300, "<script>"])
def test_whatever_is_typed_the_preview_answers(place: Place, query: str) -> None:
    make_item(make_source(place), "Wein.")
    page = preview(place, query)
    assert "<script>" not in page


def test_a_search_is_added_changed_and_ended_and_taken_up_again(place: Place) -> None:
    make_source(place)
    browser = place.browser()
    answer = browser.post(place.url("profiles/add/"), FORM, follow=True)
    assert answer.redirect_chain == [(place.url("profiles/"), 302)]
    profile = SearchProfile.of(place.company).get()
    assert (profile.name, profile.kind, profile.query) == ("Bier", "topic", "Bier OR Weißbier")
    url = place.url(f"profiles/{profile.pk}/")
    page = browser.get(url).content.decode()
    assert "Bier OR Weißbier</textarea>" in page and "Finds texts that" in page
    browser.post(url, {**FORM, "query": "Bier"})
    profile.refresh_from_db()
    assert profile.query == "Bier"
    ended = browser.post(f"{url}end/", follow=True)
    assert "“Bier” is not looked for any more. What it found stays." in ended.content.decode()
    assert browser.get(url).status_code == 404
    assert f'action="{url}resume/"' in ended.content.decode()
    back = browser.post(f"{url}resume/", follow=True).content.decode()
    assert "“Bier” is looked for again." in back
    profile.refresh_from_db()
    assert profile.ended_at is None
    assert Rematch.of(place.company).filter(profile=profile, finished_at=None).count() == 1


def test_a_search_is_not_taken_up_under_a_name_that_is_taken(place: Place) -> None:
    ended = make_profile(place, "Bier")
    ended.ended_at = timezone.now()
    ended.save()
    make_profile(place, "Bier")
    answer = place.browser().post(place.url(f"profiles/{ended.pk}/resume/"), follow=True)
    assert "There is a search of this name already." in answer.content.decode()


def test_a_form_that_is_wrong_comes_back_with_what_was_typed(place: Place) -> None:
    answer = place.browser().post(place.url("profiles/add/"), {**FORM, "query": "Bier AND"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in page and "Bier AND</textarea>" in page
    assert "At character 6:" in page
    nameless = place.browser().post(place.url("profiles/add/"), {**FORM, "name": "", "kind": "x"})
    assert nameless.status_code == 422
    assert SearchProfile.of(place.company).count() == 0


def test_progress_through_what_is_stored_is_shown_while_it_lasts(place: Place) -> None:
    profile = make_profile(place)
    rematch = Rematch.everywhere.create(
        company=place.company, profile=profile, requested_at=timezone.now(), done=30, total=120
    )
    page = place.get("profiles/")
    assert "Searching what is stored" in page and "25 %" in page
    assert 'hx-trigger="every 2s"' in page
    rematch.finished_at = timezone.now()
    rematch.save()
    fragment = place.get("profiles/", **{"HX-Request": "true"})
    assert "<html" not in fragment and "every 2s" not in fragment


def test_the_own_name_is_suggested_in_ways_that_can_be_read() -> None:
    found = suggestions("Möbelhaus Brenner GmbH & Co. KG")
    assert [each.query for each in found] == [
        '"Möbelhaus Brenner"',
        '"Möbelhaus Brenner" OR MöbelhausBrenner',
        '"Möbelhaus Brenner" AND is:question',
    ]
    assert "Moebelhaus Brenner" in found[0].why
    for each in found:
        parse(each.query)
    assert suggestions("GmbH") == []
    assert suggestions('"') == []


def test_the_list_asks_a_fixed_number_of_questions(place: Place) -> None:
    asked = []
    for number in (1, 12):
        for each in range(number):
            make_profile(place, f"P{number}-{each}")
        browser = place.browser()
        browser.get(place.url("profiles/"))
        with CaptureQueriesContext(connection) as queries:
            browser.get(place.url("profiles/"))
        asked.append(len(queries))
    # the frame's five and deputies; searches, their progress, their hits
    assert asked == [9, 9]


def test_members_read_searches_and_change_nothing(place: Place) -> None:
    profile = make_profile(place)
    browser = place.browser(place.member)
    assert "Add a search" not in browser.get(place.url("profiles/")).content.decode()
    page = browser.get(place.url(f"profiles/{profile.pk}/")).content.decode()
    assert profile.query in page and "Finds texts that contain" in page
    assert "<textarea" not in page and "End this search" not in page
    assert browser.get(place.url("profiles/add/")).status_code == 403
    for path in ("", "end/", "resume/"):
        answer = browser.post(place.url(f"profiles/{profile.pk}/{path}"), FORM)
        assert answer.status_code == 403, path
    profile.refresh_from_db()
    assert (profile.query, profile.ended_at) == ("Lindner", None)


def test_another_companys_search_is_not_there(place: Place) -> None:
    theirs = make_profile(make_place("Brauerei Krone"), "Geheim")
    browser = place.browser()
    assert browser.get(place.url(f"profiles/{theirs.pk}/")).status_code == 404
    for path in ("", "end/", "resume/"):
        assert browser.post(place.url(f"profiles/{theirs.pk}/{path}"), FORM).status_code == 404
    assert "Geheim" not in place.get(f"profiles/?ended={theirs.pk}")
    theirs.refresh_from_db()
    assert (theirs.name, theirs.ended_at) == ("Geheim", None)


@pytest.mark.django_db
def test_namesakes_become_part_of_the_search_words() -> None:
    place = make_place()
    typed = {"name": "Wir", "kind": "brand", "query": "Brenner"}
    answer = place.browser().post(
        place.url("profiles/add/"), typed | {"not_meant": "Brennerpass, Brenner Autobahn"}
    )
    assert answer.status_code == 302
    assert SearchProfile.everywhere.get().query == (
        'Brenner AND NOT (Brennerpass OR "Brenner Autobahn")'
    )


@pytest.mark.django_db
def test_a_namesake_that_cannot_be_read_is_told_of_at_its_field() -> None:
    place = make_place()
    typed = {"name": "Wir", "kind": "brand", "query": "Brenner", "not_meant": "Pa*ss"}
    answer = place.browser().post(place.url("profiles/add/"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "An asterisk stands for the rest of a word" in page
    assert 'value="Pa*ss"' in page
    assert SearchProfile.everywhere.count() == 0


@pytest.mark.django_db
def test_a_word_of_the_preview_is_excluded_by_a_click_and_nothing_typed_is_lost() -> None:
    place = make_place()
    typed = {"name": "Wir", "kind": "product", "query": "~Brenner", "purpose": "Antworten"}
    answer = place.browser().post(place.url("profiles/add/"), typed | {"exclude": "Brennerpass"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "~Brenner AND NOT Brennerpass</textarea>" in page
    assert 'value="Wir"' in page
    assert "Antworten" in page
    assert SearchProfile.everywhere.count() == 0
    row = make_profile(place, query="~Brenner")
    answer = place.browser().post(
        place.url(f"profiles/{row.pk}/"), typed | {"exclude": "Brennerpass"}
    )
    assert "~Brenner AND NOT Brennerpass</textarea>" in answer.content.decode()
    member = place.browser(place.member)
    assert member.post(place.url(f"profiles/{row.pk}/"), {"exclude": "x"}).status_code == 403
