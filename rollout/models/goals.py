"""Goals, target groups and KPIs: the third stage's work, and every wave's again (S0, S2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from companies.models import Owned, User
from rollout.models.gate import StageContent


class CompanyGoal(StageContent):
    """What the company or its marketing wants anyway; social media serve it (S0)."""

    class Level(models.TextChoices):
        COMPANY = "company", _("Goal of the company")
        MARKETING = "marketing", _("Goal of marketing")

    name = models.CharField(_("name"), max_length=120)
    level = models.CharField(_("whose goal"), max_length=9, choices=Level)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta(StageContent.Meta):
        verbose_name = _("goal of the company")
        verbose_name_plural = _("goals of the company")
        ordering = ["level", "name"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="company_goal_of_company"),
            models.UniqueConstraint(fields=["stage", "name"], name="company_goal_once"),
            models.CheckConstraint(
                condition=Q(level__in=["company", "marketing"]), name="company_goal_level_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TargetGroup(StageContent):
    """People the company wants to talk with, and where they are (S0, S2).

    ``languages`` and ``places`` are lists of keys: two-letter codes, platforms
    (rollout.platforms). Ages are in years, both ends counted.
    """

    class Market(models.TextChoices):
        B2C = "b2c", _("Consumers (B2C)")
        B2B = "b2b", _("Business customers (B2B)")
        APPLICANTS = "applicants", _("Applicants and apprentices")
        INTERNAL = "internal", _("Our own staff")

    name = models.CharField(_("name"), max_length=120)
    market = models.CharField(_("market"), max_length=10, choices=Market)
    age_from = models.PositiveSmallIntegerField(_("age from"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("age to"), null=True, blank=True)
    role = models.CharField(_("role"), max_length=200, blank=True)
    interests = models.TextField(_("interests"), max_length=1000)
    languages = models.JSONField(_("languages"), default=list)
    places = models.JSONField(_("where they are"), default=list, blank=True)
    places_note = models.CharField(_("how we know"), max_length=300, blank=True)

    class Meta(StageContent.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="target_group_of_company"),
            models.UniqueConstraint(fields=["stage", "name"], name="target_group_once"),
            models.CheckConstraint(
                condition=Q(market__in=["b2c", "b2b", "applicants", "internal"]),
                name="target_group_market_known",
            ),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True)
                | Q(age_to__isnull=True)
                | Q(age_from__lte=models.F("age_to")),
                name="target_group_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Goal(StageContent):
    """What is to be reached until when, by whom, for which goal of the company."""

    class Kind(models.TextChoices):
        AWARENESS = "awareness", _("Become better known")
        DIALOGUE = "dialogue", _("Dialogue on an offering")
        SERVICE = "service", _("Customer service")
        RECRUITING = "recruiting", _("Recruiting and employer branding")
        SALES = "sales", pgettext_lazy("kind of goal", "Sales")
        REPUTATION = "reputation", _("Reputation")
        DEVELOPMENT = "development", _("Ideas for products")
        INTERNAL = "internal", _("Exchange among our own staff")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("goal"), max_length=200)
    description = models.TextField(_("what exactly"), max_length=2000, blank=True)
    due_on = models.DateField(_("until"))
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    serves = models.ForeignKey(
        CompanyGoal, on_delete=models.PROTECT, null=True, blank=True, related_name="goals"
    )

    class Meta(StageContent.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="goal_of_company"),
            models.UniqueConstraint(fields=["stage", "title"], name="goal_once"),
        ]

    def __str__(self) -> str:
        return self.title


class GoalAudience(StageContent):
    """A goal is meant for a target group."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="audiences")
    target_group = models.ForeignKey(
        TargetGroup, on_delete=models.PROTECT, related_name="goal_audiences"
    )

    class Meta(StageContent.Meta):
        verbose_name = _("audience of a goal")
        verbose_name_plural = _("audiences of goals")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "target_group"], name="goal_audience_once")
        ]

    def __str__(self) -> str:
        return f"{self.goal_id}: {self.target_group_id}"


class Kpi(StageContent):
    """A figure that shows how far a goal is reached (S2, S3).

    ``measure`` is the key of a computed series (rollout.kpis.measures), empty where somebody
    enters or imports the figures. ``baseline`` and ``target`` are in ``unit``.
    """

    class Unit(models.TextChoices):
        COUNT = "count", pgettext_lazy("unit", "number")
        PERCENT = "percent", pgettext_lazy("unit", "percent")
        HOURS = "hours", pgettext_lazy("unit", "hours")
        EURO = "euro", pgettext_lazy("unit", "euro")
        POINTS = "points", pgettext_lazy("unit", "points")

    class Direction(models.TextChoices):
        UP = "up", _("More is better")
        DOWN = "down", _("Less is better")

    class Rhythm(models.TextChoices):
        WEEKLY = "weekly", _("every week")
        MONTHLY = "monthly", _("every month")
        QUARTERLY = "quarterly", _("every quarter")

    name = models.CharField(_("name"), max_length=120)
    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="kpis"
    )
    measure = models.CharField(_("where the figures come from"), max_length=40, blank=True)
    unit = models.CharField(_("unit"), max_length=8, choices=Unit)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction)
    rhythm = models.CharField(_("how often it is measured"), max_length=9, choices=Rhythm)
    baseline = models.DecimalField(
        _("baseline"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    baseline_on = models.DateField(_("baseline measured on"), null=True, blank=True)
    target = models.DecimalField(
        _("target"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    target_on = models.DateField(_("target reached on"), null=True, blank=True)

    class Meta(StageContent.Meta):
        verbose_name = _("KPI")
        verbose_name_plural = _("KPIs")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="kpi_of_company"),
            models.UniqueConstraint(fields=["stage", "name"], name="kpi_once"),
        ]

    def __str__(self) -> str:
        return self.name


class KpiReading(Owned):
    """One measured value on a day, entered or imported; it may come at any time."""

    class Origin(models.TextChoices):
        ENTERED = "entered", _("Entered by hand")
        IMPORTED = "imported", _("Imported")

    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="readings")
    on = models.DateField(_("day"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    origin = models.CharField(max_length=8, choices=Origin)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # A wrong value is not overwritten: the newer one of a day counts, the older stays readable.
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reading of a KPI")
        verbose_name_plural = _("readings of KPIs")
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kpi", "on"],
                condition=Q(replaced_at__isnull=True),
                name="kpi_reading_one_a_day",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["entered", "imported"]), name="kpi_reading_origin_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.value}"
