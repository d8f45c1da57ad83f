"""Something somebody said about a company."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.models import Company, Owned, User
from monitoring.models.derived import OF_MATCHES, OF_MENTIONS
from monitoring.models.desk_guards import MENTION_AGREES
from monitoring.models.source import SearchProfile, Source

TONES = ("negative", "neutral", "positive", "unclear")

# The counts move in the statement that moves the mentions, whichever path wrote them, so they
# cannot drift. A folded near-duplicate is not counted: it is the same voice again. Nor is what the
# company says itself: figures are of what others say.
COUNT_SQL = """
INSERT INTO monitoring_mentioncount (company_id, source_id, day, tone, is_own, is_question, number)
SELECT company_id, source_id, day, tone, is_own, is_question, sum(n) FROM (
    {rows}
) AS moved
GROUP BY company_id, source_id, day, tone, is_own, is_question
HAVING sum(n) <> 0
ORDER BY company_id, source_id, day, tone, is_own, is_question
ON CONFLICT (company_id, source_id, day, tone, is_own, is_question)
DO UPDATE SET number = monitoring_mentioncount.number + EXCLUDED.number;
RETURN NULL;
"""
ADDED = """SELECT company_id, source_id, day, tone, is_own, is_question, 1 AS n
    FROM new_rows WHERE folded_into_id IS NULL AND NOT is_by_us"""
TAKEN = """SELECT company_id, source_id, day, tone, is_own, is_question, -1 AS n
    FROM old_rows WHERE folded_into_id IS NULL AND NOT is_by_us"""


def _count_trigger(
    name: str, operation: pgtrigger.Operation, rows: str, old: bool, new: bool
) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(  # type: ignore[no-untyped-call]
            old="old_rows" if old else None, new="new_rows" if new else None
        ),
        func=COUNT_SQL.format(rows=rows),
    )


class Mention(Owned):
    """One item that is about one company: its text, its tone, and what became of it.

    ``day`` is the local date in the company's time zone on which it was published.
    ``tone_negative`` and ``tone_positive`` are per mille. ``addressed_to_us``: it names our account
    or answers it. ``folded_into`` points to the first
    of several near-duplicates; only that one is shown and counted. ``is_by_us``: the company wrote
    it itself (OwnVoice); it is shown only under a filter of its own and never counted.
    ``reach`` is how many followed the author when that was last seen, None where nobody says so.
    ``author_removed_at``: it was kept long enough, its author has a pseudonym now. ``erased_at``:
    the author asked for it, and only what figures need is left.
    """

    # The hot links carry only their composite foreign key, which says the same and more.
    # Their own indexes would double what the composite ones below begin with.
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="mentions",
        db_constraint=False,
        db_index=False,
    )
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
    day = models.DateField()
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    reach = models.PositiveIntegerField(null=True, blank=True)

    is_own = models.BooleanField(default=True)
    is_by_us = models.BooleanField(default=False, db_default=False)
    tone = models.CharField(_("tone"), max_length=8)
    tone_negative = models.PositiveSmallIntegerField(default=0)
    tone_positive = models.PositiveSmallIntegerField(default=0)
    tone_reasons = models.JSONField(default=list)
    tone_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=10)
    is_question = models.BooleanField(default=False)
    edited_at_source = models.DateTimeField(null=True, blank=True)
    deleted_at_source = models.DateTimeField(null=True, blank=True)
    author_removed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    addressed_to_us = models.BooleanField(default=False, db_default=False)
    topics = ArrayField(models.CharField(max_length=40), default=list)

    content_hash = models.BinaryField(max_length=32)
    bands = ArrayField(models.BigIntegerField(), default=list)
    signature = models.BinaryField(default=b"")
    folded_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="folded",
        db_constraint=False,
        db_index=False,
    )
    words = SearchVectorField(null=True)

    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    answer_url = models.CharField(_("address of the answer"), max_length=2000, blank=True)

    profiles: "models.ManyToManyField[SearchProfile, Match]" = models.ManyToManyField(
        SearchProfile, through="Match", related_name="mentions"
    )

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="mention_of_company"),
            models.UniqueConstraint(
                fields=["company", "source", "external_id"], name="mention_once"
            ),
            models.CheckConstraint(condition=Q(tone__in=TONES), name="mention_tone_known"),
            models.CheckConstraint(
                condition=~Q(folded_into=F("id")), name="mention_folded_elsewhere"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="mention_answered_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["company", "-published_at", "-id"],
                condition=Q(folded_into__isnull=True),
                name="mention_newest",
            ),
            # A tone that is rare must not be looked for among all mentions there are.
            models.Index(
                fields=["company", "tone", "-published_at", "-id"],
                condition=Q(folded_into__isnull=True),
                name="mention_newest_of_tone",
            ),
            models.Index(
                fields=["company", "-published_at", "-id"],
                condition=Q(folded_into__isnull=True, is_question=True, answered_at__isnull=True),
                name="mention_open_question",
            ),
            models.Index(fields=["company", "content_hash"], name="mention_same_text"),
            models.Index(
                fields=["folded_into"],
                condition=Q(folded_into__isnull=False),
                name="mention_folded",
            ),
            GinIndex(fields=["company", "words"], name="mention_words"),
            models.Index(
                fields=["source", "fetched_at"],
                condition=Q(author_removed_at__isnull=True),
                name="mention_author_kept",
            ),
        ]
        triggers = [
            _count_trigger("count_added", pgtrigger.Insert, ADDED, old=False, new=True),
            _count_trigger("count_taken", pgtrigger.Delete, TAKEN, old=True, new=False),
            _count_trigger(
                "count_moved", pgtrigger.Update, f"{ADDED} UNION ALL {TAKEN}", old=True, new=True
            ),
            MENTION_AGREES,
            *OF_MENTIONS,
        ]

    def __str__(self) -> str:
        return self.title or self.text[:60]


class Match(Owned):
    """A search profile found a mention."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    mention = models.ForeignKey(
        Mention,
        on_delete=models.CASCADE,
        related_name="matches",
        db_constraint=False,
        db_index=False,
    )
    profile = models.ForeignKey(
        SearchProfile,
        on_delete=models.PROTECT,
        related_name="matches",
        db_constraint=False,
        db_index=False,
    )

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        constraints = [
            models.UniqueConstraint(fields=["profile", "mention"], name="match_once"),
        ]
        indexes = [models.Index(fields=["mention"], name="match_mention")]
        triggers = OF_MATCHES

    def __str__(self) -> str:
        return f"{self.profile_id} ∋ {self.mention_id}"


class MentionCount(Owned):
    """How many mentions a source brought on a day; kept by triggers on the mentions."""

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    day = models.DateField()
    tone = models.CharField(max_length=8)
    is_own = models.BooleanField()
    is_question = models.BooleanField()
    number = models.IntegerField()

    class Meta:
        verbose_name = _("count of mentions")
        verbose_name_plural = _("counts of mentions")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "source", "day", "tone", "is_own", "is_question"],
                name="count_once",
            ),
        ]
        indexes = [models.Index(fields=["company", "day"], name="count_days")]

    def __str__(self) -> str:
        return f"{self.day} {self.tone}: {self.number}"


class VoiceCount(Owned):
    """How often a search found something on a day; kept by triggers on matches and mentions."""

    # Its composite foreign key and its unique constraint say and find the same.
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", db_index=False)
    profile = models.ForeignKey(
        SearchProfile,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    day = models.DateField()
    tone = models.CharField(max_length=8)
    number = models.IntegerField()

    class Meta:
        verbose_name = _("count of voices")
        verbose_name_plural = _("counts of voices")
        constraints = [
            models.UniqueConstraint(fields=["company", "profile", "day", "tone"], name="voice_once")
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} {self.day} {self.tone}: {self.number}"


class ToneLabel(Owned):
    """Somebody said what tone a mention really has: kept to learn from, with what it was."""

    mention = models.ForeignKey(Mention, on_delete=models.CASCADE, related_name="labels")
    tone = models.CharField(max_length=8)
    was = models.CharField(max_length=8)
    # Which weights had judged, with the company's own layer if one had a part.
    judged_by = models.CharField(max_length=80, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("tone label")
        verbose_name_plural = _("tone labels")
        constraints = [
            models.CheckConstraint(condition=Q(tone__in=TONES), name="label_tone_known"),
        ]

    def __str__(self) -> str:
        return f"{self.was} → {self.tone}"
