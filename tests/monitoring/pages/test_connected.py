"""Adding a source begins with its kind; a sign-in that was typed is never shown again."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from monitoring.connectors import CONNECTORS
from monitoring.credentials import credential_of
from monitoring.models import Credential, Feed, Source
from monitoring.outgoing import client
from tests.monitoring.api_server import Answer, ApiServer
from tests.monitoring.pages.rows import Place, make_place, make_source

HTMX = {"HX-Request": "true"}
PUSHED_PAGES = {"webhook": "sources/add-webhook/", "import": "sources/import/"}
TOKEN = "canary-3f9a-token"
TAG = "/api/v1/timelines/tag/seilbahn"
POST = {
    "id": "1",
    "uri": "https://m.example/1",
    "url": "https://m.example/@c/1",
    "created_at": timezone.now().isoformat(),
    "visibility": "public",
    "content": "<p>Die Bahn steht.</p>",
    "account": {"acct": "carol"},
}


@pytest.fixture
def open_api(api: ApiServer, settings: Any) -> Iterator[ApiServer]:
    """A server that this installation may reach."""
    settings.FETCH_LOOPBACK = [f"127.0.0.1:{api.port}"]
    client.cache_clear()
    yield api
    client.cache_clear()


def kept_in(page: str) -> str:
    """What stands in the hidden field of a form."""
    return page.partition('name="kept" value="')[2].partition('"')[0]


def typed(api: ApiServer, **more: str) -> dict[str, str]:
    return {"server": api.origin, "query": "#seilbahn", "credential_token": TOKEN, **more}


def test_the_feed_comes_first_and_every_kind_is_one_click_away(place: Place) -> None:
    page = place.get("sources/add/")
    for kind, connector in CONNECTORS.items():
        assert str(connector.label) in page
        if kind != "feed":
            path = PUSHED_PAGES.get(kind, f"sources/add/{kind}/")
            assert place.url(path) in page
            shown = place.get(path)
            assert "What cannot be seen" in shown
            assert 'aria-current="page"' in shown
    assert page.index(">Website or feed") < page.index(">Mastodon<")


@pytest.mark.parametrize("kind", ["feed", "nothing", "x-y"])
def test_a_kind_that_is_not_set_up_so_is_not_there(place: Place, kind: str) -> None:
    assert place.browser().get(place.url(f"sources/add/{kind}/")).status_code == 404


def test_a_source_is_tested_then_watched_without_typing_the_secret_twice(
    place: Place, open_api: ApiServer
) -> None:
    open_api.on(TAG, Answer([POST]), Answer([]))
    browser, url = place.browser(), place.url("sources/add/mastodon/")
    page = browser.post(url, typed(open_api, test="1"), headers=HTMX).content.decode()
    assert "It works and carries 1 entry." in page and "Die Bahn steht." in page
    assert TOKEN not in page
    assert (Source.of(place.company).count(), Feed.objects.count()) == (0, 0)
    kept = kept_in(page)
    answer = browser.post(
        url, typed(open_api, credential_token="", kept=kept, name="Unser Tag", watch="1")
    )
    assert (answer.status_code, answer["Location"]) == (302, place.url("sources/"))
    source = Source.of(place.company).get()
    assert (source.name, source.feed.kind) == ("Unser Tag", "mastodon")
    assert credential_of(source.feed) == {"token": TOKEN}
    for path in ("sources/", f"sources/{source.pk}/"):
        page = place.get(path)
        assert TOKEN not in page and Credential.of(place.company).get().sealed not in page
    assert "with your own sign-in" in page
    again = browser.post(url, typed(open_api, watch="1"))
    assert again.status_code == 422
    assert "watched already, under the name “Unser Tag”" in again.content.decode()


def test_what_another_company_kept_opens_nothing(place: Place, open_api: ApiServer) -> None:
    open_api.on(TAG, Answer([POST]), Answer([]))
    path = "sources/add/mastodon/"
    page = place.browser().post(place.url(path), typed(open_api, test="1")).content.decode()
    other = make_place("Brauerei Krone")
    for kept in (kept_in(page), "forged", "local:AAAA", ":", "ü"):
        other.browser().post(
            other.url(path), typed(open_api, credential_token="", kept=kept, test="1")
        )
        assert "authorization" not in open_api.asked[-1].headers, kept


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer({"error": "x"}, 401), "asks for a sign-in that is missing or no longer valid"),
        (Answer({}, 429), "asks to be left alone for a while"),
        (Answer(b"", 500), "The server has a problem at the moment."),
        (Answer(b"<html>"), "does not speak the language of Mastodon"),
    ],
    ids=["expired", "limit", "broken", "website"],
)
def test_a_failed_test_says_in_words_what_is_wrong(
    place: Place, open_api: ApiServer, answer: Answer, said: str
) -> None:
    open_api.on(TAG, answer)
    sent = place.browser().post(
        place.url("sources/add/mastodon/"), typed(open_api, test="1"), headers=HTMX
    )
    page = sent.content.decode()
    assert said in page
    assert "Watch this source" not in page and TOKEN not in page and "#seilbahn" in page


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(place: Place) -> None:
    answer = place.browser().post(
        place.url("sources/add/mastodon/"),
        {"server": "m.example", "query": "#two words", "credential_token": TOKEN, "watch": "1"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "A hashtag is one word of letters" in page
    assert 'value="m.example"' in page and TOKEN not in page
    assert kept_in(page)


def test_what_is_missing_is_said_once(place: Place) -> None:
    answer = place.browser().post(place.url("sources/add/imap/"), {"host": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter the name of a mail server" not in page


def test_a_sign_in_is_replaced_on_the_sources_page(place: Place, open_api: ApiServer) -> None:
    open_api.on(TAG, Answer([POST]), Answer([]))
    browser = place.browser()
    browser.post(place.url("sources/add/mastodon/"), typed(open_api, watch="1"))
    source = Source.of(place.company).get()
    url = place.url(f"sources/{source.pk}/sign-in/")
    nothing = browser.post(url, {"credential_token": ""})
    assert nothing.status_code == 422
    page = browser.post(url, {"credential_token": "new"}, follow=True).content.decode()
    assert "The sign-in is kept." in page
    assert credential_of(source.feed) == {"token": "new"}
    assert browser.get(url).status_code == 405
    member = place.browser(place.member).post(url, {"credential_token": "x"})
    stranger = make_place("Brauerei Krone").browser().post(url, {"credential_token": "x"})
    assert (member.status_code, stranger.status_code) == (403, 404)
    assert credential_of(source.feed) == {"token": "new"}


def test_a_feed_has_no_sign_in(place: Place) -> None:
    source = make_source(place)
    assert place.browser().post(place.url(f"sources/{source.pk}/sign-in/")).status_code == 404
    assert 'id="sign-in"' not in place.get(f"sources/{source.pk}/")


def test_a_source_says_how_far_back_it_was_read(place: Place) -> None:
    source = make_source(place)
    Feed.objects.filter(pk=source.feed_id).update(
        cursor={"gap_at": "2026-11-10T09:00:00+00:00", "gap_floor": "2026-10-23T09:00:00+00:00"}
    )
    said = "Older entries are still coming in: read back to Nov. 10, 2026, until Oct. 23, 2026."
    assert said in place.get("sources/")
    assert said in place.get(f"sources/{source.pk}/")


def test_a_sign_in_that_is_needed_is_asked_for_at_each_of_its_fields(place: Place) -> None:
    browser, url = place.browser(), place.url("sources/add/bluesky/")
    assert "(optional)" in browser.get(place.url("sources/add/mastodon/")).content.decode()
    given = {"query": "Lindner", "credential_identifier": "firma.bsky.social", "test": "1"}
    half = browser.post(url, given)
    assert half.status_code == 422
    assert half.content.decode().count('id="id_credential_password_error"') == 1
    forged = browser.post(url, {**given, "kept": "local:AAAA"})
    assert forged.status_code == 422
    assert "This is needed, too." in forged.content.decode()
    assert Source.of(place.company).count() == 0


def test_a_source_says_how_far_back_it_was_read_and_is_read_further_at_a_wish(
    place: Place, open_api: ApiServer
) -> None:
    open_api.on(TAG, Answer([POST]), Answer([]))
    browser = place.browser()
    browser.post(place.url("sources/add/mastodon/"), typed(open_api, watch="1"))
    source = Source.of(place.company).get()
    back = timezone.localtime() - timedelta(days=95)
    Feed.objects.update(cursor={"back": back.isoformat()})
    with override("en"):
        said = f"Read back to {date_format(back)}."
    assert said in place.get(f"sources/{source.pk}/")
    url = place.url(f"sources/{source.pk}/read-back/")
    wrong = browser.post(url, {"day": "1900-01-01"})
    assert wrong.status_code == 422 and 'value="1900-01-01"' in wrong.content.decode()
    day = (timezone.now() - timedelta(days=200)).date().isoformat()
    said = browser.post(url, {"day": day}, follow=True).content.decode()
    assert "is being read further back" in said
    assert "Older entries are looked for at the next visit." in said
    assert Feed.objects.get().cursor["wanted"].startswith(day[:7])
    member = place.browser(place.member).post(url, {"day": day})
    stranger = make_place("Brauerei Krone").browser().post(url, {"day": day})
    assert (member.status_code, stranger.status_code) == (403, 404)


def test_a_feed_offers_no_way_to_read_it_further_back(place: Place) -> None:
    source = make_source(place)
    assert 'id="read-back"' not in place.get(f"sources/{source.pk}/")
    answer = place.browser().post(place.url(f"sources/{source.pk}/read-back/"), {"day": "x"})
    assert answer.status_code == 404


@pytest.mark.parametrize("kind", ["facebook", "instagram", "google-reviews"])
def test_kinds_that_need_an_approved_app_say_so_at_once(place: Place, kind: str) -> None:
    page = place.get(f"sources/add/{kind}/")
    assert str(CONNECTORS[kind].approval)[:60] in page  # type: ignore[attr-defined]
    assert "approved" in page
