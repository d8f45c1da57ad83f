"""The log of what was done. Acts are registered with the sentence that shows them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from companies.models import AuditEntry, Company, User

SENTENCES: dict[str, str | Promise] = {}


def register(sentences: Mapping[str, str | Promise]) -> None:
    """Give acts their sentences, e.g. ``{"stage.submitted": _("submitted “%(stage)s”")}``."""
    SENTENCES.update(sentences)


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
        return str(SENTENCES[entry.act]) % entry.detail
    except (KeyError, TypeError, ValueError):
        return _("an act of an earlier version: %(act)s") % {"act": entry.act}
