"""What a company watches, and what it looks for there."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Owned, User
from monitoring.models.feed import Feed

# A feed that is read with a company's own credential brings what only that company may see.
OWN_OR_SHARED = """
IF EXISTS (
    SELECT FROM monitoring_feed
    WHERE id = NEW.feed_id AND private_to_id IS DISTINCT FROM NEW.company_id
        AND private_to_id IS NOT NULL
) THEN
    RAISE EXCEPTION 'this feed belongs to another company' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


class Source(Owned):
    """A company watches a feed under a name of its own."""

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="sources")
    name = models.CharField(_("name"), max_length=120)
    takes_everything = models.BooleanField(
        _("everything in it is about us"),
        default=False,
        help_text=_("For alerts and review pages that are already a search of their own."),
    )
    # Days after which authors of its mentions are forgotten; empty: as the company has it.
    keep_days = models.PositiveSmallIntegerField(_("days authors are kept"), null=True, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(keep_days__isnull=True) | Q(keep_days__gte=1, keep_days__lte=3650),
                name="source_keeps_within_ten_years",
            ),
            models.UniqueConstraint(fields=["company", "id"], name="source_of_company"),
            models.UniqueConstraint(
                fields=["company", "feed"],
                condition=Q(removed_at__isnull=True),
                name="source_feed_once",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="own_or_shared",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("feed_id", "company_id"),  # type: ignore[no-untyped-call]
                func=OWN_OR_SHARED,
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProfileKind(models.TextChoices):
    """What a search profile looks for; competitors are set apart from what is about us."""

    BRAND = "brand", _("Our company")
    PRODUCT = "product", _("Product or service")
    PERSON = "person", _("Person")
    TOPIC = "topic", _("Topic")
    COMPETITOR = "competitor", _("Competitor")


class SearchProfile(Owned):
    """A query in the search language (monitoring/query) that decides what is a mention."""

    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("looks for"), max_length=12, choices=ProfileKind)
    query = models.CharField(_("search words"), max_length=2000)
    purpose = models.CharField(_("purpose"), max_length=500, blank=True)
    balancing = models.TextField(_("balance of interests"), max_length=2000, blank=True)
    # Why a search that names a private person is allowed; said knowingly by whoever saved it.
    person_ground = models.CharField(_("why it may name a person"), max_length=500, blank=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("search profile")
        verbose_name_plural = _("search profiles")
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="profile_of_company"),
            models.UniqueConstraint(
                fields=["company", "name"],
                condition=Q(ended_at__isnull=True),
                name="profile_name_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ProfileKind.values), name="profile_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Rematch(Owned):
    """A search profile is being held against what is stored already: new, or changed.

    The queue of record of that work: first the ``items`` of the watched feeds, then the
    company's ``mentions``, each by id; ``position`` is the last id that is done. ``done`` and
    ``total`` count rows, for the reader.
    """

    profile = models.ForeignKey(SearchProfile, on_delete=models.CASCADE, related_name="rematches")
    requested_at = models.DateTimeField()
    phase = models.CharField(max_length=8, default="items")
    position = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    lost = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("search of what is stored")
        verbose_name_plural = _("searches of what is stored")
        constraints = [
            models.UniqueConstraint(
                fields=["profile"],
                condition=Q(finished_at__isnull=True),
                name="rematch_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile_id}: {self.done}/{self.total}"
