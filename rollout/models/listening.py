"""The listening stage's work: window and threshold, the baseline, clarifications (S0, S1)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.models import User
from rollout.models.gate import StageContent


class ListeningPlan(StageContent):
    """Over which days is listened, and from which share of criticism on the gate is blocked.

    ``criticism_threshold`` is a percentage of the mentions whose tone could be told. 20 by
    default: with every fifth mention critical, somebody who reads five of them meets criticism
    with a probability of 67 % (1 - 0.8^5), which is what S0 calls considerable.
    """

    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    minimum_days = models.PositiveSmallIntegerField(_("days to listen at least"), default=28)
    criticism_threshold = models.PositiveSmallIntegerField(
        _("share of criticism that blocks the gate, in percent"), default=20
    )

    class Meta(StageContent.Meta):
        verbose_name = _("listening plan")
        verbose_name_plural = _("listening plans")
        constraints = [
            models.UniqueConstraint(fields=["stage"], name="plan_once"),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="plan_starts_first"
            ),
            models.CheckConstraint(
                condition=Q(criticism_threshold__gte=1, criticism_threshold__lte=100),
                name="plan_threshold_percent",
            ),
            models.CheckConstraint(
                condition=Q(minimum_days__gte=1, minimum_days__lte=365), name="plan_days_sensible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}–{self.ends_on}"


class Baseline(StageContent):
    """What was said in the window, counted once and kept: counts only, no person, no text."""

    starts_on = models.DateField()
    ends_on = models.DateField()
    figures = models.JSONField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta(StageContent.Meta):
        verbose_name = _("baseline report")
        verbose_name_plural = _("baseline reports")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.starts_on}–{self.ends_on}"


class Clarification(StageContent):
    """What came of looking into a critical topic, before anybody posts anything (S0)."""

    class Outcome(models.TextChoices):
        SETTLED = "settled", _("Cause found and removed")
        PLANNED = "planned", _("Cause found, remedy under way")
        UNFOUNDED = "unfounded", _("The criticism does not hold")
        ACCEPTED = "accepted", _("We live with it and say so openly")

    topic = models.CharField(_("topic"), max_length=40)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    explanation = models.TextField(_("what was found, and what is done"), max_length=4000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(StageContent.Meta):
        verbose_name = _("clarification")
        verbose_name_plural = _("clarifications")
        ordering = ["topic"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "topic"], name="clarification_once"),
            models.CheckConstraint(
                condition=Q(explanation__regex=r"\S"), name="clarification_explained"
            ),
        ]

    def __str__(self) -> str:
        return self.topic
