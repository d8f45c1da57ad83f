"""Whether there is a works council, and what it said."""

from django.db.models import QuerySet

from companies.models import Company
from guidelines.models import CouncilReview, GuidelineVersion, WorksCouncil


def works_council(company: Company) -> WorksCouncil | None:
    """What the company said about its works council; None if it has not been asked."""
    return WorksCouncil.of(company).select_related("said_by").first()


def reviews_of(version: GuidelineVersion) -> QuerySet[CouncilReview]:
    """What the works council said to a version, the last word first."""
    rows = CouncilReview.of(version.company).filter(version=version)
    return rows.select_related("recorded_by")


def last_review(version: GuidelineVersion) -> CouncilReview | None:
    """The word that counts."""
    return reviews_of(version).first()
