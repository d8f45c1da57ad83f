"""From goal to result over all stages and waves, and what hangs in the air."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from companies.access import CompanyRequest, company_view
from rollout.kpis import kpi_facts
from rollout.presenters.kpis import tabs
from rollout.presenters.trace import trace_page
from rollout.presenters.way_to_goals import way_to_goals
from rollout.trace.reading import trace_facts


@company_view()
@require_GET
def trace(request: CompanyRequest) -> HttpResponse:
    """The chains of all goals."""
    company, on = request.company, request.standing.on
    page = trace_page(company, trace_facts(company), kpi_facts(company, on))
    context = {
        "page": page,
        "tabs": tabs(company, "trace"),
        "way": None if page.chains else way_to_goals(request.standing, "goals"),
    }
    return render(request, "rollout/trace.html", context)
