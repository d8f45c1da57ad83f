"""What the works council said, in words and tones; None where there is none."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from companies.access import Standing
from guidelines.council import SENTENCES, Obstacle, Said, obstacle_of
from guidelines.models import CouncilReview, GuidelineVersion
from guidelines.presenters.addresses import address, day
from guidelines.selectors import last_review, works_council

Outcome = CouncilReview.Outcome

OUTCOMES: dict[str, tuple[str | Promise, str, str]] = {
    Outcome.AGREES: (gettext_lazy("Agreed"), "ok", "check"),
    Outcome.OBJECTS: (gettext_lazy("Objects"), "stop", "alert"),
    Outcome.PENDING: (gettext_lazy("No answer yet"), "warn", "hourglass"),
}
NOT_HEARD = (gettext_lazy("Not heard yet"), "warn", "hourglass")


@dataclass(frozen=True)
class ReviewView:
    """One answer of the works council."""

    row: CouncilReview
    label: str | Promise
    tone: str
    icon: str
    about: str


@dataclass(frozen=True)
class CouncilView:
    """Where a version stands with the works council; ``missing`` is empty if nothing is."""

    label: str | Promise
    tone: str
    icon: str
    last: ReviewView | None
    missing: str | Promise = ""
    reason: str = ""
    record_url: str = ""
    needs_reason: bool = False
    is_blocked: bool = False


def review_view(row: CouncilReview, version: GuidelineVersion) -> ReviewView:
    """Who said it for the works council, and on which day."""
    words = {"person": row.reviewer, "day": day(row.day, version.company)}
    return ReviewView(row, *OUTCOMES[row.outcome], about=_("%(person)s, on %(day)s") % words)


def council_view(
    version: GuidelineVersion, fingerprint: str, standing: Standing
) -> CouncilView | None:
    """The last word on a version; of a draft also what is missing (1 or 2 queries)."""
    if version.is_published:
        row = last_review(version)
        return replace(_view(row, version), reason=version.despite_objections) if row else None
    council = works_council(version.company)
    if council is None or not council.has_one:
        return None
    row = last_review(version)
    obstacle = obstacle_of(Said(row.outcome, row.fingerprint == fingerprint) if row else None)
    objected = obstacle is Obstacle.OBJECTED
    return replace(
        _view(row, version),
        missing=SENTENCES[obstacle] if obstacle else "",
        record_url=_record_url(version) if standing.edits else "",
        needs_reason=objected,
        is_blocked=obstacle is not None and not objected,
    )


def _view(row: CouncilReview | None, version: GuidelineVersion) -> CouncilView:
    last = review_view(row, version) if row else None
    label, tone, icon = (last.label, last.tone, last.icon) if last else NOT_HEARD
    return CouncilView(label, tone, icon, last)


def _record_url(version: GuidelineVersion) -> str:
    return address(version.company, "review", department=version.department)
