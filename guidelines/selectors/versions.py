"""The versions of a document and what changed from one to the next."""

from collections.abc import Iterable
from hashlib import sha256

from django.db.models import QuerySet

from companies.models import Company, Department
from guidelines.differences import Difference, Words, differences
from guidelines.models import GuidelineVersion, Paragraph

DRAFT, PUBLISHED = GuidelineVersion.State.DRAFT, GuidelineVersion.State.PUBLISHED
PEOPLE = ("published_by", "published_for", "begun_by")


def versions_of(
    company: Company, department: Department | None = None
) -> QuerySet[GuidelineVersion]:
    """Every version, newest first, with its people."""
    rows = GuidelineVersion.of(company).filter(department=department)
    return rows.select_related("company", "department", *PEOPLE)


def published_version(
    company: Company, department: Department | None = None
) -> GuidelineVersion | None:
    """The version in force."""
    return versions_of(company, department).filter(state=PUBLISHED).first()


def draft_of(company: Company, department: Department | None = None) -> GuidelineVersion | None:
    """The version that is being worked on."""
    return versions_of(company, department).filter(state=DRAFT).first()


def version_of(
    company: Company, number: int, department: Department | None = None
) -> GuidelineVersion | None:
    """The version with this number."""
    return versions_of(company, department).filter(number=number).first()


def version_before(version: GuidelineVersion) -> GuidelineVersion | None:
    """The published version that this one followed or will follow."""
    rows = versions_of(version.company, version.department)
    return rows.filter(state=PUBLISHED, number__lt=version.number).first()


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
