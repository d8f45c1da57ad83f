"""Strict reading of the knowledge: what is missing, unknown or without a source is refused.

Every error names the file and the key in it.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from rollout.platforms.knowledge import ESTIMATE, LANGUAGES, Said, Source

EARLIEST, LATEST = 1900, 2100


class KnowledgeError(ValueError):
    """An entry that cannot be used; the message names file and key."""


class Table:
    """One table of a file; keys nobody asked for are found by ``nothing_else``."""

    def __init__(self, file: str, data: Mapping[str, Any], path: str = "") -> None:
        self.file, self._data, self._path = file, data, path
        self._asked: set[str] = set()

    def wrong(self, key: str, problem: str) -> KnowledgeError:
        """The error about a key of this table."""
        place = ".".join(part for part in (self._path, key) if part)
        return KnowledgeError(f"{self.file}: {place}: {problem}")

    def has(self, key: str) -> bool:
        """Whether there is such a key."""
        return key in self._data

    def __iter__(self) -> Iterator[str]:
        """All keys, in the order of the file."""
        return iter(self._data)

    def _get(self, key: str, kind: type, called: str) -> Any:
        self._asked.add(key)
        if key not in self._data:
            raise self.wrong(key, "is missing")
        value = self._data[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(key, f"must be {called}")
        return value

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value: str = self._get(key, str, "a text")
        if not value.strip():
            raise self.wrong(key, "is empty")
        return value

    def integer(self, key: str, least: int, most: int) -> int:
        """A whole number between two others, both included."""
        value: int = self._get(key, int, "a whole number")
        if not least <= value <= most:
            raise self.wrong(key, f"must lie between {least} and {most}")
        return value

    def day(self, key: str) -> date:
        """A day."""
        value: date = self._get(key, date, "a day, such as 2026-01-31")
        return value

    def texts(self, key: str, *, among: Collection[str] = (), empty: bool = False) -> list[str]:
        """A list of different texts, each among the allowed ones if such are given."""
        value: list[Any] = self._get(key, list, "a list")
        if not value and not empty:
            raise self.wrong(key, "is empty")
        for each in value:
            if not isinstance(each, str) or not each.strip():
                raise self.wrong(key, "must hold texts only")
            if among and each not in among:
                raise self.wrong(key, f"“{each}” is not known")
        if len(set(value)) != len(value):
            raise self.wrong(key, "names something twice")
        return value

    def table(self, key: str) -> "Table":
        """A table within this one."""
        return Table(self.file, self._get(key, dict, "a table"), f"{self._path}.{key}".strip("."))

    def tables(self, key: str) -> Iterator["Table"]:
        """A list of tables, at least one."""
        value: list[Any] = self._get(key, list, "a list of tables")
        if not value:
            raise self.wrong(key, "is empty")
        for number, each in enumerate(value, 1):
            if not isinstance(each, dict):
                raise self.wrong(key, "must hold tables only")
            yield Table(self.file, each, f"{self._path}.{key}[{number}]".strip("."))

    def said(self, key: str) -> Said:
        """A sentence in both languages; the same in both is a translation forgotten."""
        table = self.table(key)
        said = table.both()
        table.nothing_else()
        return said

    def both(self) -> Said:
        """The two languages that stand in this table itself."""
        said = Said(*(self.text(language) for language in LANGUAGES))
        if said.en == said.de:
            raise self.wrong("de", "is the same as in English")
        return said

    def name(self, key: str) -> Said:
        """A name, which may be the same in both languages."""
        if isinstance(self._data.get(key), str):
            name = self.text(key)
            return Said(name, name)
        return self.said(key)

    def source(self, key: str, sources: Mapping[str, Source], *, measured: bool = False) -> str:
        """The key of a source, or our own estimate unless it was measured."""
        source = self.text(key)
        if source == ESTIMATE and measured:
            raise self.wrong(key, "a measured figure needs a published source")
        if source != ESTIMATE and source not in sources:
            raise self.wrong(key, f"“{source}” is not among the sources")
        return source

    def nothing_else(self) -> None:
        """Refuse keys that nobody asked for: they are misspelt."""
        for key in self._data:
            if key not in self._asked:
                raise self.wrong(key, "is not known")
