"""Target groups as the recommendation looks at them."""

from rollout.models import TargetGroup
from rollout.platforms.knowledge import Market
from rollout.platforms.parts import GroupFacts


def facts_of(group: TargetGroup) -> GroupFacts:
    """The facts of one target group; its interests are words somebody typed."""
    return GroupFacts(
        name=group.name,
        market=Market(group.market),
        age_from=group.age_from,
        age_to=group.age_to,
        interests=(group.interests,) if group.interests.strip() else (),
        languages=tuple(group.languages),
        places=frozenset(group.places),
    )
