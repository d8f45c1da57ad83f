"""The tables of the guidelines."""

from guidelines.models.answers import Acknowledgement, Comment
from guidelines.models.guideline import GuidelineVersion, Paragraph

__all__ = ["Acknowledgement", "Comment", "GuidelineVersion", "Paragraph"]
