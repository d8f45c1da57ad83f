"""The alarm and what it opens: settings, whom it tells, incidents and their timeline (S4)."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from companies.guards import append_only
from companies.models import Membership, Owned, User
from guidelines.models import Scenario
from monitoring.alarm.levels import MEASURED, Kind, Level
from monitoring.models.alarm_guards import EVENT_STAYS
from monitoring.models.source import Source

NEVER = "never"


class AlarmSettings(Owned):
    """From when on a company wants to be woken; without a row the defaults hold.

    ``minimum``: fewer mentions in a window never ring. For each level: times the usual number,
    and percent of criticism. ``cooldown_hours`` lie between two peaks of one kind,
    ``rising_hours`` if the second one is of a higher level.
    """

    is_on = models.BooleanField(_("the alarm is on"), default=True)
    minimum = models.PositiveSmallIntegerField(_("at least so many mentions"), default=5)
    cooldown_hours = models.PositiveSmallIntegerField(_("quiet time after a peak"), default=48)
    rising_hours = models.PositiveSmallIntegerField(_("quiet time if it gets worse"), default=3)
    watch_times = models.DecimalField(max_digits=4, decimal_places=1, default=Decimal(2))
    serious_times = models.DecimalField(max_digits=4, decimal_places=1, default=Decimal(4))
    crisis_times = models.DecimalField(max_digits=4, decimal_places=1, default=Decimal(8))
    watch_percent = models.PositiveSmallIntegerField(default=30)
    serious_percent = models.PositiveSmallIntegerField(default=45)
    crisis_percent = models.PositiveSmallIntegerField(default=60)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("settings of the alarm")
        verbose_name_plural = _("settings of the alarm")
        constraints = [
            models.UniqueConstraint(fields=["company"], name="alarm_settings_once"),
            models.CheckConstraint(
                condition=Q(minimum__gte=3, minimum__lte=1000), name="alarm_minimum_sensible"
            ),
            models.CheckConstraint(
                condition=Q(rising_hours__gte=1, rising_hours__lte=F("cooldown_hours"))
                & Q(cooldown_hours__lte=720),
                name="alarm_cooldown_sensible",
            ),
            models.CheckConstraint(
                condition=Q(watch_times__gt=Decimal(1))
                & Q(serious_times__gte=F("watch_times"))
                & Q(crisis_times__gte=F("serious_times")),
                name="alarm_times_rise",
            ),
            models.CheckConstraint(
                condition=Q(watch_percent__gte=1, crisis_percent__lte=100)
                & Q(serious_percent__gte=F("watch_percent"))
                & Q(crisis_percent__gte=F("serious_percent")),
                name="alarm_percents_rise",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id}: {self.minimum}"


class ExpectedRise(Owned):
    """Days on which more is said than usual, and why: told to the alarm beforehand.

    Both days are local ones and included. It is withdrawn, never deleted.
    """

    reason = models.CharField(_("reason"), max_length=200)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    announced_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("expected rise")
        verbose_name_plural = _("expected rises")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="rise_of_company"),
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="rise_says_why"),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="rise_starts_first"
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class AlarmContact(Owned):
    """Somebody without an account who must know; used only after they have confirmed it.

    Some weeks after they are told no more, name and address are emptied.
    """

    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    from_level = models.CharField(
        _("from which level on"), max_length=7, choices=Level, default=Level.SERIOUS
    )
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # By themselves, with the link in each mail; removed: by somebody of the company.
    unsubscribed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("contact of the alarm")
        verbose_name_plural = _("contacts of the alarm")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "email"],
                condition=Q(removed_at__isnull=True, unsubscribed_at__isnull=True),
                name="alarm_contact_once",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True)
                | (
                    Q(name="", email="")
                    & (Q(removed_at__isnull=False) | Q(unsubscribed_at__isnull=False))
                ),
                name="alarm_contact_forgotten_whole",
            ),
            models.CheckConstraint(
                condition=Q(from_level__in=Level.values), name="alarm_contact_level_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AlarmReader(Owned):
    """From which level on a member wants a mail, or never; without a row their role decides."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    from_level = models.CharField(
        _("from which level on"), max_length=7, choices=[*Level.choices, (NEVER, _("Never"))]
    )

    class Meta:
        verbose_name = _("reader of the alarm")
        verbose_name_plural = _("readers of the alarm")
        constraints = [
            models.UniqueConstraint(fields=["membership"], name="alarm_reader_once"),
            models.CheckConstraint(
                condition=Q(from_level__in=[*Level.values, NEVER]), name="alarm_reader_level_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.from_level}"


class Incident(Owned):
    """Something that has to be looked at together until it is closed; one at a time is open.

    ``figures`` are frozen: what was measured when it was opened, or ``{}`` if opened by hand.
    ``scenario_topic`` stays when the scenario goes.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    class Outcome(models.TextChoices):
        """What it was, said when it is closed."""

        HANDLED = "handled", _("We dealt with it")
        CALMED = "calmed", _("It calmed down by itself")
        EXPECTED = "expected", _("This was expected: a false alarm")

    kind = models.CharField(max_length=8, choices=Kind)
    level = models.CharField(max_length=7, choices=Level)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_at = models.DateTimeField()
    figures = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    # Empty: the alarm opened it.
    opened_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    about = models.CharField(_("what it is about"), max_length=200, blank=True)
    scenario = models.ForeignKey(
        Scenario, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    scenario_topic = models.CharField(max_length=120, blank=True)
    owner = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    silent_since = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(_("what was it?"), max_length=8, choices=Outcome, blank=True)
    debrief = models.TextField(_("what we learn from it"), max_length=4000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="incident_of_company"),
            models.UniqueConstraint(
                fields=["company"], condition=Q(state="open"), name="incident_one_open"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="incident_kind_known"),
            models.CheckConstraint(
                condition=Q(level__in=Level.values), name="incident_level_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    state="open",
                    outcome="",
                    debrief="",
                    closed_at__isnull=True,
                    closed_by__isnull=True,
                )
                | Q(
                    state="closed",
                    outcome__in=["handled", "calmed", "expected"],
                    debrief__regex=r"\S",
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                ),
                name="incident_closed_with_a_debrief",
            ),
            models.CheckConstraint(
                condition=~Q(kind="by_hand") | Q(opened_by__isnull=False, about__regex=r"\S"),
                name="incident_opened_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.level} {self.opened_at:%Y-%m-%d %H:%M}"


class Peak(Owned):
    """The alarm rang: what was measured in which window. Written once.

    It belongs to an incident, or to a rise that was announced: then nobody was woken.
    """

    kind = models.CharField(max_length=8, choices=Kind.choices[:3])
    level = models.CharField(max_length=7, choices=Level)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="peaks"
    )
    expected = models.ForeignKey(
        ExpectedRise, on_delete=models.PROTECT, null=True, blank=True, related_name="peaks"
    )
    starts_at = models.DateTimeField()
    hour = models.DateTimeField()
    figures = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("peak")
        verbose_name_plural = _("peaks")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["company", "kind", "hour"], name="peak_rings_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[str(each) for each in MEASURED]), name="peak_kind_measured"
            ),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="peak_level_known"),
            models.CheckConstraint(
                condition=Q(incident__isnull=True, expected__isnull=False)
                | Q(incident__isnull=False, expected__isnull=True),
                name="peak_rings_or_is_expected",
            ),
        ]
        indexes = [models.Index(fields=["company", "-at"], name="peak_newest")]
        triggers = [append_only("peak_stays")]

    def __str__(self) -> str:
        return f"{self.kind} {self.level} {self.hour:%Y-%m-%d %H:%M}"


class IncidentEvent(Owned):
    """One line of an incident's timeline, written once; ``detail`` is what its sentence names."""

    class Sort(models.TextChoices):
        OPENED = "opened", _("Opened")
        PEAK = "peak", _("Another signal")
        RAISED = "raised", _("Level raised")
        LOWERED = "lowered", _("Level lowered")
        TOLD = "told", _("People told")
        OWNER = "owner", _("Taken on")
        SCENARIO = "scenario", _("Scenario chosen")
        NOTE = "note", _("Note")
        DECIDED = "decided", _("Decision")
        SILENT = "silent", _("Decided to stay silent")
        SPEAK = "speak", _("Decided to speak after all")
        CLOSED = "closed", _("Closed")

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="events")
    sort = models.CharField(max_length=8, choices=Sort)
    text = models.TextField(max_length=4000, blank=True)
    detail = models.JSONField(default=dict)
    # Empty: the product did it.
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("entry of an incident")
        verbose_name_plural = _("entries of incidents")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    sort__in=[
                        "opened",
                        "peak",
                        "raised",
                        "lowered",
                        "told",
                        "owner",
                        "scenario",
                        "note",
                        "decided",
                        "silent",
                        "speak",
                        "closed",
                    ]
                ),
                name="incident_event_sort_known",
            ),
            models.CheckConstraint(
                condition=~Q(sort__in=["note", "decided", "silent", "speak", "lowered"])
                | Q(text__regex=r"\S"),
                name="incident_event_says_why",
            ),
        ]
        triggers = [EVENT_STAYS]

    def __str__(self) -> str:
        return f"{self.sort} {self.at:%Y-%m-%d %H:%M}"
