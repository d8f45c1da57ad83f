"""The culture check's work: answers, measures, inventory (S0, S4)."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Owned, User
from rollout.models import guards
from rollout.models.gate import StageContent


class RespondentRole(models.TextChoices):
    """How people say where they stand; coarse, so that nobody is found out by it."""

    MANAGEMENT = "management", _("Management")
    MARKETING = "marketing", _("Marketing and communication")
    SALES = "sales", _("Sales and service")
    PRODUCTION = "production", _("Production and technology")
    OFFICE = "office", _("Administration and human resources")


class SurveyLink(StageContent):
    """An address under which people without an account answer; it can be withdrawn."""

    token = models.CharField(max_length=43, unique=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("survey link")
        verbose_name_plural = _("survey links")
        # A link that got into wrong hands can be withdrawn at any time.
        triggers = guards.frozen_but("withdrawn_at")

    def __str__(self) -> str:
        return f"{self.expires_at:%Y-%m-%d}"


class CultureResponse(StageContent):
    """One person's answers, without the person: role and the ratings, 1 to 5 per statement.

    ``form_key`` is made with the form, so that a double click stores once. It is the primary key
    too: a running number would put the answers in the order in which people took part. Nor is
    the day kept: on a day with one participation it would name the person.

    Figures are made of the answers that have a batch (see rollout.stages.culture.batches); a
    batch is a random name shared by those who joined the figures together, for the same reason.
    """

    form_key = models.UUIDField(primary_key=True)
    role = models.CharField(max_length=12, choices=RespondentRole)
    answers = models.JSONField()
    batch = models.UUIDField(null=True, blank=True, editable=False)
    role_batch = models.UUIDField(null=True, blank=True, editable=False)

    class Meta(StageContent.Meta):
        verbose_name = _("answer to the culture check")
        verbose_name_plural = _("answers to the culture check")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=RespondentRole.values), name="response_role_known"
            ),
            models.CheckConstraint(
                condition=Q(role_batch__isnull=True) | Q(batch__isnull=False),
                name="response_counts_in_the_whole_first",
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()


def own_key() -> str:
    """A key that no given statement has."""
    return f"own_{uuid4().hex[:12]}"


class OwnStatement(StageContent):
    """A statement of the company's own (or its consultant's), asked beside the given ones.

    ``key`` is the one answers are kept under: it never changes.
    """

    key = models.SlugField(max_length=40, default=own_key, editable=False)
    dimension = models.CharField(_("what it belongs to"), max_length=20)
    text = models.CharField(_("statement"), max_length=300)
    reverse = models.BooleanField(_("agreement counts against openness"), default=False)

    class Meta(StageContent.Meta):
        verbose_name = _("statement of one’s own")
        verbose_name_plural = _("statements of one’s own")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "key"], name="own_statement_key_once"),
            models.UniqueConstraint(fields=["stage", "text"], name="own_statement_once"),
            models.CheckConstraint(condition=Q(key__startswith="own_"), name="own_statement_key"),
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="own_statement_says"),
        ]

    def __str__(self) -> str:
        return self.text


class SurveyParticipation(Owned):
    """That a person with an account has answered, with no way to what they answered."""

    stage = models.ForeignKey("rollout.Stage", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint(fields=["stage", "user"], name="participation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"


class CultureMeasure(StageContent):
    """What is done about a weak dimension, by whom, until when; ``done_on`` may follow later."""

    dimension = models.CharField(max_length=20)
    text = models.TextField(_("measure"), max_length=1000)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["due_on", "id"]
        # After the gate, too, it may be said that it was done; whoever leaves hands it over.
        triggers = [*guards.frozen_but("done_on", "owner"), guards.OWNER_STAYS]

    def __str__(self) -> str:
        return self.text[:60]


def is_web_address(url: str) -> bool:
    """Whether an address leads to the web, and nowhere else (``javascript:`` runs when clicked)."""
    return url.lower().startswith(("https://", "http://"))


class MediaEntry(StageContent):
    """One medium the company has, pays for, or has earned (S0)."""

    class Kind(models.TextChoices):
        OWNED = "owned", _("Owned: we decide what it says")
        PAID = "paid", _("Paid: we buy the space")
        EARNED = "earned", _("Earned: others talk about us")

    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    name = models.CharField(_("name"), max_length=120)
    url = models.URLField(_("address"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(StageContent.Meta):
        verbose_name = _("medium")
        verbose_name_plural = _("media")
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["owned", "paid", "earned"]), name="media_kind_known"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def link(self) -> str:
        """The address if it may stand in a link, else empty."""
        return self.url if is_web_address(self.url) else ""
