"""One page per stage: why it exists, its work, its criteria, its gate, what happened."""

from collections.abc import Callable, Mapping
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from companies.access import CompanyRequest, Standing, company_view
from rollout.machine import State
from rollout.presenters import (
    aims,
    culture_page,
    expansion,
    gate,
    listening_page,
    pilot,
    resources,
    resting,
    strategy,
    track,
)
from rollout.presenters.criteria import checklist
from rollout.presenters.history import history
from rollout.presenters.stage_work import Extra, work_page
from rollout.selectors import StagePage, history_of
from rollout.views.frame import stage_or_404

WORK = {"culture": culture_page.culture_page, "listening": listening_page.listening_page}
"""Stages whose work has a page of its own; its template has the stage's key."""

EXTRAS: dict[str, Callable[[StagePage, Standing], Mapping[str, Extra]]] = {
    "expansion": expansion.extras,
    "pilot": pilot.extras,
    "resources": resources.extras,
    "goals": aims.aim_extras,
    "strategy": strategy.extras,
}
"""What a stage shows in its sections beyond its rows, by key of the section."""


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
        "events": history(request.company, number, rounds, title=page.step.title),
        "notices": resting.notices(page),
        "edits": page.why_no_editing is None,
    }
    if page.step.stage.state != State.LOCKED:
        context |= _work(request, page)
    return render(request, "rollout/stage.html", context)


def _work(request: CompanyRequest, page: StagePage) -> dict[str, object]:
    kind, now = page.step.kind, timezone.now()
    if kind.key in WORK:
        return {
            "work": WORK[kind.key](page, request.standing, now),
            "form_key": uuid4(),
            "work_template": f"rollout/work/{kind.key}.html",
        }
    extras = EXTRAS[kind.key](page, request.standing) if kind.key in EXTRAS else {}
    return {
        "work": work_page(page, request.standing, extras),
        "work_template": "rollout/work/sections.html",
    }
