"""The list of mentions, one mention, and what people say of it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitoring.models import Mention, ToneLabel
from tests.monitoring.feed_server import FeedServer
from tests.monitoring.listening import post, visit
from tests.monitoring.pages.rows import (
    HOUR,
    Place,
    make_mention,
    make_place,
    make_profile,
    make_source,
)

HTMX = {"HX-Request": "true"}


def texts(html: str) -> list[str]:
    found = re.findall(r'<p class="mention-text"[^>]*>(.*?)</p>', html, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", text).strip() for text in found]


def test_a_mention_shows_where_it_is_from_and_what_was_found(place: Place) -> None:
    source = make_source(place, "Bierforum")
    make_mention(
        source,
        make_profile(place, query="lindner"),
        tone="negative",
        topics=["delivery"],
        tone_reasons=[{"word": "warm", "polarity": -1, "start": 0, "end": 4, "negated": False}],
    )
    page = place.get("mentions/")
    assert "Das Bier von <mark>Lindner</mark> kam warm an." in page
    assert "K. Brandt" in page and "forum.example" in page and "1 hour ago" in page
    assert "Recognised by these words: <q>warm</q>" in page
    assert '<a class="button" data-size="small" href="https://forum.example/7" ' in page
    assert 'rel="noreferrer noopener nofollow" target="_blank"' in page
    assert "<li>Delivery</li>" in page


def test_words_are_found_in_every_spelling_and_marked(place: Place, server: FeedServer) -> None:
    source = make_source(place, takes_everything=True)
    source.feed.address, source.feed.last_success_at = server.url(), None
    now = timezone.now()
    source.feed.next_due_at = now
    source.feed.save()
    server.publish(
        post(1, "Müllers Bräu schmeckt.", at=now), post(2, "Das Helle war leer.", at=now)
    )
    assert visit(server, source, at=now) is not None
    page = place.get("mentions/?q=muellers")
    assert texts(page) == ["Müllers Bräu schmeckt."]
    assert "<mark>Müllers</mark> Bräu" in page
    assert 'value="muellers"' in page


def test_copies_are_folded_and_can_be_unfolded(place: Place) -> None:
    source = make_source(place)
    first = make_mention(source)
    for site in ("bote.example", "kurier.example"):
        make_mention(source, folded_into=first, site=site, url=f"https://{site}/1")
    page = place.get("mentions/")
    assert page.count('<article class="mention"') == 1
    assert "+2 with the same text elsewhere" in page
    assert '<a href="https://kurier.example/1"' in page


def test_filters_are_a_form_that_the_address_remembers(place: Place) -> None:
    source = make_source(place)
    make_mention(source, tone="negative", text="Zu warm.", topics=["quality"], kind="criticism")
    make_mention(source, text="Wann öffnet ihr?", is_question=True, kind="question")
    make_mention(source, text="Alt.", at=timezone.now() - timedelta(days=40))
    for asked, found in (
        ("", ["Wann öffnet ihr?", "Zu warm.", "Alt."]),
        ("tone=negative", ["Zu warm."]),
        ("kind=question", ["Wann öffnet ihr?"]),
        ("topic=quality", ["Zu warm."]),
        ("open=1", ["Wann öffnet ihr?"]),
        (f"starts_on={timezone.localdate() - timedelta(days=7)}", ["Wann öffnet ihr?", "Zu warm."]),
        ("tone=negative&kind=question", []),
    ):
        assert sorted(texts(place.get(f"mentions/?{asked}"))) == sorted(found), asked
    page = place.get("mentions/?tone=negative")
    assert '<option value="negative" selected>' in page
    assert "1 mention<" in page


def test_days_in_the_wrong_order_are_said(place: Place) -> None:
    page = place.get("mentions/?starts_on=2026-11-19&ends_on=2026-11-01")
    assert "The last day comes before the first." in page


def test_older_and_newer_pages_keep_the_filters_and_lose_nothing(place: Place) -> None:
    source = make_source(place)
    for number in range(120):
        make_mention(source, text=f"Nr. {number}.", at=timezone.now() - number * HOUR)
    seen: list[str] = []
    url = "mentions/?tone=neutral"
    for _ in range(3):
        page = place.get(url)
        seen += texts(page)
        older = re.findall(r'href="([^"]+)" rel="next"', page)
        url = older[0].replace("&amp;", "&").removeprefix(place.url()) if older else ""
    assert url == ""
    assert seen == [f"Nr. {number}." for number in range(120)]
    (newer,) = re.findall(r'href="([^"]+)" rel="prev"', page)
    back = place.get(newer.replace("&amp;", "&").removeprefix(place.url()))
    assert texts(back)[0] == "Nr. 50."
    assert "tone=neutral" in newer


def test_an_empty_list_says_why_and_what_to_do(place: Place) -> None:
    assert "Nothing is read yet" in place.get("mentions/")
    source = make_source(place)
    assert "but nothing is looked for" in place.get("mentions/")
    make_profile(place)
    assert "Nothing was said about you yet" in place.get("mentions/")
    assert "Nothing fits these filters" in place.get("mentions/?tone=positive")
    make_mention(source)
    assert "Nothing fits these filters" in place.get("mentions/?q=xyz")
    assert f'href="{place.url("mentions/")}"' in place.get("mentions/?q=xyz")


def test_where_nothing_is_read_nothing_can_be_narrowed_and_members_add_no_source(
    place: Place,
) -> None:
    assert "Add a source" in place.get("mentions/") and "Filters" not in place.get("mentions/")
    seen = place.browser(place.member).get(place.url("mentions/")).content.decode()
    assert "Nothing is read yet" in seen and "Add a source" not in seen
    make_source(place)
    assert "Filters" in place.get("mentions/")


def test_the_list_asks_a_fixed_number_of_questions(place: Place) -> None:
    source, brand = make_source(place), make_profile(place)
    asked = []
    for number in (2, 25):
        for _ in range(number):
            first = make_mention(
                source, brand, answered_at=timezone.now(), answered_by=place.lead.user
            )
            make_mention(source, brand, folded_into=first)
        browser = place.browser()
        browser.get(place.url("mentions/"))
        with CaptureQueriesContext(connection) as queries:
            browser.get(place.url("mentions/"))
        asked.append(len(queries))
    # the frame's five; sources, searches; mentions, their searches, copies (counted and shown),
    # who answered; how many there are; the start view and the saved views
    assert asked == [15, 15]


def test_one_click_corrects_the_tone_and_another_takes_it_back(place: Place) -> None:
    reason = {"word": "warm", "polarity": -1, "start": 0, "end": 4, "negated": False}
    mention = make_mention(make_source(place), tone="negative", tone_reasons=[reason])
    browser = place.browser(place.member)
    card = browser.post(
        place.url(f"mentions/{mention.pk}/tone/"), {"tone": "positive"}, headers=HTMX
    ).content.decode()
    assert card.lstrip().startswith(f'<article class="mention" id="mention-{mention.pk}"')
    assert "Thank you. The tone is changed." in card
    assert "Somebody here chose this tone." in card and "<q>" not in card
    assert Mention.of(place.company).get().tone == "positive"
    (undo,) = re.findall(r'hx-post="([^"]+/tone/undo/)"', card)
    card = browser.post(undo, headers=HTMX).content.decode()
    assert "The tone is as it was before." in card
    assert (Mention.of(place.company).get().tone, ToneLabel.of(place.company).count()) == (
        "negative",
        0,
    )


def test_without_scripts_the_same_forms_lead_back_to_the_mention(place: Place) -> None:
    mention = make_mention(make_source(place), tone="negative")
    url = place.url(f"mentions/{mention.pk}/")
    browser = place.browser(place.member)
    answer = browser.post(f"{url}tone/", {"tone": "neutral"}, follow=True)
    assert answer.redirect_chain == [(url, 302)]
    page = answer.content.decode()
    assert "Thank you. The tone is changed." in page
    assert "Moritz Member" in page and "Neutral (before: Negative)" in page
    assert (
        "There is no such tone."
        in browser.post(f"{url}tone/", {"tone": "furious"}, follow=True).content.decode()
    )


def test_every_member_can_say_that_it_was_answered_and_where(place: Place) -> None:
    mention = make_mention(make_source(place), is_question=True)
    url = place.url(f"mentions/{mention.pk}/answered/")
    browser = place.browser(place.member)
    bad = browser.post(url, {"url": "javascript:alert(1)"}, headers=HTMX)
    assert bad.status_code == 200  # htmx puts nothing else into the page
    said = "The address of the answer has to begin with https:// or http://."
    assert said in bad.content.decode()
    assert 'value="javascript:alert(1)" aria-invalid="true"' in bad.content.decode()
    card = browser.post(url, {"url": "https://forum.example/a"}, headers=HTMX).content.decode()
    assert "Answered by Moritz Member" in card
    assert '<a href="https://forum.example/a"' in card
    card = browser.post(f"{url}undo/", headers=HTMX).content.decode()
    assert "Not answered any more." in card
    assert Mention.of(place.company).get().answered_at is None


@pytest.mark.parametrize("path", ["", "tone/", "tone/undo/", "answered/", "answered/undo/"])
def test_another_companys_mention_is_not_there(place: Place, path: str) -> None:
    stranger = make_place("Brauerei Krone")
    theirs = make_mention(make_source(stranger), tone="negative")
    browser = place.browser()
    url = place.url(f"mentions/{theirs.pk}/{path}")
    answer = browser.post(url, {"tone": "positive"}) if path else browser.get(url)
    assert answer.status_code == 404
    assert Mention.of(stranger.company).get().tone == "negative"


def test_acts_are_posts(place: Place) -> None:
    mention = make_mention(make_source(place))
    for path in ("tone/", "tone/undo/", "answered/", "answered/undo/"):
        answer = place.browser().get(place.url(f"mentions/{mention.pk}/{path}"))
        assert answer.status_code == 405, path
