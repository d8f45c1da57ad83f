"""What employees say to the guidelines: comments and acknowledgements."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Membership, Owned, User
from guidelines.models import guards
from guidelines.models.guideline import GuidelineVersion, Paragraph


class Comment(Owned):
    """What somebody thinks of one paragraph of one version, and how it was settled.

    With ``proposal`` it says how the paragraph should read; then ``text`` may be empty.
    """

    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(_("comment"), max_length=2000, blank=True)
    # How the paragraph should read instead, in full; an editor takes it over with one click.
    proposal = models.TextField(_("proposed wording"), max_length=6000, blank=True)
    # A double click sends the same form twice; it is one comment.
    form_key = models.UUIDField()
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["company", "form_key"], name="guideline_comment_once"),
            models.CheckConstraint(
                condition=Q(text__regex=r"\S") | Q(proposal__regex=r"\S"),
                name="guideline_comment_says_something",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="guideline_comment_settled_by_somebody",
            ),
        ]
        triggers = [guards.COMMENT_SETTLED_ONCE, guards.COMMENT_STAYS]

    def __str__(self) -> str:
        return self.text[:60]


class Acknowledgement(Owned):
    """Somebody has read a version and will follow it: once for each person and version."""

    version = models.ForeignKey(
        GuidelineVersion, on_delete=models.PROTECT, related_name="acknowledgements"
    )
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "membership"], name="guideline_acknowledged_once"
            ),
        ]
        triggers = [
            guards.ACKNOWLEDGED_STAYS,
            guards.ACKNOWLEDGES_WHAT_IS_PUBLISHED,
            guards.ACKNOWLEDGES_THEIR_OWN,
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}: {self.version_id}"
