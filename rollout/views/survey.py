"""Answering the culture check: with an account, or by a link without one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from companies.access import CompanyRequest, company_view, public_view
from companies.forms.base import attempt
from companies.limits import DAY, HOUR, address_of, within
from companies.views.frame import answer, too_many
from rollout.forms.culture import SurveyForm
from rollout.machine import State
from rollout.stages import culture
from rollout.stages.culture.selectors import has_answered, questionnaire_of
from rollout.stages.culture.survey import answer_by_link, answer_survey, link_for
from rollout.views.frame import found_or_404, stage_or_404, to_stage

GONE = 410
PER_LINK = 300
"""Sendings a day: more than the largest company we are made for has people."""
PER_ADDRESS = 200
"""Sendings an hour: a whole office may share one address."""


@company_view()
@require_http_methods(["GET", "POST"])
def survey(request: CompanyRequest) -> HttpResponse:
    """Whoever belongs to the company answers once, and nobody sees what."""
    number = culture.KIND.number
    stage = stage_or_404(request, number).step.stage
    if request.method == "GET" and has_answered(stage, request.user):
        messages.info(request, _("You have already answered. Thank you."))
        return to_stage(request, number, "survey")
    if request.method == "GET" and stage.state != State.OPEN:
        messages.info(request, _("The questionnaire is closed while the stage is not open."))
        return to_stage(request, number, "survey")
    sent = request.POST if request.method == "POST" else None
    form = SurveyForm(sent, asked=questionnaire_of(stage))
    if attempt(form, answer_survey, company=request.company, by=request.user, at=timezone.now()):
        messages.success(
            request,
            _(
                "Thank you. Your answers have arrived; they count as soon as three have come "
                "together."
            ),
        )
        return to_stage(request, number, "survey")
    return answer(
        request,
        "rollout/survey.html",
        {"form": form, "draft": f"survey:{stage.pk}:{request.user.pk}", "company": request.company},
    )


@public_view
@never_cache
@require_http_methods(["GET", "POST"])
def survey_link(request: HttpRequest, token: str) -> HttpResponse:
    """The questionnaire for somebody without an account; the address is the only key."""
    now = timezone.now()
    link = link_for(token, at=now)
    if link is None or link.stage.state != State.OPEN:
        return render(request, "rollout/survey_over.html", {"closed": link}, status=GONE)
    if request.method == "POST" and not _within_limits(request, link.pk):
        return too_many(request)
    sent = request.POST if request.method == "POST" else None
    form = SurveyForm(sent, asked=questionnaire_of(link.stage))
    if attempt(form, answer_by_link, token=token, at=now):
        return redirect("rollout:thanks", token=token)
    return answer(
        request,
        "rollout/survey_link.html",
        {"form": form, "name": link.company.name, "until": link.expires_at, "draft": token[:12]},
    )


def _within_limits(request: HttpRequest, link: int) -> bool:
    per_address = within(f"survey:{address_of(request)}", most=PER_ADDRESS, seconds=HOUR)
    return within(f"survey:{link}", most=PER_LINK, seconds=DAY) and per_address


@public_view
@never_cache
@require_GET
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """After answering by a link."""
    link = found_or_404(link_for(token, at=timezone.now()))
    return render(request, "rollout/thanks.html", {"name": link.company.name})
