"""How long a dashboard and a list take, and how that grows from 100,000 to 1,000,000 mentions.

Run `python -m benchmarks.read_mentions [--quick]` (quick: 10,000 and 100,000). One company of many
holds most mentions. Every figure is the wall-clock time of the selector a page calls, objects and
all: median and 95th percentile in milliseconds, then the ratio of the medians.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from benchmarks.database import milliseconds, own_database

SIZES = (100_000, 1_000_000)
QUICK = (10_000, 100_000)
ROUNDS = 30
DAYS = 365
DEEP = 0.9

FILL = """
INSERT INTO monitoring_mention (
    company_id, source_id, external_id, url, title, text, author, author_url, site, language,
    published_at, fetched_at, day, is_own, tone, tone_negative, tone_positive, tone_reasons, kind,
    is_question, topics, content_hash, bands, signature, answer_url, words
)
SELECT company_id, source_id, 'urn:' || n, 'https://blog.example/' || n, '', body,
    'Autor ' || n %% 977, '', 'seite' || n %% 40 || '.example', 'de', at, at,
    (at AT TIME ZONE 'Europe/Berlin')::date,
    n %% 7 > 0, (ARRAY['neutral', 'negative', 'positive', 'unclear'])[1 + n %% 4], 0, 0, '[]',
    'other', n %% 50 = 0, '{}', ''::bytea, '{}', '', '', to_tsvector('etappe', body)
FROM (
    SELECT n, (%(sources)s::bigint[])[1 + n %% 5] AS source_id, %(company)s::bigint AS company_id,
        %(now)s::timestamptz - n * (%(span)s::interval / %(number)s) AS at,
        'Das Bier von Lindner schmeckt in Ort' || n %% 5000 || ' seit Jahren, sagt Nummer' || n
            || CASE WHEN n %% 1000 = 0 THEN ' Hefetrunk' ELSE '' END AS body
    FROM generate_series(%(first)s, %(last)s) AS n
) AS rows
"""


def main() -> None:
    """Fill to each size, ask everything, print both and the ratio."""
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    sizes = QUICK if options.parse_args().quick else SIZES
    with own_database():
        small, large = (measured(size) for size in sizes)
    print(f"\nReading, milliseconds: {sizes[0]:,} and {sizes[1]:,} mentions of one company")
    print(f"  {'':<34}{'median':>8}{'p95':>8}{'median':>10}{'p95':>8}{'ratio':>8}")
    for name in small:
        (median, p95), (other, other_p95) = small[name], large[name]
        ratio = other / median
        print(f"  {name:<34}{median:8.2f}{p95:8.2f}{other:10.2f}{other_p95:8.2f}{ratio:8.2f}")


def measured(size: int) -> dict[str, tuple[float, float]]:
    """Median and p95 of everything a dashboard and a list ask, at a number of mentions."""
    from tests.factories import MONDAY

    company = filled(size)
    now, day = MONDAY, MONDAY.date()
    return {
        name: milliseconds(ask, ROUNDS if "OFFSET" not in name else 3)
        for name, ask in questions(company, now, day, size).items()
    }


def questions(company: Any, now: Any, day: Any, size: int) -> dict[str, Callable[[], object]]:
    """What is asked, by name."""
    from monitoring.models import Mention
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


def filled(size: int) -> Any:
    """A company with so many mentions; what is there already is only added to."""
    from django.db import connection

    from companies.models import Company
    from monitoring.models import Source
    from tests.factories import MONDAY, make_company, make_user
    from tests.monitoring.listening import look_for, watch

    company = Company.objects.first()
    if company is None:
        company, by = make_company(), make_user()
        for number in range(5):
            watch(company, f"https://blog{number}.example/feed", by=by)
        look_for(company, "Lindner", by=by)
        look_for(company, "Keller", kind="competitor", by=by)
    sources = list(Source.of(company).values_list("id", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE monitoring_mention, monitoring_mentioncount CASCADE")
        for first in range(0, size, 50_000):
            given = {
                "sources": sources,
                "company": company.pk,
                "now": MONDAY,
                "span": timedelta(days=DAYS),
                "number": size,
                "first": first,
                "last": first + 49_999 if first + 50_000 <= size else size - 1,
            }
            cursor.execute(FILL, given)
        cursor.execute(
            "INSERT INTO monitoring_match (company_id, mention_id, profile_id) "
            "SELECT mention.company_id, mention.id, profile.id FROM monitoring_mention AS mention "
            "JOIN monitoring_searchprofile AS profile ON profile.company_id = mention.company_id "
            "WHERE (mention.id + profile.id) % 2 = 0"
        )
        cursor.execute("VACUUM ANALYZE")
    return company


if __name__ == "__main__":
    main()
