"""Very many mentions, made by the database itself, with all that is kept beside them.

What triggers and foreign keys would do row by row is done once at the end, by the same rules; the
indexes are built last. A mention's text is of one short sentence; its bands are chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

DAYS = 365
BANDS_DAYS = 49
CHUNK = 50_000

MENTIONS = """
INSERT INTO monitoring_mention (
    company_id, source_id, external_id, url, title, text, author, author_url, site, language,
    published_at, fetched_at, day, is_own, tone, tone_negative, tone_positive, tone_reasons, kind,
    is_question, topics, content_hash, bands, signature, answer_url, words
)
SELECT company_id, source_id, 'urn:' || n, 'https://blog.example/' || n, '', body,
    'Autor ' || n %% 977, '', 'seite' || n %% 40 || '.example', 'de', at, at,
    (at AT TIME ZONE 'Europe/Berlin')::date,
    n %% 7 > 0, (ARRAY['neutral', 'positive', 'negative', 'neutral'])[1 + n %% 3], 0, 0, '[]',
    'other', n %% 53 = 0, '{}', decode(md5(n::text), 'hex'), '{}', '', '',
    to_tsvector('etappe', body)
FROM (
    SELECT n, (%(companies)s::bigint[])[1 + n %% %(owners)s] AS company_id,
        (%(sources)s::bigint[])[1 + n %% %(owners)s] AS source_id,
        %(now)s::timestamptz - (%(number)s - n) * (%(span)s::interval / %(number)s) AS at,
        'Das Bier von Lindner schmeckt in Ort' || n %% 5003 || ' seit Jahren, sagt Nummer' || n
            || CASE WHEN n %% 1009 = 0 THEN ' Hefetrunk' ELSE '' END AS body
    FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
) AS rows
"""
BESIDE = """
INSERT INTO monitoring_match (company_id, mention_id, profile_id)
SELECT mention.company_id, mention.id, profile.id FROM monitoring_mention AS mention
JOIN monitoring_searchprofile AS profile ON profile.company_id = mention.company_id
WHERE (mention.id / 10 + profile.id) %% 2 = 0;

INSERT INTO monitoring_mentioncount (
    company_id, source_id, day, tone, is_own, is_question, number
)
SELECT company_id, source_id, day, tone, is_own, is_question, count(*)
FROM monitoring_mention GROUP BY 1, 2, 3, 4, 5, 6;

INSERT INTO monitoring_voicecount (company_id, profile_id, day, tone, number)
SELECT match.company_id, profile_id, day, tone, count(*)
FROM monitoring_match AS match JOIN monitoring_mention AS mention ON mention.id = mention_id
GROUP BY 1, 2, 3, 4;

INSERT INTO monitoring_band (company_id, band, day, mention_id)
SELECT company_id, hashint8(12 * id + number), day, id
FROM monitoring_mention CROSS JOIN generate_series(0, 11) AS number
WHERE published_at > %(now)s::timestamptz - make_interval(days => %(days)s);
"""
EMPTIED = (
    "monitoring_item",
    "monitoring_mention",
    "monitoring_match",
    "monitoring_mentioncount",
    "monitoring_voicecount",
)


def companies_of(number: int) -> list[Any]:
    """So many companies, each with one source, a search of its own and one for a competitor."""
    from companies.models import Company
    from tests.factories import make_company, make_user
    from tests.monitoring.listening import look_for, watch

    by = make_user() if not Company.objects.exists() else None
    while by and Company.objects.count() < number:
        company = make_company()
        watch(company, f"https://blog{company.pk}.example/feed", by=by)
        look_for(company, "Lindner", by=by)
        look_for(company, "Keller", kind="competitor", by=by)
    return list(Company.objects.order_by("id"))


def fill(companies: list[Any], rows: int) -> None:
    """Make so many mentions of a year, dealt out to the companies; what was there is gone."""
    from django.db import connection

    from monitoring.models import Source
    from tests.factories import MONDAY

    sources = dict(Source.everywhere.values_list("company_id", "id"))
    given = {
        "companies": [company.pk for company in companies],
        "sources": [sources[company.pk] for company in companies],
        "owners": len(companies),
        "now": MONDAY,
        "span": timedelta(days=DAYS),
        "number": rows,
    }
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute(f"TRUNCATE {', '.join(EMPTIED)} CASCADE")
        with bare("monitoring_mention"), bare("monitoring_match"), bare("monitoring_band"):
            for first in range(0, rows, CHUNK):
                last = min(first + CHUNK, rows) - 1
                cursor.execute(MENTIONS, given | {"first": first, "last": last})
            cursor.execute(BESIDE, {"now": MONDAY, "days": BANDS_DAYS})
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def bare(table: str) -> Iterator[None]:
    """The table without triggers, foreign keys and plain indexes meanwhile."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid = %s::regclass AND contype = 'f'",
            [table],
        )
        keys = cursor.fetchall()
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
            "WHERE indrelid = %s::regclass AND NOT indisunique",
            [table],
        )
        indexes = cursor.fetchall()
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for name, _definition in keys:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _name, definition in indexes:
            cursor.execute(definition)
        for name, definition in keys:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
