"""Playbooks: named lists of steps that are always gone through in the same way (S3)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.models import Department, Membership, Owned, User
from companies.roles import Role

FURTHEST = 250
"""Working days: about a year."""


class Playbook(Owned):
    """One list of steps; ``revision`` counts its versions, ``shipped`` names what it began from."""

    name = models.CharField(_("name"), max_length=120)
    about = models.CharField(_("what it is for"), max_length=300, blank=True)
    shipped = models.CharField(max_length=40, blank=True)
    revision = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    form_key = models.UUIDField()

    class Meta:
        verbose_name = _("playbook")
        verbose_name_plural = _("playbooks")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="playbook_of_company"),
            models.UniqueConstraint(fields=["company", "form_key"], name="playbook_once"),
            models.UniqueConstraint(
                fields=["company", "name"],
                condition=Q(retired_at__isnull=True),
                name="playbook_name_once",
            ),
            models.CheckConstraint(condition=Q(name__regex=r"\S"), name="playbook_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class StepWords(models.Model):
    """What a step says, in a playbook and in each of its runs.

    ``days`` are working days from the start or from the publication, before it if negative;
    ``after_publication``: it cannot be done before the publication's moment (embargo, S3).
    """

    class Kind(models.TextChoices):
        WORK = "work", _("Work")
        APPROVAL = "approval", _("Approval")
        AUTOMATIC = "automatic", _("Automatic")

    class CountsFrom(models.TextChoices):
        START = "start", _("from the start")
        PUBLICATION = "publication", _("from the publication")

    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=9, choices=Kind, default=Kind.WORK)
    title = models.CharField(_("step"), max_length=160)
    instruction = models.TextField(_("how it is done"), max_length=2000, blank=True)
    counts_from = models.CharField(max_length=11, choices=CountsFrom, default=CountsFrom.START)
    days = models.SmallIntegerField(_("working days"), default=0)
    after_publication = models.BooleanField(_("only after the publication"), default=False)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


def step_checks(table: str) -> list[models.BaseConstraint]:
    """What the words of a step promise, as constraints of the table ``table``."""
    return [
        models.CheckConstraint(condition=Q(title__regex=r"\S"), name=f"{table}_says_what"),
        models.CheckConstraint(
            condition=Q(kind__in=StepWords.Kind.values), name=f"{table}_kind_known"
        ),
        models.CheckConstraint(
            condition=Q(counts_from__in=StepWords.CountsFrom.values),
            name=f"{table}_counts_from_known",
        ),
        models.CheckConstraint(
            condition=Q(days__gte=-FURTHEST, days__lte=FURTHEST)
            & (Q(counts_from=StepWords.CountsFrom.PUBLICATION) | Q(days__gte=0)),
            name=f"{table}_days",
        ),
        models.CheckConstraint(
            condition=~Q(owner=F("deputy")), name=f"{table}_deputy_is_somebody_else"
        ),
    ]


class PlaybookStep(StepWords, Owned):
    """One step; it is up to a person, to somebody of a department, or to a role.

    If it is up to nobody in particular, whoever begins a run says who does it.
    """

    playbook = models.ForeignKey(Playbook, on_delete=models.PROTECT, related_name="steps")
    owner = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    role = models.CharField(max_length=12, choices=Role, blank=True)
    deputy = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    form_key = models.UUIDField()

    class Meta(StepWords.Meta):
        verbose_name = _("step of a playbook")
        verbose_name_plural = _("steps of playbooks")
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="playbook_step_of_company"),
            models.UniqueConstraint(fields=["company", "form_key"], name="playbook_step_once"),
            models.CheckConstraint(
                condition=Q(owner__isnull=True, department__isnull=True)
                | Q(owner__isnull=True, role="")
                | Q(department__isnull=True, role=""),
                name="playbook_step_up_to_one",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["", *Role.values]), name="playbook_step_role_known"
            ),
            *step_checks("playbook_step"),
        ]
