"""Archives of a company: being made and kept for a while, or where the company came from."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models.company import Owned
from companies.models.user import User


class Archive(Owned):
    """One export: asked for, then made by a job, then kept for some days.

    The queue of record of that work: ``begun_at`` is set by the job that makes it. ``file`` is
    its place in the storage. ``error`` says what went wrong, as a message id.
    """

    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    file = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("archive")
        verbose_name_plural = _("archives")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(finished_at__isnull=True),
                name="archive_one_in_the_making",
            ),
            models.CheckConstraint(
                condition=Q(file="") | Q(finished_at__isnull=False, error=""),
                name="archive_finished_with_its_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requested_at:%Y-%m-%d %H:%M}"


class Arrival(Owned):
    """That the company came here by an archive: from where, and with which."""

    installation = models.CharField(max_length=300)
    version = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("arrival of a company")
        verbose_name_plural = _("arrivals of companies")
        constraints = [models.UniqueConstraint(fields=["company"], name="arrival_once")]

    def __str__(self) -> str:
        return f"{self.company}: {self.installation}"
