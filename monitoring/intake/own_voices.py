"""Mentions that the company wrote itself are set apart when they come, or when the list changes."""

from collections.abc import Collection

from django.db import connection

# One rule for both ways; monitoring/pipeline/own.py has brought the values into this spelling.
_ADDRESS = "regexp_replace(lower(mention.url), '^[a-z]+://(www\\.)?', '')"
_AUTHOR = "regexp_replace(lower(mention.author_url), '^[a-z]+://(www\\.)?', '')"
_BEGINS = """left({address}, length(voice.value)) = voice.value
    AND substr({address}, length(voice.value) + 1, 1) IN ('', '/', '?', '#')"""
IS_OURS = f"""
CASE voice.kind
WHEN 'site' THEN mention.site = voice.value
    OR right(mention.site, length(voice.value) + 1) = '.' || voice.value
WHEN 'author' THEN lower(mention.author) = voice.value
WHEN 'handle' THEN ltrim(lower(mention.author), '@') = voice.value
        AND (position('@' IN voice.value) > 0 OR left(mention.author, 1) = '@')
    OR ltrim(split_part(rtrim({_AUTHOR}, '/'), '/', -1), '@') = split_part(voice.value, '@', 1)
        AND split_part(voice.value, '@', 2) IN ('', split_part({_AUTHOR}, '/', 1))
        AND position('/' IN {_AUTHOR}) > 0
WHEN 'address' THEN {_BEGINS.format(address=_ADDRESS)} OR {_BEGINS.format(address=_AUTHOR)}
END
"""
# What the company says is listed by itself, and nobody else's words stand behind it as a copy.
MARK = f"""
WITH said AS (
    SELECT mention.id, EXISTS (
        SELECT FROM monitoring_ownvoice AS voice
        WHERE voice.company_id = mention.company_id AND ({IS_OURS})
    ) AS is_by_us
    FROM monitoring_mention AS mention WHERE mention.id = ANY(%s)
)
UPDATE monitoring_mention AS mention
SET is_by_us = said.is_by_us,
    folded_into_id = CASE WHEN said.is_by_us THEN NULL ELSE mention.folded_into_id END
FROM said WHERE said.id = mention.id AND said.is_by_us <> mention.is_by_us
RETURNING mention.id, mention.is_by_us
"""  # noqa: S608 (both parts stand above)
UNFOLD = """
WITH orphans AS (
    SELECT copy.id, min(copy.id) OVER (PARTITION BY copy.folded_into_id) AS first
    FROM monitoring_mention AS copy
    JOIN monitoring_mention AS root ON root.id = copy.folded_into_id
    WHERE root.id = ANY(%s) AND root.is_by_us AND NOT copy.is_by_us
)
UPDATE monitoring_mention AS mention SET folded_into_id = nullif(orphans.first, orphans.id)
FROM orphans WHERE orphans.id = mention.id
"""

NAMED = "SELECT EXISTS (SELECT FROM monitoring_ownvoice WHERE company_id = ANY(%s::bigint[]))"


def set_apart(mention_ids: Collection[int]) -> dict[int, bool]:
    """Mark these mentions as ours or not, inside the caller's transaction; those that changed.

    The caller holds the companies' lock.
    """
    if not mention_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(MARK, [list(mention_ids)])
        changed = dict(cursor.fetchall())
        if changed:
            cursor.execute(UNFOLD, [list(changed)])
    return changed


def set_apart_new(company_ids: Collection[int], mention_ids: Collection[int]) -> None:
    """The same of new mentions, where a company has named any voice (one query if none has)."""
    if mention_ids and _named_any(company_ids):
        set_apart(mention_ids)


def _named_any(company_ids: Collection[int]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(NAMED, [list(company_ids)])
        return bool(cursor.fetchone()[0])
