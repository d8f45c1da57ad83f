"""What a company's own corrections have taught the judgement of tone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.models import Owned


class ToneModel(Owned):
    """One layer of a company's own above the general judgement, fitted from all its labels.

    The row is the queue of record of the fitting as well: ``requested_at`` after a label has
    changed, ``lease_until`` while a worker is at it. ``weights`` are little-endian floats, empty
    until the first fit; ``general`` names the general weights they were fitted above. ``figures``
    are the cross-validated ones before and after (docs/tone.md); only an ``accepted`` layer
    judges, and none while ``switched_off_at`` is set.
    """

    labels = models.PositiveIntegerField(default=0)
    weights = models.BinaryField(default=b"")
    general = models.CharField(max_length=64, blank=True)
    accepted = models.BooleanField(default=False)
    figures = models.JSONField(default=dict)
    requested_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    fitted_at = models.DateTimeField(null=True, blank=True)
    switched_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("learned tone")
        verbose_name_plural = _("learned tones")
        constraints = [
            models.UniqueConstraint(fields=["company"], name="tonemodel_one"),
        ]
        indexes = [
            models.Index(
                fields=["requested_at"],
                condition=models.Q(requested_at__isnull=False),
                name="tonemodel_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.company_id}: {self.labels}"
