"""The log of what was done. Acts are registered with the sentence that shows them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from companies.models import AuditEntry, Company, User
from companies.roles import Role

ARRIVED = "company.arrived"
"""The entry between what was done in another installation and what is done here."""

SENTENCES: dict[str, str | Promise] = {}
AREAS: dict[str, str | Promise] = {}
WORDS: dict[str, Callable[[Any], Any]] = {}
"""How the value of a detail is said, by its key."""


def register(
    sentences: Mapping[str, str | Promise],
    *,
    areas: Mapping[str, str | Promise] | None = None,
    words: Mapping[str, Callable[[Any], Any]] | None = None,
) -> None:
    """Give acts their sentences, e.g. ``{"stage.submitted": _("submitted “%(stage)s”")}``.

    ``areas`` names what stands before the point (``{"stage": _("Stages")}``); readers filter by it.
    ``words`` says in the reader's language what a detail of that key keeps as a code.
    """
    SENTENCES.update(sentences)
    AREAS.update(areas or {})
    WORDS.update(words or {})


def record(
    company: Company,
    act: str,
    *,
    by: User | None,
    at: datetime,
    on_behalf_of: User | None = None,
    **detail: Any,
) -> AuditEntry:
    """Write one entry; call it inside the transaction of the act itself.

    ``by=None`` means that the product did it of its own accord. ``detail`` must be JSON and
    carry everything the sentence of the act names.
    """
    if act not in SENTENCES:
        raise LookupError(f"the act {act!r} has no sentence")
    return AuditEntry.everywhere.create(
        company=company,
        act=act,
        actor=by,
        actor_name=str(by) if by else "",
        on_behalf_of=on_behalf_of,
        at=at,
        detail=detail,
    )


def sentence(entry: AuditEntry) -> str:
    """The entry in the reader's language, without who and when."""
    try:
        return str(SENTENCES[entry.act]) % _readable(entry.detail)
    except (KeyError, TypeError, ValueError):
        return _("an act of an earlier version: %(act)s") % {"act": entry.act}


def _readable(detail: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _word(key, value) for key, value in detail.items()}


def _word(key: str, value: Any) -> Any:
    # Days end in "_on" and roles begin with "role", in every app's details.
    if key.endswith("_on") and value:
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    if key.startswith("role") and value in Role.values:
        return Role(value).label
    return WORDS[key](value) if key in WORDS else value
