from datetime import timedelta

import pytest

from companies import audit
from companies.models import AuditEntry
from companies.refusals import RefusedError
from monitoring.models import Feed, Mention, MentionCount, Source, ToneLabel
from monitoring.services.mentions import correct_tone, mark_answered, undo_tone, unmark_answered
from monitoring.services.sources import (
    add_source,
    check_address,
    pause_source,
    remove_source,
    resume_source,
)
from tests.factories import MONDAY, make_company, make_user
from tests.monitoring.feed_server import FeedServer, Scripted
from tests.monitoring.listening import MINUTE, listening_company, post, visit, watch

pytestmark = pytest.mark.django_db


def test_an_address_is_tried_before_it_is_watched(server: FeedServer) -> None:
    server.publish(
        post(1, "<b>Neu:</b> Kellerbier", title="Bier"), post(2, "Älter.", at=MONDAY - MINUTE)
    )
    found = check_address(address=server.url(), client=server.client(), at=MONDAY)
    assert (found.works, found.title, found.number) == (True, "Der Blog", 2)
    assert [(item.title, item.text) for item in found.items] == [
        ("Bier", "Neu: Kellerbier"),
        ("", "Älter."),
    ]
    assert not Feed.objects.exists()


def test_a_page_offers_its_feeds(server: FeedServer) -> None:
    page = (
        b"<html><head><link rel='alternate' type='application/rss+xml' title='Neues' "
        b"href='/feed'></head></html>"
    )
    server.always["/"] = Scripted(200, {"Content-Type": "text/html"}, page)
    found = check_address(address=server.url("/"), client=server.client(), at=MONDAY)
    assert (found.works, found.suggestions) == (False, (("Neues", server.url("/feed")),))


@pytest.mark.parametrize(
    "address", ["", "gibt es nicht", "http://127.0.0.1:1/", "file:///etc/passwd", "http://[::1]/"]
)
def test_an_address_that_cannot_be_read_is_answered_in_a_sentence(
    server: FeedServer, address: str
) -> None:
    found = check_address(address=address, client=server.client(), at=MONDAY)
    assert not found.works
    assert found.problem.endswith(".")


def test_an_address_is_watched_once_in_a_company_and_fetched_once_for_all() -> None:
    company, by = make_company(), make_user()
    watch(company, "https://blog.example/feed", by=by)
    with pytest.raises(RefusedError, match="Blog") as refusal:
        watch(company, "HTTPS://Blog.Example:443/feed", by=by)
    assert refusal.value.field == "address"
    watch(make_company("Keller"), "blog.example/feed", by=by)
    assert (Feed.objects.count(), Source.everywhere.count()) == (1, 2)


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(RefusedError) as refusal:
        watch(make_company(), "javascript:alert(1)")
    assert refusal.value.field == "address"


def test_a_source_without_a_name_takes_its_hosts() -> None:
    source = add_source(
        company=make_company(), address="blog.example/feed", name=" ", by=make_user(), at=MONDAY
    )
    assert source.name == "blog.example"


def test_a_paused_source_brings_nothing_until_it_is_resumed(server: FeedServer) -> None:
    company = listening_company(server)
    other = listening_company(server, name="Zweite")
    source, by = Source.of(company).get(), make_user()
    pause_source(source=source, by=by, at=MONDAY)
    server.publish(post(1, "Lindner."))
    visit(server, source)
    assert (Mention.of(company).count(), Mention.of(other).count()) == (0, 1)
    resume_source(source=source, by=by, at=MONDAY + MINUTE)
    assert Mention.of(company).count() == 1
    acts = [audit.sentence(entry) for entry in AuditEntry.of(company).order_by("id")]
    assert all("Blog" in act for act in acts[1:])
    assert len(acts) == 4


def test_a_removed_source_leaves_its_mentions_and_may_come_back(server: FeedServer) -> None:
    company = listening_company(server)
    server.publish(post(1, "Lindner."))
    source, by = Source.of(company).get(), make_user()
    visit(server, source)
    remove_source(source=source, by=by, at=MONDAY)
    assert Mention.of(company).count() == 1
    with pytest.raises(RefusedError):
        pause_source(source=source, by=by, at=MONDAY)
    watch(company, server.url(), by=by)
    assert Source.of(company).filter(removed_at__isnull=True).count() == 1


def mention_about(server: FeedServer, text: str) -> Mention:
    company = listening_company(server)
    server.publish(post(1, text))
    visit(server, Source.of(company).get())
    return Mention.of(company).get()


def test_a_corrected_tone_moves_the_counts_and_can_be_undone(server: FeedServer) -> None:
    mention = mention_about(server, "Lindner ist super, ganz tolles Bier!")
    by = make_user()

    def facts() -> tuple[object, ...]:
        fresh = Mention.everywhere.get()
        numbers = MentionCount.everywhere.exclude(number=0).values_list("tone", "number")
        return fresh.tone, fresh.kind, fresh.tone_by, dict(numbers)

    before = facts()
    assert before == ("positive", "praise", None, {"positive": 1})
    correct_tone(mention=mention, tone="negative", by=by, at=MONDAY)
    assert facts() == ("negative", "criticism", by, {"negative": 1})
    label = ToneLabel.everywhere.get()
    assert (label.was, label.tone, label.by, label.at) == ("positive", "negative", by, MONDAY)
    correct_tone(mention=mention, tone="neutral", by=make_user(), at=MONDAY)
    undo_tone(mention=mention, by=by, at=MONDAY)
    assert facts() == ("negative", "criticism", by, {"negative": 1})
    undo_tone(mention=mention, by=by, at=MONDAY)
    assert facts() == before
    undo_tone(mention=mention, by=by, at=MONDAY)
    assert facts() == before


def test_a_tone_that_does_not_exist_is_refused(server: FeedServer) -> None:
    with pytest.raises(RefusedError):
        correct_tone(
            mention=mention_about(server, "Lindner."), tone="wütend", by=make_user(), at=MONDAY
        )


def test_an_answer_is_kept_once_and_can_be_taken_back(server: FeedServer) -> None:
    mention = mention_about(server, "Lindner, wann habt ihr offen?")
    by, later = make_user(), MONDAY + timedelta(hours=1)
    mark_answered(mention=mention, url="https://blog.example/antwort", by=by, at=MONDAY)
    mark_answered(mention=mention, by=make_user(), at=later)
    fresh = Mention.everywhere.get()
    assert (fresh.answered_at, fresh.answered_by) == (MONDAY, by)
    assert fresh.answer_url == "https://blog.example/antwort"
    unmark_answered(mention=mention, by=by, at=later)
    assert Mention.everywhere.get().answered_at is None
    acts = AuditEntry.of(mention.company).filter(act__startswith="mention.")
    assert list(acts.order_by("id").values_list("act", flat=True)) == [
        "mention.answered",
        "mention.unanswered",
    ]


def test_an_answer_leads_to_a_web_page_or_nowhere(server: FeedServer) -> None:
    with pytest.raises(RefusedError) as refusal:
        mark_answered(
            mention=mention_about(server, "Lindner?"), url="javascript:alert(1)",
            by=make_user(), at=MONDAY,
        )  # fmt: skip
    assert refusal.value.field == "url"
