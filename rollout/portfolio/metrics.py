"""What clients are compared by: one figure each, read from what passed a gate and never changes.

Everything comes from a stage that has passed and from its frozen dossier, so that a company has
one value of a metric, once and for all. A new metric is one entry in ``METRICS``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rollout.models import Hypothesis
from rollout.stages import STAGES, kind_of
from rollout.stages.culture.questionnaire import DIMENSIONS
from rollout.wording import Text, words

FEW = 5
"""Mentions or questions at least before a share of them says anything."""

CONFIRMED, REFUTED = Hypothesis.Verdict.CONFIRMED, Hypothesis.Verdict.REFUTED
Work = Mapping[str, Any]


class Unit(Enum):
    """What a figure counts."""

    DAYS = "days"
    POINTS = "points"
    PERCENT = "percent"
    NUMBER = "number"
    HOURS = "hours"

    @property
    def step(self) -> int:
        """What figures of a group are rounded to: weeks, five points or percent, two hours."""
        return _STEPS[self]


_STEPS = {Unit.DAYS: 7, Unit.POINTS: 5, Unit.PERCENT: 5, Unit.NUMBER: 1, Unit.HOURS: 2}


class Theme(Enum):
    """Under which heading a metric stands."""

    TIME = "time"
    CULTURE = "culture"
    SAID = "said"
    WORK = "work"

    @property
    def label(self) -> str | Promise:
        """The heading."""
        return _THEMES[self]


_THEMES = {
    Theme.TIME: _("How long each stage took"),
    Theme.CULTURE: _("Culture check"),
    Theme.SAID: _("What is being said"),
    Theme.WORK: _("Goals, hours, results"),
}


@dataclass(frozen=True, slots=True)
class PassedStage:
    """A stage that has passed: from when to when (local days), and its frozen work."""

    number: int
    opened_on: date | None
    passed_on: date
    work: Work


@dataclass(frozen=True)
class Metric:
    """One figure. ``read`` gives it for the passed stage ``number``, None where there is none."""

    key: str
    title: Text
    theme: Theme
    unit: Unit
    number: int
    read: Callable[[PassedStage], int | None]


def _days(stage: PassedStage) -> int | None:
    return (stage.passed_on - stage.opened_on).days if stage.opened_on else None


def _score(dimension: str) -> Callable[[PassedStage], int | None]:
    def read(stage: PassedStage) -> int | None:
        scores = stage.work.get("survey", {}).get("dimensions", ())
        return next((each["score"] for each in scores if each["key"] == dimension), None)

    return read


def _share(part: int, whole: int) -> int | None:
    """In percent, rounded down; None where there are too few to say."""
    return 100 * part // whole if whole >= FEW else None


def _criticism(stage: PassedStage) -> int | None:
    report = stage.work.get("baseline")
    return _share(report["negative"], report["told"]) if report else None


def _answered(stage: PassedStage) -> int | None:
    report = stage.work.get("baseline")
    if not report:
        return None
    return _share(report["questions"] - report["open_questions"], report["questions"])


def _listed(key: str) -> Callable[[PassedStage], int | None]:
    def read(stage: PassedStage) -> int | None:
        return len(stage.work[key]) if key in stage.work else None

    return read


def _hours(stage: PassedStage) -> int | None:
    if "staff" not in stage.work:
        return None
    return round(sum((Decimal(each["hours"]) for each in stage.work["staff"]), Decimal()))


def _in_time(stage: PassedStage) -> int | None:
    answers = stage.work.get("measured", {}).get("answers")
    # What a blind source may have hidden is no result.
    if not answers or answers["blind"]:
        return None
    return _share(answers["in_time"], answers["asked"])


def _held(stage: PassedStage) -> int | None:
    said = [each["verdict"] for each in stage.work.get("hypotheses", ())]
    held, refuted = (said.count(each) for each in (CONFIRMED, REFUTED))
    return 100 * held // (held + refuted) if held + refuted else None


METRICS: tuple[Metric, ...] = (
    *(
        Metric(
            key=f"days_{kind.number}",
            title=words(
                _("%(number)s %(stage)s"),
                {"number": kind.number, "stage": kind_of(kind.number).title},
            ),
            theme=Theme.TIME,
            unit=Unit.DAYS,
            number=kind.number,
            read=_days,
        )
        for kind in STAGES
    ),
    *(
        Metric(f"score_{each.key}", each.title, Theme.CULTURE, Unit.POINTS, 1, _score(each.key))
        for each in DIMENSIONS
    ),
    Metric("criticism", _("Share of criticism"), Theme.SAID, Unit.PERCENT, 2, _criticism),
    Metric("answered", _("Questions that were answered"), Theme.SAID, Unit.PERCENT, 2, _answered),
    Metric("goals", _("Goals"), Theme.WORK, Unit.NUMBER, 3, _listed("goals")),
    Metric("kpis", _("KPIs"), Theme.WORK, Unit.NUMBER, 3, _listed("kpis")),
    Metric("hours", _("Hours a week planned"), Theme.WORK, Unit.HOURS, 5, _hours),
    Metric(
        "in_time",
        _("Answers within the promise, in the pilot"),
        Theme.WORK,
        Unit.PERCENT,
        6,
        _in_time,
    ),
    Metric("held", _("Expectations of the pilot that held"), Theme.WORK, Unit.PERCENT, 6, _held),
)


def values_of(stage: PassedStage) -> dict[str, int]:
    """Every figure that a passed stage gives, by the key of its metric."""
    found = {each.key: each.read(stage) for each in METRICS if each.number == stage.number}
    return {key: value for key, value in found.items() if value is not None}
