"""The tables of what is published: playbooks and their runs."""

from publishing.models.playbooks import FURTHEST, Playbook, PlaybookStep, StepWords
from publishing.models.runs import Run, RunReturn, RunStep

__all__ = ["FURTHEST", "Playbook", "PlaybookStep", "Run", "RunReturn", "RunStep", "StepWords"]
