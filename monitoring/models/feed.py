"""What is fetched, once for all companies that watch it: the queue of record lives here."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Company, Owned, User


class Host(models.Model):
    """One server we fetch from: politeness is per host, not per feed.

    ``next_allowed_at`` keeps two requests apart; ``resting_until`` is what the server itself
    asked for (429, 503), and holds for everything on it.
    """

    name = models.CharField(max_length=255, primary_key=True)
    next_allowed_at = models.DateTimeField(null=True, blank=True)
    resting_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """One address of one kind of source, with its schedule and its health.

    ``next_due_at``, ``lease_until``, ``begun_at`` and ``attempt`` are the queue of record: a
    message in the broker is only a hint that carries this row's id. ``lease_until`` says until
    when no second hint is sent; ``begun_at`` that a worker is at it, and is the token without
    which that worker may not write. ``attempt`` counts runs that were begun and not ended; after
    five in a row the feed is quarantined: not asked again until somebody says so, as after a 410
    (``last_error`` says which). ``private_to`` is the company whose credential is used: the row
    serves no other (a trigger on the sources holds that), and its host is named with the company,
    so that one company's allowance there is not another's. ``moved_to`` is where the last
    ``moved_answers`` answers came from.
    """

    kind = models.CharField(max_length=20)
    address = models.CharField(max_length=2000)
    host = models.CharField(max_length=255)
    title = models.CharField(max_length=300, blank=True)
    private_to = models.ForeignKey(
        Company, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    interval = models.DurationField()
    next_due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    quarantined_at = models.DateTimeField(null=True, blank=True)

    cursor = models.JSONField(default=dict)
    moved_to = models.CharField(max_length=2000, blank=True)
    moved_answers = models.PositiveSmallIntegerField(default=0)
    last_tried_at = models.DateTimeField(null=True, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    last_error = models.JSONField(default=dict, blank=True)
    items_total = models.PositiveBigIntegerField(default=0)
    last_item_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "address"],
                condition=Q(private_to__isnull=True),
                name="feed_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "address", "private_to"],
                condition=Q(private_to__isnull=False),
                name="feed_private_once",
            ),
            models.UniqueConstraint(fields=["private_to", "id"], name="feed_of_company"),
        ]
        indexes = [
            models.Index(
                fields=["next_due_at"], condition=Q(quarantined_at__isnull=True), name="feed_due"
            )
        ]
        triggers = [pgtrigger.ReadOnly(name="owner_stays", fields=["private_to"])]

    def __str__(self) -> str:
        return self.title or self.address

    @property
    def site(self) -> str:
        """The name of its server, without port."""
        return self.host.partition("/")[0].partition(":")[0]


class Credential(Owned):
    """What a company signs in with at one of its private feeds, sealed (companies/secrets.py).

    ``sealed`` is what was typed, ``session`` what the server gave for it and takes back in time;
    both are JSON objects, sealed for this row alone (monitoring/credentials.py).
    """

    feed = models.OneToOneField(Feed, on_delete=models.CASCADE, related_name="credential")
    sealed = models.TextField()
    session = models.TextField(blank=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")

    def __str__(self) -> str:
        return f"credential of {self.feed_id}"


class BlindSpell(models.Model):
    """A time in which a feed was not seen, from the last success to the next one.

    ``missed`` is whether something may have been lost: an answer that overlaps with what was
    known before closes the gap. An open spell (no ``ended_at``) is always taken as missed.
    ``reason`` is a problem as in ``Feed.last_error`` (monitoring/health.py).
    """

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="spells")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    missed = models.BooleanField(default=True)
    reason = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("blind spell")
        verbose_name_plural = _("blind spells")
        constraints = [
            models.UniqueConstraint(
                fields=["feed"], condition=Q(ended_at__isnull=True), name="spell_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("began_at")),
                name="spell_begins_first",
            ),
        ]
        indexes = [models.Index(fields=["feed", "-began_at"], name="spell_newest")]

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.began_at}–{self.ended_at}"


class Item(models.Model):
    """One thing a feed carried, kept for some weeks.

    It serves to know what was seen, to preview a new search profile, and to give a company that
    joins later what the feed has already brought. Nothing is judged here: most items never become
    a mention of anybody. Mentions keep their own copy of the text, so that each company's data
    stands alone and can be erased in one place. What was deleted at its source, or has lost its
    author here, stays as a row without words, so that it is known again.
    """

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="items", db_index=False)
    external_id = models.CharField(max_length=500)
    url = models.CharField(max_length=2000, blank=True)
    title = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    author = models.CharField(max_length=200, blank=True)
    author_url = models.CharField(max_length=2000, blank=True)
    site = models.CharField(max_length=255, blank=True)
    language = models.CharField(max_length=8, blank=True)
    published_at = models.DateTimeField()
    fetched_at = models.DateTimeField()
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    reach = models.PositiveIntegerField(null=True, blank=True)
    deleted_at_source = models.DateTimeField(null=True, blank=True)
    addressed_to_us = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        constraints = [
            models.UniqueConstraint(fields=["feed", "external_id"], name="item_once"),
        ]
        indexes = [
            models.Index(fields=["feed", "-published_at"], name="item_newest"),
            models.Index(fields=["fetched_at"], name="item_oldest"),
        ]

    def __str__(self) -> str:
        return self.title or self.external_id
