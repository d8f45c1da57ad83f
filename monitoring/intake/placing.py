"""Mentions are written here and nowhere else: once each, folded, with their matches and words."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from monitoring.intake.batches import array, hashes, one_by_one_if_need_be, texts
from monitoring.intake.folding import WINDOW, Said, Voices
from monitoring.intake.judging import Judge, judged, reasons_of
from monitoring.intake.matching import Wanted
from monitoring.intake.opening import open_cases
from monitoring.intake.own_tone import judge_with_own
from monitoring.intake.own_voices import set_apart_new
from monitoring.intake.remembering import without_erased
from monitoring.models import Mention
from monitoring.pipeline.duplicates import Signature
from monitoring.pipeline.judge import Judged
from monitoring.query.fold import fold

BATCH = 200
LOCK = 0x6D656E74
"""With a company's id: whoever writes its mentions. Keeps two workers from storing one text as
two firsts, and gives the upserts of the counts one order."""

# One after the other in the order of the array, so that no two workers hold what the other wants.
HOLD = "SELECT pg_advisory_xact_lock(%s, company_id) FROM unnest(%s::integer[]) AS company_id"

INSERT = """
WITH judged AS MATERIALIZED (
    SELECT item_id, to_tsvector('etappe', folded) AS words, tone, tone_negative, tone_positive,
        tone_reasons::jsonb AS tone_reasons, kind, is_question, topics::varchar[] AS topics,
        content_hash, bands::bigint[] AS bands, signature
    FROM unnest(
        %s::bigint[], %s::text[], %s::text[], %s::smallint[], %s::smallint[], %s::text[],
        %s::text[], %s::boolean[], %s::text[], %s::bytea[], %s::text[], %s::bytea[]
    ) AS given (
        item_id, folded, tone, tone_negative, tone_positive, tone_reasons, kind, is_question,
        topics, content_hash, bands, signature
    )
)
INSERT INTO monitoring_mention (
    id, company_id, source_id, day, is_own, folded_into_id, words,
    external_id, url, title, text, author, author_url, site, language, published_at, fetched_at,
    rating, tone, tone_negative, tone_positive, tone_reasons, kind, is_question, topics,
    content_hash, bands, signature, addressed_to_us, reach, answer_url
)
SELECT chosen.id, company_id, source_id, day, is_own, folded_into_id, words,
    external_id, url, title, text, author, author_url, site, language, published_at, fetched_at,
    rating, tone, tone_negative, tone_positive, tone_reasons, kind, is_question, topics,
    content_hash, bands, signature, addressed_to_us, reach, ''
FROM unnest(
    %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::date[], %s::boolean[], %s::bigint[]
) AS chosen (id, company_id, source_id, item_id, day, is_own, folded_into_id)
JOIN monitoring_item AS item ON item.id = chosen.item_id
JOIN judged USING (item_id)
ORDER BY chosen.id
ON CONFLICT (company_id, source_id, external_id) DO NOTHING
RETURNING id
"""
# One descent of an index a key. The limits keep the planner from anything else, and a text that
# was passed on a thousand times from being compared with all of its copies.
HEARD = """
WITH given AS MATERIALIZED (
    SELECT company_id, bands::bigint[] AS bands, content_hash, day, published_at
    FROM unnest(
        %(companies)s::bigint[], %(bands)s::text[], %(hashes)s::bytea[], %(days)s::date[],
        %(moments)s::timestamptz[]
    ) AS brought (company_id, bands, content_hash, day, published_at)
), candidates AS (
    SELECT known.mention_id
    FROM given CROSS JOIN unnest(given.bands) AS wanted (band)
    CROSS JOIN LATERAL (
        SELECT mention_id FROM monitoring_band AS held
        WHERE held.company_id = given.company_id AND held.band = wanted.band
            AND held.day BETWEEN given.day - %(around)s AND given.day + %(around)s
        ORDER BY held.day LIMIT 100
    ) AS known
    UNION
    SELECT known.id
    FROM given CROSS JOIN LATERAL (
        SELECT id FROM monitoring_mention AS same
        WHERE same.company_id = given.company_id AND same.content_hash = given.content_hash
            AND same.published_at BETWEEN
                given.published_at - %(window)s AND given.published_at + %(window)s
        ORDER BY same.published_at LIMIT 100
    ) AS known
)
SELECT company_id, coalesce(folded_into_id, id), is_own, published_at, author, content_hash,
    bands, signature
FROM monitoring_mention
WHERE id = ANY(ARRAY(SELECT mention_id FROM candidates)) AND NOT is_by_us
ORDER BY id
"""
THERE = """
SELECT there.source_id, there.external_id, there.id
FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS given (company_id, source_id, external_id)
CROSS JOIN LATERAL (
    SELECT source_id, external_id, id FROM monitoring_mention AS mention
    WHERE mention.company_id = given.company_id AND mention.source_id = given.source_id
        AND mention.external_id = given.external_id
    LIMIT 1
) AS there
"""
MATCH = """
INSERT INTO monitoring_match (company_id, mention_id, profile_id)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[])
ON CONFLICT (profile_id, mention_id) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class New:
    """A mention to be written, under an id of its own."""

    id: int
    wanted: Wanted
    judged: Judged
    folded_into: int | None


def place(wanted: Iterable[Wanted], *, at: datetime | None = None, judge: Judge = judged) -> int:
    """Write mentions and matches, inside the caller's transaction; returns how many are new.

    What a company has from this source already is not written twice: it only gains matches. What
    is new is judged by ``judge``. What wants an answer lies on the desk afterwards; ``at`` is when
    the company came to know of it, if that is later than it was fetched.
    """
    rest, new = iter(wanted), 0
    while batch := list(islice(rest, BATCH)):
        new += _place(batch, at, judge)
    return new


def _place(batch: Sequence[Wanted], at: datetime | None, judge: Judge) -> int:
    lock({each.watcher.company_id for each in batch})
    batch, remembered = without_erased(batch)
    if not batch:
        return 0
    there = remembered | _there_already(batch)
    fresh = list({_key(each): each for each in batch if _key(each) not in there}.values())
    news, written = _folded(fresh, judge(each.item for each in fresh)), set[int]()
    one_by_one_if_need_be(news, lambda rows: written.update(insert(rows)))
    known = there | {_key(new.wanted): new.id for new in news if new.id in written}
    _match([(each, known[_key(each)]) for each in batch if _key(each) in known])
    about_us = [there[_key(each)] for each in batch if each.is_own and _key(each) in there]
    _now_about_us(about_us)
    judge_with_own([(new.id, new.wanted) for new in news if new.id in written])
    set_apart_new({each.watcher.company_id for each in batch}, written)
    open_cases(sorted(written) + about_us, at=at)
    return len(written)


def lock(companies: Iterable[int]) -> None:
    """Be the only one who writes mentions of these companies until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [LOCK, array(sorted(companies))])


def _key(wanted: Wanted) -> tuple[int, str]:
    return wanted.watcher.source_id, wanted.item.external_id


def _there_already(batch: Sequence[Wanted]) -> dict[tuple[int, str], int]:
    keys = [
        array(each.watcher.company_id for each in batch),
        array(each.watcher.source_id for each in batch),
        texts(each.item.external_id for each in batch),
    ]
    with connection.cursor() as cursor:
        cursor.execute(THERE, keys)
        return {(source, external_id): pk for source, external_id, pk in cursor}


def _folded(fresh: Sequence[Wanted], judged: Mapping[int, Judged]) -> list[New]:
    given = [(each, judged[each.item.id]) for each in fresh if each.item.id in judged]
    voices = _heard(given)
    news = []
    for pk, (each, said_of) in zip(next_ids(len(given)), given, strict=True):
        known = voices[each.watcher.company_id]
        said = _said(pk, each, said_of)
        root = known.root_of(said)
        news.append(New(pk, each, said_of, root))
        known.add(_said(root, each, said_of) if root else said)
    return news


def _said(root: int, wanted: Wanted, judged: Judged) -> Said:
    item = wanted.item
    return Said(
        root,
        wanted.is_own,
        item.published_at,
        item.document.author,
        judged.content_hash,
        judged.signature,
    )


def _heard(given: Sequence[tuple[Wanted, Judged]]) -> dict[int, Voices]:
    """What the companies heard around the time of the new mentions and might be repeated."""
    voices: dict[int, Voices] = defaultdict(Voices)
    if not given:
        return voices
    looked_for: dict[str, Any] = {
        "companies": array(each.watcher.company_id for each, _judged in given),
        "bands": texts(array(judged.bands) for _each, judged in given),
        "hashes": hashes(judged.content_hash for _each, judged in given),
        "days": array(_day(each).isoformat() for each, _judged in given),
        "moments": texts(each.item.published_at.isoformat() for each, _judged in given),
        "around": WINDOW.days + 1,
        "window": WINDOW,
    }
    with connection.cursor() as cursor:
        cursor.execute(HEARD, looked_for)
        for company_id, root, is_own, published_at, author, text, bands, minhash in cursor:
            signature = Signature(tuple(bands), minhash)
            voices[company_id].add(Said(root, is_own, published_at, author, text, signature))
    return voices


def next_ids(number: int) -> list[int]:
    """Ids for so many mentions, so that a copy can name the first within one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval('monitoring_mention_id_seq') FROM generate_series(1, %s)", [number]
        )
        return [pk for (pk,) in cursor.fetchall()]


def insert(news: Sequence[New]) -> list[int]:
    """Write mentions of stored items, with what was judged and their words, in one statement.

    Returns their ids.
    """
    once = {new.wanted.item.id: new for new in news}
    columns = [
        array(new.id for new in news),
        array(new.wanted.watcher.company_id for new in news),
        array(new.wanted.watcher.source_id for new in news),
        array(new.wanted.item.id for new in news),
        array(_day(new.wanted).isoformat() for new in news),
        array(new.wanted.is_own for new in news),
        array(new.folded_into for new in news),
    ]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [array(once), *_opinions(list(once.values())), *columns])
        return [pk for (pk,) in cursor.fetchall()]


def _opinions(news: Sequence[New]) -> list[str]:
    judged = [new.judged for new in news]
    authors = [fold(new.wanted.item.document.author) for new in news]
    return [
        texts(f"{one.folded}\n{author}" for one, author in zip(judged, authors, strict=True)),
        texts(one.tone.label for one in judged),
        array(one.tone.negative for one in judged),
        array(one.tone.positive for one in judged),
        texts(json.dumps(reasons_of(one)) for one in judged),
        texts(one.kind for one in judged),
        array(one.is_question for one in judged),
        texts(array(one.topics) for one in judged),
        hashes(one.content_hash for one in judged),
        texts(array(one.bands) for one in judged),
        hashes(one.signature.minhash for one in judged),
    ]


def _day(wanted: Wanted) -> date:
    return wanted.item.published_at.astimezone(ZoneInfo(wanted.watcher.zone)).date()


def _match(pairs: Sequence[tuple[Wanted, int]]) -> None:
    rows = [
        (each.watcher.company_id, mention, profile)
        for each, mention in pairs
        for profile in each.profiles
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(MATCH, [array(column) for column in zip(*rows, strict=True)])


def _now_about_us(ids: Sequence[int]) -> None:
    if ids:
        Mention.everywhere.filter(id__in=ids, is_own=False).update(is_own=True)
