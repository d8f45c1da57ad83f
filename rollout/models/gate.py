"""The gate's rows. What they promise is kept by the database (rollout/models/guards.py)."""

from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from companies.guards import append_only
from companies.models import Owned, User
from rollout.machine import DECISIONS, FINAL, NEEDS_REASON, NOT_FOUR_EYES, Act, State
from rollout.models import guards


class Stage(Owned):
    """One stage of one company. 1 to 6 are the first six; 7 and up are waves of the expansion."""

    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.LOCKED)
    submission = models.ForeignKey(
        "Submission", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    passed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="stage_of_company"),
            models.UniqueConstraint(fields=["company", "number"], name="stage_number_once"),
            models.UniqueConstraint(
                fields=["company"],
                condition=Q(state__in=[State.SUBMITTED, State.ON_HOLD]),
                name="stage_one_at_a_gate",
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="stage_state_known"),
            models.CheckConstraint(condition=Q(number__gte=1), name="stage_number_from_one"),
            models.CheckConstraint(
                condition=Q(state__in=[State.LOCKED, State.OPEN], submission__isnull=True)
                | Q(
                    state__in=[State.SUBMITTED, State.ON_HOLD, State.PASSED],
                    submission__isnull=False,
                ),
                name="stage_submission_beyond_open",
            ),
        ]
        triggers = [guards.BEGINS_IN_ORDER, guards.MOVES_ALONG_THE_TABLE, guards.PASSED_IS_APPROVED]

    def __str__(self) -> str:
        return f"{self.number} ({self.state})"


class Submission(Owned):
    """One round before the gate: the exact bytes that are decided on, and their hash.

    ``work_hash`` is the hash of the stage's own work alone, without who and when: two rounds
    with the same work have the same one. ``submitted_for`` is set when a deputy submitted.
    """

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="submissions")
    round = models.PositiveSmallIntegerField()
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    submitted_for = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField()
    snapshot = models.BinaryField()
    work_hash = models.CharField(max_length=64)
    content_hash = models.GeneratedField(
        expression=Func(
            Func(F("snapshot"), function="sha256", output_field=models.BinaryField()),
            Value("hex"),
            function="encode",
            output_field=models.CharField(max_length=64),
        ),
        output_field=models.CharField(max_length=64),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-round"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="submission_of_company"),
            models.UniqueConstraint(fields=["stage", "round"], name="submission_round_once"),
            models.UniqueConstraint(fields=["company", "id", "stage"], name="submission_of_stage"),
            models.UniqueConstraint(
                fields=["company", "id", "submitted_by", "content_hash"],
                name="submission_decided_on",
            ),
        ]
        triggers = [
            append_only("submission_append_only"),
            guards.SUBMITTED_BY_WHOM_IT_IS_UP_TO,
        ]

    def __str__(self) -> str:
        return f"{self.stage_id} round {self.round}"


class Decision(Owned):
    """One act at the gate about one snapshot.

    ``submitted_by`` and ``content_hash`` repeat the submission's: a composite foreign key makes
    them equal, so that four eyes and "decided on exactly this" are checks on one row.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="decisions")
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=64)
    act = models.CharField(max_length=24, choices=Act)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    principal = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField()
    reason = models.TextField(blank=True, max_length=4000)
    hold_until = models.DateField(null=True, blank=True)
    findings = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="decision_of_company"),
            models.UniqueConstraint(
                fields=["submission"], condition=Q(act__in=FINAL), name="decision_one_final"
            ),
            models.UniqueConstraint(
                fields=["submission"], condition=Q(act=Act.REOPEN), name="decision_one_reopening"
            ),
            models.CheckConstraint(condition=Q(act__in=DECISIONS), name="decision_act_known"),
            models.CheckConstraint(
                condition=Q(act__in=NOT_FOUR_EYES)
                | (
                    ~Q(decided_by=F("submitted_by"))
                    & (Q(principal__isnull=True) | ~Q(principal=F("submitted_by")))
                ),
                name="decision_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(act__in=NEEDS_REASON) | Q(reason__regex=r"\S"),
                name="decision_reason_given",
            ),
            models.CheckConstraint(
                condition=Q(act=Act.HOLD, hold_until__isnull=False)
                | (~Q(act=Act.HOLD) & Q(hold_until__isnull=True)),
                name="decision_hold_ends",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("principal")), name="decision_for_somebody_else"
            ),
        ]
        triggers = [
            append_only("decision_append_only"),
            guards.DECIDED_BY_WHOM_IT_IS_UP_TO,
            guards.DECIDER_IS_NOT_REPRESENTED,
            guards.DECISION_TAKES_EFFECT,
            guards.CONDITIONS_ARE_NAMED,
        ]

    def __str__(self) -> str:
        return f"{self.act} by {self.decided_by_id}"


class Condition(Owned):
    """A promise an approval was given under; settled once, by somebody else than its owner.

    ``settled_for`` is set when a deputy settled it; it is not the owner either.
    """

    class Settled(models.TextChoices):
        MET = "met", _("Met")
        WAIVED = "waived", _("Waived")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="conditions")
    text = models.TextField(_("condition"), max_length=1000)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("due on"))
    settled = models.CharField(max_length=6, choices=Settled, blank=True)
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_for = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_note = models.TextField(blank=True, max_length=1000)

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled="", settled_by__isnull=True, settled_at__isnull=True)
                | Q(
                    settled__in=["met", "waived"],
                    settled_by__isnull=False,
                    settled_at__isnull=False,
                ),
                name="condition_settled_whole",
            ),
            models.CheckConstraint(
                condition=(Q(settled_by__isnull=True) | ~Q(settled_by=F("owner")))
                & (Q(settled_for__isnull=True) | ~Q(settled_for=F("owner"))),
                name="condition_settled_by_other",
            ),
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="condition_says_what"),
        ]
        triggers = [guards.CONDITION_BELONGS_TO_AN_APPROVAL, guards.CONDITION_SETTLED_ONCE]

    def __str__(self) -> str:
        return self.text[:60]


class StageContent(Owned):
    """Base of every stage's own work: it can change while the stage is open, and only then."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        triggers = [guards.FROZEN_UNLESS_OPEN]


class Evidence(StageContent):
    """Somebody puts their name to a criterion, with a file where there is one.

    ``sha256`` (hex) is that of the file's bytes when it was uploaded. ``subject`` narrows the
    criterion, for instance to one clarified topic.
    """

    criterion = models.CharField(max_length=40)
    subject = models.CharField(max_length=80, blank=True)
    statement = models.TextField(_("statement"), max_length=2000)
    file = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(StageContent.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")

    def __str__(self) -> str:
        return self.statement[:60]
