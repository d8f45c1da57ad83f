"""The words of the desk: why something lies there, what happened to it, how it ended."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Why(models.TextChoices):
    """Why a mention wants an answer."""

    QUESTION = "question", _("It asks something")
    ADDRESSED = "addressed", _("It is addressed to us")
    RATING = "rating", _("A bad rating")
    CRITICISM = "criticism", _("Probably criticism")
    HAND = "hand", _("Put here by hand")


class Outcome(models.TextChoices):
    """How a case ended; empty while it is open."""

    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed without an answer")


class CloseReason(models.TextChoices):
    """Why nobody answers. Nothing is ever deleted (S3)."""

    NOT_NEEDED = "not_needed", _("It needs no answer")
    ELSEWHERE = "elsewhere", _("It was answered elsewhere")
    UNREACHABLE = "unreachable", _("Nobody can answer there")
    SPAM = "spam", _("It is spam")
    NOT_US = "not_us", _("It is not about us")
    SILENT = "silent", _("We stay silent on purpose")
    BY_ITSELF = "by_itself", _("It no longer looked as if it wanted an answer")


class Happening(models.TextChoices):
    """What the timeline of a case tells."""

    OPENED = "opened", _("Put on the desk")
    ASSIGNED = "assigned", _("Assigned")
    RELEASED = "released", _("Given back")
    ROUTED = "routed", _("Passed to a department")
    NOTE = "note", _("Note")
    REMINDED = "reminded", _("Reminded")
    ESCALATED = "escalated", _("Passed upward")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed without an answer")
    REOPENED = "reopened", _("Reopened")
