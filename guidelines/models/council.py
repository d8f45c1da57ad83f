"""The works council: whether there is one, and what it said to a draft (S4)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Owned, User
from guidelines.models import guards
from guidelines.models.guideline import GuidelineVersion


class WorksCouncil(Owned):
    """What a company says about its works council; without a row it has not said anything."""

    has_one = models.BooleanField(_("there is a works council"))
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = _("works council")
        verbose_name_plural = _("works councils")
        constraints = [
            models.UniqueConstraint(fields=["company"], name="guideline_council_said_once"),
        ]

    def __str__(self) -> str:
        return f"{self.company_id}: {self.has_one}"


class CouncilReview(Owned):
    """What the works council said to a draft on a day; the last word on a version counts.

    ``fingerprint`` is that of the text they saw.
    """

    class Outcome(models.TextChoices):
        AGREES = guards.AGREES, _("It agrees")
        OBJECTS = guards.OBJECTS, _("It objects")
        PENDING = guards.PENDING, _("It has not answered yet")

    version = models.ForeignKey(GuidelineVersion, on_delete=models.PROTECT, related_name="reviews")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    reviewer = models.CharField(_("who spoke for it"), max_length=120)
    day = models.DateField(_("day"))
    objections = models.TextField(_("objections"), max_length=4000, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    fingerprint = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("review by the works council")
        verbose_name_plural = _("reviews by the works council")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewer__regex=r"\S"), name="guideline_review_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(outcome="objects", objections__regex=r"\S")
                | Q(outcome__in=["agrees", "pending"], objections=""),
                name="guideline_review_objects_in_words",
            ),
        ]
        triggers = [guards.REVIEW_STAYS, guards.REVIEW_OF_A_DRAFT]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.outcome}"
