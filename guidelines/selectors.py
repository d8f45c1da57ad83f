"""Reads of the guidelines, each for one page."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Prefetch, QuerySet

from companies.models import Company, Membership
from companies.selectors import live_memberships
from guidelines.differences import Difference, Words, differences
from guidelines.models import Acknowledgement, Comment, GuidelineVersion, Paragraph

DRAFT, PUBLISHED = GuidelineVersion.State.DRAFT, GuidelineVersion.State.PUBLISHED


def versions_of(company: Company) -> QuerySet[GuidelineVersion]:
    """Every version, newest first, with its people."""
    people = ("published_by", "published_for", "begun_by")
    return GuidelineVersion.of(company).select_related("company", *people)


def published_version(company: Company) -> GuidelineVersion | None:
    """The version in force."""
    return versions_of(company).filter(state=PUBLISHED).first()


def draft_of(company: Company) -> GuidelineVersion | None:
    """The version that is being worked on."""
    return versions_of(company).filter(state=DRAFT).first()


def version_of(company: Company, number: int) -> GuidelineVersion | None:
    """The version with this number."""
    return versions_of(company).filter(number=number).first()


def version_before(version: GuidelineVersion) -> GuidelineVersion | None:
    """The published version that this one followed or will follow."""
    earlier = versions_of(version.company).filter(state=PUBLISHED, number__lt=version.number)
    return earlier.first()


def text_of(version: GuidelineVersion) -> list[Paragraph]:
    """The paragraphs in order, each with its comments and their people (2 queries)."""
    comments = Comment.of(version.company).select_related("author", "settled_by")
    rows = Paragraph.of(version.company).filter(version=version)
    return list(rows.prefetch_related(Prefetch("comments", queryset=comments)))


def open_comments(version: GuidelineVersion) -> int:
    """How many comments on a version wait for an answer."""
    rows = Comment.of(version.company).filter(paragraph__version=version)
    return rows.filter(settled_at__isnull=True).count()


def fingerprint_of(text: Iterable[Paragraph]) -> str:
    """The hash of a whole text: publishing says which words were read."""
    return sha256("\n".join(f"{each.key} {each.fingerprint}" for each in text).encode()).hexdigest()


def changes_of(version: GuidelineVersion) -> tuple[Difference, ...]:
    """Each paragraph against the version before (3 queries); all new if there is none."""
    before = version_before(version)
    return differences(_words(before) if before else {}, _words(version))


def _words(version: GuidelineVersion) -> dict[str, Words]:
    rows = Paragraph.of(version.company).filter(version=version)
    return {each.key: Words(each.title, each.text) for each in rows}


def acknowledgement_of(version: GuidelineVersion, membership: Membership) -> Acknowledgement | None:
    """When this person acknowledged this version, if they did."""
    rows = Acknowledgement.of(version.company)
    return rows.filter(version=version, membership=membership).first()


@dataclass(frozen=True)
class Readers:
    """One department: who has acknowledged a version, and who has not yet."""

    department: str
    read: tuple[Membership, ...]
    missing: tuple[Membership, ...]

    @property
    def number(self) -> int:
        """How many people it has."""
        return len(self.read) + len(self.missing)

    @property
    def percent(self) -> int:
        """Of a hundred people, how many have; rounded down, so 100 means everybody."""
        return len(self.read) * 100 // self.number


def readers_of(version: GuidelineVersion) -> list[Readers]:
    """Live members by department, those without one last (2 queries)."""
    rows = Acknowledgement.of(version.company).filter(version=version)
    have = set(rows.values_list("membership_id", flat=True))
    groups: dict[str, list[Membership]] = {}
    for each in live_memberships(version.company):
        groups.setdefault(each.department.name if each.department else "", []).append(each)
    return [
        Readers(
            name,
            tuple(each for each in groups[name] if each.pk in have),
            tuple(each for each in groups[name] if each.pk not in have),
        )
        for name in sorted(groups, key=lambda name: (not name, name.casefold()))
    ]
