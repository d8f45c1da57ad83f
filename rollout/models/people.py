"""Whom a frozen dossier means where it says a number, if it was frozen in another installation.

A snapshot holds people by number and is never changed, its hash could not stand. After a company
has moved here (docs/archive.md), the numbers in its old dossiers are those of the installation
that froze them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.guards import append_only
from companies.models import Owned, User
from rollout.models.gate import Submission


class SnapshotPerson(Owned):
    """In this submission, ``number`` means ``user``."""

    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, related_name="snapshot_people"
    )
    number = models.PositiveBigIntegerField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("person in a dossier")
        verbose_name_plural = _("people in dossiers")
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="snapshot_person_once"),
        ]
        triggers = [append_only("snapshot_person_append_only")]

    def __str__(self) -> str:
        return f"{self.number}: {self.user_id}"
