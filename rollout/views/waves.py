"""The next wave of the expansion is laid out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from companies.access import CompanyRequest, company_view
from companies.refusals import RefusedError
from rollout.authority import Actor
from rollout.machine import State
from rollout.presenters.addresses import stage_url
from rollout.selectors import rollout_of
from rollout.titles import FIRST_WAVE, wave_of
from rollout.views.frame import to_stage
from rollout.waves import plan_wave as lay_out
from rollout.waves import why_no_wave


@company_view()
@require_http_methods(["GET", "POST"])
def plan_wave(request: CompanyRequest) -> HttpResponse:
    """What a wave is, and the button; whoever clicks twice comes to the wave that is open."""
    rollout = rollout_of(request.company)
    if request.method == "POST":
        try:
            stage = lay_out(company=request.company, by=request.user, at=timezone.now())
        except RefusedError as refusal:
            messages.info(request, str(refusal))
            last = rollout.stages[-1] if rollout.stages else None
            if last and last.number > FIRST_WAVE and last.state != State.PASSED:
                return to_stage(request, last.number)
            return redirect("rollout:plan_wave", company=request.company.slug)
        messages.success(request, _("The wave is open. Say first what it adds."))
        return redirect(stage_url(request.company, stage.number, "wave"))
    last_number = rollout.stages[-1].number if rollout.stages else FIRST_WAVE - 1
    return render(
        request,
        "rollout/plan_wave.html",
        {
            "wave": max(1, wave_of(last_number + 1)),
            "why_not": why_no_wave(Actor.of(request.standing), rollout.stages),
        },
    )
