"""Comparing clients: what is shown is about five and more, however often one looks."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from itertools import combinations

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from companies.models import AuditEntry, Company, Membership
from companies.roles import Role
from rollout.models import ComparisonGroup, ComparisonShare, Stage
from rollout.portfolio.comparison import Compared, compare, comparison_of
from rollout.portfolio.groups import SMALLEST_GROUP, Spread, joining, spread
from rollout.portfolio.metrics import METRICS, PassedStage, Unit, values_of
from rollout.refusals import RefusedError
from tests.factories import MONDAY, make_member, make_user
from tests.rollout.ahead import place_at
from tests.rollout.builders import LATER, TODAY

# --- Rules ----------------------------------------------------------------------------------


def test_median_and_quartiles_of_whole_groups_together():
    assert spread([[10, 20, 30, 40, 50]], 1) == Spread(5, 20, 30, 40)
    assert spread([[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]], 1) == Spread(10, 3, 6, 8)


def test_figures_are_rounded_so_that_none_is_a_clients_own():
    assert spread([[13, 24, 37, 41, 60]], 7) == Spread(5, 21, 35, 42)


def test_four_are_no_group():
    assert spread([[1, 2, 3, 4]], 1) is None
    assert spread([], 1) is None


def test_five_others_are_needed_beside_the_one_that_is_shown():
    values = dict.fromkeys(range(1, 6), 10)
    assert joining(values, counted=(), shown=1) == {}
    assert set(joining(values | {6: 10}, counted=(), shown=1)) == {2, 3, 4, 5, 6}


def test_who_has_joined_does_not_join_again():
    values = dict.fromkeys(range(1, 11), 10)
    assert joining(values, counted={2, 3, 4, 5, 6}, shown=1) == {}
    later = values | {11: 10}
    assert set(joining(later, counted={2, 3, 4, 5, 6}, shown=1)) == {7, 8, 9, 10, 11}


def unions_seen(groups: list[set[int]]) -> Iterable[frozenset[int]]:
    """Whose figures stand behind what is shown beside each client."""
    for client in set().union(*groups, {-1}):
        yield frozenset().union(*(group for group in groups if client not in group))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sets(st.integers(0, 24), max_size=8), st.integers(0, 24)), max_size=12)
)
def test_nothing_about_fewer_than_five_follows_however_clients_come_and_go(moments):
    there: dict[int, int] = {}
    counted: set[int] = set()
    groups: list[set[int]] = []
    seen: set[frozenset[int]] = set()
    for came_or_went, shown in moments:
        for client in came_or_went:
            if there.pop(client, None) is None:
                there[client] = client
        new = set(joining(there, counted=counted, shown=shown))
        if new:
            groups.append(new)
            counted |= new
        seen |= set(unions_seen(groups))
    assert all(one.isdisjoint(other) for one, other in combinations(groups, 2))
    # Who is in the same of all unions ever seen cannot be told apart by any of them.
    alike = Counter(frozenset(each for each in seen if client in each) for client in counted)
    assert all(number >= SMALLEST_GROUP for number in alike.values())


def test_every_metric_has_a_key_and_a_step_of_its_own():
    assert len({each.key for each in METRICS}) == len(METRICS)
    assert [(unit, unit.step) for unit in Unit] == [
        (Unit.DAYS, 7),
        (Unit.POINTS, 5),
        (Unit.PERCENT, 5),
        (Unit.NUMBER, 1),
        (Unit.HOURS, 2),
    ]


def passed_stage(number: int, **work: object) -> PassedStage:
    return PassedStage(number, TODAY - timedelta(days=30), TODAY, work)


def test_figures_are_read_from_the_frozen_work():
    baseline = {"negative": 3, "told": 9, "questions": 8, "open_questions": 2}
    found = {
        **values_of(passed_stage(1, survey={"dimensions": [{"key": "speed", "score": 70}]})),
        **values_of(passed_stage(2, baseline=baseline)),
        **values_of(passed_stage(3, goals=[{}, {}], kpis=[{}])),
        **values_of(passed_stage(5, staff=[{"hours": "4.0"}, {"hours": "2.5"}])),
        **values_of(
            passed_stage(
                6,
                measured={"answers": {"asked": 10, "in_time": 9, "blind": []}},
                hypotheses=[
                    {"verdict": "confirmed"},
                    {"verdict": "refuted"},
                    {"verdict": "unclear"},
                    {"verdict": ""},
                ],
            )
        ),
    }
    assert found == {
        **dict.fromkeys(("days_1", "days_2", "days_3", "days_5", "days_6"), 30),
        "score_speed": 70,
        "criticism": 33,
        "answered": 75,
        "goals": 2,
        "kpis": 1,
        "hours": 6,
        "in_time": 90,
        "held": 50,
    }


@pytest.mark.parametrize(
    "work",
    [
        {"baseline": None},
        {"baseline": {"negative": 1, "told": 4, "questions": 4, "open_questions": 0}},
        {"measured": {"answers": {"asked": 10, "in_time": 9, "blind": ["Anzeiger"]}}},
    ],
    ids=["no baseline", "too few", "blind"],
)
def test_where_too_little_is_known_there_is_no_figure(work):
    for number in (2, 6):
        assert set(values_of(passed_stage(number, **work))) == {f"days_{number}"}


# --- Groups of real companies -----------------------------------------------------------------

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben():
    return make_user("Ben Ostler")


def client_of(user, name: str, *, days: int = 20) -> Company:
    """A client whose culture check has passed after so many days."""
    company = place_at(2, name).company
    make_member(company, Role.CONSULTANT, user=user)
    Stage.of(company).filter(number=1).update(opened_at=LATER - timedelta(days=days))
    return company


def clients_of(user, *days: int, first: int = 0) -> list[Company]:
    return [client_of(user, f"Firma {first + at}", days=each) for at, each in enumerate(days)]


def days_row(user, company: Company) -> Compared:
    return next(each for each in comparison_of(user, company) if each.metric.key == "days_1")


def join(user, company: Company) -> int:
    return compare(company=company, by=user, at=LATER)


def test_five_others_stand_beside_a_client(ben):
    shown, *_others = clients_of(ben, 99, 7, 14, 21, 28, 35)
    join(ben, shown)
    row = days_row(ben, shown)
    assert (row.own, row.others) == (99, Spread(5, 14, 21, 28))


def test_with_four_others_nothing_is_compared(ben):
    shown, *_others = clients_of(ben, 99, 7, 14, 21, 28)
    with override("en"), pytest.raises(RefusedError, match="At least five other clients"):
        join(ben, shown)
    assert days_row(ben, shown).others is None
    assert not ComparisonGroup.objects.exists()


def test_a_client_that_comes_changes_nothing_before_five_have_come(ben):
    shown, *_others = clients_of(ben, 99, 7, 14, 21, 28, 35)
    join(ben, shown)
    before = days_row(ben, shown)
    clients_of(ben, 700, 700, 700, 700, first=10)
    with pytest.raises(RefusedError):
        join(ben, shown)
    assert days_row(ben, shown) == before
    clients_of(ben, 700, first=20)
    join(ben, shown)
    assert days_row(ben, shown).others == Spread(10, 21, 371, 700)


def test_a_client_that_leaves_changes_nothing(ben):
    shown, gone, *_others = clients_of(ben, 99, 7, 14, 21, 28, 35)
    join(ben, shown)
    before = days_row(ben, shown)
    Membership.of(gone).filter(user=ben).update(ended_at=LATER)
    assert days_row(ben, shown) == before


def test_a_stage_that_passes_again_later_changes_nothing(ben):
    shown, other, *_others = clients_of(ben, 99, 7, 14, 21, 28, 35)
    join(ben, shown)
    before = days_row(ben, shown)
    Stage.of(other).filter(number=1).update(opened_at=LATER - timedelta(days=900))
    assert days_row(ben, shown) == before
    with pytest.raises(RefusedError):
        join(ben, shown)


def test_a_client_is_never_shown_beside_a_group_it_is_in(ben):
    shown, inside, *_others = clients_of(ben, 99, 7, 14, 21, 28, 35)
    join(ben, shown)
    row = days_row(ben, inside)
    assert (row.own, row.others, row.is_within) == (7, None, True)
    clients_of(ben, 70, 70, 70, 70, first=10)
    join(ben, inside)
    assert days_row(ben, inside).others == Spread(5, 70, 70, 70)
    assert days_row(ben, shown).others == Spread(5, 14, 21, 28)


def test_only_clients_of_ones_own_as_a_consultant_are_counted(ben):
    shown, *_others = clients_of(ben, 99, 7, 14, 21, 28)
    led = client_of(make_user("Otto"), "Geleitet")
    make_member(led, Role.LEAD, user=ben)
    with pytest.raises(RefusedError):
        join(ben, shown)
    assert [each.user for each in ComparisonShare.everywhere.all()] == []


def test_groups_belong_to_one_consultant(ben):
    shown, *others = clients_of(ben, 99, 7, 14, 21, 28, 35)
    join(ben, shown)
    eva = make_user("Eva Neu")
    for each in (shown, *others):
        make_member(each, Role.CONSULTANT, user=eva)
    assert days_row(eva, shown).others is None
    join(eva, others[0])
    assert days_row(eva, others[0]).others.number == 5


def test_a_lead_compares_nothing(ben):
    shown, *_others = clients_of(ben, 99, 7, 14, 21, 28, 35)
    lead = make_member(shown, Role.LEAD).user
    with override("en"), pytest.raises(RefusedError, match="Only the consultant"):
        join(lead, shown)


def test_each_client_reads_in_its_own_log_how_many_figures_were_taken(ben):
    shown, *others = clients_of(ben, 99, 7, 14, 21, 28, 35)
    join(ben, shown)
    entries = AuditEntry.everywhere.filter(act="comparison.joined")
    assert sorted(entries.values_list("company", flat=True)) == sorted(each.pk for each in others)
    assert {entry.actor for entry in entries} == {ben}
    assert "Firma" not in str([entry.detail for entry in entries])


def test_a_group_says_whose_figure_is_which_to_nobody(ben):
    shown, *_others = clients_of(ben, 99, 35, 7, 28, 14, 21)
    join(ben, shown)
    group = ComparisonGroup.objects.get(metric="days_1")
    assert group.values == [7, 14, 21, 28, 35]


@pytest.mark.parametrize(
    "change",
    [
        lambda group: ComparisonGroup.objects.filter(pk=group.pk).update(values=[1] * 5),
        lambda group: ComparisonShare.everywhere.filter(group=group).delete(),
        lambda group: group.delete(),
    ],
    ids=["other values", "a figure taken out", "removed"],
)
def test_the_database_lets_no_group_change(ben, change):
    shown, *_others = clients_of(ben, 99, 7, 14, 21, 28, 35)
    join(ben, shown)
    group = ComparisonGroup.objects.get(metric="days_1")
    with pytest.raises((Error, ValidationError)), transaction.atomic():
        change(group)


def test_the_database_keeps_no_group_of_four(ben):
    with pytest.raises(Error), transaction.atomic():
        ComparisonGroup.objects.create(
            user=ben, metric="days_1", values=[1, 2, 3, 4], made_at=MONDAY
        )


def test_the_page_costs_three_queries_however_many_clients(ben, django_assert_num_queries):
    shown, *_others = clients_of(ben, 99, 7, 14, 21, 28, 35)
    join(ben, shown)
    with django_assert_num_queries(3):
        comparison_of(ben, shown)
