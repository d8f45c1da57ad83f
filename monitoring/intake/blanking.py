"""Taking names, links and words out of mentions while every figure stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import connection

from monitoring.models import DeskCase
from monitoring.pipeline.text import whole
from monitoring.query.fold import fold

# Tone, kind, topics, day, place and matches stay: the figures are made of them. A text that is
# gone can no longer be compared with others, nor be guessed from its hash.
UPDATE = """
UPDATE monitoring_mention AS mention SET
    author = given.author, author_url = '', reach = NULL, url = given.url,
    external_id = given.external_id,
    title = given.title, text = given.text,
    words = to_tsvector('etappe', given.folded),
    tone_reasons = CASE WHEN given.is_emptied THEN '[]'::jsonb ELSE mention.tone_reasons END,
    bands = CASE WHEN given.is_emptied THEN '{}'::bigint[] ELSE mention.bands END,
    signature = CASE WHEN given.is_emptied THEN ''::bytea ELSE mention.signature END,
    content_hash = CASE WHEN given.is_emptied THEN given.content_hash ELSE mention.content_hash END,
    answer_url = CASE WHEN %(erased)s THEN '' ELSE mention.answer_url END,
    author_removed_at = %(at)s,
    erased_at = CASE WHEN %(erased)s THEN %(at)s ELSE mention.erased_at END
FROM unnest(
    %(ids)s::bigint[], %(authors)s::text[], %(urls)s::text[], %(external_ids)s::text[],
    %(titles)s::text[], %(texts)s::text[], %(folded)s::text[], %(emptied)s::boolean[],
    %(hashes)s::bytea[]
) AS given (
    id, author, url, external_id, title, text, folded, is_emptied, content_hash
)
WHERE mention.id = given.id
"""


@dataclass(frozen=True, slots=True)
class Blank:
    """What a mention says from now on."""

    id: int
    author: str
    url: str
    external_id: str
    title: str = ""
    text: str = ""

    @property
    def is_emptied(self) -> bool:
        """Whether no words are left."""
        return not self.title and not self.text


def write_blanks(blanks: Sequence[Blank], *, erased: bool, at: datetime) -> None:
    """Write them, inside the caller's transaction; ``erased``: because the author asked for it."""
    given: dict[str, Any] = {
        "ids": [each.id for each in blanks],
        "authors": [each.author for each in blanks],
        "urls": [each.url for each in blanks],
        "external_ids": [each.external_id for each in blanks],
        "titles": [each.title for each in blanks],
        "texts": [each.text for each in blanks],
        "folded": [f"{fold(whole(each.title, each.text))}\n{fold(each.author)}" for each in blanks],
        "emptied": [each.is_emptied for each in blanks],
        "hashes": [sha256(each.external_id.encode()).digest() for each in blanks],
        "erased": erased,
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(UPDATE, given)
    # The desk quotes the words that put a mention there.
    emptied = [each.id for each in blanks if each.is_emptied]
    DeskCase.everywhere.filter(mention__in=emptied).exclude(cues=[]).update(cues=[])
