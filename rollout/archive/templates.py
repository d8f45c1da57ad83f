"""What came of an entry of a template: its row stands in a text, so that it may be of any table."""

from collections.abc import Mapping
from typing import Any

from companies.models import Owned
from guidelines.models import Scenario
from publishing.models import Playbook, PlaybookStep
from rollout.templating.guideline_sorts import ScenarioSort
from rollout.templating.kinds import KINDS
from rollout.templating.playbook_sorts import PlaybookSort, PlaybookStepSort
from rollout.templating.sorts import RowSort

BESIDE: Mapping[type, type[Owned]] = {
    ScenarioSort: Scenario,
    PlaybookSort: Playbook,
    PlaybookStepSort: PlaybookStep,
}
"""Sorts beside the rows of a stage, and the tables they write."""


def row_behind(entry: Mapping[str, Any]) -> str:
    """The table of the row an entry names; empty where it names something else than a row."""
    sorts = (sort for kind in KINDS.values() for sort in kind.sorts if sort.key == entry["sort"])
    for sort in sorts:
        if isinstance(sort, RowSort):
            return sort.kind.model._meta.label
        for kind, model in BESIDE.items():
            if isinstance(sort, kind):
                return model._meta.label
    return ""
