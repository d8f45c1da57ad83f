"""Archives of the company: ask for one, see how far it is, fetch it, remove it."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from companies.access import CompanyRequest, company_view
from companies.limits import DAY, within
from companies.models import Archive, Arrival
from companies.progress import percent_of
from companies.refusals import RefusedError
from companies.services import archives as services
from companies.views.frame import may_archive, settings_page, too_many

ARCHIVES = 20
"""A day and company."""


@company_view()
@never_cache
@require_GET
def archives(request: CompanyRequest) -> HttpResponse:
    """What is kept, what is being made, and where the company came from."""
    _for_whom(request)
    rows = list(Archive.of(request.company).select_related("requested_by"))
    making = next((row for row in rows if row.finished_at is None), None)
    return settings_page(
        request,
        "archives",
        "archives",
        archives=[row for row in rows if row.finished_at is not None],
        making=making,
        percent=percent_of(making) if making else 0,
        arrival=Arrival.of(request.company).first(),
        kept_days=services.KEPT.days,
    )


@company_view()
@require_POST
def make_archive(request: CompanyRequest) -> HttpResponse:
    """Ask for a new one."""
    _for_whom(request)
    if not within(f"archives:{request.company.pk}", most=ARCHIVES, seconds=DAY):
        return too_many(request)
    try:
        services.request_archive(company=request.company, by=request.user, at=timezone.now())
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("companies:archives", company=request.company.slug)


@company_view()
@require_GET
def archive_download(request: CompanyRequest, pk: int) -> HttpResponseBase:
    """One archive as a file; the log says who fetched it."""
    _for_whom(request)
    row = _finished(request, pk)
    try:
        content = default_storage.open(row.file, "rb")
    except OSError:
        messages.error(request, _("This file is missing. Please tell whoever runs Etappe here."))
        return redirect("companies:archives", company=request.company.slug)
    services.note_download(archive=row, by=request.user, at=timezone.now())
    on = timezone.localdate(row.requested_at, ZoneInfo(request.company.time_zone))
    name = f"{request.company.slug}-{on.isoformat()}.zip"
    response = FileResponse(
        content, as_attachment=True, filename=name, content_type="application/zip"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@company_view()
@require_POST
def remove_archive(request: CompanyRequest, pk: int) -> HttpResponse:
    """Remove one before its time."""
    _for_whom(request)
    row = get_object_or_404(Archive.of(request.company), pk=pk)
    try:
        services.remove_archive(archive=row, by=request.user, at=timezone.now())
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The archive is removed."))
    return redirect("companies:archives", company=request.company.slug)


def _finished(request: CompanyRequest, pk: int) -> Archive:
    row: Archive = get_object_or_404(Archive.of(request.company).exclude(file=""), pk=pk)
    return row


def _for_whom(request: CompanyRequest) -> None:
    if not may_archive(request.standing):
        raise PermissionDenied(_("An archive is for managers and whoever administers the company."))
