"""What the culture check reads."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from companies.models import Membership, User
from rollout.models import (
    CultureMeasure,
    CultureResponse,
    MediaEntry,
    Stage,
    SurveyLink,
    SurveyParticipation,
)
from rollout.stage import Assessment, Result
from rollout.stages.culture.criteria import CultureFacts, MeasureFact, criteria
from rollout.stages.culture.scoring import THRESHOLD, Answer, SurveyScores, scores


@dataclass(frozen=True)
class CultureWork:
    """Everything on the page of the culture check."""

    survey: SurveyScores
    measures: tuple[CultureMeasure, ...]
    media: tuple[MediaEntry, ...]
    links: tuple[SurveyLink, ...]
    facts: CultureFacts
    results: tuple[Result, ...]


def culture_work(stage: Stage, on: date) -> CultureWork:
    """The work and its criteria, in five queries."""
    measures = tuple(CultureMeasure.of(stage.company).filter(stage=stage).select_related("owner"))
    media = tuple(MediaEntry.of(stage.company).filter(stage=stage))
    members = set(
        Membership.of(stage.company)
        .filter(ended_at__isnull=True, user__in=[measure.owner_id for measure in measures])
        .values_list("user_id", flat=True)
    )
    facts = CultureFacts(
        on=on,
        survey=survey_scores(stage),
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
        measures=measures,
        media=media,
        links=tuple(links.order_by("-created_at")),
        facts=facts,
        results=criteria(facts),
    )


def survey_scores(stage: Stage) -> SurveyScores:
    """What the counted answers come to, beside how many people have answered (one query)."""
    rows = CultureResponse.of(stage.company).filter(stage=stage)
    return scores(
        [
            Answer(row.role, row.answers, row.batch is not None, row.role_batch is not None)
            for row in rows
        ]
    )


def has_answered(stage: Stage, user: User) -> bool:
    """Whether this person has answered under their account."""
    return SurveyParticipation.of(stage.company).filter(stage=stage, user=user).exists()


def assess(stage: Stage, on: date) -> Assessment:
    """The culture check as it stands."""
    work = culture_work(stage, on)
    return Assessment(results=work.results, work=_as_json(work))


def _as_json(work: CultureWork) -> dict[str, Any]:
    # Aggregates only, people by number only: a snapshot can never be changed again.
    return {
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
