"""The outbox of e-mails: written with the act it tells of, sent by a job afterwards."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models.company import Owned


class Notice(Owned):
    """One message to one address about one subject, told once.

    ``template`` names a pair ``mails/<template>.txt`` (first line: the subject) rendered with
    ``context`` in ``language`` when it is sent.
    """

    email = models.EmailField()
    language = models.CharField(max_length=5)
    template = models.CharField(max_length=60)
    context = models.JSONField(default=dict)
    subject_key = models.CharField(max_length=160)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(fields=["company", "email", "subject_key"], name="notice_once")
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(sent_at__isnull=True), name="notice_due")
        ]

    def __str__(self) -> str:
        return f"{self.template} → {self.email}"
