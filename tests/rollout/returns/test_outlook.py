"""The pure rule of the return: ranges in order, and more benefit never pays later."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rollout.returns.outlook import Cost, Gain, Range, cost_of_hours, outlook

amounts = st.decimals(min_value=0, max_value=20_000, places=2)


@st.composite
def ranges(draw: st.DrawFn, of: st.SearchStrategy[Decimal] = amounts) -> Range:
    return Range.of(draw(of), draw(of))


@st.composite
def costs(draw: st.DrawFn) -> list[Cost]:
    return [Cost("one_off", draw(ranges()), once=True), Cost("monthly", draw(ranges()))]


gains = st.builds(
    Gain,
    name=st.just("Enquiries"),
    number=ranges(st.decimals(min_value=0, max_value=50, places=2)),
    worth=ranges(),
    from_month=st.integers(1, 24),
)
spans = st.integers(12, 24)


def euros(low: str, high: str | None = None) -> Range:
    return Range(Decimal(low), Decimal(high or low))


def gain(number: Range, worth: Range, from_month: int = 1) -> Gain:
    return Gain("Enquiries", number, worth, from_month)


def later(one: int | None, other: int | None) -> bool:
    """Whether ``one`` pays later than ``other``; never is the latest."""
    return (one or 99) > (other or 99)


@given(costs(), st.lists(gains, max_size=3), spans)
def test_the_cautious_case_is_never_better_than_the_hopeful_one(spent, brought, months):
    found = outlook(spent, brought, months)
    assert len(found.balance) == months
    assert all(each.low <= each.high for each in found.balance)
    assert not later(found.hopeful, found.cautious)


@given(costs(), st.lists(gains, max_size=2), gains, spans)
def test_one_more_benefit_never_pays_later(spent, brought, more, months):
    before, after = outlook(spent, brought, months), outlook(spent, [*brought, more], months)
    assert not later(after.hopeful, before.hopeful)
    assert not later(after.cautious, before.cautious)


@given(costs(), gains, spans, st.integers(0, 23))
def test_what_begins_earlier_never_pays_later(spent, brought, months, earlier):
    sooner = replace(brought, from_month=max(1, brought.from_month - earlier))
    before, after = outlook(spent, [brought], months), outlook(spent, [sooner], months)
    assert not later(after.cautious, before.cautious)


@given(costs(), gains, ranges())
def test_higher_costs_never_pay_earlier(spent, brought, more):
    dearer = [*spent, Cost("agency", more)]
    before, after = outlook(spent, [brought], 24), outlook(dearer, [brought], 24)
    assert not later(before.cautious, after.cautious)
    assert not later(before.hopeful, after.hopeful)


@given(costs(), st.lists(gains, max_size=3))
def test_once_covered_the_costs_stay_covered(spent, brought):
    found = outlook(spent, brought, 24)
    if found.cautious:
        assert all(each.low >= 0 for each in found.balance[found.cautious - 1 :])


def test_the_balance_is_added_up_month_by_month():
    found = outlook(
        [Cost("one_off", euros("1000"), once=True), Cost("monthly", euros("100", "150"))],
        [gain(euros("2", "4"), euros("100", "200"), from_month=2)],
        12,
    )
    assert found.balance[:3] == (
        euros("-1150", "-1100"),
        euros("-1100", "-400"),
        euros("-1050", "300"),
    )
    assert (found.hopeful, found.cautious) == (3, None)
    assert found.after(12) == euros("-600", "6600")


def test_what_is_not_covered_in_time_has_no_month():
    found = outlook([Cost("monthly", euros("300"))], [gain(euros("1"), euros("100"))], 12)
    assert (found.hopeful, found.cautious) == (None, None)
    assert found.after(24) == euros("-2400")


def test_an_hour_a_week_costs_fifty_two_twelfths_a_month():
    assert cost_of_hours(euros("6", "9"), Decimal(45)).amount == euros("1170.00", "1755.00")
