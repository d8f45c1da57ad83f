"""Templates of a consultant, and what of them a company has taken over."""

from uuid import uuid4

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.guards import refuse
from companies.models import Owned, User


class Template(models.Model):
    """Something a consultant brings to every client; it is theirs, and of no company."""

    class Kind(models.TextChoices):
        QUESTIONNAIRE = "questionnaire", _("Questionnaire")
        GOALS = "goals", _("Goals and target groups")
        KPIS = "kpis", _("KPIs")
        GUIDELINES = "guidelines", _("Guidelines")
        SCENARIOS = "scenarios", _("Conflict scenarios")
        PLAYBOOKS = "playbooks", _("Playbooks")

    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="templates")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=Q(retired_at__isnull=True),
                name="template_name_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


PUBLISHED_STAYS = pgtrigger.Trigger(
    name="template_published_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF OLD.published_at IS NOT NULL THEN
        {refuse("template_published_stays")}
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
)


class TemplateVersion(models.Model):
    """One version: a draft until it is published, then it stays.

    ``entries`` is a list of ``{"key", "sort", "values"}`` (rollout.templating.entries).
    """

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    entries = models.JSONField(default=list)
    note = models.CharField(_("what is new"), max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("version of a template")
        verbose_name_plural = _("versions of templates")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="template_number_once"),
            models.UniqueConstraint(
                fields=["template"],
                condition=Q(published_at__isnull=True),
                name="template_one_draft",
            ),
        ]
        triggers = [PUBLISHED_STAYS]

    def __str__(self) -> str:
        return str(self.number)


class AppliedTemplate(Owned):
    """A company has taken over a template in one of its versions.

    No key leads to the template: what a company has taken over stays its own, also when its
    consultant has gone.
    """

    uid = models.UUIDField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16, choices=Template.Kind)
    version = models.PositiveIntegerField()
    applied_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField()

    class Meta:
        verbose_name = _("template taken over")
        verbose_name_plural = _("templates taken over")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="applied_template_of_company"),
            models.UniqueConstraint(fields=["company", "uid"], name="applied_template_once"),
        ]

    def __str__(self) -> str:
        return self.name


class AppliedEntry(Owned):
    """One entry as it was taken over; ``ref`` names the company's row that came of it.

    ``values`` is what the template says, ``written`` what the company had right afterwards: a
    name the company does not know is left out.
    """

    applied = models.ForeignKey(AppliedTemplate, on_delete=models.PROTECT, related_name="entries")
    key = models.CharField(max_length=32)
    sort = models.CharField(max_length=20)
    ref = models.CharField(max_length=60)
    values = models.JSONField()
    written = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("entry taken over")
        verbose_name_plural = _("entries taken over")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["applied", "key"], name="applied_entry_once")
        ]

    def __str__(self) -> str:
        return self.key
