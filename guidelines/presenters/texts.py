"""A text as it is read: paragraphs, and what was said about each here and before."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.access import Standing
from guidelines.differences import Piece, pieces
from guidelines.markdown import to_html
from guidelines.models import Comment, GuidelineVersion, Paragraph
from guidelines.presenters.addresses import address, day


@dataclass(frozen=True)
class CommentView:
    """One comment, what it proposes word by word, and what came of it.

    ``take_url`` and ``seen`` are there if its wording can go into the draft at once; ``origin``
    names the earlier version that it was said about.
    """

    row: Comment
    when: str
    settle_url: str
    origin: str = ""
    proposal: tuple[Piece, ...] = ()
    take_url: str = ""
    seen: str = ""

    @property
    def anchor(self) -> str:
        """Its place in the page."""
        return f"comment-{self.row.pk}"


@dataclass(frozen=True)
class ParagraphView:
    """One paragraph with what was said about it, and what this person may do with it.

    ``up`` and ``down`` are the places it would move to, 0 at the ends.
    """

    row: Paragraph
    html: SafeString
    comments: tuple[CommentView, ...]
    comment_url: str
    place: int
    up: int
    down: int

    @property
    def comments_words(self) -> str:
        """How many comments there are."""
        number = len(self.comments)
        if not number:
            return _("Comment on this paragraph")
        return ngettext("%(number)s comment", "%(number)s comments", number) % {"number": number}

    @property
    def has_open(self) -> bool:
        """Whether somebody waits for an answer."""
        return any(each.row.settled_at is None for each in self.comments)


@dataclass(frozen=True)
class TextView:
    """A whole text; ``homeless`` were said about paragraphs that are no longer there."""

    paragraphs: tuple[ParagraphView, ...]
    homeless: tuple[CommentView, ...] = field(default=())


def text_view(
    version: GuidelineVersion,
    rows: list[Paragraph],
    carried: Iterable[Comment],
    standing: Standing,
) -> TextView:
    """The text with its own comments and those carried into it, each where it belongs."""
    company = version.company
    following: dict[str, list[Comment]] = {}
    for each in carried:
        following.setdefault(each.paragraph.key, []).append(each)
    found = []
    for place, row in enumerate(rows, start=1):
        said = [*following.pop(row.key, ()), *row.comments.all()]
        found.append(
            ParagraphView(
                row=row,
                html=to_html(row.text),
                comments=tuple(_comment(each, version, row, standing) for each in said),
                comment_url=address(company, "comment", row.pk),
                place=place,
                up=place - 1,
                down=place + 1 if place < len(rows) else 0,
            )
        )
    left = (each for comments in following.values() for each in comments)
    return TextView(tuple(found), tuple(_comment(each, version, None, standing) for each in left))


def _comment(
    row: Comment, version: GuidelineVersion, paragraph: Paragraph | None, standing: Standing
) -> CommentView:
    company = version.company
    is_open, before = row.settled_at is None, row.paragraph.version
    offers = standing.edits and is_open
    takes = offers and bool(row.proposal) and paragraph is not None and not version.is_published
    # Against the words it is shown below; once it is settled, against those it was written about.
    against = paragraph if is_open and paragraph else row.paragraph
    return CommentView(
        row=row,
        when=day(row.at, company),
        settle_url=address(company, "settle_comment", row.pk) if offers else "",
        origin=_origin(before) if before.pk != version.pk else "",
        proposal=pieces(against.text, row.proposal) if row.proposal else (),
        take_url=address(company, "take_over", row.pk) if takes else "",
        seen=paragraph.fingerprint if takes and paragraph else "",
    )


def _origin(version: GuidelineVersion) -> str:
    return _("from version %(number)s") % {"number": version.number}
