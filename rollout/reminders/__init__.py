"""Reminders of what waits, told once per person and step, at times passed in."""

from datetime import datetime

from rollout.reminders.conditions import remind_of_conditions
from rollout.reminders.escalation import escalate_gates
from rollout.reminders.gates import remind_of_gates, remind_of_holds
from rollout.reminders.stages import remind_of_older_versions, remind_of_untouched_stages
from rollout.reminders.tasks import remind_of_measures

__all__ = [
    "escalate_gates",
    "remind_all",
    "remind_of_conditions",
    "remind_of_gates",
    "remind_of_holds",
    "remind_of_measures",
    "remind_of_older_versions",
    "remind_of_untouched_stages",
]

EVERYTHING = (
    remind_of_gates,
    escalate_gates,
    remind_of_holds,
    remind_of_conditions,
    remind_of_measures,
    remind_of_untouched_stages,
    remind_of_older_versions,
)


def remind_all(*, at: datetime) -> int:
    """Remind in every company; how many mails were written."""
    return sum(remind(at=at) for remind in EVERYTHING)
