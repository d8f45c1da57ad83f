"""What was done with somebody's personal data at their request: kept without their name."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Owned, User


class ErasureRecord(Owned):
    """One export or erasure of one person's mentions: that it was done, never of whom.

    ``person`` is a keyed hash of what was searched for, so that a second request of the same
    person is found without keeping a name.
    """

    class Act(models.TextChoices):
        """What was done."""

        EXPORTED = "exported", _("handed out")
        ERASED = "erased", _("erased")

    act = models.CharField(max_length=8, choices=Act)
    person = models.CharField(max_length=64)
    ground = models.CharField(_("ground"), max_length=500)
    mentions = models.PositiveIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("record of personal data")
        verbose_name_plural = _("records of personal data")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(act__in=["exported", "erased"]), name="erasure_act_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act}: {self.mentions}"


class Tombstone(Owned):
    """An entry that must not come back after its author has asked for erasure.

    ``entry`` is a keyed hash of source and external id: enough to know it again, too little to
    find it.
    """

    entry = models.BinaryField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")
        constraints = [
            models.UniqueConstraint(fields=["company", "entry"], name="tombstone_once"),
        ]

    def __str__(self) -> str:
        return f"{self.company_id}: {self.at:%Y-%m-%d}"
