"""The culture check's work: survey links, measures, the media inventory."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from companies.access import CompanyRequest, company_view
from rollout.forms.culture import MeasureForm, MediumForm
from rollout.models import CultureMeasure, MediaEntry, SurveyLink
from rollout.selectors import StagePage
from rollout.stages.culture import measures, media, survey
from rollout.views.frame import Sending, act, form_page, stage_or_404, to_stage

KIND = "culture"


@company_view()
@require_POST
def create_link(request: CompanyRequest, number: int) -> HttpResponse:
    """A new secret address for people without an account."""
    stage_or_404(request, number, kind=KIND)
    sending = Sending(request)
    if not sending.is_repeated():
        done = _("The link is ready. Copy it and send it to whom you want to ask.")
        _plainly(request, survey.create_survey_link, done)
    return to_stage(request, number, "survey")


@company_view()
@require_POST
def withdraw_link(request: CompanyRequest, number: int, pk: int) -> HttpResponse:
    """The address stops working at once."""
    page = stage_or_404(request, number, kind=KIND)
    get_object_or_404(SurveyLink.of(request.company), pk=pk, stage=page.step.stage)
    done = _("The link is withdrawn. Answers that came by it stay.")
    _plainly(request, survey.withdraw_survey_link, done, link_id=pk)
    return to_stage(request, number, "survey")


@company_view()
@require_http_methods(["GET", "POST"])
def add_measure(request: CompanyRequest, number: int) -> HttpResponse:
    """What is done about a weak dimension."""
    page = stage_or_404(request, number, kind=KIND)
    form = MeasureForm(
        request.POST if request.method == "POST" else None,
        company=request.company,
        initial={"dimension": request.GET.get("dimension", "")},
    )
    return form_page(
        request,
        page,
        form,
        measures.add_measure,
        title=_("Add a measure"),
        section="measures",
        done=_("The measure is added."),
    )


@company_view()
@require_http_methods(["GET", "POST"])
def measure(request: CompanyRequest, number: int, pk: int) -> HttpResponse:
    """Say a measure anew."""
    page = stage_or_404(request, number, kind=KIND)
    row = _measure(request, page, pk)
    form = MeasureForm(
        request.POST if request.method == "POST" else None,
        company=request.company,
        initial={
            "dimension": row.dimension,
            "text": row.text,
            "owner": row.owner.memberships.filter(
                company=request.company, ended_at__isnull=True
            ).first(),
            "due_on": row.due_on,
        },
    )
    return form_page(
        request,
        page,
        form,
        measures.change_measure,
        title=_("Change the measure"),
        section="measures",
        done=_("The measure is changed."),
        measure_id=row.pk,
    )


@company_view()
@require_POST
def remove_measure(request: CompanyRequest, number: int, pk: int) -> HttpResponse:
    """Take a measure back."""
    page = stage_or_404(request, number, kind=KIND)
    _measure(request, page, pk)
    _plainly(request, measures.remove_measure, _("The measure is removed."), measure_id=pk)
    return to_stage(request, number, "measures")


@company_view()
@require_POST
def measure_done(request: CompanyRequest, number: int, pk: int) -> HttpResponse:
    """Say that a measure is done, also after the gate."""
    page = stage_or_404(request, number, kind=KIND)
    _measure(request, page, pk)
    done = _("Well done. The measure is marked as done.")
    _plainly(request, measures.mark_measure_done, done, measure_id=pk)
    return to_stage(request, number, "measures")


@company_view()
@require_http_methods(["GET", "POST"])
def add_medium(request: CompanyRequest, number: int) -> HttpResponse:
    """A medium the company owns, pays for, or has earned."""
    page = stage_or_404(request, number, kind=KIND)
    form = MediumForm(
        request.POST if request.method == "POST" else None,
        initial={key: request.GET.get(key, "") for key in ("kind", "name")},
    )
    return form_page(
        request,
        page,
        form,
        media.add_medium,
        title=_("Add a medium"),
        section="media",
        done=_("The medium is added."),
    )


@company_view()
@require_http_methods(["GET", "POST"])
def medium(request: CompanyRequest, number: int, pk: int) -> HttpResponse:
    """Say a medium anew."""
    page = stage_or_404(request, number, kind=KIND)
    row = _medium(request, page, pk)
    form = MediumForm(
        request.POST if request.method == "POST" else None,
        initial={"kind": row.kind, "name": row.name, "url": row.url, "note": row.note},
    )
    return form_page(
        request,
        page,
        form,
        media.change_medium,
        title=_("Change the medium"),
        section="media",
        done=_("The medium is changed."),
        entry_id=row.pk,
    )


@company_view()
@require_POST
def remove_medium(request: CompanyRequest, number: int, pk: int) -> HttpResponse:
    """Take a medium off the inventory."""
    page = stage_or_404(request, number, kind=KIND)
    _medium(request, page, pk)
    _plainly(request, media.remove_medium, _("The medium is removed."), entry_id=pk)
    return to_stage(request, number, "media")


def _measure(request: CompanyRequest, page: StagePage, pk: int) -> CultureMeasure:
    rows = CultureMeasure.of(request.company).select_related("owner")
    row: CultureMeasure = get_object_or_404(rows, pk=pk, stage=page.step.stage)
    return row


def _medium(request: CompanyRequest, page: StagePage, pk: int) -> MediaEntry:
    row: MediaEntry = get_object_or_404(
        MediaEntry.of(request.company), pk=pk, stage=page.step.stage
    )
    return row


def _plainly(
    request: CompanyRequest, doing: Callable[..., object], done: str, **arguments: Any
) -> None:
    act(
        request,
        doing,
        done,
        company=request.company,
        by=request.user,
        at=timezone.now(),
        **arguments,
    )
