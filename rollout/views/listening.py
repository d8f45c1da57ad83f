"""Listening's work: window and limits, the frozen baseline, clarified topics."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from companies.access import CompanyRequest, company_view
from rollout.forms.listening import ClarificationForm, PlanForm
from rollout.models import Clarification, Evidence, ListeningPlan
from rollout.selectors import StagePage
from rollout.stages.listening import services
from rollout.stages.listening.about import CLARIFIED
from rollout.stages.listening.selectors import listening_work
from rollout.stages.listening.wording import topic_name
from rollout.views.frame import Sending, act, form_page, stage_or_404, to_stage

KIND = "listening"


@company_view()
@require_http_methods(["GET", "POST"])
def plan(request: CompanyRequest, number: int) -> HttpResponse:
    """Over which days is listened, and how much criticism blocks the gate."""
    page = stage_or_404(request, number, kind=KIND)
    form = PlanForm(
        request.POST if request.method == "POST" else None, initial=_planned(request, page)
    )
    return form_page(
        request,
        page,
        form,
        services.set_plan,
        title=_("Window and limits"),
        section="plan",
        done=_("The window is set."),
    )


def _planned(request: CompanyRequest, page: StagePage) -> dict[str, object]:
    row = ListeningPlan.of(request.company).filter(stage=page.step.stage).first()
    if row is None:
        first, last = services.suggested_window(request.standing.on)
        return {
            "starts_on": first,
            "ends_on": last,
            "minimum_days": services.DEFAULT_DAYS,
            "criticism_threshold": services.DEFAULT_THRESHOLD,
        }
    return {
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "minimum_days": row.minimum_days,
        "criticism_threshold": row.criticism_threshold,
    }


@company_view()
@require_POST
def freeze(request: CompanyRequest, number: int) -> HttpResponse:
    """Count what was said in the window and keep the figures."""
    stage_or_404(request, number, kind=KIND)
    sending = Sending(request)
    if not sending.is_repeated():
        act(
            request,
            services.freeze_baseline,
            _("The baseline report is frozen."),
            company=request.company,
            by=request.user,
            at=timezone.now(),
        )
    return to_stage(request, number, "baseline")


@company_view()
@require_http_methods(["GET", "POST"])
def clarify(request: CompanyRequest, number: int, topic: str) -> HttpResponse:
    """Say what came of looking into a critical topic, with a file where there is one."""
    page = stage_or_404(request, number, kind=KIND)
    names = _topics(request, page)
    if topic not in names:
        raise Http404
    clarification = Clarification.of(request.company).filter(stage=page.step.stage, topic=topic)
    evidence = (
        Evidence.of(request.company)
        .filter(stage=page.step.stage, criterion=CLARIFIED, subject=topic)
        .first()
    )
    is_sent = request.method == "POST"
    form = ClarificationForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial=_clarified(clarification.first(), evidence),
    )
    return form_page(
        request,
        page,
        form,
        services.clarify_topic,
        title=_("Clarify: %(topic)s") % {"topic": topic_name(topic, names[topic])},
        section="topics",
        done=_("The topic is clarified."),
        context={"attached": evidence.file_name if evidence else ""},
        topic=topic,
    )


def _topics(request: CompanyRequest, page: StagePage) -> dict[str, str]:
    figures = listening_work(page.step.stage, request.standing.on).facts.figures
    if figures is None:
        return {}
    named = {key: name for key, name, _negative in figures.topics}
    return {key: named.get(key, "") for key in figures.topic_keys}


def _clarified(row: Clarification | None, evidence: Evidence | None) -> dict[str, str]:
    return {
        "outcome": row.outcome if row else "",
        "explanation": row.explanation if row else "",
        "statement": evidence.statement if evidence else "",
    }


@company_view()
@require_POST
def unclarify(request: CompanyRequest, number: int, topic: str) -> HttpResponse:
    """Take the clarification of a topic back."""
    page = stage_or_404(request, number, kind=KIND)
    if topic not in _topics(request, page):
        raise Http404
    act(
        request,
        services.unclarify,
        _("The clarification is taken back."),
        company=request.company,
        topic=topic,
        by=request.user,
        at=timezone.now(),
    )
    return to_stage(request, number, "topics")
