"""KPIs beside their goals, and each with its course and the figures behind it."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.models import Company, User
from companies.roles import EDITORS
from companies.views.frame import answer
from rollout import kpi_readings
from rollout.forms.kpis import ReadingForm
from rollout.kpis import kpi_facts
from rollout.kpis.measures import measure_of
from rollout.models import Kpi, KpiReading, PlatformChoice
from rollout.presenters.addresses import page_url, stage_url
from rollout.presenters.kpi_chart import kpi_chart
from rollout.presenters.kpis import SHOWN, goal_groups, kpi_page, reading_views, tabs
from rollout.presenters.stage_work import Way
from rollout.presenters.way_to_goals import way_to_goals
from rollout.stages.goals.about import NUMBER
from rollout.views.frame import Sending, act


@company_view()
@require_GET
def kpis(request: CompanyRequest) -> HttpResponse:
    """All KPIs of the company beside their goals."""
    company, on = request.company, request.standing.on
    groups = goal_groups(company, kpi_facts(company, on))
    facts = {
        "groups": groups,
        "tabs": tabs(company, "kpis"),
        "way": None if groups else way_to_goals(request.standing, "goals"),
        "goals_url": stage_url(company, NUMBER, "kpis") if groups else "",
        "edits": request.standing.edits,
    }
    return render(request, "rollout/kpis.html", facts)


@company_view()
@require_GET
def kpi(request: CompanyRequest, pk: int) -> HttpResponse:
    """One KPI: where it stands, where it heads, and every figure that was written down."""
    company, edits = request.company, request.standing.edits
    row = kpi_or_404(request, pk)
    [fact] = kpi_facts(company, request.standing.on, [row])
    rows = KpiReading.of(company).filter(kpi=row).select_related("by").order_by("-on", "-id")
    some = list(rows if "all" in request.GET else rows[: SHOWN + 1])
    has_more = "all" not in request.GET and len(some) > SHOWN
    platforms = PlatformChoice.of(company).filter(kpi=row, is_chosen=True)
    context = {
        "page": kpi_page(company, fact, list(platforms.values_list("platform", flat=True))),
        "chart": kpi_chart(fact),
        "readings": reading_views(company, row, some[:SHOWN] if has_more else some, edits=edits),
        "has_more": has_more,
        "kpi": row,
        "crumbs": crumbs(company),
        "enters": edits and measure_of(row.measure) is None,
        "edits": edits,
    }
    return render(request, "rollout/kpi.html", context)


@company_view(roles=EDITORS)
@require_http_methods(["GET", "POST"])
def add_reading(request: CompanyRequest, pk: int) -> HttpResponse:
    """Write down what was measured on a day."""
    row = kpi_or_404(request, pk)
    if refused := _counted_anyway(request, row):
        return refused

    def doing(*, company: Company, by: User, at: datetime, **values: Any) -> object:
        return kpi_readings.enter_reading(company=company, kpi_id=row.pk, by=by, at=at, **values)

    form = ReadingForm(_sent(request), initial={"on": request.standing.on})
    return _form_page(request, row, form, doing, _("Write down a figure"))


@company_view(roles=EDITORS)
@require_http_methods(["GET", "POST"])
def reading(request: CompanyRequest, pk: int, reading: int) -> HttpResponse:
    """Say a figure anew; the older one stays readable."""
    row = kpi_or_404(request, pk)
    there = get_object_or_404(KpiReading.of(request.company), pk=reading, kpi=row)
    if there.replaced_at is not None:
        messages.info(request, str(kpi_readings.REPLACED))
        return to_kpi(request, row)

    def doing(*, company: Company, by: User, at: datetime, **values: Any) -> object:
        return kpi_readings.correct_reading(
            company=company, reading_id=there.pk, by=by, at=at, **values
        )

    shown = {"on": there.on, "value": there.value, "note": there.note}
    form = ReadingForm(_sent(request), initial=shown)
    return _form_page(request, row, form, doing, _("Correct the figure"))


@company_view(roles=EDITORS)
@require_POST
def withdraw_reading(request: CompanyRequest, pk: int, reading: int) -> HttpResponse:
    """Take a figure back; it stays readable."""
    row = kpi_or_404(request, pk)
    there = get_object_or_404(KpiReading.of(request.company), pk=reading, kpi=row)
    act(
        request,
        kpi_readings.withdraw_reading,
        _("The figure no longer counts."),
        company=request.company,
        reading_id=there.pk,
        by=request.user,
        at=timezone.now(),
    )
    return to_kpi(request, row)


def kpi_or_404(request: CompanyRequest, pk: int) -> Kpi:
    """A KPI of this company, with its goal and its stage."""
    return get_object_or_404(Kpi.of(request.company).select_related("goal", "stage"), pk=pk)


def to_kpi(request: CompanyRequest, row: Kpi) -> HttpResponse:
    """Back to the KPI's page."""
    return redirect("rollout:kpi", company=request.company.slug, pk=row.pk)


def crumbs(company: Company, row: Kpi | None = None) -> list[Way]:
    """The way from the list, and from the KPI where one is further down."""
    way = [Way(_("KPIs"), page_url(company, "kpis"))]
    return [*way, Way(row.name, page_url(company, "kpi", pk=row.pk))] if row else way


def _counted_anyway(request: CompanyRequest, row: Kpi) -> HttpResponse | None:
    if measure_of(row.measure) is None:
        return None
    messages.info(request, str(kpi_readings.NOT_ENTERED))
    return to_kpi(request, row)


def _sent(request: CompanyRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _form_page(
    request: CompanyRequest, row: Kpi, form: forms.Form, doing: Any, title: str
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        sending = Sending(request)
        if sending.is_repeated():
            return to_kpi(request, row)
        who = {"company": request.company, "by": request.user, "at": timezone.now()}
        if attempt(form, doing, **who):
            messages.success(request, _("Saved."))
            return to_kpi(request, row)
        sending.forget()
    facts = {
        "form": form,
        "title": title,
        "intro": row.name,
        "crumbs": crumbs(request.company, row),
        "back": page_url(request.company, "kpi", pk=row.pk),
        "form_key": request.POST.get("form_key") or uuid4(),
        "draft": f"{request.user.pk}:{request.path}",
    }
    return answer(request, "rollout/work_form.html", facts)
