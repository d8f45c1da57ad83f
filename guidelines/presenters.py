"""What the pages of the guidelines show, in the reader's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from companies.access import CompanyRequest, Standing
from companies.models import Company
from companies.views.frame import Tab
from guidelines.differences import Change, Difference, Piece
from guidelines.markdown import to_html
from guidelines.models import Comment, GuidelineVersion, Paragraph
from guidelines.selectors import Readers

TABS: dict[str, str | Promise] = {
    "guidelines": gettext_lazy("In force"),
    "draft": gettext_lazy("Draft"),
    "versions": gettext_lazy("Versions"),
    "readers": gettext_lazy("Who has read them"),
}
CHANGES: dict[Change, tuple[str | Promise, str, str]] = {
    Change.ADDED: (gettext_lazy("New"), "ok", "plus"),
    Change.REMOVED: (gettext_lazy("Removed"), "stop", "minus"),
    Change.CHANGED: (gettext_lazy("Changed"), "warn", "edit"),
}


def address(company: Company, name: str, *args: object) -> str:
    """The address of one of these pages."""
    return reverse(f"guidelines:{name}", args=(company.slug, *args))


def tabs(request: CompanyRequest, current: str) -> list[Tab]:
    """The pages this person may open."""
    return [
        Tab(label, address(request.company, name), name == current)
        for name, label in TABS.items()
        if name != "readers" or request.standing.edits
    ]


def day(at: datetime, company: Company) -> str:
    """A moment's day at the company, written out."""
    return date_format(at.astimezone(ZoneInfo(company.time_zone)), "DATE_FORMAT")


@dataclass(frozen=True)
class CommentView:
    """One comment, and what came of it."""

    row: Comment
    when: str
    settle_url: str

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


def paragraphs(rows: list[Paragraph], standing: Standing) -> list[ParagraphView]:
    """The text as it is read."""
    company, last = standing.membership.company, len(rows)
    return [
        ParagraphView(
            row=row,
            html=to_html(row.text),
            comments=tuple(_comment(each, standing) for each in row.comments.all()),
            comment_url=address(company, "comment", row.pk),
            place=place,
            up=place - 1,
            down=place + 1 if place < last else 0,
        )
        for place, row in enumerate(rows, start=1)
    ]


def _comment(row: Comment, standing: Standing) -> CommentView:
    company = standing.membership.company
    offers = standing.edits and row.settled_at is None
    settle = address(company, "settle_comment", row.pk) if offers else ""
    return CommentView(row, day(row.at, company), settle)


@dataclass(frozen=True)
class DifferenceView:
    """One paragraph between two versions."""

    row: Difference
    label: str | Promise
    tone: str
    icon: str

    @property
    def title(self) -> tuple[Piece, ...]:
        """The words of its title."""
        return self.row.title


def changed(found: Iterable[Difference]) -> list[DifferenceView]:
    """Only what changed."""
    return [
        DifferenceView(each, *CHANGES[each.change])
        for each in found
        if each.change is not Change.SAME
    ]


@dataclass(frozen=True)
class VersionView:
    """One line of the list of versions."""

    row: GuidelineVersion
    title: str
    about: str
    url: str
    changes_url: str
    is_in_force: bool


def version_title(row: GuidelineVersion) -> str:
    """How a version is called."""
    return _("Version %(number)s") % {"number": row.number}


def published_words(row: GuidelineVersion) -> str:
    """Who published it, and when; a draft says since when it is being worked on."""
    if row.published_at is None:
        return _("Draft since %(day)s, begun by %(person)s") % {
            "day": day(row.begun_at, row.company),
            "person": row.begun_by,
        }
    who = str(row.published_by)
    if row.published_for:
        who = _("%(person)s for %(principal)s") % {"person": who, "principal": row.published_for}
    return _("In force since %(day)s, published by %(person)s") % {
        "day": day(row.published_at, row.company),
        "person": who,
    }


def versions(rows: Iterable[GuidelineVersion]) -> list[VersionView]:
    """Newest first; the newest published one is in force."""
    everything = list(rows)
    in_force = next((each for each in everything if each.is_published), None)
    return [
        VersionView(
            row=row,
            title=version_title(row),
            about=published_words(row),
            url=address(row.company, "version", row.number),
            changes_url=address(row.company, "changes", row.number) if row.number > 1 else "",
            is_in_force=row == in_force,
        )
        for row in everything
    ]


@dataclass(frozen=True)
class ReadersView:
    """One department's line."""

    row: Readers
    name: str
    words: str
    missing: str


def readers(groups: Iterable[Readers]) -> list[ReadersView]:
    """Each department with how many have acknowledged, and who is missing."""
    return [
        ReadersView(
            row=each,
            name=each.department or _("Without a department"),
            words=_("%(read)s of %(number)s (%(percent)s %%)")
            % {"read": len(each.read), "number": each.number, "percent": each.percent},
            missing=", ".join(str(one.user) for one in each.missing),
        )
        for each in groups
    ]
