"""Templates in words: their entries, and what a newer version would change word by word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from guidelines.differences import Piece, pieces
from rollout.templating.entries import Entry, EntryChange, Kind
from rollout.templating.kinds import KINDS, TemplateKind
from rollout.templating.sorts import Sort
from rollout.wording import Text


@dataclass(frozen=True)
class EntryLine:
    """One entry: its name and its fields in words."""

    key: str
    name: str
    facts: tuple[tuple[Text, str], ...]


@dataclass(frozen=True)
class EntryGroup:
    """The entries of one sort."""

    sort: str
    title: Text
    lines: tuple[EntryLine, ...]


@dataclass(frozen=True)
class FieldLine:
    """One field with what goes and what comes."""

    label: Text
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ChangeLine:
    """One entry of an update; ``is_offered``: it can be taken, ``is_ticked``: it is suggested."""

    key: str
    name: str
    sort: Text
    label: str
    tone: str
    warning: str
    fields: tuple[FieldLine, ...]
    is_offered: bool
    is_ticked: bool


def groups(kind: str, entries: Iterable[Entry]) -> tuple[EntryGroup, ...]:
    """The entries by sort, in the order in which they are written."""
    there = list(entries)
    return tuple(
        EntryGroup(
            sort.key,
            sort.title,
            tuple(_line(sort, each) for each in there if each.sort == sort.key),
        )
        for sort in KINDS[kind].sorts
    )


def choices(kind: str, entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """The entries to pick from, each with its sort."""
    return [
        (line.key, f"{group.title}: {line.name}")
        for group in groups(kind, entries)
        for line in group.lines
    ]


def _line(sort: Sort, entry: Entry) -> EntryLine:
    fields = sort.fields()
    facts = tuple(
        (field.label or name, in_words(field, entry.values.get(name)))
        for name, field in fields.items()
        if name != sort.name
    )
    return EntryLine(
        entry.key,
        str(entry.values.get(sort.name, "")),
        tuple((label, said) for label, said in facts if said),
    )


def in_words(field: forms.Field, value: Any) -> str:
    """A value as its form would show it."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    named: Mapping[str, Any] = {}
    if isinstance(field, forms.ChoiceField):
        named = {str(key): label for key, label in field.choices}  # type: ignore[union-attr,misc]
    if isinstance(value, list):
        return ", ".join(str(named.get(str(each), each)) for each in value)
    return str(named.get(str(value), value))


def change_lines(kind: TemplateKind, changes: Iterable[EntryChange]) -> list[ChangeLine]:
    """An update entry by entry; what is the same is left out."""
    return [_change(kind, each) for each in changes if each.kind != Kind.SAME]


def _change(kind: TemplateKind, change: EntryChange) -> ChangeLine:
    sort = kind.sort(change.entry.sort)
    assert sort is not None, "entries are sorted by their kind"
    label, tone = _sign(change)
    fields = sort.fields()
    return ChangeLine(
        key=change.entry.key,
        name=str(change.entry.values.get(sort.name, "")),
        sort=sort.title,
        label=label,
        tone=tone,
        warning=_warning(change),
        fields=tuple(
            FieldLine(
                fields[each.name].label or each.name,
                pieces(
                    in_words(fields[each.name], each.here), in_words(fields[each.name], each.there)
                ),
            )
            for each in change.fields
            if each.name in fields
        ),
        is_offered=change.kind != Kind.GONE,
        is_ticked=change.kind != Kind.GONE and not change.is_own and not change.is_missing,
    )


def _sign(change: EntryChange) -> tuple[str, str]:
    if change.kind == Kind.NEW:
        return _("New"), "ok"
    if change.kind == Kind.GONE:
        return _("No longer in the template"), "neutral"
    return _("Changed"), "warn"


def _warning(change: EntryChange) -> str:
    if change.kind == Kind.GONE:
        return _("It stays with you as it is.")
    if change.is_missing:
        return _("You have removed this. Taking it over brings it back.")
    if change.is_own:
        return _("You have changed this yourselves: taking it over replaces your words.")
    return ""
