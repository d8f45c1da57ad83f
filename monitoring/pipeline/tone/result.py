"""What a judgement of tone consists of."""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

ToneKey = Literal["negative", "neutral", "positive", "unclear"]
NEGATIVE: Final = "negative"
NEUTRAL: Final = "neutral"
POSITIVE: Final = "positive"
UNCLEAR: Final = "unclear"
MOST_REASONS: Final = 12


class Reason(NamedTuple):
    """A word that moved the judgement, as it stands in the text with whatever negates it.

    `polarity` is -1 or 1 after negation: "nicht zuverlässig" has -1. `start` and `end` count
    characters of the judged text, end excluded.
    """

    word: str
    polarity: int
    start: int
    end: int
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Tone:
    """A label, how likely criticism and praise are in per mille, and why.

    The two figures need not add up to 1000. `weak` says that a method judged whose hits are few
    (English words); a rating or German cues are not weak. A text is queued for an answer by
    `negative`, not by the label. `learned` is from how many labels of the company's own its layer
    was fitted, 0 where none had a part.
    """

    label: ToneKey
    negative: int
    positive: int
    reasons: tuple[Reason, ...] = ()
    weak: bool = False
    learned: int = 0
