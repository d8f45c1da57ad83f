"""Sources: how each is, adding one after a test, pausing, trying again, removing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from monitoring.models import Feed, Mention, Source
from monitoring.outgoing import client
from tests.monitoring.feed_server import FeedServer, Scripted
from tests.monitoring.listening import post
from tests.monitoring.pages.rows import Place, make_mention, make_place, make_source

HTMX = {"HX-Request": "true"}
PAGE = b"""<!doctype html><html><head><title>Blog</title>
<link rel="alternate" type="application/rss+xml" title="News &amp; more" href="/feed">
<link rel="alternate" type="application/atom+xml" title="Comments" href="/comments">
</head></html>"""


@pytest.fixture
def open_server(server: FeedServer, settings: Any) -> Iterator[FeedServer]:
    """A feed server that this installation may reach."""
    settings.FETCH_LOOPBACK = [f"127.0.0.1:{server.port}"]
    client.cache_clear()
    yield server
    client.cache_clear()


def what_a_test_says(place: Place, address: str) -> str:
    answer = place.browser().post(
        place.url("sources/add/"), {"address": address, "test": "1"}, headers=HTMX
    )
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_source_says_how_it_is_and_what_fails_comes_first(place: Place) -> None:
    make_source(place, "Anzeiger")
    make_source(place, "Forum", blind_since=timezone.now() - timedelta(days=1))
    page = place.get("sources/")
    assert page.index("Forum</a>") < page.index("Anzeiger</a>")
    assert "Works. Last success" in page
    assert "Fails since" in page and "The server behind this address cannot be reached." in page
    assert "12 entries, the last 1 hour ago" in page
    assert page.count(">Try again<") == 1


def test_a_test_shows_what_is_there_and_writes_nothing(
    place: Place, open_server: FeedServer
) -> None:
    now = timezone.now()
    open_server.publish(post(1, "Das neue Helle ist da und wird am Samstag ausgeschenkt.", at=now))
    page = what_a_test_says(place, open_server.url())
    assert "It works and carries 1 entry." in page
    assert "Das neue Helle ist da" in page and "1 minute ago" in page
    assert "Watch this source" in page
    assert (Source.of(place.company).count(), Feed.objects.count()) == (0, 0)


def test_a_web_page_is_answered_with_its_feeds_and_one_click_tests_one(
    place: Place, open_server: FeedServer
) -> None:
    open_server.always["/"] = Scripted(headers={"Content-Type": "text/html"}, body=PAGE)
    open_server.publish(post(1, "Hallo."))
    page = what_a_test_says(place, open_server.url("/"))
    assert "Choose what of it is to be read" in page
    assert f'name="suggested" value="{open_server.url("/feed")}"' in page
    assert "News &amp; more" in page
    answer = place.browser().post(
        place.url("sources/add/"),
        {"address": open_server.url("/"), "suggested": open_server.url("/feed")},
    )
    assert "It works and carries 1 entry." in answer.content.decode()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://127.0.0.1/feed", "does not lead to a public website"),
        ("http://169.254.169.254/latest/meta-data", "does not lead to a public website"),
        ("http://[::1]/feed", "does not lead to a public website"),
        ("http://192.168.1.1/feed", "does not lead to a public website"),
        ("file:///etc/passwd", "has to begin with https:// or http://"),
        ("https://example.org:22/feed", "an unusual port"),
        ("https://user:secret@example.org/feed", "must not contain a user name"),
        ("https://", "This is not an address that can be read"),
        ("javascript://%0aalert(1)", "has to begin with https:// or http://"),
    ],
)
def test_an_address_that_must_not_be_read_is_refused_in_words(
    place: Place, address: str, said: str
) -> None:
    assert said in what_a_test_says(place, address)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Scripted(404), "There is nothing at this address any more."),
        (Scripted(500), "The server has a problem at the moment."),
        (Scripted(body=b"\x00\x01 not a feed"), "There is no feed at this address."),
        (Scripted(302, {"Location": "/feed"}), "forwards back to itself"),
        (Scripted(302, {"Location": "http://10.0.0.1/"}), "does not lead to a public website"),
        (Scripted(body=b"<rss>" + b"x" * 11_000_000), "too large to be read"),
    ],
)
def test_a_server_that_misbehaves_is_described_in_words(
    place: Place, open_server: FeedServer, answer: Scripted, said: str
) -> None:
    open_server.always["/feed"] = answer
    page = what_a_test_says(place, open_server.url())
    assert said in page
    assert "Watch this source" not in page


def test_nothing_typed_is_an_error_at_the_field(place: Place) -> None:
    answer = place.browser().post(place.url("sources/add/"), {"address": " ", "test": "1"})
    assert answer.status_code == 422
    assert "Enter the address of a feed or of a web page." in answer.content.decode()


def test_a_source_is_added_under_a_name(place: Place, open_server: FeedServer) -> None:
    typed = {
        "address": f" {open_server.url()} ",
        "name": "  Unser   Blog ",
        "takes_everything": "on",
        "watch": "1",
    }
    browser = place.browser()
    answer = browser.post(place.url("sources/add/"), typed)
    assert (answer.status_code, answer["Location"]) == (302, place.url("sources/"))
    source = Source.of(place.company).get()
    assert (source.name, source.takes_everything, source.added_by) == (
        "Unser Blog",
        True,
        place.lead.user,
    )
    again = browser.post(place.url("sources/add/"), typed)
    assert again.status_code == 422
    assert "watched already, under the name “Unser Blog”" in again.content.decode()
    sent = browser.post(
        place.url("sources/add/"), {**typed, "address": open_server.url("/b")}, headers=HTMX
    )
    assert sent["HX-Redirect"] == place.url("sources/")


def test_an_alert_is_taken_to_be_all_about_us() -> None:
    from companies.models import Company
    from monitoring.presenters.sight import Sight
    from monitoring.presenters.sources import FoundThere
    from monitoring.services.sources import Found
    from tests.factories import MONDAY

    sight = Sight(Company(), MONDAY)
    assert FoundThere(Found("https://www.google.de/alerts/feeds/1/2"), sight).is_alert
    assert not FoundThere(Found("https://evil.example/www.google.de/alerts/"), sight).is_alert


def test_a_source_is_renamed_paused_resumed_tried_and_removed(place: Place) -> None:
    source = make_source(place, "Anzeiger", blind_since=timezone.now() - timedelta(days=1))
    make_mention(source)
    browser, url = place.browser(), place.url(f"sources/{source.pk}/")
    browser.post(url, {"name": "Anzeiger am Sonntag"})
    source.refresh_from_db()
    assert source.name == "Anzeiger am Sonntag"
    nameless = browser.post(url, {"name": ""})
    assert nameless.status_code == 422
    browser.post(f"{url}pause/")
    assert "Paused since" in place.get("sources/")
    browser.post(f"{url}resume/")
    assert "Paused since" not in place.get("sources/")
    Feed.objects.update(quarantined_at=timezone.now())
    assert "Stopped, fails since" in place.get("sources/")
    page = browser.post(f"{url}try-again/", follow=True).content.decode()
    assert "“Anzeiger am Sonntag” is being tried again." in page
    assert Feed.objects.get().quarantined_at is None
    page = browser.post(f"{url}remove/", follow=True).content.decode()
    assert "is not watched any more. Its mentions stay." in page
    assert Mention.of(place.company).count() == 1
    assert browser.get(url).status_code == 404


def test_members_read_sources_and_change_nothing(place: Place) -> None:
    source = make_source(place)
    browser = place.browser(place.member)
    page = browser.get(place.url("sources/")).content.decode()
    assert "Anzeiger" in page and "Pause" not in page and "Add a source" not in page
    assert (
        '<form class="form"' not in browser.get(place.url(f"sources/{source.pk}/")).content.decode()
    )
    assert browser.get(place.url("sources/add/")).status_code == 403
    for path in ("", "pause/", "resume/", "remove/", "try-again/"):
        answer = browser.post(place.url(f"sources/{source.pk}/{path}"), {"name": "X"})
        assert answer.status_code == 403, path
    source.refresh_from_db()
    assert (source.name, source.paused_at, source.removed_at) == ("Anzeiger", None, None)


def test_another_companys_source_is_not_there(place: Place) -> None:
    theirs = make_source(make_place("Brauerei Krone"))
    browser = place.browser()
    assert browser.get(place.url(f"sources/{theirs.pk}/")).status_code == 404
    for path in ("", "pause/", "resume/", "remove/", "try-again/"):
        answer = browser.post(place.url(f"sources/{theirs.pk}/{path}"), {"name": "X"})
        assert answer.status_code == 404, path
    theirs.refresh_from_db()
    assert (theirs.name, theirs.paused_at, theirs.removed_at) == ("Anzeiger", None, None)
