"""How long a dashboard and a list take, and how that grows with the number of mentions.

Run `python -m benchmarks.read_mentions [--quick | --rows 10000000]`. Ten companies share the
mentions of a year; one of them is asked. Compared are a hundredth of the rows and all of them
(100,000 and 1,000,000 unless told; quick: 1,000 and 100,000). Every figure is the wall-clock time
of the selector a page calls, objects and all: median and 95th percentile in milliseconds, then the
ratio of the medians. At last, new mentions are stored at either size: the whole transaction and
the statement alone, beside `bulk_create`, rows per CPU second of this process and its database's.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from benchmarks.database import milliseconds, own_database
from benchmarks.filling import DAYS, companies_of, fill

ROWS, QUICK = 1_000_000, 100_000
ROUNDS = 30
COMPANIES = 10
DEEP = 0.9
STORED = 2_000


@dataclass(frozen=True, slots=True)
class Measured:
    """At one size: milliseconds (median, p95) by question, rows a CPU second by way of storing."""

    read: dict[str, tuple[float, float]]
    stored: dict[str, float]


def main() -> None:
    """Fill to each size, ask everything, store something, print both and the ratio."""
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    options.add_argument("--rows", type=int, default=0)
    given = options.parse_args()
    rows = given.rows or (QUICK if given.quick else ROWS)
    with own_database("etappe_benchmark_read"):
        report(rows // 100, rows)


def report(few: int, many: int) -> None:
    """Measure at both sizes and print what was found."""
    small, large = measured(few), measured(many)
    print(f"\nReading, milliseconds: {few:,} and {many:,} mentions of {COMPANIES} companies")
    print(f"  {'':<36}{'median':>8}{'p95':>8}{'median':>10}{'p95':>8}{'ratio':>8}")
    for name in small.read:
        (median, p95), (other, other_p95) = small.read[name], large.read[name]
        print(
            f"  {name:<36}{median:8.2f}{p95:8.2f}{other:10.2f}{other_p95:8.2f}{other / median:8.2f}"
        )
    print("Storing, rows per CPU second")
    for name, rate in small.stored.items():
        other = large.stored[name]
        print(f"  {name:<36}{rate:8,.0f}{other:18,.0f}{rate / other:16.2f} x slower")


def measured(rows: int) -> Measured:
    """Everything a dashboard and a list ask, and storing, at a number of mentions."""
    from tests.factories import MONDAY

    companies, started = companies_of(COMPANIES), time.monotonic()
    fill(companies, rows)
    print(f"filled to {rows:,} in {time.monotonic() - started:,.0f} seconds", flush=True)
    asked = questions(companies[0], MONDAY, MONDAY.date(), rows // COMPANIES)
    read = {
        name: milliseconds(ask, ROUNDS if "live" not in name and "OFFSET" not in name else 5)
        for name, ask in asked.items()
    }
    return Measured(read, storing(companies[0]))


def storing(company: Any) -> dict[str, float]:
    """Rows per CPU second of storing more where so many are."""
    from benchmarks.store_mentions import entries
    from benchmarks.store_ways import More

    return More(company, entries(3 * STORED)).rates()


def questions(company: Any, now: Any, day: Any, size: int) -> dict[str, Callable[[], object]]:
    """What is asked, by name; ``size``: how many mentions the company has."""
    from monitoring.models import Match, Mention
    from monitoring.selectors.counts import counts, share_of_voice
    from monitoring.selectors.mentions import (
        MentionFilters,
        Place,
        mentions_page,
        number_of,
        open_questions,
    )
    from monitoring.selectors.sources import coverage_of

    month = day - timedelta(days=29)
    deep = Place(now - timedelta(days=DAYS) * DEEP, 0)

    def live() -> object:
        from django.db.models import Count

        rows = Mention.of(company).filter(day__range=(month, day), folded_into=None)
        return list(rows.values_list("day", "tone").order_by().annotate(Count("id")))

    def voices_live() -> object:
        from django.db.models import Count

        rows = Match.of(company).filter(
            mention__company=company,
            mention__published_at__gte=now - timedelta(days=30),
            mention__folded_into__isnull=True,
        )
        return list(rows.values_list("profile").order_by().annotate(Count("mention")))

    def offset() -> object:
        rows = Mention.of(company).filter(folded_into=None, is_own=True)
        start = int(size * 6 / 7 * DEEP)
        return list(rows.order_by("-published_at", "-id")[start : start + 50])

    def page(**narrowed: Any) -> Callable[[], object]:
        return lambda: mentions_page(company, MentionFilters(**narrowed))

    return {
        "30 days by tone, from the counts": lambda: counts(company, starts_on=month, ends_on=day),
        "30 days by tone, counted live": live,
        "coverage": lambda: coverage_of(company, starts_at=now, ends_at=now, now=now),
        "share of voice, 30 days": lambda: share_of_voice(company, starts_on=month, ends_on=day),
        "share of voice, 30 days, live": voices_live,
        "newest 50": page(),
        "50 at nine tenths of the depth": lambda: mentions_page(company, before=deep),
        "the same by OFFSET": offset,
        "newest 50 critical": page(tone="negative"),
        "newest 50 of a rare word": page(words="Hefetrunk"),
        "newest 50 of a word in all": page(words="Bier"),
        "open questions": lambda: open_questions(company),
        "how many critical, up to 1,000": lambda: number_of(
            company, MentionFilters(tone="negative")
        ),
    }


if __name__ == "__main__":
    main()
