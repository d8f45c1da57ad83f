"""Conditions that approvals were given under: which are open, and how they end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.views.frame import answer
from rollout.authority import Actor
from rollout.conditions import settle_condition
from rollout.forms.gate import SettleForm
from rollout.models import Condition
from rollout.presenters import conditions as presenter
from rollout.selectors import conditions_of


@company_view()
@require_GET
def conditions(request: CompanyRequest) -> HttpResponse:
    """Open ones, the soonest first, and those that are settled."""
    company, on = request.company, request.standing.on
    actor = Actor.of(request.standing)
    return render(
        request,
        "rollout/conditions.html",
        {
            "open": presenter.open_lines(company, conditions_of(company, on), actor, on),
            "settled": presenter.settled_lines(company),
        },
    )


@company_view()
@require_http_methods(["GET", "POST"])
def settle(request: CompanyRequest, pk: int) -> HttpResponse:
    """Say how a condition ended; never for one's own."""
    rows = Condition.of(request.company).select_related("owner", "decision__submission__stage")
    row = get_object_or_404(rows, pk=pk)
    back = redirect("rollout:conditions", company=request.company.slug)
    if row.settled:
        if row.settled_by_id != request.user.pk:
            messages.info(request, _("This condition has already been settled."))
        return back
    actor = Actor.of(request.standing)
    ways = presenter.ways_to_settle(actor, row)
    form = SettleForm(request.POST if request.method == "POST" else None, ways=ways)
    if attempt(
        form,
        settle_condition,
        company=request.company,
        condition_id=row.pk,
        by=request.user,
        at=timezone.now(),
    ):
        messages.success(request, _("The condition is settled."))
        return back
    facts = {
        "form": form,
        "line": presenter.open_line(request.company, row, actor, request.standing.on),
        "why_not": presenter.why_not(actor, row),
        "why_not_waive": presenter.why_not_waive(actor, row),
        "may_settle": bool(ways),
    }
    return answer(request, "rollout/settle.html", facts)
