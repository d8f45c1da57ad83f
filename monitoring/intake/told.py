"""Mentions as far as the desk looks at them, read where they are written down."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from monitoring.desk.wanting import BAD_RATING, RECENT

LOWEST = 50
"""No company's threshold of criticism lies lower (monitoring/pipeline/tone/threshold.py)."""

TOLD = """
SELECT mention.id, mention.company_id, mention.source_id, feed.kind, feed.address,
    place.takes_answers, mention.title, mention.text, mention.published_at, mention.fetched_at,
    mention.rating, mention.is_own, mention.is_by_us, mention.folded_into_id IS NOT NULL,
    mention.is_question, mention.addressed_to_us, mention.answered_at IS NOT NULL,
    mention.tone, mention.tone_negative, mention.tone_by_id IS NOT NULL,
    mention.tone_reasons::json, mention.kind, mention.topics
FROM monitoring_mention AS mention
JOIN monitoring_source AS source ON source.id = mention.source_id
JOIN monitoring_feed AS feed ON feed.id = source.feed_id
LEFT JOIN monitoring_answerplace AS place
    ON place.company_id = mention.company_id AND place.source_id = mention.source_id
WHERE mention.id = ANY(%(ids)s::bigint[])
"""
# What can want an answer at all, so that the rest need not be read.
MIGHT_WANT = """
    AND mention.is_own AND NOT mention.is_by_us AND mention.folded_into_id IS NULL
    AND mention.answered_at IS NULL
    AND greatest(mention.fetched_at, %(at)s::timestamptz) - mention.published_at <= %(recent)s
    AND (mention.is_question OR mention.addressed_to_us OR mention.rating <= %(bad)s
        OR mention.tone_negative >= %(lowest)s)
    AND NOT EXISTS (
        SELECT FROM monitoring_deskcase AS there
        WHERE there.company_id = mention.company_id AND there.mention_id = mention.id
    )
ORDER BY mention.company_id, mention.id
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A mention as far as the desk looks at it."""

    id: int
    company_id: int
    source_id: int
    source_kind: str
    address: str
    takes_answers: bool | None
    title: str
    text: str
    published_at: datetime
    fetched_at: datetime
    rating: int | None
    is_own: bool
    is_by_us: bool
    is_copy: bool
    is_question: bool
    addressed_to_us: bool
    is_answered: bool
    tone: str
    tone_negative: int
    tone_was_chosen: bool
    tone_reasons: Sequence[Mapping[str, Any]]
    kind: str
    topics: Sequence[str]


def might_want(mention_ids: Collection[int], at: datetime | None) -> list[Told]:
    """Those that can want an answer and have no case, company by company.

    ``at``: when they became known, where that is later than when they were fetched.
    """
    limits = {"at": at, "recent": RECENT, "bad": BAD_RATING, "lowest": LOWEST}
    return _read(TOLD + MIGHT_WANT, {"ids": list(mention_ids), **limits})


def told_of(mention_id: int) -> Told:
    """A mention as the database has it now."""
    return _read(TOLD, {"ids": [mention_id]})[0]


def _read(statement: str, given: Mapping[str, Any]) -> list[Told]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [Told(*row) for row in cursor.fetchall()]
