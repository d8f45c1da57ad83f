"""What stands at the head of every page: the company's sections, the switcher, the language.

The apps above register their own sections (``AppConfig.ready``), so nothing here knows them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from companies.access import Standing
from companies.models import Company, Membership, User
from companies.roles import Role


@dataclass(frozen=True)
class Badge:
    """What waits in a section: a number, the same in words, and whether it is late."""

    number: str
    words: str
    is_late: bool


BadgeOf = Callable[[Standing, datetime], Badge | None]


@dataclass(frozen=True)
class NavItem:
    """One section of a company. ``url_name`` takes the argument ``company`` (the slug).

    ``icon`` names a symbol of static/icons.svg; items stand in the order of ``order``; ``also``
    are pages of the section whose addresses do not begin with its own; ``badge`` says what waits
    there for somebody, in one query at the most: it is asked on every page.
    """

    label: str | Promise
    url_name: str
    icon: str
    order: int
    also: tuple[str, ...] = ()
    badge: BadgeOf | None = None


@dataclass(frozen=True)
class Section:
    """One section of the company at hand, as templates/base.html draws it.

    ``folded``: where there is little room it stands behind "More"; ``last``: on all but the widest
    screens as well.
    """

    label: str
    url: str
    icon: str
    current: bool
    folded: bool
    last: bool
    badge: Badge | None = None


@dataclass(frozen=True)
class OwnCompany:
    """One of somebody's companies, as the switcher draws it."""

    name: str
    url: str
    current: bool


ROOM = 5
"""So many places a narrow head has; with more sections the last one is "More"."""

WIDE_ROOM = 8
"""The same of a head on a usual desk."""

_sections: dict[str, NavItem] = {}
_portfolio: list[str] = []


def register(item: NavItem) -> None:
    """Show a section in every company; a second call with the same ``url_name`` replaces it."""
    _sections[item.url_name] = item


def register_portfolio(url_name: str) -> None:
    """Name the page over all of somebody's companies (an address without arguments)."""
    _portfolio[:] = [url_name]


def portfolio_url() -> str:
    """The page over all of somebody's companies, empty if no app registered one."""
    return reverse(_portfolio[0]) if _portfolio else ""


def home_url(company: Company) -> str:
    """Where a company begins: its first section."""
    first = min(_sections.values(), key=lambda item: item.order)
    return reverse(first.url_name, kwargs={"company": company.slug})


class Navigation:
    """The facts of the page head; each is asked for only if the template shows it."""

    def __init__(self, request: HttpRequest) -> None:
        self._path = request.path
        self._user = getattr(request, "user", None)
        self.company: Company | None = getattr(request, "company", None)
        self._standing: Standing | None = getattr(request, "standing", None)

    @cached_property
    def sections(self) -> list[Section]:
        """The sections of the company at hand; the longest matching address is the current."""
        if self.company is None:
            return []
        kwargs = {"company": self.company.slug}
        items = sorted(_sections.values(), key=lambda item: item.order)
        places = {
            reverse(name, kwargs=kwargs): item.url_name
            for item in items
            for name in (item.url_name, *item.also)
        }
        current = max((url for url in places if self._path.startswith(url)), key=len, default="")
        shown = ROOM if len(items) <= ROOM else ROOM - 1
        first = WIDE_ROOM if len(items) <= WIDE_ROOM else WIDE_ROOM - 1
        return [
            Section(
                str(item.label),
                reverse(item.url_name, kwargs=kwargs),
                item.icon,
                current=places.get(current) == item.url_name,
                folded=place >= shown,
                last=place >= first,
                badge=self._badge(item),
            )
            for place, item in enumerate(items)
        ]

    def _badge(self, item: NavItem) -> Badge | None:
        if item.badge is None or self._standing is None:
            return None
        return item.badge(self._standing, timezone.now())

    @property
    def folded(self) -> list[Section]:
        """What stands behind "More" where there is little room."""
        return [section for section in self.sections if section.folded]

    @cached_property
    def _memberships(self) -> list[Membership]:
        if not isinstance(self._user, User):
            return []
        live = Membership.everywhere.filter(user=self._user, ended_at__isnull=True)
        return list(live.select_related("company").order_by("company__name"))

    @cached_property
    def companies(self) -> list[OwnCompany]:
        """The companies this person belongs to, by name (one query)."""
        companies = [each.company for each in self._memberships]
        return [OwnCompany(each.name, home_url(each), each == self.company) for each in companies]

    @cached_property
    def portfolio_url(self) -> str:
        """The page over all companies, for consultants and whoever has more than one."""
        of_use = len(self._memberships) > 1 or any(
            each.role == Role.CONSULTANT for each in self._memberships
        )
        return portfolio_url() if of_use else ""


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``nav``, ``nav_more``, ``company``, ``companies``, ``portfolio_url``.

    They are functions that templates call, so a page without its head costs no query.
    """
    facts = Navigation(request)
    return {
        "nav": lambda: facts.sections,
        "nav_more": lambda: facts.folded,
        "company": facts.company,
        "companies": lambda: facts.companies,
        "portfolio_url": lambda: facts.portfolio_url,
    }
