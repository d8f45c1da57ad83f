"""What was done, by whom, for whom: written once, never changed, never removed."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.models.company import Owned
from companies.models.user import User


class AuditEntry(Owned):
    """One thing done. Names are kept as they were, beside the link to the person."""

    at = models.DateTimeField()
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=120)
    on_behalf_of = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    act = models.CharField(max_length=60)
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        indexes = [models.Index(fields=["company", "-id"], name="audit_newest")]
        triggers = [
            pgtrigger.Protect(
                name="audit_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.act}"
