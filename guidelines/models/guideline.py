"""A version of the guidelines and its paragraphs; what is published stays as it is (S1, S4).

A document is the guidelines of the whole company, or what one department adds to them (S4): each
has versions of its own, numbered from 1.
"""

from hashlib import sha256

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Department, Owned, User
from guidelines.models import guards

ONE_STATE = Q(state="draft", published_at__isnull=True, published_by__isnull=True) | Q(
    state="published", published_at__isnull=False, published_by__isnull=False
)


class GuidelineVersion(Owned):
    """One version: a draft that editors work on, then published for good."""

    class State(models.TextChoices):
        DRAFT = guards.DRAFT, _("Draft")
        PUBLISHED = guards.PUBLISHED, _("Published")

    class Language(models.TextChoices):
        DE = "de", _("German")
        EN = "en", _("English")

    # None: the guidelines of the whole company; otherwise what this department adds to them.
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    number = models.PositiveIntegerField(_("number"))
    # Of the words, not of the pages: a file is hyphenated and titled in it.
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.DE)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    note = models.TextField(_("what is new"), max_length=1000, blank=True)
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_for = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    # Why it was put into force although the works council objected.
    despite_objections = models.TextField(_("reason"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("version of the guidelines")
        verbose_name_plural = _("versions of the guidelines")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["company", "id"], name="guideline_of_company"),
            models.UniqueConstraint(
                fields=["company", "department", "number"],
                nulls_distinct=False,
                name="guideline_number_once",
            ),
            models.UniqueConstraint(
                fields=["company", "department"],
                condition=Q(state="draft"),
                nulls_distinct=False,
                name="guideline_one_draft",
            ),
            models.CheckConstraint(condition=ONE_STATE, name="guideline_published_by_somebody"),
        ]
        triggers = [
            guards.BEGINS_AS_A_DRAFT,
            guards.PUBLISHED_STAYS,
            guards.STAYS_WITH_ITS_DEPARTMENT,
            guards.PUBLISHED_AS_REVIEWED,
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def is_published(self) -> bool:
        """Whether it can no longer change."""
        return self.state == self.State.PUBLISHED


class Paragraph(Owned):
    """One paragraph; ``key`` is the same in every version, so that versions can be compared."""

    version = models.ForeignKey(
        GuidelineVersion, on_delete=models.PROTECT, related_name="paragraphs"
    )
    key = models.SlugField(_("key"), max_length=40)
    position = models.PositiveSmallIntegerField(_("place"))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=6000)

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "id"], name="guideline_paragraph_of_company"
            ),
            models.UniqueConstraint(fields=["version", "key"], name="guideline_paragraph_key_once"),
            models.CheckConstraint(
                condition=Q(title__regex=r"\S") & Q(text__regex=r"\S"),
                name="guideline_paragraph_says_something",
            ),
        ]
        triggers = [guards.PARAGRAPH_OF_A_DRAFT]

    def __str__(self) -> str:
        return self.title

    @property
    def anchor(self) -> str:
        """Its place in a page, the same in every version."""
        return f"p-{self.key}"

    @property
    def fingerprint(self) -> str:
        """The hash of its words: whoever saves says which words they changed."""
        return sha256(f"{self.title}\n{self.text}".encode()).hexdigest()
