"""The consultant's list: who needs help first, in three queries."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from companies.roles import Role
from monitoring.models import DeskCase
from rollout import gate
from rollout.machine import State
from rollout.portfolio.clients import portfolio_of
from rollout.urgency import ClientFacts, urgency
from tests.factories import MONDAY, make_company, make_member, make_user
from tests.rollout.builders import (
    LATER,
    TODAY,
    at_the_gate,
    deputise,
    make_mention,
    make_place,
    make_profile,
    make_ready,
    make_source,
    many_companies,
    submit,
)

EARLIER = MONDAY - timedelta(hours=1)

CALM = ClientFacts(
    begun=True,
    state=State.OPEN,
    title="Kulturcheck",
    waiting_since=None,
    overdue=0,
    waiting=0,
    answers_late=0,
    negative=0,
    told=0,
    threshold=20,
    blind=0,
    blind_since=None,
)


def test_broken_promises_come_first_and_calm_last():
    in_order = [
        replace(CALM, overdue=2, waiting=9, answers_late=9),
        replace(CALM, overdue=1),
        replace(CALM, state=State.SUBMITTED, waiting_since=TODAY - timedelta(days=9)),
        replace(CALM, state=State.SUBMITTED, waiting_since=TODAY - timedelta(days=3)),
        replace(CALM, negative=5, told=10),
        replace(CALM, negative=2, told=10),
        replace(CALM, blind=1, blind_since=TODAY),
        replace(CALM, waiting=2, answers_late=2),
        replace(CALM, waiting=5, answers_late=1),
        replace(CALM, waiting=3),
        replace(CALM, waiting=1),
        replace(CALM, open_since=TODAY - timedelta(days=200)),
        replace(CALM, open_since=TODAY - timedelta(days=84)),
        replace(CALM, begun=False, state=None),
        replace(CALM, state=State.SUBMITTED, waiting_since=TODAY),
        replace(CALM, state=State.ON_HOLD),
        CALM,
        replace(CALM, state=None),
    ]
    ranks = [urgency(facts, TODAY)[0] for facts in in_order]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks)


def test_a_stage_is_being_worked_on_for_twelve_weeks_and_then_stuck():
    with translation.override("en"):
        for days, said in (
            (83, "“Kulturcheck” is being worked on."),
            (84, "“Kulturcheck” has been open for 84 days."),
        ):
            facts = replace(CALM, open_since=TODAY - timedelta(days=days))
            assert str(urgency(facts, TODAY).reason) == said


def test_a_few_mentions_say_nothing_about_the_share_of_criticism():
    assert not replace(CALM, negative=4, told=4).is_criticised
    assert replace(CALM, negative=1, told=5).is_criticised


def test_the_reason_is_said_in_words():
    with translation.override("en"):
        waiting = replace(CALM, state=State.SUBMITTED, waiting_since=date(2026, 11, 10))
        assert str(urgency(waiting, TODAY)[1]) == (
            "“Kulturcheck” has been waiting for its decision for 6 days."
        )
        assert str(urgency(replace(CALM, overdue=1), TODAY)[1]) == (
            "1 condition is overdue and keeps the next gate shut."
        )


def test_what_waits_for_the_readers_own_decision_comes_before_others_gates():
    own = replace(CALM, state=State.SUBMITTED, waiting_since=TODAY, decides=True)
    criticised = replace(CALM, negative=5, told=10)
    long_waiting = replace(CALM, state=State.SUBMITTED, waiting_since=TODAY - timedelta(days=3))
    ranks = [urgency(each, TODAY).urgency for each in (long_waiting, own, criticised)]
    assert ranks == sorted(ranks)
    with translation.override("en"):
        assert str(urgency(own, TODAY).reason) == "“Kulturcheck” waits for your decision."


@pytest.mark.parametrize(
    ("facts", "needs"),
    [
        (CALM, False),
        (replace(CALM, negative=5, told=10), False),
        (replace(CALM, overdue=1), False),
        (replace(CALM, state=State.SUBMITTED, waiting_since=TODAY), False),
        (replace(CALM, state=State.SUBMITTED, waiting_since=TODAY, decides=True), True),
        (replace(CALM, owed=1), True),
        (replace(CALM, blind=1), True),
        (replace(CALM, waiting=1), True),
        (replace(CALM, begun=False, state=None), True),
    ],
    ids=[
        "calm",
        "criticised",
        "somebody else's condition",
        "somebody else's gate",
        "own gate",
        "own condition",
        "blind",
        "asked",
        "not begun",
    ],
)
def test_a_company_needs_its_reader_only_for_what_they_can_do(facts, needs):
    assert facts.needs_reader is needs


pytestmark = pytest.mark.django_db


def look_after(user, *places):
    for place in places:
        make_member(place.company, Role.CONSULTANT, user=user)


def test_each_row_has_its_own_companys_figures_and_no_others():
    consultant = make_user("Ben Ostler")
    quiet, waiting, asked = make_place("Ruhig"), at_the_gate("Wartet"), make_place("Gefragt")
    foreign = make_place("Fremd")
    look_after(consultant, quiet, waiting, asked)
    for place in (asked, foreign):
        source, profile = make_source(place), make_profile(place)
        make_mention(source, profile, tone="negative", is_question=True)
        waiting = [make_mention(source, profile, is_question=True) for _ in range(3)]
        make_mention(source, profile, tone="unclear")
        make_mention(source, profile, day=TODAY - timedelta(days=28), tone="negative")
        for mention, due_at in zip(waiting, (EARLIER, EARLIER, LATER), strict=True):
            came_in_at = MONDAY - timedelta(days=3)
            DeskCase.everywhere.create(
                company=place.company, mention=mention, why="question",
                opened_at=came_in_at, came_in_at=came_in_at, due_at=due_at,
            )  # fmt: skip
    rows = {row.company.name: row for row in portfolio_of(consultant, MONDAY)}
    assert [row.company.name for row in portfolio_of(consultant, MONDAY)] == [
        "Gefragt",
        "Wartet",
        "Ruhig",
    ]
    facts = rows["Gefragt"].facts
    assert (facts.waiting, facts.answers_late) == (3, 2)
    assert (facts.negative, facts.told, facts.criticism_percent) == (1, 4, 25)
    assert (rows["Ruhig"].facts.waiting, rows["Ruhig"].facts.answers_late) == (0, 0)
    assert rows["Wartet"].facts.waiting_since == TODAY
    assert rows["Wartet"].current.number == 1
    assert len(rows["Wartet"].stages) == 7


def test_overdue_conditions_holds_and_blind_sources_are_seen():
    consultant = make_user("Ben Ostler")
    promised, held, blind = at_the_gate("A"), at_the_gate("B"), make_place("C")
    look_after(consultant, promised, held, blind)
    gate.approve_with_conditions(
        company=promised.company,
        number=1,
        shown=promised.hash_at(),
        reason="Gut.",
        conditions=[gate.Promise("Fragen", promised.lead, TODAY)],
        by=promised.manager,
        at=LATER,
    )
    until = TODAY + timedelta(days=5)
    gate.hold_stage(
        company=held.company,
        number=1,
        shown=held.hash_at(),
        reason="Messe.",
        until=until,
        by=held.manager,
        at=LATER,
    )
    feed = make_source(blind).feed
    feed.failing_since = MONDAY
    feed.save()
    paused = make_source(blind, "Pausiert")
    paused.paused_at = MONDAY
    paused.save()
    paused.feed.quarantined_at = MONDAY
    paused.feed.save()
    today = {row.company.name: row for row in portfolio_of(consultant, MONDAY)}
    tomorrow = {
        row.company.name: row for row in portfolio_of(consultant, MONDAY + timedelta(days=1))
    }
    assert (today["A"].facts.overdue, tomorrow["A"].facts.overdue) == (0, 1)
    assert today["B"].hold_until == until
    assert (today["C"].facts.blind, today["C"].facts.blind_since) == (1, TODAY)


def test_former_mandates_and_plain_membership_do_not_show():
    person = make_user("Ben Ostler")
    ended = make_member(make_company("Ehemals"), Role.CONSULTANT, user=person)
    ended.ended_at = LATER
    ended.save()
    make_member(make_company("Nur Mitglied"), Role.MEMBER, user=person)
    assert portfolio_of(person, MONDAY) == []


def test_a_manager_of_one_company_and_consultant_of_another_is_both():
    waiting, elsewhere = at_the_gate("Wartet"), at_the_gate("Woanders")
    make_member(elsewhere.company, Role.CONSULTANT, user=waiting.manager)
    rows = {row.company.name: row for row in portfolio_of(waiting.manager, MONDAY)}
    assert {name: (row.role, row.facts.decides) for name, row in rows.items()} == {
        "Wartet": (Role.MANAGER, True),
        "Woanders": (Role.CONSULTANT, False),
    }
    assert list(rows) == ["Wartet", "Woanders"]


def test_nobody_decides_what_they_submitted_themselves():
    place = make_place()
    make_ready(place)
    submit(place, by=place.manager)
    (row,) = portfolio_of(place.manager, MONDAY)
    assert (row.facts.state, row.facts.decides) == (State.SUBMITTED, False)


@pytest.mark.parametrize(("mandate", "decides"), [("", False), ("Frau Lindner, 2.11.", True)])
def test_a_consultant_decides_for_a_manager_only_with_a_mandate(mandate, decides):
    place = at_the_gate()
    deputise(
        place.company,
        deputy=place.memberships["consultant"],
        principal=place.memberships["manager"],
        mandate=mandate,
    )
    (row,) = portfolio_of(place.consultant, MONDAY)
    assert row.facts.decides is decides


def test_ones_own_condition_is_owed_a_week_ahead():
    place = at_the_gate()
    due_on = TODAY + timedelta(days=7)
    gate.approve_with_conditions(
        company=place.company,
        number=1,
        shown=place.hash_at(),
        reason="Gut.",
        conditions=[gate.Promise("Fragen", place.lead, due_on)],
        by=place.manager,
        at=LATER,
    )
    owed = {
        (who, days): portfolio_of(user, MONDAY + timedelta(days=days))[0].facts.owed
        for who, user in (("lead", place.lead), ("consultant", place.consultant))
        for days in (-1, 0)
    }
    assert owed == {
        ("lead", -1): 0,
        ("lead", 0): 1,
        ("consultant", -1): 0,
        ("consultant", 0): 0,
    }


@pytest.mark.parametrize(
    ("zone", "on", "overdue"),
    [("Pacific/Kiritimati", 17, 1), ("Europe/Berlin", 16, 0), ("Pacific/Pago_Pago", 15, 0)],
)
def test_it_is_the_day_where_each_company_is(zone, on, overdue):
    place = at_the_gate()
    gate.approve_with_conditions(
        company=place.company,
        number=1,
        shown=place.hash_at(),
        reason="Gut.",
        conditions=[gate.Promise("Fragen", place.lead, TODAY)],
        by=place.manager,
        at=MONDAY,
    )
    place.company.time_zone = zone
    place.company.save()
    (row,) = portfolio_of(place.lead, datetime(2026, 11, 16, 10, 30, tzinfo=UTC))
    assert (row.on.day, row.facts.overdue) == (on, overdue)


@pytest.mark.parametrize("number", [5, 500])
def test_any_number_of_companies_takes_three_queries(number, django_assert_num_queries):
    consultant = make_user("Ben Ostler")
    many_companies(number, consultant)
    with django_assert_num_queries(3):
        rows = portfolio_of(consultant, MONDAY)
        assert len([str(row.reason) + row.company.name + str(row.title) for row in rows]) == number
