"""The pilot's work; log, learnings and posts are every wave's too (S0, S1, S2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.models import User
from publishing.models import Run
from rollout.models.gate import StageContent
from rollout.models.goals import Kpi, TargetGroup
from rollout.models.strategy import ContentTopic


class PilotPlan(StageContent):
    """One platform, a time, and the rate of answers that is asked for: one for each stage.

    Days are local and both counted; ``answer_rate`` is in percent of the mentions that want an
    answer.
    """

    platform = models.CharField(_("platform"), max_length=40)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    answer_rate = models.PositiveSmallIntegerField(_("rate of answers in percent"), default=90)

    class Meta(StageContent.Meta):
        verbose_name = _("plan of the pilot")
        verbose_name_plural = _("plans of the pilot")
        constraints = [
            models.UniqueConstraint(fields=["stage"], name="pilot_plan_once"),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="pilot_plan_starts_first"
            ),
            models.CheckConstraint(
                condition=Q(answer_rate__gte=1, answer_rate__lte=100), name="pilot_plan_rate"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.platform} {self.starts_on}–{self.ends_on}"


class PilotMember(StageContent):
    """Somebody who takes part in the pilot, and with what part."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(_("part"), max_length=200)

    class Meta(StageContent.Meta):
        verbose_name = _("member of the pilot group")
        verbose_name_plural = _("members of the pilot group")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "person"], name="pilot_member_once")
        ]

    def __str__(self) -> str:
        return self.part


class Hypothesis(StageContent):
    """What is expected, the KPI that shows it, and what came of it.

    ``target`` is in the KPI's unit; the actual value is that of the KPI's series.
    """

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        REFUTED = "refuted", _("Refuted")
        UNCLEAR = "unclear", _("Cannot be told")

    text = models.CharField(_("we expect that"), max_length=300)
    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="hypotheses")
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2)
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict, blank=True)
    conclusion = models.TextField(_("what follows from it"), max_length=1000, blank=True)

    class Meta(StageContent.Meta):
        verbose_name = _("hypothesis")
        verbose_name_plural = _("hypotheses")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["stage", "text"], name="hypothesis_once")]

    def __str__(self) -> str:
        return self.text


class LogEntry(StageContent):
    """What happened in a week: ``week_on`` is its Monday, hours are those of everybody."""

    week_on = models.DateField(_("week"))
    text = models.TextField(_("what happened"), max_length=4000)
    hours = models.DecimalField(_("hours spent"), max_digits=5, decimal_places=1)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta(StageContent.Meta):
        verbose_name = _("entry of the log")
        verbose_name_plural = _("entries of the log")
        ordering = ["week_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "week_on"], name="log_entry_once_a_week"),
            models.CheckConstraint(
                condition=Q(week_on__iso_week_day=1), name="log_entry_begins_on_monday"
            ),
            models.CheckConstraint(condition=Q(hours__gte=0), name="log_entry_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.week_on}"


class Learning(StageContent):
    """What was learned, and what follows from it."""

    class Kind(models.TextChoices):
        KEEP = "keep", _("Keep doing")
        CHANGE = "change", _("Do differently")
        STOP = "stop", _("Stop doing")

    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    text = models.TextField(_("what we learned"), max_length=1000)
    consequence = models.CharField(_("what follows from it"), max_length=500)

    class Meta(StageContent.Meta):
        verbose_name = _("learning")
        verbose_name_plural = _("learnings")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]


class PostRecord(StageContent):
    """A post that is planned or published, written down by hand, with what came of it.

    ``run`` is the run of a playbook that it went through, if it did.
    """

    title = models.CharField(_("post"), max_length=200)
    platform = models.CharField(_("platform"), max_length=40)
    planned_on = models.DateField(_("planned for"))
    published_on = models.DateField(_("published on"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    target_group = models.ForeignKey(
        TargetGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    topic = models.ForeignKey(
        ContentTopic, on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    run = models.ForeignKey(
        Run, on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    reach = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    reactions = models.PositiveIntegerField(_("reactions"), null=True, blank=True)

    class Meta(StageContent.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["planned_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(url="") | Q(url__startswith="https://") | Q(url__startswith="http://"),
                name="post_record_address",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PilotOutcome(StageContent):
    """Go on, adjust or stop, and why: one for each stage."""

    class Outcome(models.TextChoices):
        GO = "go", _("Go on")
        ADJUST = "adjust", _("Go on with changes")
        STOP = "stop", _("Stop")

    outcome = models.CharField(_("what we propose"), max_length=6, choices=Outcome)
    reason = models.TextField(_("why"), max_length=2000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta(StageContent.Meta):
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            models.UniqueConstraint(fields=["stage"], name="pilot_outcome_once"),
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="pilot_outcome_why"),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()
