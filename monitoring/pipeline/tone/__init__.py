"""Whether a mention praises or complains, how surely, and by which words.

German is read by a cue list of our own and a table of weights, where there is none by the list
alone; English by VADER and marked weak. Every other language is `unclear`, never neutral: "nobody
complained" must not be said of what nobody could read. A rating that the source gives beats all
words. What a company corrects is laid over this by those who store it: layer.py and fitting.py say
how, whose layer it is is not known here. Figures: docs/tone.md.
"""

from monitoring.pipeline.tone.judgement import judge, judge_all
from monitoring.pipeline.tone.layer import LABELS as LABELS_OF_LAYERS
from monitoring.pipeline.tone.result import NEGATIVE, NEUTRAL, POSITIVE, UNCLEAR, Reason, Tone

__all__ = [
    "LABELS_OF_LAYERS",
    "NEGATIVE",
    "NEUTRAL",
    "POSITIVE",
    "UNCLEAR",
    "Reason",
    "Tone",
    "judge",
    "judge_all",
]
