"""What a template holds, and what a new version of it would change: pure rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a template brings. ``key`` is the same in every version, ``sort`` says what it is.

    ``values`` are plain JSON by the name of the field.
    """

    key: str
    sort: str
    values: Values

    def as_json(self) -> dict[str, Any]:
        """As it is kept in a version."""
        return {"key": self.key, "sort": self.sort, "values": dict(self.values)}


def from_json(kept: Iterable[Mapping[str, Any]]) -> tuple[Entry, ...]:
    """The entries of a version."""
    return tuple(Entry(each["key"], each["sort"], each["values"]) for each in kept)


class Kind(StrEnum):
    """What a newer version does to an entry a company has, or has not, taken over."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: as the company has it now, and as the newer version has it."""

    name: str
    here: Any
    there: Any


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One entry between what a company has and a newer version.

    ``is_own``: the company has changed it since it took it over. ``is_missing``: it took it over
    and removed it. Of something that is gone from the template nothing is taken.
    """

    entry: Entry
    kind: Kind
    fields: tuple[FieldChange, ...] = ()
    is_own: bool = False
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """An entry as it was taken over, as it was then written, and as it is now (None: removed)."""

    entry: Entry
    written: Values
    now: Values | None


def changes(taken: Sequence[Taken], newest: Sequence[Entry]) -> tuple[EntryChange, ...]:
    """What the newest version would change, in its order; what is gone from it comes last."""
    had = {each.entry.key: each for each in taken}
    there = {each.key for each in newest}
    found = [_change(had.get(entry.key), entry) for entry in newest]
    gone = [EntryChange(each.entry, Kind.GONE) for each in taken if each.entry.key not in there]
    return (*found, *gone)


def _change(taken: Taken | None, newest: Entry) -> EntryChange:
    if taken is None:
        return EntryChange(newest, Kind.NEW, _fields({}, newest.values))
    is_same = dict(taken.entry.values) == dict(newest.values)
    if taken.now is None:
        kind = Kind.SAME if is_same else Kind.CHANGED
        return EntryChange(newest, kind, _fields({}, newest.values), is_missing=True)
    return EntryChange(
        newest,
        Kind.SAME if is_same or dict(taken.now) == dict(newest.values) else Kind.CHANGED,
        _fields(taken.now, newest.values),
        is_own=dict(taken.now) != dict(taken.written),
    )


def _fields(here: Values, there: Values) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name, here.get(name), value)
        for name, value in there.items()
        if here.get(name) != value
    )
