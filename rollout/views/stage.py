"""One page per stage: why it exists, its work, its criteria, its gate, what happened."""

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from companies.access import CompanyRequest, company_view
from rollout.machine import State
from rollout.presenters import culture_page, gate, listening_page, track
from rollout.presenters.criteria import checklist
from rollout.presenters.history import history
from rollout.selectors import history_of
from rollout.views.frame import stage_or_404

WORK = {"culture": culture_page.culture_page, "listening": listening_page.listening_page}
"""What the work of a stage shows beside its criteria; its template has the stage's key."""


@company_view()
def stage(request: CompanyRequest, number: int) -> HttpResponse:
    """The page; a locked stage shows what must happen first."""
    page = stage_or_404(request, number)
    rounds = history_of(request.company, number)
    kind = page.step.kind
    context = {
        "page": page,
        "kind": kind,
        "number": number,
        "stations": track.track(page.rollout),
        "crumbs": gate.crumbs(page, with_stage=False),
        "panel": gate.gate_panel(page, rounds, request.standing.on),
        "criteria": checklist(page.assessment.results, request.company, number, kind),
        "events": history(request.company, number, rounds),
        "older": track.titles(page.step.rests_on_older, page.rollout),
        "edits": page.why_no_editing is None,
    }
    if page.step.stage.state != State.LOCKED and kind.key in WORK:
        context["work"] = WORK[kind.key](page, request.standing, timezone.now())
        context["form_key"] = uuid4()
        context["work_template"] = f"rollout/work/{kind.key}.html"
    return render(request, "rollout/stage.html", context)
