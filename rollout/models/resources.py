"""The resources' work: people, hours, money, paths of decision (S0, S2, S3)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.models import User
from rollout.models.gate import StageContent

NOT_NEGATIVE = [MinValueValidator(0)]


class StaffRole(StageContent):
    """Somebody's part in it: duty, hours, competence, deputy, power to decide (S0, S3).

    ``competence`` in dialogue from 1 (none yet) to 5 (calm and clear in public, also under
    criticism).
    """

    class Duty(models.TextChoices):
        COORDINATION = "coordination", _("Coordination")
        CONTENT = "content", _("Writing and pictures")
        ANSWERING = "answering", _("Answering and dialogue")
        LISTENING = "listening", _("Listening and evaluation")
        EXPERTISE = "expertise", _("Expert of a department")
        TECHNOLOGY = "technology", _("Technology")

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(_("duty"), max_length=12, choices=Duty)
    hours_per_week = models.DecimalField(_("hours a week"), max_digits=4, decimal_places=1)
    competence = models.PositiveSmallIntegerField(_("competence in dialogue"))
    competence_note = models.CharField(_("how we know"), max_length=300, blank=True)
    deputy = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answers = models.BooleanField(_("answers in public"), default=False)
    may_decide = models.BooleanField(_("may decide without asking back"), default=False)

    class Meta(StageContent.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "person", "duty"], name="staff_role_once"),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("person")),
                name="staff_role_deputy_is_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(competence__gte=1, competence__lte=5), name="staff_role_competence"
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__gt=0, hours_per_week__lte=60), name="staff_role_hours"
            ),
        ]

    def __str__(self) -> str:
        return self.get_duty_display()


class ResourcePlan(StageContent):
    """Sponsor, money, the promise of answers: one for each stage.

    Amounts are in ``currency`` (ISO 4217); ``one_off`` once, the others a month.
    """

    class Promise(models.TextChoices):
        NEXT_WORKING_DAY = "next_working_day", _("By the end of the next working day")
        SAME_WORKING_DAY = "same_working_day", _("On the same working day")
        FOUR_HOURS = "four_hours", _("Within four working hours")
        TWO_HOURS = "two_hours", _("Within two working hours")

    sponsor = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    one_off = models.DecimalField(
        _("one-off"), max_digits=12, decimal_places=2, default=0, validators=NOT_NEGATIVE
    )
    monthly = models.DecimalField(
        _("monthly, besides tools and agency"),
        max_digits=12,
        decimal_places=2,
        default=0,
        validators=NOT_NEGATIVE,
    )
    tools = models.DecimalField(
        _("tools, monthly"), max_digits=12, decimal_places=2, default=0, validators=NOT_NEGATIVE
    )
    agency = models.DecimalField(
        _("agency, monthly"), max_digits=12, decimal_places=2, default=0, validators=NOT_NEGATIVE
    )
    promise = models.CharField(
        _("promise of answers"), max_length=16, choices=Promise, default=Promise.NEXT_WORKING_DAY
    )
    minutes_per_answer = models.PositiveSmallIntegerField(_("minutes for one answer"), default=15)
    decision_path = models.TextField(_("who decides what"), max_length=2000, blank=True)

    class Meta(StageContent.Meta):
        verbose_name = _("plan of resources")
        verbose_name_plural = _("plans of resources")
        constraints = [
            models.UniqueConstraint(fields=["stage"], name="resource_plan_once"),
            models.CheckConstraint(
                condition=Q(one_off__gte=0, monthly__gte=0, tools__gte=0, agency__gte=0),
                name="resource_plan_amounts",
            ),
        ]

    def __str__(self) -> str:
        return self.currency


class EscalationStep(StageContent):
    """Whom a matter reaches after how many working hours, and with what power (S3)."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    after_hours = models.PositiveSmallIntegerField(_("after working hours"))
    what = models.CharField(_("what they decide"), max_length=300)

    class Meta(StageContent.Meta):
        verbose_name = _("step of escalation")
        verbose_name_plural = _("steps of escalation")
        ordering = ["after_hours", "id"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "after_hours"], name="escalation_step_once")
        ]

    def __str__(self) -> str:
        return self.what


class OutsourcedWork(StageContent):
    """What somebody outside does, and who inside stays responsible (S3)."""

    what = models.CharField(_("what"), max_length=200)
    provider = models.CharField(_("who does it"), max_length=160)
    monthly = models.DecimalField(
        _("cost a month"), max_digits=12, decimal_places=2, default=0, validators=NOT_NEGATIVE
    )
    hours_per_week = models.DecimalField(
        _("hours a week it saves"), max_digits=4, decimal_places=1, default=0
    )
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta(StageContent.Meta):
        verbose_name = _("outsourced work")
        verbose_name_plural = _("outsourced work")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(monthly__gte=0, hours_per_week__gte=0, hours_per_week__lte=60),
                name="outsourced_amounts",
            )
        ]

    def __str__(self) -> str:
        return self.what
