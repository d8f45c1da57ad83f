"""The address of an answer often has the name of whoever was answered in it."""

import re
from collections.abc import Mapping

from monitoring.models import CaseEvent, Mention
from monitoring.query.fold import fold

SHORTEST = 3
"""Letters of a name that is looked for: shorter ones stand in many addresses."""
BETWEEN = re.compile(r"[\W_]+")


def forget_answers(authors: Mapping[int, tuple[str, str]]) -> None:
    """Take away the addresses of answers that name the author; by mention: author, author's page.

    That it was answered, when and by whom stays. Call it with the forgetting of the author.
    """
    rows = Mention.everywhere.filter(id__in=authors).exclude(answer_url="")
    for mention_id, answer_url in rows.values_list("id", "answer_url"):
        if _names(answer_url, *authors[mention_id]):
            Mention.everywhere.filter(id=mention_id).update(answer_url="")
            _forget_in_case(mention_id)


def _names(address: str, author: str, author_url: str) -> bool:
    said = _letters(address)
    names = (_letters(author), _letters(author_url.rstrip("/").rpartition("/")[2]))
    return any(len(name) >= SHORTEST and name in said for name in names)


def _letters(text: str) -> str:
    return BETWEEN.sub("", fold(text))


def _forget_in_case(mention_id: int) -> None:
    events = CaseEvent.everywhere.filter(case__mention=mention_id, detail__has_key="url")
    for event in events:
        event.detail = {key: value for key, value in event.detail.items() if key != "url"}
        event.save(update_fields=["detail"])
