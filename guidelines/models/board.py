"""The Social-Media-Board across departments: people, meetings, decisions, follow-ups (S4)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from companies.models import Membership, Owned, User

RECORDED = Q(recorded_at__isnull=True, recorded_by__isnull=True) | Q(
    recorded_at__isnull=False, recorded_by__isnull=False, minutes__regex=r"\S"
)
DONE = Q(done_at__isnull=True, done_by__isnull=True) | Q(
    done_at__isnull=False, done_by__isnull=False
)


class BoardMember(Owned):
    """Somebody on the board from one day to another; ``until`` is the last day, if there is one."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    stands_for = models.CharField(_("stands for"), max_length=120, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("member of the board")
        verbose_name_plural = _("members of the board")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="board_member_of_company"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__lte=F("until")),
                name="board_member_begins_first",
            ),
            ExclusionConstraint(
                name="board_member_once_at_a_time",
                expressions=[
                    ("membership", RangeOperators.EQUAL),
                    (
                        Func(
                            F("since"),
                            F("until"),
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
        return f"{self.membership_id}: {self.since}"


class Meeting(Owned):
    """One meeting of the board: planned first, held once its minutes are written.

    ``begins`` is local to the company. ``revision`` counts the versions of the minutes,
    ``changes`` how often day, place or agenda were changed.
    """

    meets_on = models.DateField(_("day"))
    begins = models.TimeField(_("begins"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    agenda = models.TextField(_("agenda"), max_length=4000, blank=True)
    minutes = models.TextField(_("minutes"), max_length=20000, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField()
    changes = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("meeting of the board")
        verbose_name_plural = _("meetings of the board")
        ordering = ["-meets_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="meeting_of_company"),
            models.UniqueConstraint(fields=["company", "form_key"], name="meeting_once"),
            models.CheckConstraint(condition=RECORDED, name="meeting_recorded_in_words"),
        ]

    def __str__(self) -> str:
        return self.meets_on.isoformat()

    @property
    def is_held(self) -> bool:
        """Whether its minutes are written."""
        return self.recorded_at is not None


class MeetingAttendance(Owned):
    """Who was there, guests from other departments too."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("attendance of a meeting")
        verbose_name_plural = _("attendances of meetings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="meeting_attended_once"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.meeting_id}"


class BoardDecision(Owned):
    """What a meeting of the board decided."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    text = models.TextField(_("decision"), max_length=1000)
    form_key = models.UUIDField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("decision of the board")
        verbose_name_plural = _("decisions of the board")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="board_decision_of_company"),
            models.UniqueConstraint(fields=["company", "form_key"], name="board_decision_once"),
            models.CheckConstraint(
                condition=Q(text__regex=r"\S"), name="board_decision_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class FollowUp(Owned):
    """What somebody took on at a meeting, until when, and whether it is done."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="follow_ups")
    text = models.TextField(_("what is to be done"), max_length=1000)
    owner = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("due on"))
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    form_key = models.UUIDField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="follow_up_of_company"),
            models.UniqueConstraint(fields=["company", "form_key"], name="follow_up_once"),
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="follow_up_says_something"),
            models.CheckConstraint(condition=DONE, name="follow_up_done_by_somebody"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
