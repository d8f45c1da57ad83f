"""The tables of the rollout: the gate's own, then each stage's work."""

from rollout.models.comparison import ComparisonGroup, ComparisonShare
from rollout.models.culture import (
    CultureMeasure,
    CultureResponse,
    MediaEntry,
    OwnStatement,
    SurveyLink,
    SurveyParticipation,
)
from rollout.models.escalation import GateEscalation
from rollout.models.expansion import Benefit, ReturnPlan, Wave
from rollout.models.gate import Condition, Decision, Evidence, Stage, StageContent, Submission
from rollout.models.goals import CompanyGoal, Goal, GoalAudience, Kpi, KpiReading, TargetGroup
from rollout.models.listening import Baseline, Clarification, ListeningPlan
from rollout.models.people import SnapshotPerson
from rollout.models.pilot import (
    Hypothesis,
    Learning,
    LogEntry,
    PilotMember,
    PilotOutcome,
    PilotPlan,
    PostRecord,
)
from rollout.models.resources import EscalationStep, OutsourcedWork, ResourcePlan, StaffRole
from rollout.models.strategy import Alignment, ContentTopic, PlatformAudience, PlatformChoice
from rollout.models.templates import AppliedEntry, AppliedTemplate, Template, TemplateVersion

__all__ = [
    "Alignment",
    "AppliedEntry",
    "AppliedTemplate",
    "Baseline",
    "Benefit",
    "Clarification",
    "CompanyGoal",
    "ComparisonGroup",
    "ComparisonShare",
    "Condition",
    "ContentTopic",
    "CultureMeasure",
    "CultureResponse",
    "Decision",
    "EscalationStep",
    "Evidence",
    "GateEscalation",
    "Goal",
    "GoalAudience",
    "Hypothesis",
    "Kpi",
    "KpiReading",
    "Learning",
    "ListeningPlan",
    "LogEntry",
    "MediaEntry",
    "OutsourcedWork",
    "OwnStatement",
    "PilotMember",
    "PilotOutcome",
    "PilotPlan",
    "PlatformAudience",
    "PlatformChoice",
    "PostRecord",
    "ResourcePlan",
    "ReturnPlan",
    "SnapshotPerson",
    "StaffRole",
    "Stage",
    "StageContent",
    "Submission",
    "SurveyLink",
    "SurveyParticipation",
    "TargetGroup",
    "Template",
    "TemplateVersion",
    "Wave",
]
