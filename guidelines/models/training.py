"""Training and workshops: what is offered, who signed up, who was there (S2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.models import Membership, Owned, User
from guidelines.models import training_guards

SETTLED = Q(state="planned", settled_at__isnull=True, settled_by__isnull=True) | Q(
    state__in=["held", "called_off"], settled_at__isnull=False, settled_by__isnull=False
)


class Training(Owned):
    """One date on which people learn or work something out together.

    ``changes`` counts how often it was changed: calendars take the one with the higher number.
    """

    class Kind(models.TextChoices):
        TRAINING = "training", _("Training course")
        WORKSHOP = "workshop", _("Workshop")
        BRIEFING = "briefing", _("Short briefing")
        ONLINE = "online", _("Online course")

    class State(models.TextChoices):
        PLANNED = training_guards.PLANNED, _("Planned")
        HELD = "held", _("Held")
        CALLED_OFF = "called_off", _("Called off")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.TRAINING)
    title = models.CharField(_("title"), max_length=120)
    about = models.TextField(_("what it is about"), max_length=4000, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    led_by = models.CharField(_("led by"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    form_key = models.UUIDField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changes = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="training_of_company"),
            models.UniqueConstraint(fields=["company", "form_key"], name="training_once"),
            models.CheckConstraint(condition=Q(title__regex=r"\S"), name="training_has_a_title"),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="training_begins_first"
            ),
            models.CheckConstraint(
                condition=Q(seats__isnull=True) | Q(seats__gte=1), name="training_has_a_seat"
            ),
            models.CheckConstraint(condition=SETTLED, name="training_settled_by_somebody"),
        ]
        indexes = [
            models.Index(
                fields=["starts_at"], condition=Q(state="planned"), name="training_to_come"
            )
        ]
        triggers = [training_guards.SEATS_FOR_ALL]

    def __str__(self) -> str:
        return self.title


class Participation(Owned):
    """Somebody's seat in a training; taken back, it is gone."""

    class Outcome(models.TextChoices):
        SIGNED_UP = "signed_up", _("Signed up")
        ATTENDED = "attended", _("Attended")
        MISSED = "missed", _("Missed")

    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="participations")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(
        _("attendance"), max_length=10, choices=Outcome, default=Outcome.SIGNED_UP
    )
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["entered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "id"], name="training_participation_of_company"
            ),
            models.UniqueConstraint(
                fields=["training", "membership"], name="training_participation_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["signed_up", "attended", "missed"]),
                name="training_participation_outcome_known",
            ),
        ]
        triggers = [training_guards.NO_SEAT_TWICE]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.training_id}"


class OutsideTraining(Owned):
    """What somebody attended elsewhere: at a chamber, with an earlier employer, online."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=120)
    provider = models.CharField(_("where"), max_length=120, blank=True)
    attended_on = models.DateField(_("attended on"))
    form_key = models.UUIDField()
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("training elsewhere")
        verbose_name_plural = _("trainings elsewhere")
        ordering = ["-attended_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="outside_training_of_company"),
            models.UniqueConstraint(fields=["company", "form_key"], name="outside_training_once"),
            models.CheckConstraint(
                condition=Q(title__regex=r"\S"), name="outside_training_has_a_title"
            ),
        ]

    def __str__(self) -> str:
        return self.title
