"""What social media cost and may bring, month by month: a pure rule (S0: one to two years; S3).

Everything is a range: the cautious case takes the higher cost and the lower benefit, the hopeful
case the lower cost and the higher benefit. Nothing is ever said as a single sum.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")
WEEKS_A_YEAR, MONTHS_A_YEAR = 52, 12


def cents(amount: Decimal) -> Decimal:
    """The amount with two decimals."""
    return amount.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Range:
    """From ``low`` to ``high``, both included."""

    low: Decimal
    high: Decimal

    @classmethod
    def of(cls, *amounts: Decimal) -> Self:
        """The range that holds all of these."""
        return cls(min(amounts), max(amounts))

    def __add__(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.high + other.high)

    def minus(self, other: "Range") -> "Range":
        """The difference as widely as it may turn out."""
        return Range(self.low - other.high, self.high - other.low)


EMPTY = Range(NOTHING, NOTHING)


@dataclass(frozen=True, slots=True)
class Cost:
    """One kind of cost: ``once`` in the first month, or every month."""

    key: str
    amount: Range
    once: bool = False


def cost_of_hours(hours_per_week: Range, hourly_cost: Decimal) -> Cost:
    """What one's own people's hours cost in an average month."""
    low, high = (
        cents(each * hourly_cost * WEEKS_A_YEAR / MONTHS_A_YEAR)
        for each in (hours_per_week.low, hours_per_week.high)
    )
    return Cost("hours", Range(low, high))


@dataclass(frozen=True, slots=True)
class Gain:
    """What a benefit brings: so many a month, worth so much each, from a month on (first: 1)."""

    name: str
    number: Range
    worth: Range
    from_month: int

    @property
    def a_month(self) -> Range:
        """In money, once it has begun."""
        return Range(
            cents(self.number.low * self.worth.low), cents(self.number.high * self.worth.high)
        )

    def in_month(self, month: int) -> Range:
        """In money, in one month."""
        return self.a_month if month >= self.from_month else EMPTY


@dataclass(frozen=True)
class Outlook:
    """The balance after each month, from the first: cautious is ``low``, hopeful ``high``."""

    balance: tuple[Range, ...]

    @property
    def hopeful(self) -> int | None:
        """The month by whose end the costs are covered in the hopeful case; None: not in time."""
        return _first(each.high for each in self.balance)

    @property
    def cautious(self) -> int | None:
        """The same in the cautious case."""
        return _first(each.low for each in self.balance)

    def after(self, months: int) -> Range:
        """The balance after so many months, or after the last one looked at."""
        return self.balance[min(months, len(self.balance)) - 1]


def _first(balances: Iterable[Decimal]) -> int | None:
    return next((month for month, balance in enumerate(balances, 1) if balance >= 0), None)


def outlook(costs: Iterable[Cost], gains: Iterable[Gain], months: int) -> Outlook:
    """The balance after each of ``months`` months (12 to 24)."""
    every_cost, every_gain = tuple(costs), tuple(gains)
    balance, after = [], EMPTY
    for month in range(1, months + 1):
        spent = sum((c.amount for c in every_cost if month == 1 or not c.once), EMPTY)
        gained = sum((gain.in_month(month) for gain in every_gain), EMPTY)
        after = after + gained.minus(spent)
        balance.append(after)
    return Outlook(tuple(balance))
