from datetime import timedelta

import pytest

from monitoring.models import Feed, Item, Match, Mention, MentionCount, Source
from tests.factories import MONDAY, make_company, make_user
from tests.monitoring.feed_server import FeedServer, Scripted
from tests.monitoring.listening import MINUTE, listening_company, look_for, post, visit, watch

pytestmark = pytest.mark.django_db
QUARTER = timedelta(minutes=15)


def only_source() -> Source:
    return Source.everywhere.get()


def test_what_a_feed_says_about_a_company_becomes_its_mention(server: FeedServer) -> None:
    company = listening_company(server)
    server.publish(
        post(1, "<p>Das Bier von <b>Lindner</b> ist leider völlig ungenießbar!</p>", author="Anna"),
        post(2, "Es regnet seit Tagen in Franken."),
    )
    visited = visit(server, only_source())
    mention = Mention.of(company).get()
    assert (visited.new_items, visited.new_mentions) == (2, 1)
    assert mention.text == "Das Bier von Lindner ist leider völlig ungenießbar!"
    assert (mention.external_id, mention.url) == ("1", "https://blog.example/1")
    assert (mention.author, mention.site, mention.language) == ("Anna", "blog.example", "de")
    assert (mention.tone, mention.kind, mention.is_own) == ("negative", "criticism", True)
    assert (mention.published_at, mention.fetched_at) == (MONDAY - MINUTE, MONDAY)
    assert mention.day == MONDAY.date()
    assert [match.profile.query for match in Match.of(company)] == ["Lindner"]
    count = MentionCount.of(company).get()
    assert (count.day, count.tone, count.number) == (MONDAY.date(), "negative", 1)
    feed = Feed.objects.get()
    assert (feed.title, feed.items_total, feed.last_success_at) == ("Der Blog", 2, MONDAY)
    assert (feed.attempt, feed.begun_at, feed.lease_until) == (0, None, None)
    assert feed.next_due_at == MONDAY + QUARTER


def test_a_feed_that_has_not_changed_is_not_sent_again(server: FeedServer) -> None:
    listening_company(server)
    server.publish(post(1, "Lindner braut wieder."))
    visit(server, only_source())
    visit(server, only_source(), at=MONDAY + QUARTER)
    assert server.statuses() == [200, 304]
    assert (Item.objects.count(), Mention.everywhere.count()) == (1, 1)


def test_the_same_item_is_one_mention_however_often_it_is_read(server: FeedServer) -> None:
    listening_company(server)
    server.publish(post(1, "Lindner braut wieder."))
    visit(server, only_source())
    server.publish(post(2, "Lindner hat einen neuen Biergarten."))
    visited = visit(server, only_source(), at=MONDAY + QUARTER)
    assert (visited.new_items, visited.new_mentions) == (1, 1)
    assert Mention.everywhere.count() == 2


def test_one_fetch_serves_two_companies(server: FeedServer) -> None:
    lindner = listening_company(server)
    keller = listening_company(server, name="Keller KG", query="Keller")
    server.publish(post(1, "Lindner und Keller brauen zusammen."), post(2, "Nur Keller."))
    visit(server, Source.of(lindner).get())
    assert server.statuses() == [200]
    assert Mention.of(lindner).count() == 1
    assert Mention.of(keller).count() == 2


def test_an_alert_is_a_mention_whatever_it_says(server: FeedServer) -> None:
    company = make_company()
    source = watch(company, server.url(), takes_everything=True)
    profile = look_for(company, "Biergarten")
    server.publish(post(1, "Ein Biergarten."), post(2, "Etwas ganz anderes."))
    visit(server, source)
    assert Mention.of(company).filter(is_own=True).count() == 2
    assert [match.mention.external_id for match in profile.matches.all()] == ["1"]


def test_what_only_a_competitors_search_finds_is_not_about_us(server: FeedServer) -> None:
    company = listening_company(server)
    look_for(company, "Konkurrenzbräu", kind="competitor")
    server.publish(
        post(1, "Konkurrenzbräu hat geschlossen."), post(2, "Lindner statt Konkurrenzbräu!")
    )
    visit(server, only_source())
    about_us = dict(Mention.of(company).values_list("external_id", "is_own"))
    assert about_us == {"1": False, "2": True}


def test_the_day_is_the_companys_own(server: FeedServer) -> None:
    company = listening_company(server)
    late = MONDAY.replace(hour=23, minute=30)
    server.publish(post(1, "Lindner um Mitternacht.", at=late))
    visit(server, only_source(), at=late)
    assert Mention.of(company).get().day == (late + timedelta(days=1)).date()


def test_a_feed_that_is_not_due_is_left_alone(server: FeedServer) -> None:
    listening_company(server)
    server.publish(post(1, "Lindner."))
    visit(server, only_source())
    assert visit(server, only_source(), at=MONDAY + MINUTE) is None
    assert len(server.asked) == 1


def test_a_malformed_feed_leaves_its_neighbour_unharmed(server: FeedServer) -> None:
    company = listening_company(server)
    bad = watch(company, server.url("/bad"))
    server.always["/bad"] = Scripted(200, {}, b"<html><body>Wartung</body></html>")
    server.publish(post(1, "Lindner braut."))
    visit(server, bad)
    visit(server, Source.of(company).exclude(id=bad.pk).get())
    assert Mention.of(company).count() == 1
    bad.feed.refresh_from_db()
    assert (bad.feed.last_error["code"], bad.feed.failures) == ("NotAFeed", 1)


@pytest.mark.parametrize(
    "text",
    [
        "Lindner \x00 mit Nullzeichen",
        "Lindner \ud800 mit halbem Zeichen",
        "Lindner <script>alert(1)</script>",
        "Lindner " + "x" * 100_000,
        "Lindner " + "&" * 5_000,
        "Lindner 'OR 1=1; DROP TABLE monitoring_mention;--",
        "Lindner \u202e umgedreht %s {} {{ }} \\",
        "Lindner " + "😀" * 3_000,
    ],
)
def test_hostile_texts_are_stored_and_cost_nobody_else(server: FeedServer, text: str) -> None:
    company = listening_company(server)
    server.always["/feed"] = Scripted(200, {}, _json_feed(text))
    visited = visit(server, only_source())
    assert visited.new_mentions == 2
    stored = Mention.of(company).get(external_id="bad").text
    assert stored.startswith("Lindner")
    assert "\0" not in stored
    assert len(stored) <= 20_000


def _json_feed(text: str) -> bytes:
    import json

    items = [
        {"id": "bad", "content_text": text, "date_published": "2026-11-16T08:00:00Z"},
        {"id": "good", "content_text": "Lindner braut.", "date_published": "2026-11-16T08:00:00Z"},
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": items}
    return json.dumps(feed).encode()


def test_two_workers_on_one_hint_ask_once(server: FeedServer) -> None:
    from monitoring.intake.queue import begin

    listening_company(server)
    server.publish(post(1, "Lindner."))
    source = only_source()
    assert begin(source.feed_id, at=MONDAY) is not None
    assert begin(source.feed_id, at=MONDAY) is None
    assert visit(server, source, at=MONDAY) is None
    assert server.asked == []


def test_a_worker_that_was_taken_for_dead_writes_nothing(server: FeedServer) -> None:
    from monitoring.intake.queue import begin, still_ours

    listening_company(server)
    slow = begin(only_source().feed_id, at=MONDAY)
    other = begin(only_source().feed_id, at=MONDAY + timedelta(seconds=121))
    assert other is not None
    assert still_ours(slow) is None
    assert still_ours(other) == other


def test_somebody_who_joins_gets_what_the_feed_has_lately_brought(server: FeedServer) -> None:
    listening_company(server)
    server.publish(post(1, "Lindner und Keller."), post(2, "Keller allein."))
    visit(server, only_source())
    keller = make_company("Keller KG")
    look_for(keller, "Keller")
    watch(keller, server.url(), by=make_user())
    assert sorted(Mention.of(keller).values_list("external_id", flat=True)) == ["1", "2"]
    assert len(server.asked) == 1
