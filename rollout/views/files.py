"""Files that somebody put their name to: for members, as a download, never shown in place."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from companies.access import CompanyRequest, company_view
from rollout.selectors import evidence_file
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
    response = FileResponse(
        content,
        as_attachment=True,
        filename=row.file_name,
        content_type="application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
