"""What a company has decided about its desk, as its settings page reads it."""

from collections.abc import Mapping
from dataclasses import dataclass

from companies.models import Company
from monitoring.desk.places import takes_answers
from monitoring.models import AnswerPlace, AnswerPromise, PreparedAnswer, RoutingRule, Source


@dataclass(frozen=True)
class PlaceFact:
    """A source, whether one can answer there, and whether somebody said so."""

    source: Source
    takes_answers: bool
    is_said: bool


def rules_of(company: Company) -> list[RoutingRule]:
    """The rules in the order in which they are asked."""
    rows = RoutingRule.of(company).select_related("source", "department", "person__user")
    return list(rows.order_by("position", "id"))


def rule_of(company: Company, pk: int) -> RoutingRule | None:
    """One of the company's rules."""
    return RoutingRule.of(company).select_related("company").filter(pk=pk).first()


def promises_of(company: Company) -> Mapping[str, int]:
    """Working minutes promised, by kind of source; all others have the usual promise."""
    return dict(AnswerPromise.of(company).values_list("source_kind", "minutes"))


def places_of(company: Company) -> list[PlaceFact]:
    """The sources that are watched, with what holds of each."""
    said = dict(AnswerPlace.of(company).values_list("source_id", "takes_answers"))
    rows = Source.of(company).filter(removed_at__isnull=True).select_related("feed")
    return [
        PlaceFact(
            row,
            said.get(row.pk, takes_answers(row.feed.kind, row.feed.address)),
            row.pk in said,
        )
        for row in rows.order_by("name", "pk")
    ]


def source_of(company: Company, pk: int) -> Source | None:
    """One of the company's sources."""
    return Source.of(company).select_related("company").filter(pk=pk).first()


def prepared_of(company: Company) -> list[PreparedAnswer]:
    """The prepared answers, by occasion."""
    return list(PreparedAnswer.of(company).order_by("title"))


def prepared_answer(company: Company, pk: int) -> PreparedAnswer | None:
    """One of them."""
    return PreparedAnswer.of(company).select_related("company").filter(pk=pk).first()
