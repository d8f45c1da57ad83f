"""Reads of playbooks and their runs."""

from publishing.selectors.playbooks import (
    candidates_for,
    playbook_of,
    playbooks_of,
    step_of,
    taken_names,
)
from publishing.selectors.runs import (
    RunsInWindow,
    current_step,
    ended_runs,
    facts_of,
    last_runs_ended,
    run_of,
    run_step_of,
    running_runs,
    runs_in_window,
    steps_of_run,
)

__all__ = [
    "RunsInWindow",
    "candidates_for",
    "current_step",
    "ended_runs",
    "facts_of",
    "last_runs_ended",
    "playbook_of",
    "playbooks_of",
    "run_of",
    "run_step_of",
    "running_runs",
    "runs_in_window",
    "step_of",
    "steps_of_run",
    "taken_names",
]
