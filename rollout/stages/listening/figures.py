"""The figures of a frozen baseline that the gate looks at, and which topics are critical.

S0: where considerable criticism is found, nobody begins hastily; it is clarified first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from monitoring.reports import OTHER, BaselineReport

FEWEST = 3
"""Critical mentions at least that make a topic critical, so that one angry voice does not."""

PERCENT_OF_CRITICISM = 10
"""From this part of all criticism on a topic is critical."""

WHOLE = "whole"
"""The criticism as a whole: what is clarified where no single topic stands out."""


@dataclass(frozen=True, slots=True)
class CriticalTopic:
    """A topic that needs a clarification. ``name`` is set for the company's own topics only."""

    key: str
    name: str
    negative: int


@dataclass(frozen=True, slots=True)
class Watch:
    """A search profile: what it found in the window, on how many days it watched."""

    name: str
    mentions: int
    days: int


@dataclass(frozen=True, slots=True)
class Blind:
    """A source that saw nothing from ``since`` on, until ``until`` or still."""

    name: str
    since: date
    until: date | None


@dataclass(frozen=True)
class ListeningFigures:
    """What the criteria need of a baseline.

    ``told`` are mentions whose tone could be told, ``negative`` the critical ones of them.
    ``topics`` are (key, name, critical mentions).
    """

    starts_on: date
    ends_on: date
    mentions: int
    told: int
    negative: int
    topics: tuple[tuple[str, str, int], ...]
    watches: tuple[Watch, ...]
    blind: tuple[Blind, ...]

    @property
    def criticism_percent(self) -> int | None:
        """The share of criticism, rounded down; None where no tone could be told."""
        return 100 * self.negative // self.told if self.told else None

    def is_considerable(self, threshold: int) -> bool:
        """Whether criticism reaches the threshold, in percent."""
        return self.told > 0 and 100 * self.negative >= threshold * self.told

    @property
    def critical_topics(self) -> tuple[CriticalTopic, ...]:
        """Topics with three and with a tenth of all critical mentions at least, the worst first.

        Criticism without a topic counts as a topic of its own; where none stands out, the
        criticism as a whole does.
        """
        critical = [
            CriticalTopic(key, name, negative)
            for key, name, negative in self.topics
            if negative >= FEWEST and 100 * negative >= PERCENT_OF_CRITICISM * self.negative
        ]
        if not critical and self.negative:
            critical = [CriticalTopic(WHOLE, "", self.negative)]
        return tuple(sorted(critical, key=lambda topic: (-topic.negative, topic.key)))

    @property
    def topic_keys(self) -> frozenset[str]:
        """Every topic that can be clarified."""
        return frozenset({key for key, _, _ in self.topics} | {WHOLE, OTHER})


def as_json(report: BaselineReport) -> dict[str, Any]:
    """The whole report as it is frozen: whole numbers, words and days only."""
    return {
        "starts_on": report.starts_on.isoformat(),
        "ends_on": report.ends_on.isoformat(),
        "mentions": report.mentions,
        "told": report.told,
        "negative": report.negative,
        "tones": dict(report.tones),
        "weeks": [{"monday": day.isoformat(), "mentions": number} for day, number in report.weeks],
        "topics": [
            {
                "key": topic.key,
                "name": topic.name,
                "mentions": topic.mentions,
                "negative": topic.negative,
            }
            for topic in report.topics
        ],
        "places": [{"site": site, "mentions": number} for site, number in report.places],
        "other_places": report.other_places,
        "speakers": {
            "known": report.speakers.known,
            "distinct": report.speakers.distinct,
            "loudest": report.speakers.loudest,
            "loudest_five": report.speakers.loudest_five,
        },
        "questions": report.questions,
        "open_questions": report.open_questions,
        "voices": [{"name": name, "mentions": number} for name, number in report.voices],
        "profiles": [
            {
                "name": profile.name,
                "kind": profile.kind,
                "mentions": profile.mentions,
                "days": profile.watched_days,
            }
            for profile in report.profiles
        ],
        "sources": report.sources,
        "blind": [
            {
                "name": source.name,
                "since": source.since.isoformat(),
                "until": source.until.isoformat() if source.until else None,
            }
            for source in report.blind
        ],
    }


def from_json(kept: Mapping[str, Any]) -> ListeningFigures:
    """The figures of a frozen report."""
    return ListeningFigures(
        starts_on=date.fromisoformat(kept["starts_on"]),
        ends_on=date.fromisoformat(kept["ends_on"]),
        mentions=kept["mentions"],
        told=kept["told"],
        negative=kept["negative"],
        topics=tuple((each["key"], each["name"], each["negative"]) for each in kept["topics"]),
        watches=tuple(
            Watch(each["name"], each["mentions"], each["days"]) for each in kept["profiles"]
        ),
        blind=tuple(
            Blind(
                each["name"],
                date.fromisoformat(each["since"]),
                date.fromisoformat(each["until"]) if each["until"] else None,
            )
            for each in kept["blind"]
        ),
    )
