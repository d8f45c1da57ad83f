"""Which item is which, also where the feed does not say or says it twice."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from monitoring.connectors.base import Entry

MAX_LENGTH = 500


def external_id(stated: str, url: str, title: str, date: str, body: str) -> str:
    """What the item calls itself, else its link, else a hash of title and date.

    ``body`` counts where there is no title: many notes may share a day.
    """
    found = stated or url
    if not found:
        return f"sha256:{_digest(title or body, date)}"
    if len(found) > MAX_LENGTH:
        return f"{found[: MAX_LENGTH - 65]}#{_digest(found)}"
    return found


def told_apart(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Repetitions are dropped; different items under one id get ids of their own.

    The oldest keeps the plain id, so that an item already stored under it is not stored again
    when a newer one takes its place at the top.
    """
    if len({entry.external_id for entry in entries}) == len(entries):
        return tuple(entries)
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.external_id].append(entry)
    oldest = {name: _marks(min(reversed(group), key=_age)) for name, group in groups.items()}
    found: dict[str, Entry] = {}
    for entry in entries:
        marks = _marks(entry)
        if marks != oldest[entry.external_id]:
            entry = replace(entry, external_id=f"{entry.external_id}#{_digest(*marks)[:16]}")
        found.setdefault(entry.external_id, entry)
    return tuple(found.values())


def _age(entry: Entry) -> float:
    # Feeds begin with the newest: of two without a date the later one is the older.
    return entry.stated_at.timestamp() if entry.stated_at else float("inf")


def _marks(entry: Entry) -> tuple[str, ...]:
    """What makes an item another one: its link, or title and date where links do not differ."""
    stated = entry.stated_at.isoformat() if entry.stated_at else ""
    return entry.url, entry.title, stated


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
