"""The departments' supplements, each in a line, and one's own beside the guidelines (S4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from companies.access import Standing
from companies.models import Company, Department
from guidelines.presenters.addresses import address, day
from guidelines.presenters.readers import read_words
from guidelines.presenters.versions import version_title
from guidelines.selectors import SupplementFact, acknowledgement_of, published_version


@dataclass(frozen=True)
class SupplementLine:
    """One department: whether its supplement is in force, and how many have read it."""

    fact: SupplementFact
    url: str
    about: str
    label: str
    tone: str
    icon: str
    words: str
    is_own: bool


def supplements(
    facts: Iterable[SupplementFact], company: Company, standing: Standing
) -> list[SupplementLine]:
    """Every department, one's own first."""
    own = standing.membership.department_id
    ordered = sorted(facts, key=lambda fact: fact.department_id != own)
    return [_line(fact, company, fact.department_id == own) for fact in ordered]


def _line(fact: SupplementFact, company: Company, is_own: bool) -> SupplementLine:
    label, tone, icon = _state(fact)
    words = ""
    if fact.version is not None and fact.people:
        words = read_words(fact.acknowledged, fact.people, fact.percent)
    department = Department(pk=fact.department_id, name=fact.department)
    return SupplementLine(
        fact=fact,
        url=address(company, "guidelines", department=department),
        about=_about(fact, company),
        label=label,
        tone=tone,
        icon=icon,
        words=words,
        is_own=is_own,
    )


def _state(fact: SupplementFact) -> tuple[str, str, str]:
    if fact.version is not None:
        return _("In force"), "ok", "check"
    if fact.draft is not None:
        return _("Draft"), "warn", "edit"
    return _("None yet"), "neutral", "minus"


def _about(fact: SupplementFact, company: Company) -> str:
    if fact.published_at is None:
        return _("Nobody works there yet.") if not fact.people else ""
    words = {"number": fact.version, "day": day(fact.published_at, company)}
    return _("Version %(number)s, in force since %(day)s") % words


@dataclass(frozen=True)
class OwnSupplement:
    """The supplement of the department somebody works in, as the guidelines' page shows it."""

    department: str
    title: str
    url: str
    acknowledged_on: str


def own_supplement(standing: Standing) -> OwnSupplement | None:
    """What is in force for one's own department; None if there is nothing (2 queries)."""
    membership = standing.membership
    if membership.department is None:
        return None
    company, department = membership.company, membership.department
    version = published_version(company, department)
    if version is None:
        return None
    given = acknowledgement_of(version, membership)
    return OwnSupplement(
        department=department.name,
        title=version_title(version),
        url=address(company, "guidelines", department=department),
        acknowledged_on=day(given.at, company) if given else "",
    )
