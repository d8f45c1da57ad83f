"""What the database keeps beside mentions and matches by itself: voices and bands.

Triggers move it in the statement that moves the rows, whichever path wrote them, so it cannot
drift. What is counted as a voice is what is counted at all: neither copies nor our own words.
"""

import pgtrigger

VOICE_SQL = """
INSERT INTO monitoring_voicecount (company_id, profile_id, day, tone, number)
SELECT company_id, profile_id, day, tone, sum(n) FROM (
    {rows}
) AS moved
GROUP BY company_id, profile_id, day, tone
HAVING sum(n) <> 0
ORDER BY company_id, profile_id, day, tone
ON CONFLICT (company_id, profile_id, day, tone)
DO UPDATE SET number = monitoring_voicecount.number + EXCLUDED.number;
"""
# The mention is locked against a change of its tone until the match is there for all to see:
# whoever changes it then finds the match and moves its count.
MATCHES_MOVED = """
WITH told AS MATERIALIZED (
    SELECT matched.company_id, matched.profile_id, of_match.day, of_match.tone, of_match.counts
    FROM (SELECT * FROM {side} ORDER BY mention_id) AS matched
    CROSS JOIN LATERAL (
        SELECT day, tone, folded_into_id IS NULL AND NOT is_by_us AS counts
        FROM monitoring_mention AS mention WHERE mention.id = matched.mention_id
        LIMIT 1 FOR SHARE
    ) AS of_match
)
SELECT company_id, profile_id, day, tone, {n} AS n FROM told WHERE counts
"""
MENTIONS_MOVED = """
SELECT match.company_id, match.profile_id, moved.day, moved.tone, moved.n
FROM (
    SELECT id, side.day, side.tone, side.n
    FROM (SELECT *, folded_into_id IS NULL AND NOT is_by_us AS counts FROM old_rows) AS was
    JOIN (SELECT *, folded_into_id IS NULL AND NOT is_by_us AS counts FROM new_rows) AS now
        USING (id)
    CROSS JOIN LATERAL (
        VALUES (was.day, was.tone, -1, was.counts), (now.day, now.tone, 1, now.counts)
    ) AS side (day, tone, n, counts)
    WHERE side.counts AND (was.day, was.tone, was.counts)
        IS DISTINCT FROM (now.day, now.tone, now.counts)
) AS moved
JOIN monitoring_match AS match ON match.mention_id = moved.id
"""
# A match that goes in one statement with its mention cannot be asked any more what it was.
ORPHANS = """
IF EXISTS (
    SELECT FROM old_rows
    WHERE NOT EXISTS (SELECT FROM monitoring_mention AS m WHERE m.id = old_rows.mention_id)
) THEN
    RAISE EXCEPTION 'remove matches before their mentions' USING ERRCODE = 'check_violation';
END IF;
"""

# In the order of the index: where it is large, that is a seventh less work.
BANDS_ADDED = """
INSERT INTO monitoring_band (company_id, band, day, mention_id)
SELECT company_id, band, day, id FROM new_rows CROSS JOIN unnest(bands) AS held (band)
ORDER BY company_id, band;
RETURN NULL;
"""
BANDS_TAKEN = """
DELETE FROM monitoring_band AS held USING (
    SELECT company_id, unnest(bands) AS band, id FROM old_rows
) AS gone
WHERE held.company_id = gone.company_id AND held.band = gone.band AND held.mention_id = gone.id;
RETURN NULL;
"""
BANDS_CHANGED = """
DELETE FROM monitoring_band
WHERE company_id = OLD.company_id AND band = ANY(OLD.bands) AND mention_id = OLD.id;
INSERT INTO monitoring_band (company_id, band, day, mention_id)
SELECT NEW.company_id, unnest(NEW.bands), NEW.day, NEW.id;
RETURN NULL;
"""


def after(
    name: str, operation: pgtrigger.Operation, func: str, *, old: bool = False, new: bool = False
) -> pgtrigger.Trigger:
    """A trigger once a statement, which sees the rows that were and the rows that are."""
    sides = {"old": "old_rows"} if old else {}
    sides |= {"new": "new_rows"} if new else {}
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**sides) if sides else None,  # type: ignore[no-untyped-call]
        func=func,
    )


def voices(moved: str) -> str:
    """The body of a trigger that adds up rows of company, profile, day, tone and n."""
    return VOICE_SQL.format(rows=moved) + "RETURN NULL;"


OF_MENTIONS = [
    after("voice_moved", pgtrigger.Update, voices(MENTIONS_MOVED), old=True, new=True),
    after("bands_added", pgtrigger.Insert, BANDS_ADDED, new=True),
    after("bands_taken", pgtrigger.Delete, BANDS_TAKEN, old=True),
    after("bands_emptied", pgtrigger.Truncate, "TRUNCATE monitoring_band; RETURN NULL;"),
    pgtrigger.Trigger(
        name="bands_changed",
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("bands", "day"),  # type: ignore[no-untyped-call]
        condition=pgtrigger.Q(old__bands__df=pgtrigger.F("new__bands"))
        | pgtrigger.Q(old__day__df=pgtrigger.F("new__day")),
        func=BANDS_CHANGED,
    ),
]
OF_MATCHES = [
    after(
        "voice_added",
        pgtrigger.Insert,
        voices(MATCHES_MOVED.format(side="new_rows", n=1)),
        new=True,
    ),
    after(
        "voice_taken",
        pgtrigger.Delete,
        ORPHANS + voices(MATCHES_MOVED.format(side="old_rows", n=-1)),
        old=True,
    ),
    pgtrigger.Protect(name="match_stays", operation=pgtrigger.Update),
]
