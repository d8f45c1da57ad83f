"""The tables of the guidelines."""

from guidelines.models.answers import Acknowledgement, Comment
from guidelines.models.board import (
    BoardDecision,
    BoardMember,
    FollowUp,
    Meeting,
    MeetingAttendance,
)
from guidelines.models.council import CouncilReview, WorksCouncil
from guidelines.models.guideline import GuidelineVersion, Paragraph
from guidelines.models.scenarios import Likelihood, PreparedText, Reaction, Scenario
from guidelines.models.training import OutsideTraining, Participation, Training

__all__ = [
    "Acknowledgement",
    "BoardDecision",
    "BoardMember",
    "Comment",
    "CouncilReview",
    "FollowUp",
    "GuidelineVersion",
    "Likelihood",
    "Meeting",
    "MeetingAttendance",
    "OutsideTraining",
    "Paragraph",
    "Participation",
    "PreparedText",
    "Reaction",
    "Scenario",
    "Training",
    "WorksCouncil",
]
