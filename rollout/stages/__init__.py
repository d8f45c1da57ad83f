"""The stages in their order. A new one is a module beside these and a line here."""

from rollout.stage import StageKind
from rollout.stages import culture, expansion, goals, listening, pilot, resources, strategy
from rollout.wording import Text

STAGES: tuple[StageKind, ...] = (
    culture.KIND,
    listening.KIND,
    goals.KIND,
    strategy.KIND,
    resources.KIND,
    pilot.KIND,
    expansion.KIND,
)


def kind_of(number: int) -> StageKind:
    """The kind of the stage with this number; 7 and up are waves of the expansion."""
    return STAGES[min(number, len(STAGES)) - 1]


def acts_of_rows() -> dict[str, Text]:
    """The log's sentences for every kind of row of every stage."""
    return {
        kind.act(stage.key, what): sentence
        for stage in STAGES
        for kind in stage.rows
        for what, sentence in (
            ("added", kind.added),
            ("changed", kind.changed),
            ("removed", kind.removed),
        )
    }
