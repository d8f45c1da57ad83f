"""How a draft begins, and how it ends without being published."""

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from companies.access import CompanyRequest, company_view
from companies.models import Department
from companies.roles import EDITORS
from guidelines.forms import BeginSupplementForm
from guidelines.services import drafts
from guidelines.starting_text import subject_of
from guidelines.views.frame import act, back, department_of


def begin_form(department: Department | None) -> BeginSupplementForm | None:
    """The question with which words a supplement begins; the guidelines have only one text."""
    if department is None:
        return None
    return BeginSupplementForm(initial={"subject": subject_of(department.name) or "other"})


@company_view(roles=EDITORS)
@require_POST
def begin_draft(request: CompanyRequest, department: int | None = None) -> HttpResponse:
    """A new version, in the language one reads at the moment if it is the first."""
    of = department_of(request, department)
    act(
        request,
        drafts.begin_draft,
        _("The draft is open for work."),
        language=get_language() or "en",
        department=of,
        subject=request.POST.get("subject", ""),
    )
    return back(request, "draft", department=of)


@company_view(roles=EDITORS)
@require_POST
def discard_draft(request: CompanyRequest, department: int | None = None) -> HttpResponse:
    """Throw the draft away."""
    of = department_of(request, department)
    act(request, drafts.discard_draft, _("The draft is discarded."), department=of)
    return back(request, "guidelines", department=of)
