"""Looking again at what Meta's interface gave: by its number, or in a list read to its end.

Meta says the same of what was deleted and of what a token may not see. So nothing counts as
missing unless the same token reads others of the same kind at the same time.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from monitoring.connectors.base import Entry, Kept, Seen
from monitoring.connectors.errors import BadRequest
from monitoring.connectors.graph import Graph, NoSuchPage, following
from monitoring.connectors.shapes import listed, text

PAGES = 10
"""Of a list: what is longer than that is not looked through."""

Read = Callable[[Mapping[str, Any]], Entry | None]


def by_number(graph: Graph, kept: Sequence[Kept], fields: str, read: Read) -> Seen:
    """One by one. What is there without words that can be read is the same as before."""
    there, same, missing = [], set(), set()
    for each in kept:
        if graph.asker.pause or not each.external_id.replace("_", "").isdecimal():
            continue
        try:
            row = graph.get(each.external_id, fields=fields)
        except NoSuchPage:
            missing.add(each.external_id)
            continue
        except BadRequest:
            # This one cannot be asked for in this way; the others can.
            continue
        entry = read(row) if isinstance(row, dict) else None
        if entry and entry.external_id == each.external_id:
            there.append(entry)
        elif text(row, "id") == each.external_id:
            same.add(each.external_id)
    return Seen(tuple(there), missing=frozenset(missing), same=frozenset(same))


def in_list(graph: Graph, kept: Sequence[Kept], edge: str, fields: str, read: Read) -> Seen:
    """What a list still holds. Only one that was read to its end says what is missing in it."""
    entries: dict[str, Entry] = {}
    older = ""
    for _number in range(PAGES):
        answer = graph.get(edge, fields=fields, limit="100", after=older)
        found = (read(row) for row in listed(answer, "data"))
        entries |= {entry.external_id: entry for entry in found if entry}
        older = following(answer)
        if not older or graph.asker.pause:
            break
    asked = {each.external_id for each in kept}
    there = tuple(entry for name, entry in entries.items() if name in asked)
    was_read_whole = not older and bool(entries)
    missing = asked - set(entries) if was_read_whole else set()
    return Seen(there, missing=frozenset(missing))


def trusted(seen: Seen, reads_others: Callable[[], bool]) -> Seen:
    """What was found, without what is missing where nothing shows that the token reads others."""
    if not seen.missing or seen.there or seen.same or reads_others():
        return seen
    return Seen(session=seen.session)
