"""The waves of the expansion: what each adds, and what it may pay (S0, S1, S4)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from companies.models import Department, User
from rollout.models.gate import StageContent
from rollout.models.goals import Kpi


class Wave(StageContent):
    """One wave: more platforms, another department, or more listening; one for each stage."""

    class Kind(models.TextChoices):
        PLATFORM = "platform", _("Another platform")
        DEPARTMENT = "department", _("Another department")
        MONITORING = "monitoring", _("More listening as feedback")

    kind = models.CharField(_("what is added"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    why = models.TextField(_("why now"), max_length=1000)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    platform = models.CharField(_("platform"), max_length=40, blank=True)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    class Meta(StageContent.Meta):
        verbose_name = _("wave")
        verbose_name_plural = _("waves")
        constraints = [
            models.UniqueConstraint(fields=["stage"], name="wave_once"),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="wave_starts_first"
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("owner")),
                name="wave_deputy_is_somebody_else",
            ),
            models.CheckConstraint(
                condition=~Q(kind="department") | Q(department__isnull=False),
                name="wave_names_its_department",
            ),
            models.CheckConstraint(
                condition=~Q(kind="platform") | ~Q(platform=""), name="wave_names_its_platform"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReturnPlan(StageContent):
    """What the view of the return rests on: one for each stage (S0: one to two years).

    Costs are in the currency of the plan of resources; ``hourly_cost`` is what an hour of one's
    own people costs.
    """

    months = models.PositiveSmallIntegerField(_("months"), default=24)
    hourly_cost = models.DecimalField(
        _("cost of an hour"), max_digits=7, decimal_places=2, validators=[MinValueValidator(0)]
    )

    class Meta(StageContent.Meta):
        verbose_name = _("view of the return")
        verbose_name_plural = _("views of the return")
        constraints = [
            models.UniqueConstraint(fields=["stage"], name="return_plan_once"),
            models.CheckConstraint(
                condition=Q(months__gte=12, months__lte=24), name="return_plan_months"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.months}"


class Benefit(StageContent):
    """What it may bring: between how many and how many a month, worth how much each."""

    name = models.CharField(_("what it brings"), max_length=160)
    kpi = models.ForeignKey(
        Kpi, on_delete=models.PROTECT, null=True, blank=True, related_name="benefits"
    )
    number_low = models.DecimalField(_("a month, cautious"), max_digits=9, decimal_places=2)
    number_high = models.DecimalField(_("a month, hopeful"), max_digits=9, decimal_places=2)
    worth_low = models.DecimalField(_("worth each, cautious"), max_digits=12, decimal_places=2)
    worth_high = models.DecimalField(_("worth each, hopeful"), max_digits=12, decimal_places=2)
    from_month = models.PositiveSmallIntegerField(_("from which month"), default=3)
    assumption = models.CharField(_("what this assumes"), max_length=500)

    class Meta(StageContent.Meta):
        verbose_name = _("benefit")
        verbose_name_plural = _("benefits")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "name"], name="benefit_once"),
            models.CheckConstraint(
                condition=Q(number_low__gte=0, worth_low__gte=0)
                & Q(number_low__lte=F("number_high"), worth_low__lte=F("worth_high")),
                name="benefit_range_in_order",
            ),
            models.CheckConstraint(
                condition=Q(from_month__gte=1, from_month__lte=24), name="benefit_from_month"
            ),
        ]

    def __str__(self) -> str:
        return self.name


def wave_name(stage: str) -> Subquery:
    """The name of the wave that the column ``stage`` of a query points to, or NULL."""
    return Subquery(Wave.everywhere.filter(stage=OuterRef(stage)).values("name")[:1])
