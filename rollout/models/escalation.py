"""That a gate waited so long that others were called: written once, by the product itself."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.guards import append_only
from companies.models import Owned
from rollout.models.gate import Decision, Submission


class GateEscalation(Owned):
    """One wait before the gate was escalated; ``after`` is the step from which it was counted.

    That step is a resumption; without one the wait began with the submission.
    """

    class Why(models.TextChoices):
        AWAY = "away", _("Whoever decides is away")
        UNDECIDED = "undecided", _("Whoever decides has not decided")
        NO_MANAGER = "no_manager", _("Nobody but whoever submitted could decide")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="escalations")
    after = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    why = models.CharField(max_length=12, choices=Why)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "after"], nulls_distinct=False, name="escalation_once"
            ),
            models.CheckConstraint(
                condition=Q(why__in=["away", "undecided", "no_manager"]),
                name="escalation_why_known",
            ),
        ]
        triggers = [append_only("escalation_append_only")]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.why}"
