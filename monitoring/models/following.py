"""What is looked after at its source: whether it was changed or deleted there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from monitoring.models.feed import Feed


class Followed(models.Model):
    """One entry of a feed, for as long as its words are stored anywhere.

    The queue of record of looking again: ``due_at`` is when next, and moves on before the server
    is asked, so that a worker that dies costs one round. ``checked_at`` is when the source last
    showed it as it is stored. ``absences`` counts answers in a row in which it was missing: one
    may be an accident. ``ref`` is what the server wants to be asked for it by, where that is not
    ``external_id``. Once the entry's author is forgotten both are hidden: ``external_id`` is a
    hash, ``ref`` is sealed (monitoring/intake/hiding.py).
    """

    feed = models.ForeignKey(
        Feed, on_delete=models.CASCADE, related_name="followed", db_index=False
    )
    external_id = models.CharField(max_length=500)
    ref = models.TextField(blank=True)
    is_hidden = models.BooleanField(default=False, db_default=False)
    published_at = models.DateTimeField()
    checked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    absences = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("followed entry")
        verbose_name_plural = _("followed entries")
        constraints = [
            models.UniqueConstraint(fields=["feed", "external_id"], name="followed_once"),
        ]
        indexes = [
            models.Index(fields=["due_at", "feed"], name="followed_due"),
            models.Index(fields=["feed", "checked_at"], name="followed_longest_ago"),
        ]

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.external_id}"
