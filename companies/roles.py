"""The roles a person can hold in a company (docs/sources.md; S0, S3).

Administration is not a role but a right beside it: often it is the lead's.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a membership lets its person do; the gate reads these, the database checks them."""

    MEMBER = "member", _("Member")
    LEAD = "lead", _("Lead")
    CONSULTANT = "consultant", _("Consultant")
    MANAGER = "manager", _("Manager")


EDITORS = frozenset({Role.LEAD, Role.CONSULTANT, Role.MANAGER})
"""Roles that edit stage work and configure monitoring."""
