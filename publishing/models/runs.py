"""Runs of playbooks: the steps as they were at the start, who did each, and when (S3)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.guards import append_only
from companies.models import Membership, Owned, User
from publishing.models import guards
from publishing.models.playbooks import Playbook, StepWords, step_checks


class Run(Owned):
    """One time that a playbook is gone through.

    ``publication_at`` is the moment of the publication, and the end of an embargo if there is one.
    A run is finished when each of its steps is done, or skipped with a reason.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        FINISHED = "finished", _("Finished")
        STOPPED = "stopped", _("Called off")

    playbook = models.ForeignKey(Playbook, on_delete=models.PROTECT, related_name="runs")
    revision = models.PositiveIntegerField()
    title = models.CharField(_("what it is about"), max_length=160)
    publication_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("why it was called off"), max_length=1000, blank=True)
    form_key = models.UUIDField()

    class Meta:
        verbose_name = _("run of a playbook")
        verbose_name_plural = _("runs of playbooks")
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="run_of_company"),
            models.UniqueConstraint(fields=["company", "form_key"], name="run_once"),
            models.CheckConstraint(condition=Q(title__regex=r"\S"), name="run_has_a_title"),
            models.CheckConstraint(
                condition=Q(state="running", ended_at__isnull=True, ended_by__isnull=True)
                | Q(state="finished", ended_at__isnull=False, ended_by__isnull=False)
                | Q(
                    state="stopped",
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                    reason__regex=r"\S",
                ),
                name="run_ended_by_somebody",
            ),
        ]
        triggers = [
            guards.RUN_BEGINS_RUNNING,
            guards.RUN_STAYS,
            guards.RUN_FORGETS_NOTHING,
            guards.RUN_KEEPS_ITS_EMBARGO,
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_running(self) -> bool:
        """Whether there is still something to do."""
        return self.state == self.State.RUNNING


class RunStep(StepWords, Owned):
    """One step of a run; open as long as ``outcome`` is empty.

    ``settled_for`` is whom the person stood in for. ``round`` counts how often it was opened.
    """

    class Outcome(models.TextChoices):
        DONE = "done", _("Done")
        SKIPPED = "skipped", _("Skipped")

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="steps")
    owner = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField()
    round = models.PositiveSmallIntegerField(default=1)
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_for = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)

    class Meta(StepWords.Meta):
        verbose_name = _("step of a run")
        verbose_name_plural = _("steps of runs")
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="run_step_of_company"),
            models.UniqueConstraint(fields=["run", "position"], name="run_step_position_once"),
            models.CheckConstraint(
                condition=Q(
                    outcome="",
                    settled_by__isnull=True,
                    settled_for__isnull=True,
                    settled_at__isnull=True,
                )
                | Q(outcome="done", settled_by__isnull=False, settled_at__isnull=False)
                | Q(
                    outcome="skipped",
                    settled_by__isnull=False,
                    settled_at__isnull=False,
                    note__regex=r"\S",
                ),
                name="run_step_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(link="")
                | Q(link__startswith="https://")
                | Q(link__startswith="http://"),
                name="run_step_link",
            ),
            *step_checks("run_step"),
        ]
        triggers = [
            guards.STEP_OF_A_RUNNING_RUN,
            guards.STEP_STAYS,
            guards.STEP_IN_ORDER,
            guards.STEP_AFTER_THE_EMBARGO,
            guards.STEP_WITH_FOUR_EYES,
        ]

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor skipped."""
        return self.outcome == ""


class RunReturn(Owned):
    """An approval that was not given: back to an earlier step, with the reason."""

    step = models.ForeignKey(RunStep, on_delete=models.PROTECT, related_name="returns")
    back_to = models.ForeignKey(RunStep, on_delete=models.PROTECT, related_name="returned")
    reason = models.TextField(_("reason"), max_length=1000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("approval not given")
        verbose_name_plural = _("approvals not given")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="run_return_says_why"),
            models.CheckConstraint(
                condition=~Q(step=models.F("back_to")), name="run_return_to_an_earlier_step"
            ),
        ]
        triggers = [append_only("run_return_append_only")]

    def __str__(self) -> str:
        return self.reason[:60]
