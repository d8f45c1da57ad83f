"""What is handed in instead of fetched: by another program, or as a table."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.models import Owned, User
from monitoring.models.feed import Feed
from monitoring.models.source import Source


class Hook(Owned):
    """How the deliveries of one webhook are signed and read.

    Its secret is the feed's ``Credential``. ``items_at`` is a JSON pointer to the list of entries
    (empty: the body itself), ``mapping`` has a pointer for each field (monitoring/inbound). The
    ``refused`` columns tell of deliveries since the last good one.
    """

    feed = models.OneToOneField(Feed, on_delete=models.CASCADE, related_name="hook")
    scheme = models.CharField(max_length=12)
    items_at = models.CharField(max_length=200, blank=True)
    mapping = models.JSONField(default=dict)
    refused = models.PositiveIntegerField(default=0)
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_why = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        constraints = [models.UniqueConstraint(fields=["company", "id"], name="hook_of_company")]

    def __str__(self) -> str:
        return f"webhook of {self.feed_id}"


class Delivery(Owned):
    """One delivery that was taken: known again by ``key``, a hash of its number or its body."""

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="deliveries")
    key = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    accepted = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["hook", "key"], name="delivery_once"),
        ]
        indexes = [models.Index(fields=["at"], name="delivery_oldest")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}: {self.accepted}"


class MentionImport(Owned):
    """A table that was handed in: first its columns are named, then a worker reads it.

    The queue of record of that work: ``position`` rows are done, in batches; ``lease_until`` says
    until when a worker is taken to be at it; ``attempts`` counts beginnings since it last got on.
    ``content`` is emptied when it is finished.
    ``columns`` names the column of each field, from 0. ``refused`` keeps the first refusals, each
    with its line (monitoring/inbound/why.py); ``refusals`` counts all.
    """

    key = models.UUIDField(default=uuid.uuid4)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    head = models.JSONField(default=list)
    total = models.PositiveIntegerField()
    columns = models.JSONField(default=dict)
    day_first = models.BooleanField(default=True)
    name = models.CharField(max_length=120, blank=True)
    takes_everything = models.BooleanField(default=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="imports"
    )
    position = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0)
    mentions = models.PositiveIntegerField(default=0)
    refusals = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("import of mentions")
        verbose_name_plural = _("imports of mentions")
        ordering = ["-handed_in_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["company", "key"], name="import_once"),
            models.CheckConstraint(
                condition=Q(position__lte=F("total")), name="import_ends_with_the_table"
            ),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True, finished_at__isnull=True)
                | Q(started_at__isnull=False, source__isnull=False),
                name="import_started_has_source",
            ),
        ]
        indexes = [
            models.Index(
                fields=["started_at"],
                condition=Q(started_at__isnull=False, finished_at__isnull=True),
                name="import_due",
            )
        ]

    def __str__(self) -> str:
        return self.file_name
