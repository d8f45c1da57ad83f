"""What somebody is looking for among their companies: read from the address, a pure rule."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from monitoring.query.fold import fold
from rollout.portfolio.clients import ClientRow
from rollout.stages import STAGES

PAGE = 50
"""Companies on one page."""

LONGEST = 100
"""Characters of a name that are looked for."""

NOT_BEGUN, ALL_PASSED = "none", "all"
PLACES = (NOT_BEGUN, *(str(kind.number) for kind in STAGES), ALL_PASSED)
"""Where a company can be: before the first stage, at one of them (waves with the last), done."""

SHOWS: Mapping[str, Callable[[ClientRow], bool]] = {
    "": lambda row: True,
    "mine": lambda row: row.facts.needs_reader,
    "gate": lambda row: row.facts.is_at_gate,
    "overdue": lambda row: bool(row.facts.overdue),
    "criticised": lambda row: row.facts.is_criticised,
    "blind": lambda row: bool(row.facts.blind),
}
"""What a company can be shown for, by the word in the address."""


@dataclass(frozen=True, slots=True)
class Filters:
    """``show`` is one of SHOWS, ``place`` one of PLACES or empty, ``view`` list or stages."""

    show: str = ""
    place: str = ""
    words: str = ""
    view: str = ""
    page: int = 1

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Filters":
        """What an address asks for; what it does not understand narrows nothing."""
        show, place = asked.get("show", ""), asked.get("stage", "")
        page = asked.get("page", "")
        return cls(
            show=show if show in SHOWS else "",
            place=place if place in PLACES else "",
            words=" ".join(asked.get("q", "").split())[:LONGEST],
            view="stages" if asked.get("view") == "stages" else "",
            page=int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1,
        )

    @property
    def narrows(self) -> bool:
        """Whether some companies may be left out."""
        return bool(self.show or self.place or self.words)

    def query(self, **changes: str | int) -> str:
        """The address with these changes, on its first page unless another is named."""
        asked = replace(self, page=1)
        asked = replace(asked, **changes)  # type: ignore[arg-type]
        said = {
            "view": asked.view,
            "show": asked.show,
            "stage": asked.place,
            "q": asked.words,
            "page": str(asked.page) if asked.page > 1 else "",
        }
        words = urlencode({name: value for name, value in said.items() if value})
        return f"?{words}" if words else "?"


@dataclass(frozen=True)
class Narrowed:
    """One page of what was looked for, and how many each other filter would leave.

    ``shows`` counts within the place and the words that are asked for, ``places`` within what is
    shown and the words.
    """

    filters: Filters
    rows: tuple[ClientRow, ...]
    found: int
    total: int
    pages: int
    shows: Mapping[str, int]
    places: Mapping[str, int]


def narrow(rows: Sequence[ClientRow], filters: Filters) -> Narrowed:
    """The companies that are looked for, in their order; a page too far is the last one."""
    named = [row for row in rows if _is_called(row, filters.words)]
    here = [row for row in named if filters.place in {"", place_of(row)}]
    shown = [row for row in named if SHOWS[filters.show](row)]
    found = [row for row in here if SHOWS[filters.show](row)]
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, filters.page), pages)
    return Narrowed(
        filters=replace(filters, page=page),
        rows=tuple(found[(page - 1) * PAGE : page * PAGE]),
        found=len(found),
        total=len(rows),
        pages=pages,
        shows={show: sum(map(fits, here)) for show, fits in SHOWS.items()},
        places={place: sum(place_of(row) == place for row in shown) for place in PLACES},
    )


def place_of(row: ClientRow) -> str:
    """Where a company is, as one of PLACES."""
    if not row.stages:
        return NOT_BEGUN
    return str(min(row.current.number, len(STAGES))) if row.current else ALL_PASSED


def _is_called(row: ClientRow, words: str) -> bool:
    name = fold(row.company.name)
    return all(word in name for word in fold(words).split())
