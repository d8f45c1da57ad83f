"""A text with what was said about it, here and in the versions before."""

from django.db.models import Prefetch, Q, QuerySet

from guidelines.models import Comment, GuidelineVersion, Paragraph
from guidelines.selectors.versions import DRAFT, PUBLISHED

PEOPLE = ("author", "settled_by", "paragraph__version")


def text_of(version: GuidelineVersion) -> list[Paragraph]:
    """The paragraphs in order, each with its comments and their people (2 queries)."""
    comments = Comment.of(version.company).select_related(*PEOPLE)
    rows = Paragraph.of(version.company).filter(version=version)
    return list(rows.prefetch_related(Prefetch("comments", queryset=comments)))


def carried_comments(version: GuidelineVersion) -> QuerySet[Comment]:
    """Comments on earlier versions that nobody had settled when this one was begun.

    They follow from version to version until somebody settles them.
    """
    waiting = Q(settled_at__isnull=True) | Q(settled_at__gte=version.begun_at)
    rows = Comment.of(version.company).filter(
        waiting,
        paragraph__version__department=version.department,
        paragraph__version__state=PUBLISHED,
        paragraph__version__number__lt=version.number,
    )
    return rows.select_related(*PEOPLE)


def open_comments(version: GuidelineVersion) -> int:
    """How many comments wait for an answer, on a version and carried into it (2 queries)."""
    own = Comment.of(version.company).filter(paragraph__version=version, settled_at__isnull=True)
    return own.count() + carried_comments(version).filter(settled_at__isnull=True).count()


def proposed_for(comment: Comment) -> Paragraph | None:
    """The paragraph of the draft that a proposed wording would change, if there is one."""
    rows = Paragraph.of(comment.company).filter(
        key=comment.paragraph.key,
        version__state=DRAFT,
        version__department=comment.paragraph.version.department,
    )
    return rows.select_related("version__department").first()
