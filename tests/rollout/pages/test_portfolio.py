"""The portfolio in the browser: filters in the address, stages at a glance, 500 companies."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from companies.access import today_in
from companies.models import Membership
from companies.roles import Role
from rollout import gate
from rollout.models import Stage
from tests.factories import make_member, make_user
from tests.rollout.builders import (
    at_the_gate,
    make_mention,
    make_place,
    make_profile,
    make_source,
    many_companies,
    passed,
)
from tests.rollout.pages.visit import now, text_of, visitor

pytestmark = pytest.mark.django_db
NAME = re.compile(r'<div class="client-name"><h2><a href="[^"]*">([^<]*)</a>')
HEAT_NAME = re.compile(r'role="rowheader"><a href="[^"]*">([^<]*)</a>')
CHOICE = re.compile(r'<a class="choice" href="([^"]*)"[^>]*>([^<]*) <span class="number">(\d+)')


@pytest.fixture
def consultant():
    """Looks after four companies, each with a trouble of its own, and after none of the fifth."""
    user = make_user("Ben Ostler")
    calm, waiting, blind, critical, foreign = (
        make_place("Calm AG"),
        at_the_gate("Wait AG"),
        make_place("Blind"),
        make_place("Critic AG"),
        make_place("Fern AG"),
    )
    for place in (calm, waiting, blind, critical):
        make_member(place.company, Role.CONSULTANT, user=user)
    blind.company.name = "Bräu Blind"
    blind.company.save(update_fields=["name"])
    feed = make_source(blind).feed
    feed.failing_since = now() - timedelta(days=2)
    feed.save()
    source, profile = make_source(critical), make_profile(critical)
    for _ in range(5):
        make_mention(source, profile, day=now().date(), tone="negative")
    make_mention(source, profile, day=now().date() - timedelta(days=28), tone="neutral")
    make_member(foreign.company, Role.MEMBER, user=user)
    return user


def names(answer) -> list[str]:
    return NAME.findall(answer.content.decode())


def page(user, query: str = ""):
    return visitor(user).get(f"/portfolio/{query}")


def choices(answer) -> dict[str, int]:
    return {label: int(number) for _, label, number in CHOICE.findall(answer.content.decode())}


def test_it_lists_ones_own_companies_and_says_why(consultant):
    shown = page(consultant)
    assert names(shown) == ["Wait AG", "Critic AG", "Bräu Blind", "Calm AG"]
    said = text_of(shown)
    assert "“Culture check” has been waiting for its decision for" in said
    assert "100 % of the mentions of the last four weeks are critical." in said
    assert "1 source sees nothing: what is said there is unknown." in said
    assert "Fern AG" not in said


def test_a_company_says_nothing_twice(consultant):
    said = text_of(page(consultant))
    assert "gate waits" not in said
    assert "100 % criticism" not in said
    assert "source blind" not in said


def test_every_filter_says_how_many_it_leaves(consultant):
    assert choices(page(consultant)) == {
        "All": 4,
        "Needs me": 1,
        "At a gate": 1,
        "Overdue": 0,
        "Criticised": 1,
        "Listening disturbed": 1,
    }


def test_counts_of_filters_heed_the_search_and_the_stage(consultant):
    assert choices(page(consultant, "?q=blind")) == {
        "All": 1,
        "Needs me": 1,
        "At a gate": 0,
        "Overdue": 0,
        "Criticised": 0,
        "Listening disturbed": 1,
    }
    assert "1 Culture check (1)" in text_of(page(consultant, "?show=blind"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?show=gate", ["Wait AG"]),
        ("?show=blind", ["Bräu Blind"]),
        ("?show=criticised", ["Critic AG"]),
        ("?show=mine", ["Bräu Blind"]),
        ("?q=braeu", ["Bräu Blind"]),
        ("?q=AG+wait", ["Wait AG"]),
        ("?q=ag&show=gate&stage=1", ["Wait AG"]),
        ("?stage=1", ["Wait AG", "Critic AG", "Bräu Blind", "Calm AG"]),
        ("?stage=2", []),
        ("?show=overdue", []),
    ],
)
def test_the_address_remembers_what_is_looked_for(consultant, query, found):
    assert names(page(consultant, query)) == found


@pytest.mark.parametrize(
    "query", ["?show=x", "?stage=99", "?page=0", "?page=99999999999", "?view=%27", "?page=-1"]
)
def test_what_an_address_does_not_mean_narrows_nothing(consultant, query):
    assert len(names(page(consultant, query))) == 4


def test_filters_keep_each_other_and_the_view(consultant):
    links = [
        link
        for link, _, _ in CHOICE.findall(page(consultant, "?view=stages&q=ag").content.decode())
    ]
    assert links[2] == "?view=stages&amp;show=gate&amp;q=ag"


def test_where_nothing_fits_the_way_back_is_shown(consultant):
    shown = page(consultant, "?show=overdue&view=stages")
    assert "None of your companies fits these filters." in text_of(shown)
    assert 'href="?view=stages"' in shown.content.decode().split("Show all")[0].splitlines()[-1]


def test_a_filter_explains_itself(consultant):
    assert "A source cannot be read at the moment." in text_of(page(consultant, "?show=blind"))


def test_the_stages_at_a_glance_are_a_table_with_state_days_and_links(consultant):
    place = passed("Zu Zweit")
    make_member(place.company, Role.CONSULTANT, user=consultant)
    # At noon, so that a change of the clocks in between does not move a day.
    noon = datetime.combine(today_in(place.company), time(12), UTC)
    start = noon - timedelta(days=70)
    Stage.of(place.company).filter(number=1).update(
        opened_at=start, passed_at=start + timedelta(days=40)
    )
    Stage.of(place.company).filter(number=2).update(opened_at=noon - timedelta(days=30))
    shown = page(consultant, "?view=stages&q=zu+zweit").content.decode()
    assert HEAT_NAME.findall(shown) == ["Zu Zweit"]
    cells = re.findall(
        r'<a class="heat-cell" href="([^"]*)" data-tone="(\w+)" data-heat="(\d)" title="([^"]*)"',
        shown,
    )
    assert cells[:3] == [
        (f"/c/{place.company.slug}/stages/1/", "ok", "0", "1 Culture check: passed after 40 days"),
        (f"/c/{place.company.slug}/stages/2/", "accent", "1", "2 Listening: open for 30 days"),
        (f"/c/{place.company.slug}/stages/3/", "neutral", "0", "3 Goals and target groups: Locked"),
    ]
    assert len(cells) == 7


def test_a_hold_is_counted_from_the_day_it_was_put_on(consultant):
    place = at_the_gate("Pause KG")
    make_member(place.company, Role.CONSULTANT, user=consultant)
    gate.hold_stage(
        company=place.company,
        number=1,
        shown=place.hash_at(),
        reason="Messe.",
        until=(now() + timedelta(days=9)).date(),
        by=place.manager,
        at=now(),
    )
    shown = text_of(page(consultant, "?view=stages&q=pause"))
    assert "1 Culture check: on hold for 0 days" in shown
    assert "“Culture check” is on hold until" in text_of(page(consultant, "?q=pause"))


def test_members_have_an_empty_portfolio():
    place = make_place()
    assert "No company yet" in text_of(page(place.member))


def test_a_mandate_that_ended_shows_no_more(consultant):
    Membership.everywhere.filter(company__name="Calm AG", user=consultant).update(ended_at=now())
    assert "Calm AG" not in text_of(page(consultant))


def queries(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("view", ["", "?view=stages"])
def test_500_companies_take_as_many_queries_as_two(view):
    few, many = make_user("Zwei"), make_user("Fünfhundert")
    companies = many_companies(500, many)
    Membership.everywhere.bulk_create(
        Membership(company=each, user=few, role=Role.LEAD, started_at=now())
        for each in companies[:2]
    )
    # The frame asks for the session, the person and, for its switcher, their companies.
    assert [queries(visitor(who), f"/portfolio/{view}") for who in (few, many)] == [6, 6]


def test_500_companies_come_in_pages_of_fifty():
    user = make_user("Fünfhundert")
    many_companies(500, user)
    first, last = page(user), page(user, "?page=10")
    assert (len(names(first)), names(first)[0]) == (50, "Firma 000")
    assert (len(names(last)), names(last)[-1]) == (50, "Firma 499")
    assert "500 of 500 companies, page 10 of 10" in text_of(last)
    assert names(page(user, "?page=11")) == names(last)
    assert 'href="?page=9"' in last.content.decode()
