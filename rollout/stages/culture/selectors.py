"""What the culture check reads."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from companies.models import Membership, User
from rollout.models import (
    CultureMeasure,
    CultureResponse,
    MediaEntry,
    OwnStatement,
    Stage,
    SurveyLink,
    SurveyParticipation,
)
from rollout.stage import Assessment, Result
from rollout.stages.culture.criteria import CultureFacts, MeasureFact, criteria
from rollout.stages.culture.questionnaire import Questionnaire, Statement, with_own
from rollout.stages.culture.scoring import THRESHOLD, Answer, SurveyScores, scores


@dataclass(frozen=True)
class CultureWork:
    """Everything on the page of the culture check."""

    survey: SurveyScores
    own: tuple[OwnStatement, ...]
    measures: tuple[CultureMeasure, ...]
    media: tuple[MediaEntry, ...]
    links: tuple[SurveyLink, ...]
    facts: CultureFacts
    results: tuple[Result, ...]


def culture_work(stage: Stage, on: date) -> CultureWork:
    """The work and its criteria, in six queries."""
    own = tuple(own_statements(stage))
    measures = tuple(CultureMeasure.of(stage.company).filter(stage=stage).select_related("owner"))
    media = tuple(MediaEntry.of(stage.company).filter(stage=stage))
    members = set(
        Membership.of(stage.company)
        .filter(ended_at__isnull=True, user__in=[measure.owner_id for measure in measures])
        .values_list("user_id", flat=True)
    )
    facts = CultureFacts(
        on=on,
        survey=survey_scores(stage, _asked(own)),
        threshold=THRESHOLD,
        measures=tuple(
            MeasureFact(
                measure.dimension,
                measure.owner_id in members,
                measure.due_on,
                measure.done_on is not None,
            )
            for measure in measures
        ),
        media=Counter(entry.kind for entry in media),
    )
    links = SurveyLink.of(stage.company).filter(stage=stage, withdrawn_at__isnull=True)
    return CultureWork(
        survey=facts.survey,
        own=own,
        measures=measures,
        media=media,
        links=tuple(links.order_by("-created_at")),
        facts=facts,
        results=criteria(facts),
    )


def questionnaire_of(stage: Stage) -> Questionnaire:
    """What is asked at this stage: the given statements and the company's own (one query)."""
    return _asked(own_statements(stage))


def _asked(own: Iterable[OwnStatement]) -> Questionnaire:
    return with_own((row.dimension, Statement(row.key, row.text, row.reverse)) for row in own)


def own_statements(stage: Stage) -> QuerySet[OwnStatement]:
    """The company's own statements, in the order in which they were added."""
    return OwnStatement.of(stage.company).filter(stage=stage)


def survey_scores(stage: Stage, asked: Questionnaire) -> SurveyScores:
    """What the counted answers come to, beside how many people have answered (one query)."""
    rows = CultureResponse.of(stage.company).filter(stage=stage)
    return scores(
        [
            Answer(row.role, row.answers, row.batch is not None, row.role_batch is not None)
            for row in rows
        ],
        asked,
    )


def has_answered(stage: Stage, user: User) -> bool:
    """Whether this person has answered under their account."""
    return SurveyParticipation.of(stage.company).filter(stage=stage, user=user).exists()


def assess(stage: Stage, on: date) -> Assessment:
    """The culture check as it stands."""
    work = culture_work(stage, on)
    return Assessment(
        results=work.results,
        work=_as_json(work),
        rows={"statements": tuple(each.pk for each in work.own)},
    )


def _as_json(work: CultureWork) -> dict[str, Any]:
    # Aggregates only, people by number only: a snapshot can never be changed again.
    return _own_as_json(work.own) | {
        "threshold": work.facts.threshold,
        "survey": {
            "people": work.survey.people,
            "counted": work.survey.counted,
            "groups": [
                {
                    "role": group.role,
                    "people": group.people,
                    "counted": group.counted,
                    "scores": dict(group.scores) if group.scores is not None else None,
                }
                for group in work.survey.groups
            ],
            "dimensions": [
                {"key": each.key, "score": each.score, "disagreement": each.disagreement}
                for each in work.survey.dimensions
            ],
        },
        "measures": [
            {
                "dimension": measure.dimension,
                "text": measure.text,
                "owner": measure.owner_id,
                "due_on": measure.due_on.isoformat(),
            }
            for measure in work.measures
        ],
        "media": [
            {"kind": entry.kind, "name": entry.name, "url": entry.url, "note": entry.note}
            for entry in work.media
        ],
    }


def _own_as_json(own: tuple[OwnStatement, ...]) -> dict[str, Any]:
    # Without any the key is left out: what passed before there were such keeps its fingerprint.
    if not own:
        return {}
    return {
        "statements": [
            {"dimension": each.dimension, "text": each.text, "reverse": each.reverse}
            for each in own
        ]
    }
