"""Saved views and searches in which a person is named."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from companies.models import Company
from monitoring.models import SavedView, SearchProfile
from monitoring.query.fold import WORD, fold
from monitoring.selectors.persons import Voice

SHORTEST = 3
"""Characters of a name that is looked for: shorter ones stand in many words."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Where people of the company have typed somebody's name: views go, searches are theirs."""

    views: tuple[SavedView, ...]
    profiles: tuple[SearchProfile, ...]


def naming(company: Company, asked: str, chosen: Iterable[Voice]) -> Naming:
    """Views and searches with the whole name of one of these authors (two queries).

    Who has a pseudonym was asked for by their whole name.
    """
    names = _names(asked, chosen)
    views = SavedView.of(company).order_by("page", "place", "id")
    profiles = SearchProfile.of(company).filter(ended_at__isnull=True).order_by("name")
    return Naming(
        tuple(view for view in views if _has(names, view.name, *_values(view))),
        tuple(each for each in profiles if _has(names, each.name, each.query)),
    )


def is_named(text: str, asked: str, chosen: Iterable[Voice]) -> bool:
    """Whether a text has the whole name of one of these authors."""
    return _has(_names(asked, chosen), text)


def _names(asked: str, chosen: Iterable[Voice]) -> set[str]:
    authors = {asked if voice.is_pseudonym else voice.author for voice in chosen}
    return {words for each in authors if len(words := _words(each).strip()) >= SHORTEST}


def _values(view: SavedView) -> list[str]:
    return [value for _key, value in parse_qsl(view.query)]


def _has(names: Iterable[str], *texts: str) -> bool:
    return any(f" {name} " in _words(text) for text in texts for name in names)


def _words(text: str) -> str:
    return f" {' '.join(WORD.findall(fold(text)))} "
