"""New mentions of a company that has taught the judgement are judged with what it has learned."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from monitoring.intake.matching import Wanted
from monitoring.models import ToneModel
from monitoring.pipeline.kind import kind_of
from monitoring.pipeline.text import whole
from monitoring.pipeline.tone import judge
from monitoring.pipeline.tone.layer import Layer, from_bytes
from monitoring.pipeline.tone.weights import NAME

JUDGED = "de"

LAYERS = """
SELECT company_id, id, fitted_at FROM monitoring_tonemodel
WHERE company_id = ANY(%s::bigint[]) AND accepted AND switched_off_at IS NULL AND general = %s
"""
UPDATE = """
UPDATE monitoring_mention AS mention
SET tone = own.tone, tone_negative = own.negative, tone_positive = own.positive,
    kind = own.kind, tone_reasons = mention.tone_reasons || own.reason::jsonb
FROM unnest(%s::bigint[], %s::text[], %s::int[], %s::int[], %s::text[], %s::text[])
    AS own (id, tone, negative, positive, kind, reason)
WHERE mention.id = own.id AND mention.rating IS NULL
"""


def judge_with_own(news: Sequence[tuple[int, Wanted]]) -> None:
    """Judge new mentions, given by id, by their companies' own layers (one query if there is none).

    Ratings beat words, and only German is learned; everything else is left as it was judged.
    """
    german = [(pk, each) for pk, each in news if each.item.document.language == JUDGED]
    layers = layers_of({each.watcher.company_id for _pk, each in german})
    rows = list(_judged(german, layers))
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(UPDATE, [list(column) for column in zip(*rows, strict=True)])


def layers_of(companies: Iterable[int]) -> dict[int, Layer]:
    """The layers that judge, by company (one query); one made for other weights does not."""
    with connection.cursor() as cursor:
        cursor.execute(LAYERS, [list(companies), NAME])
        rows = cursor.fetchall()
    return {company: _layer(str(connection.settings_dict["NAME"]), *row) for company, *row in rows}


@lru_cache(maxsize=64)
def _layer(_database: str, pk: int, fitted_at: datetime) -> Layer:
    """A stored layer; a new fit has another moment, so that nobody judges by what was."""
    return from_bytes(bytes(ToneModel.everywhere.values_list("weights", flat=True).get(id=pk)))


def _judged(
    news: Iterable[tuple[int, Wanted]], layers: Mapping[int, Layer]
) -> Iterator[tuple[Any, ...]]:
    for pk, each in news:
        layer = layers.get(each.watcher.company_id)
        if layer is None:
            continue
        document = each.item.document
        text = whole(document.title, document.text)
        tone = judge(text, document.language, layer=layer)
        reason = json.dumps([{"learned": tone.learned}])
        yield pk, tone.label, tone.negative, tone.positive, kind_of(text, JUDGED, tone), reason
