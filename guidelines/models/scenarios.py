"""Conflict scenarios: thought through in calm, with the words to answer ready (S3, S4)."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.models import Membership, Owned, User

REVIEWED = Q(reviewed_on__isnull=True, reviewed_by__isnull=True) | Q(
    reviewed_on__isnull=False, reviewed_by__isnull=False
)


class Likelihood(models.TextChoices):
    """How probable it is that it comes to this."""

    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


class Reaction(models.TextChoices):
    """What one does first; S4 names these ways and says that none fits always."""

    ANSWER = "answer", _("Answer publicly")
    LEADERS = "leaders", _("Approach opinion leaders directly")
    SILENT = "silent", _("Stay silent, as a decision")
    CONTENTS = "contents", _("Set positive contents against it")
    DIRECT = "direct", _("Clarify it with the person directly")


class Scenario(Owned):
    """One conflict that may come. Nothing but its topic has to be known at first.

    ``revision`` counts changes: whoever saves says which one they had before their eyes.
    """

    topic = models.CharField(_("topic"), max_length=120)
    likelihood = models.CharField(
        _("likelihood"), max_length=6, choices=Likelihood, default=Likelihood.MEDIUM
    )
    trigger = models.TextField(_("what sets it off"), max_length=2000, blank=True)
    criticism_percent = models.PositiveSmallIntegerField(
        _("share of criticism in a day's mentions, in percent"), null=True, blank=True
    )
    times_usual = models.DecimalField(
        _("times the usual volume"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    reaction = models.CharField(_("reaction"), max_length=10, choices=Reaction, blank=True)
    plan = models.TextField(_("how we react"), max_length=4000, blank=True)
    owner = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    deputy = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    # The shipped example it was taken from; empty for one's own.
    example = models.SlugField(max_length=40, blank=True)
    form_key = models.UUIDField()
    revision = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("conflict scenario")
        verbose_name_plural = _("conflict scenarios")
        ordering = ["topic", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="scenario_of_company"),
            models.UniqueConstraint(fields=["company", "form_key"], name="scenario_once"),
            models.UniqueConstraint(
                fields=["company", "example"],
                condition=~Q(example=""),
                name="scenario_example_once",
            ),
            models.CheckConstraint(condition=Q(topic__regex=r"\S"), name="scenario_has_a_topic"),
            models.CheckConstraint(
                condition=Q(likelihood__in=Likelihood.values), name="scenario_likelihood_known"
            ),
            models.CheckConstraint(
                condition=Q(reaction="") | Q(reaction__in=Reaction.values, plan__regex=r"\S"),
                name="scenario_reaction_in_words",
            ),
            models.CheckConstraint(
                condition=Q(criticism_percent__isnull=True)
                | Q(criticism_percent__gte=1, criticism_percent__lte=100),
                name="scenario_percent_of_a_day",
            ),
            models.CheckConstraint(
                condition=Q(times_usual__isnull=True) | Q(times_usual__gt=Decimal(1)),
                name="scenario_more_than_usual",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | Q(deputy__isnull=True) | ~Q(owner=F("deputy")),
                name="scenario_deputy_is_somebody_else",
            ),
            models.CheckConstraint(condition=REVIEWED, name="scenario_reviewed_by_somebody"),
        ]

    def __str__(self) -> str:
        return self.topic


class PreparedText(Owned):
    """Words that can be posted as they are once the scenario has come."""

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="texts")
    title = models.CharField(_("title"), max_length=120)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    text = models.TextField(_("text"), max_length=4000)
    form_key = models.UUIDField()

    class Meta:
        verbose_name = _("prepared text")
        verbose_name_plural = _("prepared texts")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="prepared_text_of_company"),
            models.UniqueConstraint(fields=["company", "form_key"], name="prepared_text_once"),
            models.CheckConstraint(
                condition=Q(title__regex=r"\S") & Q(text__regex=r"\S"),
                name="prepared_text_says_something",
            ),
        ]

    def __str__(self) -> str:
        return self.title
