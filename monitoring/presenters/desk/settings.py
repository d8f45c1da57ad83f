"""The settings of the desk in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from monitoring.connectors import CONNECTORS
from monitoring.models import RoutingRule
from monitoring.pipeline.labels import KINDS, TONES, TOPICS
from monitoring.presenters.addresses import page
from monitoring.presenters.desk.lines import duration
from monitoring.presenters.sight import Sight
from monitoring.selectors.desk_settings import PlaceFact


@dataclass(frozen=True)
class RuleLine:
    """One rule: if, then; ``is_first`` and ``is_last`` cannot move further."""

    rule: RoutingRule
    when: str
    to: str
    sight: Sight
    is_first: bool
    is_last: bool

    @property
    def url(self) -> str:
        """Where it is changed."""
        return page(self.sight.company, "desk_rule", self.rule.pk)

    @property
    def move_url(self) -> str:
        """Where it is moved."""
        return page(self.sight.company, "move_desk_rule", self.rule.pk)


def rule_lines(rules: Iterable[RoutingRule], sight: Sight) -> list[RuleLine]:
    """The rules in the order in which they are asked."""
    rows = list(rules)
    return [
        RuleLine(row, _when(row), _to(row), sight, number == 0, number == len(rows) - 1)
        for number, row in enumerate(rows)
    ]


def _when(rule: RoutingRule) -> str:
    parts = []
    if rule.words:
        parts.append(_("one of the words “%(words)s”") % {"words": rule.words})
    if rule.topic in TOPICS:
        parts.append(_("topic %(topic)s") % {"topic": TOPICS[rule.topic].name})
    if rule.kind in KINDS:
        parts.append(str(KINDS[rule.kind].name))
    if rule.tone in TONES:
        parts.append(_("tone %(tone)s") % {"tone": TONES[rule.tone].name})
    if rule.source_kind in CONNECTORS:
        parts.append(str(CONNECTORS[rule.source_kind].label))
    if rule.source:
        parts.append(rule.source.name)
    return ", ".join(parts) or _("everything else")


def _to(rule: RoutingRule) -> str:
    return rule.department.name if rule.department else str(rule.person.user if rule.person else "")


@dataclass(frozen=True)
class PromiseLine:
    """One kind of source with what is promised there."""

    kind: str
    label: str
    words: str


def promise_lines(promises: Mapping[str, int]) -> list[PromiseLine]:
    """The kinds of sources with a promise of their own."""
    return [
        PromiseLine(
            kind,
            str(CONNECTORS[kind].label),
            _("%(hours)s of working time") % {"hours": duration(timedelta(minutes=minutes))},
        )
        for kind, minutes in sorted(promises.items())
        if kind in CONNECTORS
    ]


@dataclass(frozen=True)
class PlaceLine:
    """One source, whether one can answer there, and where that is said otherwise."""

    name: str
    words: str
    takes_answers: bool
    url: str


def place_lines(places: Iterable[PlaceFact], sight: Sight) -> list[PlaceLine]:
    """The sources with what holds of each."""
    return [
        PlaceLine(
            each.source.name,
            _("answers are expected")
            if each.takes_answers
            else _("only sharp criticism, and what is addressed to us"),
            each.takes_answers,
            page(sight.company, "desk_place", each.source.pk),
        )
        for each in places
    ]
