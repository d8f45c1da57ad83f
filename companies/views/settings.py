"""The company itself, its departments, its working time and its log."""

from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from companies import selectors
from companies.access import CompanyRequest, company_view
from companies.calendars import working_time_of
from companies.forms.base import attempt
from companies.forms.settings import (
    ClosureForm,
    CompanySettingsForm,
    DepartmentForm,
    HoursForm,
    LogForm,
)
from companies.models import Closure, Department, User
from companies.refusals import RefusedError
from companies.services import settings as services
from companies.views.frame import reads_log, settings_page
from companies.working_time import NeverOpenError, WorkingTime


@company_view()
@require_http_methods(["GET", "POST"])
def settings(request: CompanyRequest) -> HttpResponse:
    """Name and place of the company; whoever administers it may change them."""
    company = request.company
    form = CompanySettingsForm(
        _typed(request),
        initial={"name": company.name, "state": company.state, "time_zone": company.time_zone},
    )
    if attempt(form, services.change_company, company=company, by=request.user, at=timezone.now()):
        messages.success(request, _("The settings are saved."))
        return redirect("companies:settings", company=company.slug)
    return settings_page(request, "settings", "settings", form=form)


@company_view()
@require_http_methods(["GET", "POST"])
def departments(request: CompanyRequest) -> HttpResponse:
    """The departments, and a new one."""
    company = request.company
    form = DepartmentForm(_typed(request))
    if attempt(form, services.add_department, company=company, by=request.user, at=timezone.now()):
        messages.success(request, _("The department is added."))
        return redirect("companies:departments", company=company.slug)
    return settings_page(
        request,
        "departments",
        "departments",
        form=form,
        departments=selectors.departments_of(company),
    )


@company_view(admin=True)
@require_http_methods(["GET", "POST"])
def department(request: CompanyRequest, pk: int) -> HttpResponse:
    """Another name for a department."""
    row = get_object_or_404(Department.of(request.company).select_related("company"), pk=pk)
    form = DepartmentForm(
        request.POST if request.method == "POST" else None, initial={"name": row.name}
    )
    title = row.name
    if attempt(
        form, services.rename_department, department=row, by=request.user, at=timezone.now()
    ):
        messages.success(request, _("The department is renamed."))
        return redirect("companies:departments", company=request.company.slug)
    return settings_page(
        request, "department", "departments", form=form, department=row, name=title
    )


@company_view(admin=True)
@require_POST
def remove_department(request: CompanyRequest, pk: int) -> HttpResponse:
    """Remove a department that nothing belongs to."""
    row = get_object_or_404(Department.of(request.company).select_related("company"), pk=pk)
    try:
        services.remove_department(department=row, by=request.user, at=timezone.now())
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The department is removed."))
    return redirect("companies:departments", company=request.company.slug)


@company_view()
@require_http_methods(["GET", "POST"])
def hours(request: CompanyRequest) -> HttpResponse:
    """The week, the closures, and what they make of a mention that arrives now."""
    company = request.company
    working_time = working_time_of(company)
    form = HoursForm(
        _typed(request),
        company=company,
        initial=HoursForm.initial_for(working_time.hours),
    )
    if attempt(
        form, services.set_business_hours, company=company, by=request.user, at=timezone.now()
    ):
        messages.success(request, _("The business hours are saved."))
        return redirect("companies:hours", company=company.slug)
    return settings_page(
        request,
        "hours",
        "hours",
        form=form,
        closures=Closure.of(company).filter(ends_on__gte=request.standing.on),
        working_time=working_time,
        **_due_now(working_time),
    )


def _due_now(working_time: WorkingTime) -> dict[str, Any]:
    now = timezone.now()
    try:
        due = working_time.due_next_working_day(now).astimezone(working_time.zone)
    except NeverOpenError as never:
        return {"never_open": str(never)}
    return {"due": due, "is_open": working_time.is_open(now)}


@company_view(admin=True)
@require_http_methods(["GET", "POST"])
def add_closure(request: CompanyRequest) -> HttpResponse:
    """Days on which the whole company is closed."""
    form = ClosureForm(request.POST if request.method == "POST" else None)
    if attempt(
        form, services.add_closure, company=request.company, by=request.user, at=timezone.now()
    ):
        messages.success(request, _("The closure is added."))
        return redirect("companies:hours", company=request.company.slug)
    return settings_page(request, "add_closure", "hours", form=form)


@company_view(admin=True)
@require_POST
def remove_closure(request: CompanyRequest, pk: int) -> HttpResponse:
    """The company is open on these days after all."""
    row = get_object_or_404(Closure.of(request.company).select_related("company"), pk=pk)
    services.remove_closure(closure=row, by=request.user, at=timezone.now())
    messages.success(request, _("The closure is removed."))
    return redirect("companies:hours", company=request.company.slug)


@company_view()
def log(request: CompanyRequest) -> HttpResponse:
    """What was done in the company, newest first."""
    if not reads_log(request.standing):
        raise PermissionDenied(_("The log is for people who edit or administer."))
    people = User.objects.filter(memberships__company=request.company).distinct().order_by("name")
    form = LogForm(request.GET, company=request.company, actors=list(people))
    page = selectors.log_page(
        request.company,
        form.looked_for(),
        before=_number(request, "before"),
        after=_number(request, "after"),
    )
    return settings_page(
        request,
        "log",
        "log",
        filters=form,
        page=page,
        is_filtered=bool(_asked(request)),
        newer_url=_turn(request, "after", page.newer),
        older_url=_turn(request, "before", page.older),
    )


def _typed(request: CompanyRequest) -> QueryDict | None:
    """What somebody typed who may: everybody reads these pages, administrators write."""
    if request.method != "POST":
        return None
    if not request.standing.administers:
        raise PermissionDenied(_("Only somebody who administers the company may do this."))
    return request.POST


def _number(request: CompanyRequest, name: str) -> int | None:
    with suppress(ValueError):
        number = int(request.GET.get(name, ""))
        return number if 0 <= number < 2**63 else None
    return None


def _asked(request: CompanyRequest) -> dict[str, str]:
    names = ("area", "actor", "since", "until")
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def _turn(request: CompanyRequest, direction: str, entry: int | None) -> str:
    return "?" + urlencode({**_asked(request), direction: entry}) if entry is not None else ""
