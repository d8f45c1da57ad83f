"""Versions and what they changed, in the reader's words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidelines.differences import Change, Difference, Piece
from guidelines.models import GuidelineVersion
from guidelines.presenters.addresses import address, day

CHANGES: dict[Change, tuple[str | Promise, str, str]] = {
    Change.ADDED: (gettext_lazy("New"), "ok", "plus"),
    Change.REMOVED: (gettext_lazy("Removed"), "stop", "minus"),
    Change.CHANGED: (gettext_lazy("Changed"), "warn", "edit"),
}


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
    pdf_url: str
    is_in_force: bool


def version_title(row: GuidelineVersion) -> str:
    """How a version is called."""
    return _("Version %(number)s") % {"number": row.number}


def document_title(row: GuidelineVersion) -> str:
    """How the document is called: the guidelines, or a department's supplement to them."""
    if row.department is None:
        return _("Guidelines for social media")
    return _("Supplement for %(department)s") % {"department": row.department.name}


def published_words(row: GuidelineVersion) -> str:
    """Who published it, and when; a draft says since when it is being worked on."""
    if row.published_at is None:
        return _("Draft since %(day)s, begun by %(person)s") % {
            "day": day(row.begun_at, row.company),
            "person": row.begun_by,
        }
    return _("In force since %(day)s, published by %(person)s") % {
        "day": day(row.published_at, row.company),
        "person": publisher(row),
    }


def publisher(row: GuidelineVersion) -> str:
    """Who published a version, and for whom."""
    if row.published_for is None:
        return str(row.published_by)
    return _("%(person)s for %(principal)s") % {
        "person": row.published_by,
        "principal": row.published_for,
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
            url=_of(row, "version"),
            changes_url=_of(row, "changes") if row.number > 1 else "",
            pdf_url=_of(row, "pdf"),
            is_in_force=row == in_force,
        )
        for row in everything
    ]


def _of(row: GuidelineVersion, name: str) -> str:
    return address(row.company, name, row.number, department=row.department)
