"""The dashboard, and what it asks for while it is open."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from companies.access import CompanyRequest, company_view
from companies.roles import EDITORS
from monitoring.dashboard import depth as depths
from monitoring.dashboard import facts as reads
from monitoring.dashboard import page as shown
from monitoring.dashboard.pictures import MOST_BARS
from monitoring.models.views import ViewPage
from monitoring.presenters.incidents import banner
from monitoring.views.frame import is_htmx, show, sight
from monitoring.views.narrowing import begin, dashboard_form, views_of


@company_view()
@require_safe
def dashboard(request: CompanyRequest) -> HttpResponse:
    """What is said about the company, over a time, under the filters in the address."""
    if (start := begin(request, ViewPage.DASHBOARD)) is not None:
        return start
    context = _context(request)
    views = views_of(request, ViewPage.DASHBOARD, context["frame"].asked)
    incident = banner(request.company, sight(request).now)
    context |= {"views": views, "incident": incident}
    return render(request, "monitoring/dashboard.html", context)


@company_view()
@require_safe
def dashboard_news(request: CompanyRequest) -> HttpResponse:
    """Nothing (204) while the dashboard is as the reader has it, else its changing part anew."""
    seen, here = request.GET.get("seen", ""), sight(request)
    offered = reads.choices(request.company)
    form = dashboard_form(request, offered)
    filters, period = form.filters, form.period
    pulse = reads.pulse(request.company, filters, period, at=here.now)
    if shown.token(pulse) == seen:
        return HttpResponse(status=204)
    return render(request, "monitoring/_dashboard.html", {**_context(request), "is_fragment": True})


@company_view()
@require_safe
def dashboard_depth(request: CompanyRequest) -> HttpResponse:
    """What rises, who speaks and where: a part of the dashboard, and a page with more of it."""
    here, offered = sight(request), reads.choices(request.company)
    form = dashboard_form(request, offered)
    most = MOST_BARS if is_htmx(request) else depths.ALL
    found = depths.depth(request.company, form.filters, form.period, most=most, at=here.now)
    frame = shown.frame(form, here, form.period)
    crumbs = [{"label": _("Dashboard"), "url": frame.here_url}]
    context = {"depth": depths.shown(found, here), "frame": frame, "crumbs": crumbs}
    return show(request, "dashboard_depth", context, fragment="_depth")


def _context(request: CompanyRequest) -> dict[str, Any]:
    here, offered = sight(request), reads.choices(request.company)
    form = dashboard_form(request, offered)
    filters, period = form.filters, form.period
    opened_at = _opened_at(request)
    facts = reads.facts(request.company, filters, period, profiles=offered.profiles, at=here.now)
    pulse = reads.pulse_of(facts)
    new = 0
    if opened_at is not None:
        new = reads.new_since(request.company, filters, period, opened_at)
    return {
        "dashboard": shown.dashboard(
            facts,
            here,
            offered,
            opened_at=opened_at,
            sees_desk=request.standing.holds(EDITORS),
        ),
        "frame": shown.frame(form, here, period),
        "has_sources": bool(offered.watched),
        "has_profiles": bool(offered.profiles),
        "token": shown.token(pulse),
        "opened_at": facts.newest_id if opened_at is None else opened_at,
        "news": shown.news(new) if new else "",
        "standing": request.standing,
    }


def _opened_at(request: CompanyRequest) -> int | None:
    """The last mention the reader had when the page was opened."""
    typed = request.GET.get("opened", "")
    is_id = typed.isascii() and typed.isdecimal() and len(typed) < 19
    return int(typed) if is_id else None
