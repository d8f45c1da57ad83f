"""What was read in a text, as the numbers that the table of weights is trained with."""

import math
from typing import Final

from monitoring.pipeline.tone.cues import strength
from monitoring.pipeline.tone.german import Found, Reading

COUNT: Final = 20
_PASSED_ON = ("RT ", "RT:")


def facts(text: str, reading: Reading) -> tuple[float, ...]:
    """COUNT numbers of about the size of one, each growing with what it stands for."""
    complaints = [f for f in reading.found if not f.sign and f.weight < 0]
    praises = [f for f in reading.found if not f.sign and f.weight > 0]
    words = max(1, reading.length)
    return (
        strength(reading, sign=False, negative=True),
        strength(reading, sign=False, negative=False),
        strength(reading, sign=True, negative=True),
        strength(reading, sign=True, negative=False),
        math.sqrt(min(4, reading.negations)),
        math.sqrt(min(9, len(complaints))) / 2,
        math.sqrt(min(9, len(praises))) / 2,
        _turned(complaints),
        _turned(praises),
        min(1.0, 5 * len(complaints) / words),
        min(1.0, 5 * len(praises) / words),
        min(3, reading.exclamations) / 3,
        min(2, reading.questions) / 2,
        float(reading.links > 0),
        float(not reading.found),
        float(reading.ironic),
        float(text.startswith(_PASSED_ON)),
        min(1.0, math.log1p(reading.length) / 5),
        max((-f.weight for f in complaints), default=0.0) / 2,
        max((f.weight for f in praises), default=0.0) / 2,
    )


def _turned(found: list[Found]) -> float:
    return min(2.0, float(sum(f.negated for f in found)))
