"""Other ways to find the searches that a text matches: PostgreSQL's tsquery, and hyperscan.

Both are given the folded text and the profiles of `match_profiles`, which checks that they find the
same. hyperscan is no dependency of the product: `pip install --target DIR hyperscan`, then
`PYTHONPATH=DIR`.
"""

from __future__ import annotations

import itertools
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from monitoring.query.document import Document
from monitoring.query.fold import words
from monitoring.query.nodes import And, Filter, Near, Node, Not, Or, Part, Term

BATCH = 50
FIND = """
WITH texts AS MATERIALIZED (
    SELECT place, to_tsvector('simple', text) AS vector
    FROM unnest(%s::text[]) WITH ORDINALITY AS given (text, place)
)
SELECT place - 1, id FROM texts JOIN search ON vector @@ query
"""

Found = list[list[int]]


class Tsquery:
    """Profiles as rows of a temporary table; texts are asked for fifty at a time."""

    def __init__(self, profiles: Mapping[int, Node]) -> None:
        import psycopg

        self.connection = psycopg.connect(**_address(), autocommit=True)
        self.connection.execute("CREATE TEMP TABLE search (id integer, query tsquery)")
        with self.connection.cursor().copy("COPY search FROM STDIN") as rows:
            for key, node in profiles.items():
                rows.write_row((key, _tsquery(node)))
        self.connection.execute("ANALYZE search")

    def match(self, documents: Sequence[Document]) -> Found:
        """The keys of the profiles that match, for each document."""
        found: Found = [[] for _ in documents]
        for start in range(0, len(documents), BATCH):
            texts = [_text(each) for each in documents[start : start + BATCH]]
            for place, key in self.connection.execute(FIND, [texts]):
                found[start + place].append(key)
        return [sorted(keys) for keys in found]

    def server_seconds(self) -> float:
        """CPU seconds its server process has used; 0 where it is out of sight."""
        try:
            with open(f"/proc/{self.connection.info.backend_pid}/stat") as stat:  # noqa: PTH123
                fields = stat.read().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """Leave the server, and the table with it."""
        self.connection.close()


class Hyperscan:
    """All words and phrases found in one pass; then the profiles they tell of are evaluated."""

    def __init__(self, profiles: Mapping[int, Node]) -> None:
        import hyperscan  # type: ignore[import-not-found]

        self.numbers: dict[bytes, int] = defaultdict(itertools.count().__next__)
        self.asking: dict[int, set[int]] = defaultdict(set)
        self.predicates = {key: self._predicate(node) for key, node in profiles.items()}
        for key, node in profiles.items():
            for spelled in _telling(node):
                self.asking[self.numbers[spelled]].add(key)
        self.database = hyperscan.Database()
        self.database.compile(
            expressions=list(self.numbers),
            ids=list(self.numbers.values()),
            elements=len(self.numbers),
            flags=hyperscan.HS_FLAG_SINGLEMATCH,
        )

    def match(self, documents: Sequence[Document]) -> Found:
        """The keys of the profiles that match, for each document."""
        return [self._match(each) for each in documents]

    def _match(self, document: Document) -> list[int]:
        seen: set[int] = set()

        def keep(number: int, *_place: object) -> None:
            seen.add(number)

        self.database.scan(f" {_text(document)} ".encode(), match_event_handler=keep)
        candidates = set().union(*(self.asking[number] for number in seen))
        return sorted(key for key in candidates if self.predicates[key](seen))

    def _predicate(self, node: Node) -> Callable[[set[int]], bool]:
        match node:
            case Term() | Filter():
                number = self.numbers[_spelled(node)]
                return lambda seen: number in seen
            case And(nodes):
                every = [self._predicate(child) for child in nodes]
                return lambda seen: all(holds(seen) for holds in every)
            case Or(nodes):
                some = [self._predicate(child) for child in nodes]
                return lambda seen: any(holds(seen) for holds in some)
            case Not(child):
                inner = self._predicate(child)
                return lambda seen: not inner(seen)
            case Near():
                raise ValueError("The benchmark's profiles do not use this.")


def _text(document: Document) -> str:
    """The folded words, and the language as one more word."""
    return f"{' '.join(words(document.text))} langx{document.language}"


def _spelled(node: Term | Filter) -> bytes:
    if isinstance(node, Filter):
        return f" langx{node.value} ".encode()
    phrase = " ".join(part.word for part in node.parts)
    return (f" {phrase}" if node.parts[-1].prefix else f" {phrase} ").encode()


def _telling(node: Node) -> frozenset[bytes]:
    """Words and phrases of which every match has one, long ones preferred."""
    match node:
        case Term() | Filter():
            return frozenset({_spelled(node)})
        case Or(nodes):
            return frozenset().union(*map(_telling, nodes))
        case And(nodes):
            sides = [_telling(each) for each in nodes if not isinstance(each, (Not, Filter))]
            return max(sides, key=lambda side: min(map(len, side)))
        case Not() | Near():
            raise ValueError("The benchmark's profiles do not use this alone.")


def _tsquery(node: Node) -> str:
    match node:
        case Term():
            return f"({' <-> '.join(map(_lexeme, node.parts))})"
        case Filter(_, value):
            return f"langx{value}"
        case And(nodes):
            return f"({' & '.join(map(_tsquery, nodes))})"
        case Or(nodes):
            return f"({' | '.join(map(_tsquery, nodes))})"
        case Not(child):
            return f"!{_tsquery(child)}"
        case Near():
            raise ValueError("The benchmark's profiles do not use this.")


def _lexeme(part: Part) -> str:
    return f"{part.word}:*" if part.prefix else part.word


def _address() -> dict[str, Any]:
    """Where the server is that the settings name; any database of it will do."""
    from django.db import connection

    parameters = connection.get_connection_params()
    wanted = ("host", "port", "user", "password")
    return {name: parameters[name] for name in wanted if parameters.get(name)} | {
        "dbname": "postgres"
    }


def peers() -> Iterator[tuple[str, type[Tsquery] | type[Hyperscan]]]:
    """Those that can be had here; what cannot is said."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    yield "tsquery", Tsquery
    try:
        import hyperscan  # noqa: F401
    except ModuleNotFoundError:
        print("hyperscan is not installed and left out")
    else:
        yield "hyperscan", Hyperscan
