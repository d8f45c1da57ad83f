"""Whether there is a works council, and what it says to a draft (S4)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, Department, User
from companies.refusals import RefusedError
from guidelines.council import SENTENCES, Obstacle, Said, obstacle_of
from guidelines.models import CouncilReview, GuidelineVersion, WorksCouncil
from guidelines.selectors import draft_of, fingerprint_of, last_review, text_of, works_council
from guidelines.services.authority import editor_or_refused
from guidelines.services.drafts import NO_DRAFT
from guidelines.services.record import record

Outcome = CouncilReview.Outcome


@transaction.atomic
def say_works_council(*, company: Company, has_one: bool, by: User, at: datetime) -> None:
    """Say whether there is a works council; said again with the same answer nothing happens."""
    company.lock()
    editor_or_refused(company, by, at)
    there = works_council(company)
    if there is not None and there.has_one == has_one:
        return
    WorksCouncil.everywhere.update_or_create(
        company=company, defaults={"has_one": has_one, "said_by": by, "said_at": at}
    )
    act = "guidelines.council_exists" if has_one else "guidelines.council_missing"
    audit.record(company, act, by=by, at=at)


@transaction.atomic
def record_review(
    *,
    company: Company,
    outcome: str,
    reviewer: str,
    day: date,
    objections: str,
    note: str,
    shown: str,
    by: User,
    at: datetime,
    department: Department | None = None,
) -> CouncilReview:
    """Keep what the works council said to the draft; the last word counts.

    ``shown`` is the fingerprint of the words they read. The same answer sent twice is kept once.
    """
    company.lock()
    editor_or_refused(company, by, at)
    draft = draft_of(company, department)
    if draft is None:
        raise RefusedError(NO_DRAFT)
    _check(company, outcome, reviewer, day, objections, at)
    if shown != fingerprint_of(text_of(draft)):
        raise RefusedError(
            _("The draft has changed since you opened this page. Please look at it again.")
        )
    said = {
        "outcome": outcome,
        "reviewer": reviewer,
        "day": day,
        "objections": objections.strip() if outcome == Outcome.OBJECTS else "",
        "note": note.strip(),
        "fingerprint": shown,
    }
    last = last_review(draft)
    if last is not None and all(getattr(last, name) == value for name, value in said.items()):
        return last
    row = CouncilReview.everywhere.create(
        company=company, version=draft, recorded_by=by, recorded_at=at, **said
    )
    record(draft, f"review_{outcome}", by=by, at=at, reviewer=reviewer)
    return row


def _check(
    company: Company, outcome: str, reviewer: str, day: date, objections: str, at: datetime
) -> None:
    council = works_council(company)
    if council is None or not council.has_one:
        raise RefusedError(_("Your company has said that it has no works council."))
    if outcome not in Outcome.values:
        raise RefusedError(_("Please choose one of the answers."), field="outcome")
    if not reviewer.strip():
        raise RefusedError(_("Please say who spoke for the works council."), field="reviewer")
    if day > at.astimezone(ZoneInfo(company.time_zone)).date():
        raise RefusedError(_("This day is still to come."), field="day")
    if outcome == Outcome.OBJECTS and not objections.strip():
        raise RefusedError(_("Please write down the objections."), field="objections")


def obstacle_to(version: GuidelineVersion, fingerprint: str) -> Obstacle | None:
    """What is missing before a draft with these words may be published; None: nothing."""
    council = works_council(version.company)
    if council is None or not council.has_one:
        return None
    last = last_review(version)
    return obstacle_of(Said(last.outcome, last.fingerprint == fingerprint) if last else None)


def reason_to_keep(version: GuidelineVersion, *, fingerprint: str, reason: str) -> str:
    """Why it is published against objections, empty if there are none.

    Raises RefusedError if the works council has not said what it has to.
    """
    obstacle = obstacle_to(version, fingerprint)
    if obstacle is None:
        return ""
    if obstacle is not Obstacle.OBJECTED:
        raise RefusedError(SENTENCES[obstacle])
    if not reason.strip():
        raise RefusedError(
            _("Please say why it is published against the objections."), field="reason"
        )
    return reason.strip()
