"""Deputies and absences: everybody sees them and enters their own, administrators all."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from companies import selectors
from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.forms.standins import AbsenceForm, DeputyForm
from companies.models import Absence, Deputy, Membership
from companies.services import standins
from companies.views.frame import settings_page


@company_view()
def deputies(request: CompanyRequest) -> HttpResponse:
    """Who stands in for whom and who is away, from today on."""
    company, on = request.company, request.standing.on
    return settings_page(
        request,
        "deputies",
        "deputies",
        deputies=selectors.deputies_from(company, on=on),
        absences=selectors.absences_from(company, on=on),
        today=on,
    )


@company_view()
@require_http_methods(["GET", "POST"])
def appoint_deputy(request: CompanyRequest) -> HttpResponse:
    """Name somebody's deputy for a range of days."""
    form = DeputyForm(request.POST if request.method == "POST" else None, standing=request.standing)
    by = request.standing.membership
    if attempt(form, standins.appoint_deputy, by=by, at=timezone.now()):
        messages.success(request, _("The deputy is appointed."))
        return redirect("companies:deputies", company=request.company.slug)
    return settings_page(request, "appoint_deputy", "deputies", form=form)


@company_view()
@require_POST
def end_deputy(request: CompanyRequest, pk: int) -> HttpResponse:
    """Take a deputyship back."""
    rows = Deputy.of(request.company).select_related("principal__user", "deputy__user", "company")
    row = get_object_or_404(rows, pk=pk)
    _own_or_admin(request, row.principal)
    standins.end_deputy(deputy=row, by=request.user, at=timezone.now())
    messages.success(request, _("The deputy is taken back."))
    return redirect("companies:deputies", company=request.company.slug)


@company_view()
@require_http_methods(["GET", "POST"])
def note_absence(request: CompanyRequest) -> HttpResponse:
    """Say who is away, and when."""
    form = AbsenceForm(
        request.POST if request.method == "POST" else None, standing=request.standing
    )
    if attempt(form, standins.note_absence, by=request.user, at=timezone.now()):
        messages.success(request, _("The absence is noted. Is a deputy appointed for these days?"))
        return redirect("companies:deputies", company=request.company.slug)
    return settings_page(request, "note_absence", "deputies", form=form)


@company_view()
@require_POST
def remove_absence(request: CompanyRequest, pk: int) -> HttpResponse:
    """The person is there after all."""
    rows = Absence.of(request.company).select_related("membership__user", "company")
    row = get_object_or_404(rows, pk=pk)
    _own_or_admin(request, row.membership)
    standins.remove_absence(absence=row, by=request.user, at=timezone.now())
    messages.success(request, _("The absence is removed."))
    return redirect("companies:deputies", company=request.company.slug)


def _own_or_admin(request: CompanyRequest, membership: Membership) -> None:
    if membership != request.standing.membership and not request.standing.administers:
        raise PermissionDenied(_("Only somebody who administers the company may do this."))
