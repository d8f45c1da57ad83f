"""The steps of a playbook: add, change, move, remove."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.roles import EDITORS
from publishing.forms.playbooks import NewStepForm, StepForm, said_of
from publishing.models import Playbook, PlaybookStep, StepWords
from publishing.presenters.addresses import address
from publishing.presenters.playbooks import crumbs
from publishing.selectors import playbook_of, step_of
from publishing.services import steps as acts
from publishing.views.frame import act, back, form_page, found_or_404, sent, who

FIRST = {"kind": StepWords.Kind.WORK, "counts_from": StepWords.CountsFrom.START, "days": 1}


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_step(request: CompanyRequest, pk: int) -> HttpResponse:
    """A step more, at the end."""
    playbook: Playbook = found_or_404(playbook_of(request.company, pk))
    initial = {**FIRST, "form_key": uuid4()}
    form = NewStepForm(sent(request), company=request.company, initial=initial)
    if attempt(form, acts.add_step, playbook_id=playbook.pk, **who(request)):
        messages.success(request, _("The step is there. Move it to where it belongs."))
        return back(request, "playbook", playbook.pk, anchor="steps")
    return _page(request, playbook, form=form, title=pgettext("playbook", "Add a step"))


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_step(request: CompanyRequest, pk: int) -> HttpResponse:
    """Other words, another person, another time."""
    row = _row(request, pk)
    form = StepForm(sent(request), company=request.company, initial=said_of(row))
    if attempt(form, acts.save_step, step_id=row.pk, **who(request)):
        messages.success(request, _("Saved. Runs that go on keep their steps."))
        return back(request, "playbook", row.playbook_id, anchor="steps")
    return _page(request, row.playbook, form=form, title=_("Change a step"))


@company_view(roles=EDITORS)
@require_POST
def move_step(request: CompanyRequest, pk: int) -> HttpResponse:
    """One place up (``to=up``) or down."""
    row = _row(request, pk)
    act(request, acts.move_step, "", step_id=row.pk, up=request.POST.get("to") == "up")
    return back(request, "playbook", row.playbook_id, anchor="steps")


@company_view(roles=EDITORS)
@require_POST
def remove_step(request: CompanyRequest, pk: int) -> HttpResponse:
    """Off the list."""
    row = _row(request, pk)
    act(request, acts.remove_step, _("The step is removed."), step_id=row.pk)
    return back(request, "playbook", row.playbook_id, anchor="steps")


def _row(request: CompanyRequest, pk: int) -> PlaybookStep:
    return found_or_404(step_of(request.company, pk))


def _page(
    request: CompanyRequest, playbook: Playbook, *, form: StepForm, title: str
) -> HttpResponse:
    url = address(request.company, "playbook", playbook.pk)
    return form_page(
        request,
        form=form,
        title=title,
        submit=_("Save"),
        back_url=url,
        crumbs=crumbs(request.company, (playbook.name, url)),
    )
