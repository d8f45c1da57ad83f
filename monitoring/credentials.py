"""What a company signs in with, sealed and opened for the one row it stands in."""

import json
from collections.abc import Mapping

from companies.secrets import UnreadableSecretError, open_text, seal_text
from monitoring.connectors.base import NOTHING
from monitoring.models import Credential, Feed


def sealed(given: Mapping[str, str], *, company_id: int, feed_id: int, column: str) -> str:
    """A JSON object, sealed for that column of that company's row."""
    return seal_text(json.dumps(dict(given)), place=_place(company_id, feed_id, column))


def credential_of(feed: Feed) -> Mapping[str, str]:
    """What to sign in with at a private feed, with the last session; empty where nothing is.

    One query for a private feed, none for a shared one. What cannot be opened (another key,
    another row) counts as missing: the server then says that a sign-in is asked for.
    """
    if feed.private_to_id is None:
        return NOTHING
    row = Credential.everywhere.filter(feed=feed, company_id=feed.private_to_id).first()
    if row is None:
        return NOTHING
    return {**_opened(row, "sealed"), **_opened(row, "session")}


def keep_session(feed: Feed, session: Mapping[str, str]) -> None:
    """Keep what a server gave for a credential; an empty one is forgotten."""
    if feed.private_to_id is None:
        return
    text = ""
    if session:
        text = sealed(session, company_id=feed.private_to_id, feed_id=feed.pk, column="session")
    Credential.everywhere.filter(feed=feed).update(session=text)


def _opened(row: Credential, column: str) -> dict[str, str]:
    text = getattr(row, column)
    if not text:
        return {}
    try:
        found = json.loads(open_text(text, place=_place(row.company_id, row.feed_id, column)))
    except UnreadableSecretError:
        return {}
    return {str(key): str(value) for key, value in found.items()}


def _place(company_id: int, feed_id: int, column: str) -> str:
    return f"monitoring.Credential.{column}|company {company_id}|feed {feed_id}"
