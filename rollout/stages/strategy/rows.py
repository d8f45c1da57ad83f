"""The kinds of rows that the strategy is made of, in the order of its page."""

from rollout.rowkinds import RowKind
from rollout.stages.strategy.alignment import ALIGNMENTS
from rollout.stages.strategy.choices import PLATFORMS
from rollout.stages.strategy.topics import TOPICS

ROWS: tuple[RowKind, ...] = (ALIGNMENTS, TOPICS, PLATFORMS)
