"""Files that somebody put their name to: for members, as a download, never shown in place."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from companies.access import CompanyRequest, company_view
from companies.documents.typeset import pdf
from companies.letterheads import letterhead_for
from companies.views.downloads import download, may_typeset
from companies.views.frame import too_many
from rollout.dossier_pdf.content import document_of, file_name
from rollout.report_pdf import content as report_content
from rollout.report_pdf.reads import rollout_report
from rollout.selectors import dossier_of, evidence_file
from rollout.views.frame import found_or_404, to_stage


@company_view()
@require_GET
def file(request: CompanyRequest, number: int, sha256: str) -> HttpResponseBase:
    """One attached file, by its hash."""
    row = found_or_404(evidence_file(request.company, number, sha256))
    try:
        content = default_storage.open(row.file, "rb")
    except OSError:
        messages.error(request, _("This file is missing. Please tell whoever runs Etappe here."))
        return to_stage(request, number)
    return download(content, row.file_name, "application/octet-stream")


@company_view()
@require_GET
def dossier_pdf(request: CompanyRequest, number: int, round: int) -> HttpResponseBase:
    """One round as a file, in the reader's language."""
    if not may_typeset(request.user):
        return too_many(request)
    found = found_or_404(dossier_of(request.company, number, round))
    content = pdf(document_of(found, request.company))
    return download(content, file_name(found, request.company), "application/pdf")


@company_view()
@require_GET
def report_pdf(request: CompanyRequest) -> HttpResponseBase:
    """The whole rollout as a file, in the reader's language, under the consultant's letterhead."""
    if not may_typeset(request.user):
        return too_many(request)
    report = rollout_report(request.standing, timezone.now())
    document = report_content.document_of(report, letterhead_for(request.company, request.user))
    return download(pdf(document), report_content.file_name(report), "application/pdf")
