"""The coverage ledger: what is blind, since when, and what cannot be seen at all."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from companies.access import CompanyRequest, company_view
from monitoring.dashboard.ledger import shown
from monitoring.selectors.blindness import ledger as lines_of
from monitoring.views.frame import sight


@company_view()
@require_safe
def ledger(request: CompanyRequest) -> HttpResponse:
    """Every source over the last ninety days."""
    here = sight(request)
    found = shown(lines_of(request.company, now=here.now), here)
    context = {"ledger": found, "standing": request.standing}
    return render(request, "monitoring/ledger.html", context)
