"""The desk: what wants an answer, who sees to it, until when, and what became of it (S3, S1)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.models import Department, Membership, Owned, User
from monitoring.desk.words import CloseReason, Happening, Outcome, Why
from monitoring.models.desk_guards import CASE_AGREES, CASE_STAYS, EVENT_STAYS
from monitoring.models.mention import Mention
from monitoring.models.source import Source

OPEN = Q(outcome="")
LONGEST_PROMISE = 40 * 60
"""Working minutes: longer than any working week, and the next working day comes first anyway."""


class DeskCase(Owned):
    """One mention that wants an answer; never deleted.

    ``came_in_at`` is when we could know of it, and ``due_at`` follows from it once: neither moves
    when business hours change. ``promised_minutes`` are working minutes, empty for the end of the
    next working day. ``escalation``: 1 after the deputy was told, 2 after the manager was.
    ``owner_told_at`` and ``reminded_at`` are about the present owner. ``took_seconds`` is working
    time from ``came_in_at`` until the answer. ``version`` counts acts, so that somebody who has an
    older one before them is told. ``mention`` is empty once it was erased on legal request.
    """

    mention = models.ForeignKey(
        Mention,
        on_delete=models.SET_NULL,
        null=True,
        related_name="cases",
        db_constraint=False,
        db_index=False,
    )
    why = models.CharField(_("reason"), max_length=10, choices=Why)
    cues = ArrayField(models.CharField(max_length=60), default=list)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    came_in_at = models.DateTimeField()
    due_at = models.DateTimeField()
    promised_minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    owner = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        db_constraint=False,
        db_index=False,
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
    )
    owner_told_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    escalation = models.PositiveSmallIntegerField(default=0)
    escalated_at = models.DateTimeField(null=True, blank=True)

    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    because = models.CharField(_("reason"), max_length=16, choices=CloseReason, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    took_seconds = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="case_of_company"),
            models.UniqueConstraint(fields=["company", "mention"], name="case_once"),
            models.CheckConstraint(condition=Q(why__in=Why.values), name="case_why_known"),
            models.CheckConstraint(
                condition=Q(due_at__gte=F("came_in_at")), name="case_due_afterwards"
            ),
            models.CheckConstraint(
                condition=Q(
                    outcome="",
                    because="",
                    settled_at__isnull=True,
                    settled_by__isnull=True,
                    took_seconds__isnull=True,
                )
                | Q(
                    outcome=Outcome.ANSWERED,
                    because="",
                    settled_at__isnull=False,
                    settled_by__isnull=False,
                    took_seconds__isnull=False,
                )
                | Q(
                    outcome=Outcome.CLOSED,
                    because__in=CloseReason.values,
                    settled_at__isnull=False,
                    took_seconds__isnull=True,
                ),
                name="case_outcome_whole",
            ),
            models.CheckConstraint(
                condition=Q(escalation=0, escalated_at__isnull=True)
                | Q(escalation__range=(1, 2), escalated_at__isnull=False),
                name="case_escalated_when",
            ),
        ]
        indexes = [
            models.Index(fields=["company", "due_at", "id"], condition=OPEN, name="case_open"),
            models.Index(
                fields=["company", "owner", "due_at", "id"], condition=OPEN, name="case_mine"
            ),
            models.Index(fields=["due_at"], condition=OPEN, name="case_due"),
            models.Index(fields=["company", "-came_in_at", "-id"], name="case_newest"),
            models.Index(
                fields=["company", "came_in_at"],
                include=[
                    "due_at",
                    "outcome",
                    "because",
                    "settled_at",
                    "took_seconds",
                    "department",
                ],
                name="case_figures",
            ),
        ]
        triggers = [CASE_AGREES, CASE_STAYS]

    def __str__(self) -> str:
        return f"{self.why} {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.outcome == ""


class CaseEvent(Owned):
    """What happened to a case, in order; written once. ``detail`` holds names as they were."""

    case = models.ForeignKey(DeskCase, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=10, choices=Happening)
    text = models.TextField(blank=True, max_length=5000)
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("event of a case")
        verbose_name_plural = _("events of cases")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Happening.values), name="case_event_known"),
        ]
        triggers = [EVENT_STAYS]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"


class CaseViewing(Owned):
    """Somebody had a case open, last at this moment: so that two do not answer one comment."""

    case = models.ForeignKey(DeskCase, on_delete=models.PROTECT, related_name="viewings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("viewing")
        verbose_name_plural = _("viewings")
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="viewing_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.at:%H:%M}"


class RoutingRule(Owned):
    """Which department or person gets a case; the first rule in order that fits decides.

    Empty conditions fit everything; ``words`` are separated by commas, and one of them is enough.
    """

    position = models.PositiveSmallIntegerField()
    words = models.CharField(_("words"), max_length=300, blank=True)
    topic = models.CharField(_("topic"), max_length=40, blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    source_kind = models.CharField(_("kind of source"), max_length=20, blank=True)
    kind = models.CharField(_("kind of mention"), max_length=10, blank=True)
    tone = models.CharField(_("tone"), max_length=8, blank=True)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(department__isnull=True, person__isnull=False)
                | Q(department__isnull=False, person__isnull=True),
                name="rule_leads_somewhere",
            ),
        ]

    def __str__(self) -> str:
        what = self.words or self.topic or self.kind or self.tone or self.source_kind
        return f"{self.position}: {what}"


class AnswerPromise(Owned):
    """A promise tighter than the end of the next working day, for one kind of source."""

    source_kind = models.CharField(_("kind of source"), max_length=20)
    minutes = models.PositiveSmallIntegerField(_("working minutes"))

    class Meta:
        verbose_name = _("promise of answering")
        verbose_name_plural = _("promises of answering")
        ordering = ["source_kind"]
        constraints = [
            models.UniqueConstraint(fields=["company", "source_kind"], name="promise_once"),
            models.CheckConstraint(
                condition=Q(minutes__range=(15, LONGEST_PROMISE)), name="promise_is_kept_by_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_kind}: {self.minutes}"


class AnswerPlace(Owned):
    """Somebody said whether one can answer at a source; without a row the desk judges itself."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    takes_answers = models.BooleanField(_("one can answer there"))

    class Meta:
        verbose_name = _("place of answering")
        verbose_name_plural = _("places of answering")
        constraints = [
            models.UniqueConstraint(fields=["company", "source"], name="answer_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.takes_answers}"


class PreparedAnswer(Owned):
    """Words somebody has thought over, to begin an answer with."""

    title = models.CharField(_("occasion"), max_length=80)
    text = models.TextField(_("text"), max_length=3000)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("prepared answer")
        verbose_name_plural = _("prepared answers")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["company", "title"], name="prepared_answer_once"),
        ]

    def __str__(self) -> str:
        return self.title
