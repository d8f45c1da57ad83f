"""Watching the figures of the culture check grow finds nobody out."""

from collections.abc import Hashable, Iterator
from fractions import Fraction
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollout.stages.culture.batches import Counting, count_in, gives_nobody_away, has_no_small_cut

SEQUENCES = st.lists(st.sampled_from(["management", "office", "sales"]), max_size=14)
EDGES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=11)


def names() -> Iterator[UUID]:
    return (UUID(int=number) for number in range(1, 10_000))


def grown(roles: list[str]) -> list[list[Counting]]:
    """How the answers count after each person, one after another."""
    new, people, states = names(), [], []
    for role in roles:
        people = count_in([*people, Counting(role)], lambda: next(new))
        states.append(people)
    return states


def shown(state: list[Counting]) -> dict[str, frozenset[int]]:
    """Whose answers each figure is the mean of."""
    figures = {"everybody": frozenset(at for at, each in enumerate(state) if each.batch)}
    for role in {each.role for each in state}:
        figures[role] = frozenset(
            at for at, each in enumerate(state) if each.role == role and each.role_batch
        )
    return figures


@given(SEQUENCES)
def test_a_figure_changes_by_three_people_or_more_and_only_grows(roles: list[str]) -> None:
    states = [shown(state) for state in grown(roles)]
    for before, after in combinations(states, 2):
        for name, people in after.items():
            earlier = before.get(name, frozenset())
            assert earlier <= people
            assert len(people - earlier) not in (1, 2)


@settings(max_examples=60, deadline=None)
@given(SEQUENCES)
def test_nothing_about_one_or_two_people_follows_from_all_figures_ever_shown(
    roles: list[str],
) -> None:
    sums = {people for state in grown(roles) for people in shown(state).values() if people}
    rows = [[int(at in people) for at in range(len(roles))] for people in sums]
    known = rank(rows)
    for pair in combinations(range(len(roles)), 2):
        others = [[value for at, value in enumerate(row) if at not in pair] for row in rows]
        assert rank(others) == known, f"{pair} can be told apart from {sums}"


def rank(rows: list[list[int]]) -> int:
    """The rank over the rationals, by elimination."""
    left, found = [[Fraction(value) for value in row] for row in rows], 0
    while left:
        row = left.pop()
        at = next((at for at, value in enumerate(row) if value), None)
        if at is None:
            continue
        found += 1
        left = [
            [mine - each[at] / row[at] * its for mine, its in zip(each, row, strict=True)]
            for each in left
        ]
    return found


@given(EDGES)
def test_small_cuts_are_found_as_by_trying_all(edges: list[tuple[int, int]]) -> None:
    whole = parts(edges)
    few = [set(chosen) for size in (1, 2) for chosen in combinations(range(len(edges)), size)]
    apart = any(
        parts([edge for at, edge in enumerate(edges) if at not in chosen]) > whole for chosen in few
    )
    assert has_no_small_cut(edges) is not apart


def parts(edges: list[tuple[int, int]]) -> int:
    """Into how many parts the six nodes fall."""
    group: dict[Hashable, int] = {node: node for node in range(6)}
    for one, other in edges:
        old, new = group[one], group[other]
        group = {node: new if its == old else its for node, its in group.items()}
    return len(set(group.values()))


@pytest.mark.parametrize(
    ("arrive", "counted", "roles"),
    [
        ("mm", 0, ""),
        ("mms", 3, ""),
        ("mmms", 3, "mmm"),
        ("msomsomso", 9, "mmmooosss"),
        ("mmmsssooo", 9, "mmmooosss"),
        # Two of a role in one batch: the third's difference to the stranger there would be known.
        ("mmssso", 6, ""),
        ("mmsmss", 6, ""),
        ("mmmssm", 6, "mmm"),
    ],
)
def test_who_counts_after_so_many_people(arrive: str, counted: int, roles: str) -> None:
    state = grown(list(arrive))[-1]
    assert sum(each.batch is not None for each in state) == counted
    assert "".join(sorted(each.role for each in state if each.role_batch)) == roles


def test_a_company_of_three_hundred_people_is_counted_at_once() -> None:
    new, people = names(), [Counting("mso"[at % 3]) for at in range(300)]
    counted = count_in(people, lambda: next(new))
    assert all(each.batch and each.role_batch for each in counted)
    assert gives_nobody_away(counted)
