"""Reads of the conflict scenarios, and the facts that the rollout's gate asks for (S3, S4)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from companies.models import Company, Membership
from guidelines.models import Likelihood, PreparedText, Scenario

REVIEW_DAYS = 180
"""After so long a scenario is read again: people, products and networks have changed."""

LIKELIEST_FIRST = Case(
    When(likelihood=Likelihood.HIGH, then=Value(0)),
    When(likelihood=Likelihood.MEDIUM, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


class Gap(Enum):
    """What a scenario still lacks before one could act on it."""

    TRIGGER = "trigger"
    REACTION = "reaction"
    OWNER = "owner"
    DEPUTY = "deputy"


@dataclass(frozen=True, slots=True)
class ScenarioFacts:
    """What counts about one scenario; ``reviewed_on`` is a day at the company."""

    topic: str
    likelihood: str
    has_trigger: bool
    has_reaction: bool
    owner_is_live: bool
    has_deputy: bool
    reviewed_on: date | None

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is still to be said, in the order one would say it."""
        has = {
            Gap.TRIGGER: self.has_trigger,
            Gap.REACTION: self.has_reaction,
            Gap.OWNER: self.owner_is_live,
            Gap.DEPUTY: self.has_deputy,
        }
        return tuple(gap for gap, is_there in has.items() if not is_there)


def ready_scenarios(company: Company) -> tuple[ScenarioFacts, ...]:
    """The facts of every scenario, the likeliest first (one query)."""
    return tuple(facts_of(row) for row in scenarios_of(company))


def facts_of(row: Scenario) -> ScenarioFacts:
    """The facts of one scenario; somebody who has left neither owns nor stands in."""
    return ScenarioFacts(
        topic=row.topic,
        likelihood=row.likelihood,
        has_trigger=bool(row.trigger.strip()),
        has_reaction=bool(row.reaction),
        owner_is_live=_is_live(row.owner),
        has_deputy=_is_live(row.deputy),
        reviewed_on=row.reviewed_on,
    )


def review_is_due(reviewed_on: date | None, on: date) -> bool:
    """Whether nobody has read it for more than 180 days, or ever."""
    return reviewed_on is None or (on - reviewed_on).days > REVIEW_DAYS


def scenarios_of(company: Company) -> QuerySet[Scenario]:
    """Every scenario, the likeliest first, with its people and ``ready_texts``: how many."""
    rows = Scenario.of(company).select_related(
        "company", "owner__user", "deputy__user", "reviewed_by"
    )
    counted = rows.annotate(ready_texts=Count("texts"), rank=LIKELIEST_FIRST)
    return counted.order_by("rank", "topic", "pk")


def scenario_of(company: Company, pk: int) -> Scenario | None:
    """One scenario with its people."""
    return scenarios_of(company).filter(pk=pk).first()


def texts_of(row: Scenario) -> list[PreparedText]:
    """Its prepared texts in the order they were written."""
    return list(PreparedText.of(row.company).filter(scenario=row))


def text_of_scenario(company: Company, pk: int) -> PreparedText | None:
    """One prepared text with its scenario."""
    return PreparedText.of(company).select_related("scenario").filter(pk=pk).first()


def taken_examples(company: Company) -> frozenset[str]:
    """The keys of the examples that were taken over and are still there."""
    rows = Scenario.of(company).exclude(example="")
    return frozenset(rows.values_list("example", flat=True))


def _is_live(membership: Membership | None) -> bool:
    return membership is not None and membership.is_live
