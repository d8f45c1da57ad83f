"""The saved views above the filters, and on the page where they are kept in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.utils.translation import gettext as _

from companies.access import Standing
from companies.models import Company
from monitoring.models import SavedView
from monitoring.models.views import ViewPage
from monitoring.presenters.addresses import page, with_query
from monitoring.selectors.saved_views import Kept
from monitoring.services.saved_views import may_change


@dataclass(frozen=True, slots=True)
class ViewLink:
    """One view as a word one can click."""

    name: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ViewsBar:
    """What stands above the filters; ``save_url`` is empty where the filters have a name."""

    links: list[ViewLink]
    save_url: str
    manage_url: str


@dataclass(frozen=True, slots=True)
class ViewRow:
    """One view on the page of all views."""

    view: SavedView
    begins: bool
    url: str
    made_by: str
    is_first: bool
    can_change: bool


def views_bar(
    company: Company, name: str, kept: Iterable[Kept], asked: Mapping[str, str]
) -> ViewsBar:
    """The views of a page; ``asked`` are the filters at hand as the address says them."""
    links = [
        ViewLink(each.view.name, view_url(company, each.view), _asks(each.view) == asked)
        for each in kept
    ]
    is_kept = any(link.is_current for link in links)
    save_url = page(company, "save_view", page=name, query=with_query("", asked)[1:])
    return ViewsBar(links, "" if is_kept or not asked else save_url, page(company, "views"))


def view_url(company: Company, view: SavedView) -> str:
    """The page with the filters of a view."""
    return asked_url(company, view.page, view.query)


def asked_url(company: Company, name: str, query: str) -> str:
    """A page with filters as its address says them; without any, nobody's start view instead."""
    return with_query(page(company, name), dict(parse_qsl(query)) or plainly(name))


def plainly(name: str) -> dict[str, str]:
    """What asks for a page without anybody's start view, and narrows nothing."""
    return {"days": "28"} if name == ViewPage.DASHBOARD else {"about": "own"}


def _asks(view: SavedView) -> dict[str, str]:
    return dict(parse_qsl(view.query))


def view_rows(standing: Standing, kept: Iterable[Kept]) -> dict[str, list[ViewRow]]:
    """The views of each page under the page's name, those of the dashboard first."""
    company = standing.membership.company
    found: dict[str, list[ViewRow]] = {}
    for each in kept:
        rows = found.setdefault(str(ViewPage(each.view.page).label), [])
        made_by = _("saved by %(name)s") % {"name": each.view.created_by}
        url = view_url(company, each.view)
        can_change = may_change(standing, each.view)
        rows.append(ViewRow(each.view, each.begins, url, made_by, not rows, can_change))
    return found
