"""The strategy's work: content before platform, and how it fits the company (S0, S2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import User
from rollout.models.gate import StageContent
from rollout.models.goals import CompanyGoal, Goal, Kpi, TargetGroup


class Alignment(StageContent):
    """How a goal on social media serves a goal of the company or of its marketing (S0)."""

    class Strength(models.TextChoices):
        STRONG = "strong", _("strongly")
        SOMEWHAT = "somewhat", _("somewhat")

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="alignments")
    company_goal = models.ForeignKey(
        CompanyGoal, on_delete=models.PROTECT, related_name="alignments"
    )
    strength = models.CharField(_("how strongly"), max_length=8, choices=Strength)
    how = models.CharField(_("in which way"), max_length=500)

    class Meta(StageContent.Meta):
        verbose_name = _("alignment")
        verbose_name_plural = _("alignments")
        ordering = ["goal", "company_goal"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "goal", "company_goal"], name="alignment_once")
        ]

    def __str__(self) -> str:
        return f"{self.goal_id}: {self.company_goal_id}"


class ContentTopic(StageContent):
    """What a target group is told and asked about: formats, cadence, tone, who supplies (S2).

    ``formats`` is a list of keys (rollout.platforms). Minutes are those of everybody's work on
    one post, from the idea to its publication.
    """

    target_group = models.ForeignKey(TargetGroup, on_delete=models.PROTECT, related_name="topics")
    title = models.CharField(_("topic"), max_length=160)
    formats = models.JSONField(_("formats"), default=list)
    posts_per_month = models.PositiveSmallIntegerField(_("posts a month"))
    minutes_per_post = models.PositiveSmallIntegerField(_("minutes for one post"))
    tone = models.CharField(_("tone"), max_length=200, blank=True)
    supplier = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(StageContent.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["target_group", "id"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="content_topic_of_company"),
            models.UniqueConstraint(
                fields=["stage", "target_group", "title"], name="content_topic_once"
            ),
            models.CheckConstraint(
                condition=Q(posts_per_month__gte=1, posts_per_month__lte=200),
                name="content_topic_cadence",
            ),
            models.CheckConstraint(
                condition=Q(minutes_per_post__gte=1, minutes_per_post__lte=2400),
                name="content_topic_effort",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PlatformChoice(StageContent):
    """A platform that is taken or left, with the reason where the recommendation is overruled.

    ``platform`` is a key of rollout.platforms, ``recommended`` what was recommended when it was
    decided.
    """

    platform = models.CharField(_("platform"), max_length=40)
    is_chosen = models.BooleanField(_("we go there"), default=True)
    purpose = models.CharField(_("purpose"), max_length=500, blank=True)
    kpi = models.ForeignKey(
        Kpi, on_delete=models.PROTECT, null=True, blank=True, related_name="platforms"
    )
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recommended = models.CharField(max_length=20, blank=True)
    reason = models.TextField(_("why against the recommendation"), max_length=1000, blank=True)

    class Meta(StageContent.Meta):
        verbose_name = _("platform")
        verbose_name_plural = _("platforms")
        ordering = ["-is_chosen", "id"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="platform_choice_of_company"),
            models.UniqueConstraint(fields=["stage", "platform"], name="platform_choice_once"),
        ]

    def __str__(self) -> str:
        return self.platform


class PlatformAudience(StageContent):
    """A platform is there for a target group."""

    choice = models.ForeignKey(PlatformChoice, on_delete=models.CASCADE, related_name="audiences")
    target_group = models.ForeignKey(
        TargetGroup, on_delete=models.PROTECT, related_name="platform_audiences"
    )

    class Meta(StageContent.Meta):
        verbose_name = _("audience of a platform")
        verbose_name_plural = _("audiences of platforms")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["choice", "target_group"], name="platform_audience_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.choice_id}: {self.target_group_id}"
