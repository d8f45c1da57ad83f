"""What came of an entry of a template: its row stands in a text, so that it may be of any table."""

from collections.abc import Mapping
from typing import Any

from guidelines.models import Scenario
from rollout.templating.guideline_sorts import ScenarioSort
from rollout.templating.kinds import KINDS
from rollout.templating.sorts import RowSort


def row_behind(entry: Mapping[str, Any]) -> str:
    """The table of the row an entry names; empty where it names something else than a row."""
    sorts = (sort for kind in KINDS.values() for sort in kind.sorts if sort.key == entry["sort"])
    for sort in sorts:
        if isinstance(sort, RowSort):
            return sort.kind.model._meta.label
        if isinstance(sort, ScenarioSort):
            return Scenario._meta.label
    return ""
