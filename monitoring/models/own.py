"""The company's own voice: what it says itself is not what others say about it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Owned, User


class OwnVoice(Owned):
    """One account, website or author of the company itself (monitoring/pipeline/own.py reads it).

    ``value`` is normalised: a host, a folded name, ``name@host`` or ``name``, an address.
    """

    class Kind(models.TextChoices):
        """What ``value`` is compared with."""

        SITE = "site", _("Website")
        AUTHOR = "author", _("Name of an author")
        HANDLE = "handle", _("Account")
        ADDRESS = "address", _("Beginning of an address")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    value = models.CharField(_("value"), max_length=300)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("own voice")
        verbose_name_plural = _("own voices")
        ordering = ["kind", "value"]
        constraints = [
            models.UniqueConstraint(fields=["company", "kind", "value"], name="own_voice_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["site", "author", "handle", "address"]),
                name="own_voice_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.value


class OwnVoiceCheck(Owned):
    """The stored mentions are being held against the list of own voices: it has changed.

    The queue of record of that work; ``position`` is the last mention that is done.
    """

    requested_at = models.DateTimeField()
    position = models.BigIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("check of own voices")
        verbose_name_plural = _("checks of own voices")
        constraints = [
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(finished_at__isnull=True),
                name="own_voice_check_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id}: {self.position}"
