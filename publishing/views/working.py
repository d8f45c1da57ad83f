"""What people do with the steps of a run."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.roles import EDITORS
from publishing.forms.runs import DoneForm, GiveForm, ReasonForm
from publishing.models import RunStep
from publishing.presenters.addresses import address
from publishing.presenters.playbooks import crumbs
from publishing.selectors import run_step_of
from publishing.services import working as acts
from publishing.views.frame import act, back, form_page, found_or_404, sent, who


@company_view()
@require_http_methods(["GET", "HEAD", "POST"])
def finish_step(request: CompanyRequest, pk: int) -> HttpResponse:
    """It is done, or approved."""
    row = _row(request, pk)
    form = DoneForm(sent(request), initial={"note": row.note, "link": row.link})
    if attempt(form, acts.finish_step, step_id=row.pk, **who(request)):
        messages.success(request, _("Done. Whoever comes next has been told."))
        return back(request, "run", row.run_id)
    return _page(request, row, form=form, submit=_("Done"))


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def skip_step(request: CompanyRequest, pk: int) -> HttpResponse:
    """Left out this time, with a reason."""
    row = _row(request, pk)
    form = ReasonForm(sent(request))
    if attempt(form, acts.skip_step, step_id=row.pk, **who(request)):
        messages.success(request, _("Skipped. The reason stays with the step."))
        return back(request, "run", row.run_id)
    return _page(request, row, form=form, submit=_("Skip this step"))


@company_view()
@require_http_methods(["GET", "HEAD", "POST"])
def return_step(request: CompanyRequest, pk: int) -> HttpResponse:
    """Not approved: back to the work before, with a reason."""
    row = _row(request, pk)
    form = ReasonForm(sent(request))
    if attempt(form, acts.return_step, step_id=row.pk, **who(request)):
        messages.success(request, _("Sent back. Whoever did the work has been told why."))
        return back(request, "run", row.run_id)
    return _page(request, row, form=form, submit=_("Do not approve"))


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def give_step(request: CompanyRequest, pk: int) -> HttpResponse:
    """Somebody else does it."""
    row = _row(request, pk)
    initial = {"owner": row.owner_id, "deputy": row.deputy_id}
    form = GiveForm(sent(request), company=request.company, initial=initial)
    if attempt(form, acts.give_step, step_id=row.pk, **who(request)):
        messages.success(request, _("Given to somebody else."))
        return back(request, "run", row.run_id)
    return _page(request, row, form=form, submit=_("Give to somebody else"))


@company_view()
@require_POST
def reopen_step(request: CompanyRequest, pk: int) -> HttpResponse:
    """It was ticked off by mistake."""
    row = _row(request, pk)
    act(request, acts.reopen_step, _("It is open again."), step_id=row.pk)
    return back(request, "run", row.run_id)


def _row(request: CompanyRequest, pk: int) -> RunStep:
    return found_or_404(run_step_of(request.company, pk))


def _page(request: CompanyRequest, row: RunStep, *, form: BaseForm, submit: str) -> HttpResponse:
    url = address(request.company, "run", row.run_id)
    return form_page(
        request,
        form=form,
        title=row.title,
        lead=row.run.title,
        submit=submit,
        back_url=url,
        crumbs=crumbs(request.company, (row.run.title, url)),
    )
