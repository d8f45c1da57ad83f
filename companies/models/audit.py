"""What was done, by whom, for whom: written once, never removed, never changed.

One thing may go: the name of somebody outside who asks for it, where people have typed it.
"""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from companies.guards import is_redacted, refuse
from companies.models.company import Owned
from companies.models.user import User

TYPED_AREAS = ("view", "profile", "own_voice", "desk", "incident", "alarm")
"""Whose entries quote what was typed and may name people outside; no gate is among them."""

_KEYS = "(SELECT array_agg(key ORDER BY key) FROM jsonb_object_keys({row}.detail) AS key)"
STAYS = pgtrigger.Trigger(
    name="audit_append_only",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'UPDATE' AND split_part(OLD.act, '.', 1) IN {TYPED_AREAS}
        AND to_jsonb(NEW) - 'detail' = to_jsonb(OLD) - 'detail'
        AND {_KEYS.format(row="NEW")} = {_KEYS.format(row="OLD")}
        AND {is_redacted("NEW.detail::text", "OLD.detail::text")} THEN
        RETURN NEW;
    END IF;
    {refuse("audit_append_only")}
    """,
)


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
        triggers = [STAYS]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name}: {self.act}"
