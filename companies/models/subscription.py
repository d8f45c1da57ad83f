"""A secret address under which somebody's calendar program reads a company's dates."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models.company import Owned
from companies.models.membership import Membership


class CalendarAddress(Owned):
    """One address of one person; the address itself is signed, not stored.

    It leads nowhere once it is revoked, replaced, or the membership has ended.
    """

    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="calendar_addresses"
    )
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(revoked_at__isnull=True),
                name="calendar_address_one_live",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.created_at:%Y-%m-%d}"
