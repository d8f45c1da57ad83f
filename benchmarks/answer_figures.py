"""How long the figures of answering take, beside the same question asked of the heap.

Run `python -m benchmarks.answer_figures [--quick]`. Ten companies have had their cases come in over
a year (400,000 unless quick: 40,000). Asked are the last four weeks of one, with its departments,
through the selector the pages call; then the desk's lists. The peer is the same statement with the
covering index taken away, so that rows are found by another index and read from the heap. Median
and 95th percentile in milliseconds of wall-clock time, then of CPU time of process and database,
which the rest of the machine weighs on less.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import timedelta

from benchmarks.database import cpu_milliseconds, milliseconds, own_database

CASES, QUICK = 400_000, 40_000
COMPANIES, ROUNDS = 10, 200
FILL = """
INSERT INTO monitoring_deskcase (
    company_id, why, cues, opened_at, came_in_at, due_at, department_id, escalation, outcome,
    because, settled_at, settled_by_id, took_seconds, version
)
SELECT (%(companies)s::bigint[])[1 + n %% %(owners)s], 'question', '{}', at, at,
    at + interval '1 day', (%(departments)s::bigint[])[1 + n %% %(owners)s], 0,
    CASE WHEN n %% 10 < 8 THEN 'answered' WHEN n %% 10 = 8 THEN 'closed' ELSE '' END,
    CASE WHEN n %% 10 = 8 THEN 'spam' ELSE '' END,
    CASE WHEN n %% 10 < 9 THEN at + (n %% 40) * interval '1 hour' END,
    CASE WHEN n %% 10 < 9 THEN %(by)s::bigint END,
    CASE WHEN n %% 10 < 8 THEN (n %% 40) * 1200 END, 1
FROM (
    SELECT n, %(now)s::timestamptz - n * (interval '365 days' / %(number)s) AS at
    FROM generate_series(1, %(number)s) AS n
) AS moments
"""


def main() -> None:
    """Fill, ask, take the index away, ask again, and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    number = QUICK if options.parse_args().quick else CASES
    with own_database("etappe_benchmark_answers"):
        report(number)


def report(number: int) -> None:
    """Measure and print what was found."""
    from django.db import connection

    from companies.models import Department
    from monitoring.selectors.desk import Filters, Viewer, cases_page, queue_counts
    from monitoring.selectors.desk_figures import desk_figures
    from tests.factories import MONDAY, make_company, make_user

    companies = [make_company(f"Nummer {place}") for place in range(COMPANIES)]
    departments = [
        Department.everywhere.create(company=company, name="Vertrieb").pk for company in companies
    ]
    given = {
        "companies": [company.pk for company in companies],
        "departments": departments,
        "owners": COMPANIES,
        "by": make_user().pk,
        "now": MONDAY,
        "number": number,
    }
    with connection.cursor() as cursor:
        # What the triggers hold for each row is not what is measured.
        cursor.execute("ALTER TABLE monitoring_deskcase DISABLE TRIGGER USER")
        cursor.execute(FILL, given)
        cursor.execute("VACUUM ANALYZE monitoring_deskcase")
    one, viewer = companies[0], Viewer(True, frozenset(), frozenset())
    last = MONDAY.date()

    def figures() -> None:
        desk_figures(one, last - timedelta(days=27), last, at=MONDAY)

    def page() -> None:
        cases_page(viewer, one, Filters(queue="all"), at=MONDAY)

    def counts() -> None:
        queue_counts(viewer, one, at=MONDAY)

    print(f"\n{number:,} cases of {COMPANIES} companies; milliseconds")
    print(f"  {'':<44}{'median':>8}{'p95':>8}{'CPU: median':>12}{'p95':>8}")
    show("figures of four weeks", figures)
    show("first page of the desk", page)
    show("counts of its queues", counts)
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX case_figures")
    show("figures of four weeks, from the heap", figures)


def show(name: str, ask: Callable[[], None]) -> None:
    """Ask often, and print how long it took and what it cost."""
    took, cost = milliseconds(ask, ROUNDS), cpu_milliseconds(ask, ROUNDS)
    print(f"  {name:<44}{took[0]:8.2f}{took[1]:8.2f}{cost[0]:12.2f}{cost[1]:8.2f}", flush=True)


if __name__ == "__main__":
    main()
