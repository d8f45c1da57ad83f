"""The tables of the rollout: the gate's own, then each stage's work."""

from rollout.models.culture import (
    CultureMeasure,
    CultureResponse,
    MediaEntry,
    SurveyLink,
    SurveyParticipation,
)
from rollout.models.gate import Condition, Decision, Evidence, Stage, Submission
from rollout.models.listening import Baseline, Clarification, ListeningPlan

__all__ = [
    "Baseline",
    "Clarification",
    "Condition",
    "CultureMeasure",
    "CultureResponse",
    "Decision",
    "Evidence",
    "ListeningPlan",
    "MediaEntry",
    "Stage",
    "Submission",
    "SurveyLink",
    "SurveyParticipation",
]
