"""Content before platforms: which target groups nobody has written topics for yet (S2)."""

from companies.models import Company
from rollout.models import ContentTopic, Stage, TargetGroup
from rollout.stages.strategy.about import NUMBER


def target_groups(company: Company) -> list[TargetGroup]:
    """The groups that the goals are meant for, in their order."""
    return list(TargetGroup.of(company).filter(stage__number__lt=NUMBER).order_by("pk"))


def groups_without_topics(stage: Stage) -> list[TargetGroup]:
    """Those for whom there is no topic in this strategy."""
    written = ContentTopic.of(stage.company).filter(stage=stage)
    told = set(written.values_list("target_group_id", flat=True))
    return [group for group in target_groups(stage.company) if group.pk not in told]
