"""The hours that social media take in a week, and the hours there are for it (S0, S3).

What is needed follows from the strategy's cadence and from the load measured in monitoring. Every
term is rounded to a tenth of an hour, so that what is shown adds up to the sum that is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from companies.models import Company
from monitoring.models import DeskCase
from monitoring.selectors.counts import Cell, counts
from monitoring.selectors.desk_figures import desk_figures
from monitoring.selectors.sources import coverage_of
from rollout.models import ContentTopic, OutsourcedWork, PlatformChoice, ResourcePlan, StaffRole
from rollout.platforms import knowledge

MEASURED_WEEKS = 4
WEEKS_A_MONTH = Decimal(52) / 12
MINUTES_PER_ANSWER = 15
"""Until the plan of resources says otherwise."""
TENTH = Decimal("0.1")
NOTHING = Decimal("0.0")


def hours(minutes: Decimal | int) -> Decimal:
    """Minutes as hours with one decimal."""
    return (Decimal(minutes) / 60).quantize(TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class TopicLoad:
    """What a topic of the content strategy takes."""

    title: str
    posts_per_month: int
    minutes_per_post: int

    @property
    def hours(self) -> Decimal:
        """A week."""
        return hours(self.posts_per_month * self.minutes_per_post / WEEKS_A_MONTH)


@dataclass(frozen=True, slots=True)
class CareLoad:
    """What looking after a platform takes in a week without posts; ``platform`` is its key."""

    platform: str
    minutes: int

    @property
    def hours(self) -> Decimal:
        """A week."""
        return hours(self.minutes)


@dataclass(frozen=True, slots=True)
class AnswerLoad:
    """The mentions that wanted an answer in the last four weeks, as the desk counts them.

    Before the desk has been there so long, questions and criticism are counted as monitoring saw
    them.

    ``is_partial``: a source was blind for a time, so that there were at least as many.
    ``is_watched``: there is a source at all.
    """

    mentions: int
    minutes_per_answer: int
    is_partial: bool = False
    is_watched: bool = True

    @property
    def is_known(self) -> bool:
        """Whether anything can be said: none seen by a blind eye is not none."""
        return self.is_watched and not (self.is_partial and not self.mentions)

    @property
    def a_week(self) -> Decimal:
        """Mentions a week, with one decimal."""
        return (Decimal(self.mentions) / MEASURED_WEEKS).quantize(TENTH, ROUND_HALF_UP)

    @property
    def hours(self) -> Decimal:
        """A week; of what was seen."""
        return hours(Decimal(self.mentions) * self.minutes_per_answer / MEASURED_WEEKS)


@dataclass(frozen=True)
class Load:
    """Needed beside planned, in hours a week; ``outsourced`` are hours somebody outside saves."""

    topics: tuple[TopicLoad, ...]
    care: tuple[CareLoad, ...]
    answers: AnswerLoad
    planned: Decimal = NOTHING
    outsourced: Decimal = NOTHING

    @property
    def cadence(self) -> Decimal:
        """What the strategy itself asks for: its posts, and the care of its platforms."""
        return sum((each.hours for each in self.topics), NOTHING) + sum(
            (each.hours for each in self.care), NOTHING
        )

    @property
    def needed(self) -> Decimal:
        """The cadence and the answers; at least as much where a source was blind."""
        return self.cadence + self.answers.hours

    @property
    def available(self) -> Decimal:
        """One's own hours, and those that somebody outside saves."""
        return self.planned + self.outsourced

    @property
    def missing(self) -> Decimal:
        """The hours that are needed and not there."""
        return max(self.needed - self.available, NOTHING)

    @property
    def has_cadence(self) -> bool:
        """Whether the strategy says what is to be done at all."""
        return bool(self.topics)

    @property
    def is_covered(self) -> bool:
        """Whether the hours there are suffice."""
        return self.has_cadence and not self.missing


def wants_an_answer(cell: Cell) -> bool:
    """Questions and criticism are answered (S3, S4); praise may be."""
    return cell.is_question or cell.tone == "negative"


def load_of(company: Company, on: date) -> Load:
    """The company's hours as things stand on a local day (ten queries).

    Measured are the four whole weeks before that day.
    """
    plan = ResourcePlan.of(company).order_by("-pk").first()
    return Load(
        topics=tuple(
            TopicLoad(each.title, each.posts_per_month, each.minutes_per_post)
            for each in ContentTopic.of(company).order_by("pk")
        ),
        care=_care(
            PlatformChoice.of(company)
            .filter(is_chosen=True)
            .order_by("pk")
            .values_list("platform", flat=True)
        ),
        answers=_answers(company, on, plan.minutes_per_answer if plan else MINUTES_PER_ANSWER),
        planned=_sum(StaffRole.of(company).values_list("hours_per_week", flat=True)),
        outsourced=_sum(OutsourcedWork.of(company).values_list("hours_per_week", flat=True)),
    )


def _care(platforms: Iterable[str]) -> tuple[CareLoad, ...]:
    known = knowledge().platforms
    return tuple(CareLoad(key, known[key].care_minutes if key in known else 0) for key in platforms)


def _answers(company: Company, on: date, minutes: int) -> AnswerLoad:
    first, last = on - timedelta(weeks=MEASURED_WEEKS), on - timedelta(days=1)
    seen = counts(company, starts_on=first, ends_on=last)
    end = _midnight(on, company)
    coverage = coverage_of(company, starts_at=_midnight(first, company), ends_at=end, now=end)
    on_desk = _on_desk(company, first, last, end)
    seen_by_monitoring = sum(cell.number for cell in seen.cells if wants_an_answer(cell))
    return AnswerLoad(
        mentions=seen_by_monitoring if on_desk is None else on_desk,
        minutes_per_answer=minutes,
        is_partial=not coverage.is_whole,
        is_watched=coverage.watched > 0,
    )


def _on_desk(company: Company, first: date, last: date, end: datetime) -> int | None:
    """What wanted an answer there; None if the desk was not there for the whole of the time."""
    before = DeskCase.of(company).filter(came_in_at__lt=_midnight(first, company))
    if not before.exists():
        return None
    found = desk_figures(company, first, last, at=end).total
    return found.came_in - found.without_need


def _midnight(day: date, company: Company) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(company.time_zone))


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)
