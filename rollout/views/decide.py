"""The decision, beside the frozen dossier it is about."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from companies.access import CompanyRequest, company_view
from companies.refusals import RefusedError
from rollout import gate
from rollout.forms.gate import DecisionForm
from rollout.machine import AT_GATE, Act
from rollout.presenters.dossier import DossierView, dossier_view
from rollout.presenters.gate import DECIDING, crumbs
from rollout.rounds import OTHER_CONTENT
from rollout.selectors import StagePage, dossier_of
from rollout.views.frame import found_or_404, has_done, stage_or_404, to_stage
from rollout.wording import Text

CONFLICT = 409

SERVICES: Mapping[Act, Callable[..., object]] = {
    Act.APPROVE: gate.approve_stage,
    Act.APPROVE_WITH_CONDITIONS: gate.approve_with_conditions,
    Act.RETURN: gate.return_stage,
    Act.HOLD: gate.hold_stage,
}
TAKES: Mapping[Act, tuple[str, ...]] = {
    Act.APPROVE: (),
    Act.APPROVE_WITH_CONDITIONS: ("reason", "conditions"),
    Act.RETURN: ("reason", "findings"),
    Act.HOLD: ("reason", "until"),
}
DONE: Mapping[Act, Text] = {
    Act.APPROVE: gettext_lazy("Approved. The next stage is open."),
    Act.APPROVE_WITH_CONDITIONS: gettext_lazy(
        "Approved with conditions. Whoever has to meet them has been told."
    ),
    Act.RETURN: gettext_lazy("Returned. Whoever works on it has been told why."),
    Act.HOLD: gettext_lazy("On hold. You will be reminded on the day."),
}


@never_cache
@company_view()
@require_http_methods(["GET", "POST"])
def decide(request: CompanyRequest, number: int) -> HttpResponse:
    """Read what was frozen, then decide; the form carries the hash of what was shown."""
    page = stage_or_404(request, number)
    submission = page.step.stage.submission
    if page.step.stage.state not in AT_GATE or submission is None:
        return _nothing_to_decide(request, page)
    found = found_or_404(dossier_of(request.company, number, submission.round))
    view = dossier_view(found, request.company, timezone.now())
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        acts=[act for act in DECIDING if page.may(act)],
        criteria=[(each.key, each.label) for each in view.criteria],
        company=request.company,
        initial={"shown": submission.content_hash},
    )
    if not form.is_bound:
        return _page(request, page, view, form)
    if request.POST.get("shown") != submission.content_hash:
        return _stale(request, page, view, form)
    if form.is_valid() and _decide(request, number, form):
        return to_stage(request, number, "gate")
    return _page(request, page, view, form, status=422)


def _decide(request: CompanyRequest, number: int, form: DecisionForm) -> bool:
    act = Act(form.cleaned_data["act"])
    said = {
        "reason": form.cleaned_data["reason"],
        "until": form.cleaned_data["until"],
        "findings": form.findings,
        "conditions": form.promises,
    }
    try:
        SERVICES[act](
            company=request.company,
            number=number,
            shown=form.cleaned_data["shown"],
            by=request.user,
            at=timezone.now(),
            **{name: said[name] for name in TAKES[act]},
        )
    except RefusedError as refusal:
        form.add_error(_field_of(refusal), str(refusal))
        return False
    messages.success(request, str(DONE[act]))
    return True


def _field_of(refusal: RefusedError) -> str | None:
    if refusal.field == "conditions":
        return "condition-0-text"
    return refusal.field if refusal.field in {"reason", "until"} else None


def _page(
    request: CompanyRequest,
    page: StagePage,
    view: DossierView,
    form: DecisionForm,
    *,
    status: int = 200,
    stale: str = "",
) -> HttpResponse:
    facts: dict[str, Any] = {
        "page": page,
        "number": page.step.stage.number,
        "crumbs": crumbs(page),
        "view": view,
        "form": form,
        "stale": stale,
        "may_decide": bool(form.fields["act"].choices),  # type: ignore[attr-defined]
        "why_not": page.refusals[Act.RETURN],
        "why_not_approve": page.refusals[Act.APPROVE] if page.may(Act.RETURN) else None,
    }
    return render(request, "rollout/decide.html", facts, status=status)


def _stale(
    request: CompanyRequest, page: StagePage, view: DossierView, form: DecisionForm
) -> HttpResponse:
    """An old tab: keep what was typed, forget what was chosen, show what is there now."""
    typed = request.POST.copy()
    typed["shown"] = page.shown
    typed.pop("act", None)
    form.data = typed
    form.errors.clear()
    return _page(request, page, view, form, status=CONFLICT, stale=str(OTHER_CONTENT))


def _nothing_to_decide(request: CompanyRequest, page: StagePage) -> HttpResponse:
    number = page.step.stage.number
    if request.method == "POST":
        act, shown = request.POST.get("act", ""), request.POST.get("shown", "")
        if act in SERVICES and has_done(request, number, Act(act), shown=shown):
            return to_stage(request, number, "gate")
    facts = {
        "page": page,
        "number": number,
        "crumbs": crumbs(page),
        "why_not": page.refusals[Act.APPROVE] or _("There is nothing to decide."),
        "typed": _typed(request),
    }
    status = CONFLICT if request.method == "POST" else 200
    return render(request, "rollout/nothing_to_decide.html", facts, status=status)


def _typed(request: CompanyRequest) -> list[str]:
    """What somebody had written, so that it can be copied."""
    names = ["reason", *(key for key in request.POST if key.endswith("-text"))]
    names += [key for key in request.POST if key.startswith("finding-")]
    return [text for name in names if (text := request.POST.get(name, "").strip())]
