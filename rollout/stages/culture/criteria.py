"""The criteria of the culture check's gate: pure rules on plain facts (S0).

At least three people of two roles answered, management among them; every dimension reaches its
threshold, or a measure with an owner and a date stands against it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from rollout.models import MediaEntry
from rollout.models.culture import RespondentRole
from rollout.stage import Result
from rollout.stages.culture.batches import SMALLEST_GROUP
from rollout.stages.culture.questionnaire import DIMENSION_TITLES
from rollout.stages.culture.scoring import SurveyScores
from rollout.wording import at_least, out_of, words

ROLES_AT_LEAST = 2


@dataclass(frozen=True, slots=True)
class MeasureFact:
    """A measure: for which dimension, whose, until when; whether its owner is still here."""

    dimension: str
    owner_is_member: bool
    due_on: date
    is_done: bool

    def stands(self, on: date) -> bool:
        """Whether it is done, or somebody who is still here has it before them."""
        return self.is_done or (self.owner_is_member and self.due_on >= on)


@dataclass(frozen=True)
class CultureFacts:
    """What the criteria look at; ``media`` counts the inventory's entries by kind."""

    on: date
    survey: SurveyScores
    threshold: int
    measures: tuple[MeasureFact, ...]
    media: Mapping[str, int]


def criteria(facts: CultureFacts) -> tuple[Result, ...]:
    """All criteria in the order of the page."""
    return (
        _people(facts.survey),
        _management(facts.survey),
        *(_dimension(each.key, facts) for each in facts.survey.dimensions),
        _media(facts.media),
    )


def _people(survey: SurveyScores) -> Result:
    roles = len(survey.groups)
    return Result(
        key="people",
        title=_("At least three people of two roles have answered"),
        met=survey.people >= SMALLEST_GROUP and roles >= ROLES_AT_LEAST,
        figure=at_least(survey.people, SMALLEST_GROUP),
        sentence=words(
            _("%(people)s, %(roles)s."),
            {
                "people": words(
                    ngettext_lazy(
                        "%(number)s person has answered",
                        "%(number)s people have answered",
                        "number",
                    ),
                    {"number": survey.people},
                ),
                "roles": words(
                    ngettext_lazy("from %(number)s role", "from %(number)s roles", "number"),
                    {"number": roles},
                ),
            },
        ),
        mend="survey",
    )


def _management(survey: SurveyScores) -> Result:
    number = next(
        (group.people for group in survey.groups if group.role == RespondentRole.MANAGEMENT), 0
    )
    return Result(
        key="management",
        title=_("Management has answered too"),
        met=number > 0,
        figure=str(number),
        sentence=_("Management has answered.")
        if number
        else _("Nobody from management has answered yet."),
        mend="survey",
    )


def _dimension(key: str, facts: CultureFacts) -> Result:
    score = facts.survey.score(key)
    values = {"dimension": DIMENSION_TITLES[key], "score": score, "threshold": facts.threshold}
    measures = [measure for measure in facts.measures if measure.dimension == key]
    reached = score is not None and score >= facts.threshold
    answered = score is not None and any(measure.stands(facts.on) for measure in measures)
    if score is None:
        sentence = _("No figure before three people have answered.")
        mend = "survey"
    elif reached:
        sentence = _("%(score)s of 100 points, at least %(threshold)s are asked for.")
        mend = ""
    elif answered:
        sentence = _("%(score)s of 100 points, below %(threshold)s; a measure stands against it.")
        mend = "measures"
    elif measures:
        sentence = _(
            "“%(dimension)s” has %(score)s of 100 points, and its measure does not stand any more: "
            "it is overdue, or its owner has left the company."
        )
        mend = "measures"
    else:
        sentence = _(
            "“%(dimension)s” has %(score)s of 100 points, below %(threshold)s: it needs a measure "
            "with an owner and a date."
        )
        mend = "measures"
    return Result(
        key=f"dimension_{key}",
        title=words(
            _("“%(dimension)s” reaches its threshold, or a measure stands against it"), values
        ),
        met=reached or answered,
        figure=at_least("–" if score is None else score, facts.threshold),
        sentence=words(sentence, values),
        mend=mend,
    )


def _media(media: Mapping[str, int]) -> Result:
    kinds = sum(1 for kind in MediaEntry.Kind if media.get(kind, 0))
    return Result(
        key="media",
        title=_("Owned, paid and earned media are listed"),
        met=kinds == len(MediaEntry.Kind),
        figure=out_of(kinds, len(MediaEntry.Kind)),
        sentence=words(
            ngettext_lazy(
                "%(number)s medium in the inventory.",
                "%(number)s media in the inventory.",
                "number",
            ),
            {"number": sum(media.values())},
        ),
        blocking=False,
        mend="media",
    )
