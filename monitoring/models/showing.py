"""Who sees the figures elsewhere: the screen on the wall, the mail of the week."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Membership, Owned, User


class WallAddress(Owned):
    """The secret address of a screen that cannot sign in; signed, not stored.

    One at a time: a new one ends the one before. It shows figures and nothing else.
    """

    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("address of a screen")
        verbose_name_plural = _("addresses of screens")
        constraints = [
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(revoked_at__isnull=True),
                name="wall_address_one_live",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id}: {self.created_at:%Y-%m-%d}"


class DigestRefusal(Owned):
    """Somebody does not want the mail of the week."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("refusal of the weekly mail")
        verbose_name_plural = _("refusals of the weekly mail")
        constraints = [
            models.UniqueConstraint(fields=["membership"], name="digest_refusal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.at:%Y-%m-%d}"
