"""Before the gate and after it: submit, withdraw, resume, reopen, and the frozen dossier."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.refusals import RefusedError
from companies.views.frame import answer
from rollout import gate
from rollout.forms.gate import ReasonForm
from rollout.machine import Act
from rollout.presenters import dossier as dossiers
from rollout.presenters.criteria import checklist
from rollout.presenters.gate import crumbs
from rollout.presenters.work import current_work
from rollout.selectors import StagePage, dossier_of
from rollout.views.frame import found_or_404, has_done, stage_or_404, to_stage


@company_view()
@require_http_methods(["GET", "POST"])
def submit(request: CompanyRequest, number: int) -> HttpResponse:
    """What will be frozen and what is missing; then freeze it and bring it to the gate."""
    page = stage_or_404(request, number)
    if request.method == "POST":
        return _do(
            request,
            page,
            Act.SUBMIT,
            gate.submit_stage,
            _("Submitted. Whoever decides has been told."),
        )
    now = timezone.now()
    kind = page.step.kind
    return render(
        request,
        "rollout/submit.html",
        {
            "page": page,
            "kind": kind,
            "number": number,
            "crumbs": crumbs(page),
            "criteria": checklist(page.assessment.results, request.company, number, kind),
            "work": current_work(page.assessment.work, request.company, now, page.step.kind),
            "attachments": page.assessment.attachments,
            "may_submit": page.may(Act.SUBMIT),
            "why_not": page.refusals[Act.SUBMIT],
        },
    )


@company_view()
@require_http_methods(["GET", "POST"])
def withdraw(request: CompanyRequest, number: int) -> HttpResponse:
    """Take a stage back from the gate, after asking once."""
    page = stage_or_404(request, number)
    if request.method == "POST":
        done = _("Withdrawn. The stage is open again.")
        return _do(request, page, Act.WITHDRAW, gate.withdraw_stage, done)
    return _ask(request, page, Act.WITHDRAW, "rollout/withdraw.html")


@company_view()
@require_http_methods(["GET", "POST"])
def resume(request: CompanyRequest, number: int) -> HttpResponse:
    """End a hold, after asking once."""
    page = stage_or_404(request, number)
    if request.method == "POST":
        done = _("The stage waits for its decision again.")
        shown = request.POST.get("shown", "")
        return _do(request, page, Act.RESUME, gate.resume_stage, done, shown=shown)
    return _ask(request, page, Act.RESUME, "rollout/resume.html")


@company_view()
@require_http_methods(["GET", "POST"])
def reopen(request: CompanyRequest, number: int) -> HttpResponse:
    """Work on a passed stage again, with a reason."""
    page = stage_or_404(request, number)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    arguments = _who(request, number)
    if attempt(form, gate.reopen_stage, **arguments):
        messages.success(request, _("Reopened. The stage can be worked on again."))
        return to_stage(request, number)
    if form.is_bound and has_done(request, number, Act.REOPEN):
        return to_stage(request, number)
    if not form.is_bound and not page.may(Act.REOPEN):
        return _back(request, page, Act.REOPEN)
    facts = {"page": page, "form": form, "crumbs": crumbs(page)}
    return answer(request, "rollout/reopen.html", facts)


@company_view()
@require_GET
def dossier(request: CompanyRequest, number: int, round: int) -> HttpResponse:
    """One round: what was frozen, and what was decided about it."""
    page = stage_or_404(request, number)
    found = found_or_404(dossier_of(request.company, number, round))
    return render(
        request,
        "rollout/dossier.html",
        {
            "page": page,
            "crumbs": crumbs(page),
            "view": dossiers.dossier_view(found, request.company, timezone.now()),
            "changed": dossiers.changed_since(found, page),
        },
    )


def _who(request: CompanyRequest, number: int) -> dict[str, Any]:
    return {
        "company": request.company,
        "number": number,
        "by": request.user,
        "at": timezone.now(),
    }


def _do(
    request: CompanyRequest,
    page: StagePage,
    which: Act,
    doing: Callable[..., object],
    done: str,
    **arguments: Any,
) -> HttpResponse:
    number = page.step.stage.number
    try:
        doing(**_who(request, number), **arguments)
    except RefusedError as refusal:
        # After a double click the first one has done it, and said so.
        if not has_done(request, number, which):
            messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return to_stage(request, number, "gate")


def _ask(request: CompanyRequest, page: StagePage, which: Act, template: str) -> HttpResponse:
    if not page.may(which):
        return _back(request, page, which)
    return render(request, template, {"page": page, "crumbs": crumbs(page)})


def _back(request: CompanyRequest, page: StagePage, which: Act) -> HttpResponse:
    messages.error(request, str(page.refusals[which]))
    return to_stage(request, page.step.stage.number, "gate")
