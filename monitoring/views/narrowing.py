"""The filters in an address, understood: for the pages and for what is made of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from companies.access import CompanyRequest
from monitoring.dashboard import facts as reads
from monitoring.dashboard import page as shown
from monitoring.forms.filters import DashboardForm, MentionListForm, NarrowForm
from monitoring.models.views import ViewPage
from monitoring.presenters.addresses import asked_for, with_query
from monitoring.presenters.filters import ActiveFilter, active_filters
from monitoring.presenters.saved_views import ViewsBar, view_url, views_bar
from monitoring.selectors.saved_views import saved_views, start_view


def dashboard_form(
    request: CompanyRequest, offered: reads.Choices, asked: Mapping[str, Any] | None = None
) -> DashboardForm:
    """The dashboard's filters; ``asked`` instead of what stands in the address."""
    return DashboardForm(
        request.GET if asked is None else asked,
        sources=offered.watched,
        profiles=offered.profiles,
        today=request.standing.on,
    )


def list_form(
    request: CompanyRequest, offered: reads.Choices, asked: Mapping[str, Any] | None = None
) -> MentionListForm:
    """The filters of the list; ``asked`` instead of what stands in the address."""
    return MentionListForm(
        request.GET if asked is None else asked,
        sources=offered.sources,
        profiles=offered.profiles,
        today=request.standing.on,
    )


def desk_form(request: CompanyRequest, offered: reads.Choices) -> NarrowForm:
    """What narrows the desk by what was said, under the dashboard's names."""
    return NarrowForm(
        request.GET,
        sources=offered.sources,
        profiles=offered.profiles,
        today=request.standing.on,
    )


PLACES = ("before", "after")
"""Where one is in a list: no filter, and not kept with them."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a page understands of a query, as it would write it itself; empty if nothing.

    ``filters`` say the same in words; ``ignored`` are the names of what was not understood.
    """

    query: str
    filters: list[ActiveFilter]
    ignored: list[str]


def understood(request: CompanyRequest, page: str, query: str) -> Understood:
    """What can be kept of a query, and what cannot."""
    offered, asked = reads.choices(request.company), QueryDict(query)
    form: NarrowForm
    if page == ViewPage.DASHBOARD:
        form = dashboard = dashboard_form(request, offered, asked)
        meant = shown.asked_of(dashboard)
    else:
        form = list_form(request, offered, asked)
        meant = asked_for(form.filters)
    known = {*form.fields, *PLACES}
    strange = [name for name, value in asked.items() if value and name not in known]
    return Understood(
        with_query("", meant)[1:],
        active_filters(form, "", meant, silent=("days",)),
        [*form.ignored, *strange],
    )


def views_of(request: CompanyRequest, page: str, asked: Mapping[str, str]) -> ViewsBar:
    """The saved views above the filters of a page (one query)."""
    return views_bar(request.company, page, saved_views(request.standing.membership, page), asked)


def begin(request: CompanyRequest, page: str) -> HttpResponse | None:
    """The way to somebody's start view, where the bare page was asked for (one query)."""
    if request.GET:
        return None
    view = start_view(request.standing.membership, page)
    return redirect(view_url(request.company, view)) if view else None
