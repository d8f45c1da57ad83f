"""Topics of a company's own are named by the key of a search profile, also in frozen reports.

What is frozen keeps its names for good. So that no search made here bears the number that a topic
had elsewhere, new numbers begin above those.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

TABLES = ("rollout.Baseline", "rollout.Clarification", "rollout.Evidence")
TOPIC = re.compile(r'"profile:(\d{1,18})"')


def highest_number_of_a_topic(rows_of: Callable[[str], Iterable[Mapping[str, Any]]]) -> int:
    """The highest number that a topic of one's own bears; 0 without any."""
    numbers = (
        int(number)
        for label in TABLES
        for row in rows_of(label)
        for number in TOPIC.findall(json.dumps(row))
    )
    return max(numbers, default=0)
