"""Figures of a consultant's clients that stand together, without names (docs/decisions)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.guards import append_only
from companies.models import Owned, User


class ComparisonGroup(models.Model):
    """Five figures or more of one metric, in the order of their size. A group never changes."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    metric = models.CharField(max_length=40)
    values = ArrayField(models.IntegerField())
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("group of figures")
        verbose_name_plural = _("groups of figures")
        constraints = [
            models.CheckConstraint(condition=Q(values__len__gte=5), name="comparison_of_five")
        ]
        triggers = [append_only("comparison_group_stays")]

    def __str__(self) -> str:
        return f"{self.metric} ({len(self.values)})"


class ComparisonShare(Owned):
    """A company's figure of a metric has joined a group; which of its values it is, is not said."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    metric = models.CharField(max_length=40)
    group = models.ForeignKey(ComparisonGroup, on_delete=models.PROTECT, related_name="shares")

    class Meta:
        verbose_name = _("figure in a comparison")
        verbose_name_plural = _("figures in comparisons")
        constraints = [
            models.UniqueConstraint(fields=["company", "user", "metric"], name="comparison_once")
        ]
        triggers = [append_only("comparison_share_stays")]

    def __str__(self) -> str:
        return self.metric
