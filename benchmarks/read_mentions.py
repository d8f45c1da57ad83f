"""How long a dashboard and a list take, and how that grows with the number of mentions.

Run `python -m benchmarks.read_mentions [--quick | --rows 10000000]`. Ten companies share the
mentions of a year; one of them is asked. Compared are a hundredth of the rows and all of them
(10,000 and 1,000,000 unless told; quick: 1,000 and 100,000). Every figure is CPU time of this
process and its database's for the selector a page calls, objects and all: median and 95th
percentile in milliseconds, then the ratio of the medians; both sizes are asked by turns. At last,
new mentions are stored at either size: the whole transaction and the statement alone, beside
`bulk_create`, rows per CPU second likewise.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from benchmarks.database import copied, cpu_milliseconds, own_database
from benchmarks.filling import DAYS, companies_of, fill

ROWS, QUICK = 1_000_000, 100_000
ROUNDS = 30
COMPANIES = 10
DEEP = 0.9
STORED, ROUNDS_STORED = 1_000, 5
DEMANDED = {
    "30 days by tone, from the counts": "p95 2",
    "30 days by tone, counted live": "100 times the counts",
    "newest 50": "ratio at most 1.5",
    "50 at nine tenths of the depth": "ratio at most 1.5",
    "newest 50 of a rare word": "p95 15",
    "newest 50 of a word in all": "p95 50",
}
SLOWER = {"mentions alone": "  (demanded: at most 1.3)"}
FEW, MANY = "etappe_benchmark_read", "etappe_benchmark_read_many"


def main() -> None:
    """Fill to each size, ask everything, store something, print both and the ratio."""
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    options.add_argument("--rows", type=int, default=0)
    given = options.parse_args()
    rows = given.rows or (QUICK if given.quick else ROWS)
    with own_database(FEW), copied("many"):
        report(rows // 100, rows)


def report(few: int, many: int) -> None:
    """Measure at both sizes by turns and print what was found."""
    from companies.models import Company
    from tests.factories import MONDAY

    for name, rows in ((FEW, few), (MANY, many)):
        with using(name):
            started = time.monotonic()
            fill(companies_of(COMPANIES), rows)
            print(f"filled to {rows:,} in {time.monotonic() - started:,.0f} seconds", flush=True)
    print(f"\nReading, CPU milliseconds: {few:,} and {many:,} mentions of {COMPANIES} companies")
    print(f"  {'':<36}{'median':>8}{'p95':>8}{'median':>10}{'p95':>8}{'ratio':>8}")
    for question in questions(Company(), MONDAY, MONDAY.date(), 0):
        (median, p95), (other, other_p95) = (asked(question, each) for each in (FEW, MANY))
        ratio = other / median
        demand = f"  (demanded: {DEMANDED[question]})" if question in DEMANDED else ""
        times = f"{median:8.2f}{p95:8.2f}{other:10.2f}{other_p95:8.2f}{ratio:8.2f}"
        print(f"  {question:<36}{times}{demand}", flush=True)
    print("Storing, rows per CPU second")
    small, large = stored()
    for name, rate in small.items():
        slower = f"{rate / large[name]:16.2f} x slower{SLOWER.get(name, '')}"
        print(f"  {name:<36}{rate:8,.0f}{large[name]:18,.0f}{slower}")


@contextmanager
def using(name: str) -> Iterator[None]:
    """Talk to one of the two databases."""
    from django.db import connection

    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    yield
    connection.close()
    connection.settings_dict["NAME"] = before


def asked(question: str, name: str) -> tuple[float, float]:
    """Median and p95 of one question to the first company, in milliseconds."""
    from companies.models import Company
    from monitoring.models import Mention
    from tests.factories import MONDAY

    with using(name):
        company = Company.objects.order_by("id")[0]
        size = Mention.of(company).count() if "OFFSET" in question else 0
        ask = questions(company, MONDAY, MONDAY.date(), size)[question]
        return cpu_milliseconds(ask, 5 if "live" in question or "OFFSET" in question else ROUNDS)


def stored() -> tuple[dict[str, float], dict[str, float]]:
    """Rows per CPU second of storing more where there are few and where there are many."""
    from benchmarks.store_mentions import entries
    from benchmarks.store_ways import More
    from companies.models import Company

    given, found = entries(ROUNDS_STORED * STORED), {FEW: Rates(), MANY: Rates()}
    for start in range(0, len(given), STORED):
        for name, rates in found.items():
            with using(name):
                company = Company.objects.order_by("id")[0]
                rates.add(More(company).rates(given[start : start + STORED]))
    return found[FEW].medians(), found[MANY].medians()


class Rates(defaultdict[str, list[float]]):
    """What was measured round by round, by way of storing."""

    def __init__(self) -> None:
        super().__init__(list)

    def add(self, measured: dict[str, float]) -> None:
        """One round more."""
        for name, rate in measured.items():
            self[name].append(rate)

    def medians(self) -> dict[str, float]:
        """The middle of all rounds."""
        return {name: statistics.median(rates) for name, rates in self.items()}


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
        "newest 50 of a tone that is not there": page(tone="unclear"),
        "newest 50 of a rare word": page(words="Hefetrunk"),
        "newest 50 of a word in all": page(words="Bier"),
        "open questions": lambda: open_questions(company),
        "how many critical, up to 1,000": lambda: number_of(
            company, MentionFilters(tone="negative")
        ),
    }


if __name__ == "__main__":
    main()
