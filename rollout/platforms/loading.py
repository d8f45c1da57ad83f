"""The files of the knowledge, read once and refused as a whole if one entry is incomplete."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from monitoring.query.fold import fold
from rollout.platforms.knowledge import (
    ESTIMATE,
    LEVELS,
    OLDEST,
    YOUNGEST,
    AgeBand,
    Figure,
    Interest,
    Knowledge,
    LawNote,
    Market,
    Platform,
    Reachable,
    Said,
    Source,
)
from rollout.platforms.reading import EARLIEST, LATEST, KnowledgeError, Table

FOLDER = Path(__file__).parent / "data"
LEVEL_FROM_PERCENT = ((40, 3), (20, 2), (5, 1), (0, 0))
"""From which share of an age group on a level counts."""


@cache
def knowledge() -> Knowledge:
    """What this version of the product knows."""
    return load(FOLDER)


def load(folder: Path) -> Knowledge:
    """Everything in a folder; raises KnowledgeError naming file and key."""
    sources = _sources(_read(folder / "sources.toml"))
    words = _read(folder / "words.toml")
    formats = _formats(words.table("formats"))
    interests = _interests(words.table("interests"))
    words.nothing_else()
    law = _law(_read(folder / "law.toml"), sources)
    platforms = {}
    for path in sorted((folder / "each").glob("*.toml")):
        platforms[path.stem] = platform(
            path.stem, _read(path), Knowledge({}, sources, law, formats, interests)
        )
    return Knowledge(platforms, sources, law, formats, interests)


def _read(path: Path) -> Table:
    try:
        return Table(path.name, tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{path.name}: cannot be read: {error}") from error


def _sources(file: Table) -> dict[str, Source]:
    return {key: _source(key, file.table(key)) for key in file}


def _source(key: str, table: Table) -> Source:
    if key == ESTIMATE:
        raise table.wrong("", "our own estimate is no published source")
    source = Source(
        key=key,
        title=table.text("title"),
        publisher=table.text("publisher"),
        year=table.integer("year", EARLIEST, LATEST),
        url=table.text("url"),
        via=table.text("via") if table.has("via") else "",
    )
    if not source.url.startswith(("https://", "http://")):
        raise table.wrong("url", "must begin with https://")
    table.nothing_else()
    return source


def _formats(table: Table) -> dict[str, Said]:
    return {key: table.said(key) for key in table}


def _interests(table: Table) -> dict[str, Interest]:
    return {key: _interest(key, table.table(key)) for key in table}


def _interest(key: str, table: Table) -> Interest:
    interest = Interest(key, table.both(), tuple(fold(each) for each in table.texts("stems")))
    table.nothing_else()
    return interest


def _law(file: Table, sources: Mapping[str, Source]) -> dict[str, LawNote]:
    notes = {}
    for key in file:
        table = file.table(key)
        notes[key] = LawNote(
            key=key,
            title=table.said("title"),
            text=table.said("text"),
            sources=tuple(table.texts("sources", among={*sources, ESTIMATE})),
        )
        table.nothing_else()
    return notes


def platform(key: str, file: Table, known: Knowledge) -> Platform:
    """One platform from its file, against the words, law and sources that are known."""
    fitness, effort = file.table("fitness"), file.table("effort")
    found = Platform(
        key=key,
        name=file.name("name"),
        as_of=file.day("as_of"),
        what=file.said("what"),
        audience=file.said("audience"),
        works=file.said("works"),
        limits=file.said("limits"),
        languages=tuple(file.texts("languages")),
        interests=tuple(file.texts("interests", among=known.interests)),
        law=tuple(file.texts("law", among=known.law)),
        figures=tuple(_figure(each, known.sources) for each in file.tables("figures")),
        ages=_ages(file, known.sources),
        fitness={market: fitness.integer(market, 0, 3) for market in Market},
        fitness_source=fitness.source("source", known.sources),
        care_minutes=effort.integer("care_minutes", 0, 40 * 60),
        minutes=_minutes(effort.table("minutes"), known.formats),
        effort_source=effort.source("source", known.sources),
        listening=_reachable(file.table("listening")),
        posting=_reachable(file.table("posting")),
    )
    for table in (fitness, effort, file):
        table.nothing_else()
    return found


def _figure(table: Table, sources: Mapping[str, Source]) -> Figure:
    figure = Figure(table.both(), table.source("source", sources, measured=True))
    table.nothing_else()
    return figure


def _ages(file: Table, sources: Mapping[str, Source]) -> tuple[AgeBand, ...]:
    bands: list[AgeBand] = []
    for table in file.tables("ages"):
        expected = bands[-1].last + 1 if bands else YOUNGEST
        first = table.integer("from", expected, expected)
        bands.append(_band(first, table, sources))
    if bands[-1].last != OLDEST:
        raise file.wrong("ages", f"must reach {OLDEST}")
    return tuple(bands)


def _band(first: int, table: Table, sources: Mapping[str, Source]) -> AgeBand:
    percent = table.integer("percent", 0, 100) if table.has("percent") else None
    band = AgeBand(
        first=first,
        last=table.integer("to", first, OLDEST),
        level=table.integer("level", LEVELS[0], LEVELS[-1]),
        source=table.source("source", sources, measured=percent is not None),
        percent=percent,
    )
    if percent is not None and band.level != level_of(percent):
        raise table.wrong("level", f"does not follow from {percent} %")
    table.nothing_else()
    return band


def level_of(percent: int) -> int:
    """The coarse level of a measured share."""
    return next(level for least, level in LEVEL_FROM_PERCENT if percent >= least)


def _minutes(table: Table, formats: Mapping[str, Said]) -> dict[str, int]:
    for key in table:
        if key not in formats:
            raise table.wrong(key, "is no known format")
    minutes = {key: table.integer(key, 1, 40 * 60) for key in table}
    if not minutes:
        raise table.wrong("", "names no format")
    return minutes


def _reachable(table: Table) -> Reachable:
    reachable = Reachable(frozenset(table.texts("by", empty=True)), table.said("note"))
    table.nothing_else()
    return reachable
