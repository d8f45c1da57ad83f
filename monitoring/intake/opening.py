"""What wants an answer is put on the desk in the transaction in which it is written down (S3)."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import connection

from companies.models import User
from monitoring.desk.places import takes_answers
from monitoring.desk.routing import About
from monitoring.desk.wanting import Said, cues, why
from monitoring.desk.words import Happening, Why
from monitoring.intake.batches import array, texts
from monitoring.intake.desks import Desk, Route, desks_of
from monitoring.intake.told import Told, might_want
from monitoring.pipeline.text import whole

OPEN = """
WITH given AS MATERIALIZED (
    SELECT * FROM unnest(
        %s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::timestamptz[], %s::timestamptz[],
        %s::timestamptz[], %s::smallint[], %s::bigint[], %s::bigint[], %s::bigint[], %s::jsonb[]
    ) AS drafted (
        company_id, mention_id, why, cues, opened_at, came_in_at, due_at, promised_minutes,
        opened_by_id, department_id, owner_id, routed
    )
), made AS (
    INSERT INTO monitoring_deskcase (
        company_id, mention_id, why, cues, opened_at, came_in_at, due_at, promised_minutes,
        opened_by_id, department_id, owner_id, escalation, outcome, because, version
    )
    SELECT company_id, mention_id, why, cues::varchar[], opened_at, came_in_at, due_at,
        promised_minutes, opened_by_id, department_id, owner_id, 0, '', '', 1
    FROM given ORDER BY company_id, mention_id
    RETURNING id, mention_id
)
INSERT INTO monitoring_caseevent (company_id, case_id, at, by_id, kind, text, detail)
SELECT given.company_id, made.id, given.opened_at, happened.by_id, happened.kind, '',
    happened.detail
FROM made JOIN given USING (mention_id)
CROSS JOIN LATERAL (VALUES
    (1, %s, given.opened_by_id, jsonb_build_object('why', given.why)),
    (2, %s, NULL, given.routed)
) AS happened (place, kind, by_id, detail)
WHERE happened.detail IS NOT NULL
ORDER BY made.id, happened.place
"""


HAPPENED = (Happening.OPENED.value, Happening.ROUTED.value)


@dataclass(frozen=True, slots=True)
class Draft:
    """A case that is not written yet, and where it goes at once."""

    told: Told
    why: Why
    cues: Sequence[str]
    opened_at: datetime
    came_in_at: datetime
    due_at: datetime
    promised_minutes: int | None
    opened_by: int | None
    route: Route | None


def open_cases(mention_ids: Collection[int], *, at: datetime | None = None) -> int:
    """Put what wants an answer on the desk; how many cases were opened.

    ``at`` is when the mentions became known, where that is later than when they were fetched.
    The caller holds the companies' lock (monitoring/intake/placing.py).
    """
    if not mention_ids:
        return 0
    told = might_want(mention_ids, at)
    moments = {
        company: max(_known_at(each, at) for each in group)
        for company, group in groupby(told, key=lambda each: each.company_id)
    }
    desks = desks_of(moments) if told else {}
    return write(
        draft(desks[each.company_id], each, reason, _known_at(each, at))
        for each in told
        if (reason := reason_of(each, desks[each.company_id])) is not None
    )


def _known_at(told: Told, at: datetime | None) -> datetime:
    return max(told.fetched_at, at) if at else told.fetched_at


def reason_of(told: Told, desk: Desk) -> Why | None:
    """Why a mention wants an answer; None if it does not, or has one.

    A tone that somebody chose counts for certain.
    """
    if told.is_answered:
        return None
    chosen = 1000 if told.tone == "negative" else 0
    said = Said(
        about_us=told.is_own,
        by_us=told.is_by_us,
        is_copy=told.is_copy,
        is_question=told.is_question,
        addressed=told.addressed_to_us,
        rating=told.rating,
        negative=chosen if told.tone_was_chosen else told.tone_negative,
    )
    place = told.takes_answers
    if place is None:
        place = takes_answers(told.source_kind, told.address)
    return why(said, threshold=desk.threshold, takes_answers=place)


def draft(
    desk: Desk, told: Told, reason: Why, came_in_at: datetime, by: User | None = None
) -> Draft:
    """A case for a mention: its promise and who gets it."""
    minutes = desk.promises.get(told.source_kind)
    text = whole(told.title, told.text)
    about = About(text, told.topics, told.source_id, told.source_kind, told.kind, told.tone)
    return Draft(
        told=told,
        why=reason,
        cues=cues(reason, text, told.tone_reasons),
        opened_at=desk.at,
        came_in_at=came_in_at,
        due_at=desk.due_at(came_in_at, minutes),
        promised_minutes=minutes,
        opened_by=by.pk if by else None,
        route=desk.route(about),
    )


def write(drafts: Iterable[Draft]) -> int:
    """Write cases with what happened to them at once, in one statement; how many."""
    made = list(drafts)
    if made:
        with connection.cursor() as cursor:
            cursor.execute(OPEN, [*_columns(made), *HAPPENED])
    return len(made)


def _columns(made: Sequence[Draft]) -> list[str]:
    routes = [each.route for each in made]
    return [
        array(each.told.company_id for each in made),
        array(each.told.id for each in made),
        array(each.why.value for each in made),
        texts(texts(each.cues) for each in made),
        array(each.opened_at.isoformat() for each in made),
        array(each.came_in_at.isoformat() for each in made),
        array(each.due_at.isoformat() for each in made),
        array(each.promised_minutes for each in made),
        array(each.opened_by for each in made),
        array(route.department_id if route else None for route in routes),
        array(route.owner_id if route else None for route in routes),
        texts(_told_to(route) if route else None for route in routes),
    ]


def _told_to(route: Route) -> str:
    return json.dumps({"to": route.name} if route.owner_id is not None else {})
