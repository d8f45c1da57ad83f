"""Who belongs to a company, in which role, and who acts for whom."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from companies.models.company import Department, Owned
from companies.models.user import User
from companies.roles import EDITORS, Role

ROLE_KNOWN = Q(role__in=Role.values)


class Membership(Owned):
    """A person's role in a company; it ends, it is never deleted."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    is_admin = models.BooleanField(_("administers the company"), default=False)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="membership_of_company"),
            models.UniqueConstraint(
                fields=["company", "user"],
                condition=Q(ended_at__isnull=True),
                name="membership_one_live",
            ),
            models.CheckConstraint(condition=ROLE_KNOWN, name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

    @property
    def is_live(self) -> bool:
        """Whether the person still belongs to the company."""
        return self.ended_at is None

    @property
    def edits(self) -> bool:
        """Whether the role edits stage work and configures monitoring."""
        return self.role in EDITORS


class Deputy(Owned):
    """Somebody acts for somebody else on a range of days; one deputy at a time.

    ``mandate`` is the delegation in writing that a consultant needs before they may decide
    a gate for a manager (docs/gate.md).
    """

    principal = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="deputises_for")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    mandate = models.TextField(_("mandate in writing"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("deputy")
        verbose_name_plural = _("deputies")
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="deputy_starts_first"
            ),
            models.CheckConstraint(
                condition=~Q(principal=F("deputy")), name="deputy_is_somebody_else"
            ),
            ExclusionConstraint(
                name="deputy_one_at_a_time",
                expressions=[
                    ("principal", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} i. V. {self.principal}"


class Invitation(Owned):
    """A signed link that lets one address join; used once, until it expires."""

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=Role)
    is_admin = models.BooleanField(_("administers the company"), default=False)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Empty for the first invitation of an installation: the operator's own.
    invited_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=ROLE_KNOWN, name="invitation_role_known"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                name="invitation_ends_one_way",
            ),
            models.UniqueConstraint(
                fields=["company", "email"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_one_open",
            ),
        ]

    def __str__(self) -> str:
        return self.email
