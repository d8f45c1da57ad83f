from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from companies.models import Company
from monitoring.health import health_of, health_of_source
from monitoring.models import BlindSpell, Feed, Source
from monitoring.selectors.sources import coverage_of
from monitoring.services.sources import pause_source
from tests.factories import MONDAY, make_company, make_user
from tests.monitoring.feed_server import FeedServer, Scripted
from tests.monitoring.listening import MINUTE, post, visit, watch

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def words(source: Source, now) -> str:
    with translation.override("en"):
        return health_of(Feed.objects.get(id=source.feed_id), now=now, zone=BERLIN).words


def seen(company: Company, starts_at, ends_at):
    return coverage_of(company, starts_at=starts_at, ends_at=ends_at, now=ends_at)


def test_a_source_that_works_says_so(server: FeedServer) -> None:
    source = watch(make_company(), server.url())
    server.publish(post(1, "Hallo."))
    visit(server, source)
    assert words(source, MONDAY + 5 * MINUTE) == "Works. Last success 10:00, next try 10:15."


def test_a_source_that_fails_says_since_when_and_why(server: FeedServer) -> None:
    source = watch(make_company(), server.url())
    server.publish(post(1, "Hallo."))
    visit(server, source)
    server.always["/feed"] = Scripted(500)
    visit(server, source, at=MONDAY + 15 * MINUTE)
    health = health_of(Feed.objects.get(), now=MONDAY + DAY - 12 * HOUR, zone=BERLIN)
    assert (health.tone, health.state) == ("bad", "unattended")
    assert words(source, MONDAY + 20 * MINUTE) == (
        "Fails since 10:15: The server has a problem at the moment. Next try 10:30."
    )


def test_a_source_that_was_given_up_offers_a_try(server: FeedServer) -> None:
    source = watch(make_company(), server.url())
    server.script(Scripted(410))
    visit(server, source)
    health = health_of(Feed.objects.get(), now=MONDAY + DAY, zone=BERLIN)
    assert (health.state, health.next_try, health.can_retry) == ("stopped", None, True)
    assert words(source, MONDAY + DAY) == (
        "Stopped, fails since Monday 10:00: The server says that there is nothing here any more, "
        "for good. Try again when it is mended."
    )


def test_a_new_source_waits_and_a_forgotten_one_says_that_nobody_asked() -> None:
    source = watch(make_company(), "https://blog.example/feed")
    assert words(source, MONDAY) == "Not read yet. First try 10:00."
    assert words(source, MONDAY + 3 * HOUR) == (
        "Never read: It was not asked: the background work of this installation stood still."
    )


def test_a_paused_source_is_no_fault() -> None:
    source = watch(make_company(), "https://blog.example/feed")
    source = pause_source(source=source, by=make_user(), at=MONDAY)
    health = health_of_source(source, now=MONDAY + 3 * HOUR, zone=BERLIN)
    assert (health.state, health.blind_since) == ("paused", None)


def test_while_a_source_fails_its_time_is_unknown_since_the_last_success(
    server: FeedServer,
) -> None:
    company = make_company()
    source = watch(company, server.url())
    server.publish(post(1, "Hallo."))
    visit(server, source)
    assert seen(company, MONDAY - DAY, MONDAY + MINUTE).is_whole
    server.always["/feed"] = Scripted(500)
    visit(server, source, at=MONDAY + 15 * MINUTE)
    coverage = seen(company, MONDAY - DAY, MONDAY + 16 * MINUTE)
    assert coverage.blind == (("Blog", MONDAY),)
    assert coverage.unknown_since == MONDAY
    assert coverage.days_unknown == {MONDAY.date(): ("Blog",)}


def test_a_gap_that_the_next_answer_closes_leaves_nothing_unknown(server: FeedServer) -> None:
    company = make_company()
    source = watch(company, server.url())
    server.publish(post(1, "Hallo."))
    visit(server, source)
    server.script(Scripted(500))
    visit(server, source, at=MONDAY + HOUR)
    server.publish(post(2, "Noch da.", at=MONDAY + HOUR))
    visit(server, source, at=MONDAY + 2 * HOUR)
    spell = BlindSpell.objects.get()
    assert (spell.began_at, spell.ended_at, spell.missed) == (MONDAY, MONDAY + 2 * HOUR, False)
    assert seen(company, MONDAY - DAY, MONDAY + 2 * HOUR).is_whole


def test_a_gap_that_nothing_closes_stays_unknown_for_ever(server: FeedServer) -> None:
    company = make_company()
    source = watch(company, server.url())
    server.publish(post(1, "Hallo."))
    visit(server, source)
    server.script(Scripted(500))
    visit(server, source, at=MONDAY + HOUR)
    server.posts["/feed"] = [post(9, "Viel später.", at=MONDAY + 2 * DAY)]
    visit(server, source, at=MONDAY + 2 * DAY)
    coverage = seen(company, MONDAY - DAY, MONDAY + 2 * DAY)
    assert coverage.blind == ()
    monday = MONDAY.date()
    assert list(coverage.days_unknown) == [monday, monday + DAY, monday + 2 * DAY]


def test_a_weekend_with_the_machine_switched_off_is_remembered(server: FeedServer) -> None:
    company = make_company()
    source = watch(company, server.url())
    server.publish(post(1, "Hallo."))
    visit(server, source)
    server.posts["/feed"] = [post(9, "Viel später.", at=MONDAY + 2 * DAY)]
    visit(server, source, at=MONDAY + 2 * DAY)
    spell = BlindSpell.objects.get()
    assert (spell.began_at, spell.missed, spell.reason["code"]) == (MONDAY, True, "not_asked")


def test_the_coverage_of_a_page_costs_two_queries(django_assert_num_queries) -> None:
    company = make_company()
    for number in range(5):
        watch(company, f"https://blog.example/{number}")
    with django_assert_num_queries(2):
        coverage = seen(company, MONDAY - DAY, MONDAY + HOUR)
    assert len(coverage.blind) == 5
