"""How long authors are kept, and what was done at somebody's request: without their name."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Owned, User

KEEP_DAYS = 365
"""Days authors are kept where a company has said nothing."""
MOST_KEEP_DAYS = 3650


class Retention(Owned):
    """How long a company keeps authors, what becomes of the text then, and its key.

    ``key`` makes hashes of names and entries that nobody can guess without it; it is sealed for
    the company (monitoring/privacy/keys.py), and opened in an archive.
    """

    keep_days = models.PositiveSmallIntegerField(_("days authors are kept"), default=KEEP_DAYS)
    empties_text = models.BooleanField(_("the text goes, too"), default=False)
    key = models.TextField()

    class Meta:
        verbose_name = _("retention")
        verbose_name_plural = _("retentions")
        constraints = [
            models.UniqueConstraint(fields=["company"], name="retention_one"),
            models.CheckConstraint(
                condition=Q(keep_days__gte=1, keep_days__lte=MOST_KEEP_DAYS),
                name="retention_within_ten_years",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id}: {self.keep_days}"


class ErasureRecord(Owned):
    """One export or erasure of one person's mentions: that it was done, never of whom.

    ``person`` is a keyed hash of what was searched for, so that a second request of the same
    person is found without keeping a name. ``texts`` counts what people of the company had typed:
    handed out, or rid of the name.
    """

    class Act(models.TextChoices):
        """What was done."""

        EXPORTED = "exported", _("handed out")
        ERASED = "erased", _("erased")

    act = models.CharField(max_length=8, choices=Act)
    person = models.CharField(max_length=64)
    ground = models.CharField(_("ground"), max_length=500)
    mentions = models.PositiveIntegerField()
    texts = models.PositiveIntegerField(default=0, db_default=0)
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

    ``entry`` is a keyed hash of where it stood and its external id: enough to know it again, too
    little to find it.
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
