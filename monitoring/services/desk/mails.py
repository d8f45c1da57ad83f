"""Mails of the outbox, sent or not, that quote what has been erased meanwhile."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q

from companies.models import Company, Notice
from monitoring.models import DeskCase


@transaction.atomic
def forget_in_mails(*, company: Company, mention_ids: Collection[int]) -> int:
    """Take the words of erased mentions out of what the outbox keeps; how many mails changed."""
    cases = DeskCase.of(company).filter(mention__in=mention_ids).values_list("pk", flat=True)
    ids, addresses = set(cases), {str(each) for each in mention_ids}
    changed = 0
    quoting = Q(template__startswith="desk_") | Q(template__in=("weekly", "duties_taken"))
    told = Notice.of(company).filter(quoting)
    for notice in told.select_for_update().order_by("pk").iterator(chunk_size=200):
        quoted = [
            *_of_desk(notice.context, ids),
            *_of_duties(notice.context, ids),
            *_of_week(notice.context, addresses),
        ]
        for line, key in quoted:
            line[key] = ""
        if quoted:
            notice.save(update_fields=["context"])
            changed += 1
    return changed


def _of_desk(context: dict[str, Any], ids: set[int]) -> list[tuple[dict[str, Any], str]]:
    """Lines of the desk's mails (monitoring/services/desk/watching.py)."""
    lines = context.get("cases")
    if not isinstance(lines, list):
        return []
    return [(line, "title") for line in lines if isinstance(line, dict) and line.get("id") in ids]


def _of_duties(context: dict[str, Any], ids: set[int]) -> list[tuple[dict[str, Any], str]]:
    """Cases that somebody has taken over (companies/services/handover.py)."""
    ends = tuple(f"/desk/{pk}/" for pk in ids)
    return [(each, "what") for each in context.get("duties", []) if each["path"].endswith(ends)]


def _of_week(context: dict[str, Any], ids: set[str]) -> list[tuple[dict[str, Any], str]]:
    """What is worth reading in the mail of the week (monitoring/digest/letter.py)."""
    letter = context.get("letter")
    reading = letter.get("reading", []) if isinstance(letter, dict) else []
    return [(each, "text") for each in reading if each["url"].strip("/").split("/")[-1] in ids]
