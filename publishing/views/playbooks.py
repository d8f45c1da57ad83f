"""Playbooks: the list with what goes on, one of them, its words."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.refusals import RefusedError
from companies.roles import EDITORS
from publishing.forms.playbooks import ChangedPlaybookForm, NewPlaybookForm
from publishing.models import Playbook
from publishing.presenters import playbooks as pages
from publishing.presenters import runs as run_pages
from publishing.presenters.addresses import address, day_of
from publishing.selectors import (
    last_runs_ended,
    playbook_of,
    playbooks_of,
    running_runs,
    taken_names,
)
from publishing.services import playbooks as acts
from publishing.shipped_playbooks import shipped_playbooks
from publishing.views.frame import act, back, form_page, found_or_404, sent, show, who


@company_view()
@require_safe
def playbooks(request: CompanyRequest) -> HttpResponse:
    """One's own steps, what goes on, the playbooks, and what can be taken over."""
    company, at = request.company, timezone.now()
    running = list(running_runs(company))
    for each in running:
        each.company = company
    shipped = shipped_playbooks(get_language() or "en")
    return show(
        request,
        "playbooks",
        mine=run_pages.own_steps(running, request.standing, at),
        running=run_pages.run_lines(running, at),
        ended=run_pages.ended_lines(last_runs_ended(company)),
        rows=pages.playbook_lines(_with_company(request)),
        shipped=pages.shipped_views(shipped, taken_names(company)),
    )


def _with_company(request: CompanyRequest) -> list[Playbook]:
    rows = list(playbooks_of(request.company))
    for each in rows:
        each.company = request.company
    return rows


@company_view()
@require_safe
def playbook(request: CompanyRequest, pk: int) -> HttpResponse:
    """One playbook with its steps; editors change them here."""
    row = _row(request, pk)
    return show(
        request,
        "playbook",
        row=row,
        steps=pages.step_views(row.steps.all()),
        changed=day_of(row.changed_at, request.company),
        crumbs=pages.crumbs(request.company),
    )


@company_view(roles=EDITORS)
@require_POST
def take_playbook(request: CompanyRequest) -> HttpResponse:
    """A shipped playbook becomes one's own."""
    key, language = request.POST.get("key", ""), get_language() or "en"
    try:
        row = acts.take_playbook(key=key, language=language, **who(request))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return back(request, "playbooks")
    messages.success(
        request, _("Taken over. Say who does which step, and change what you do otherwise.")
    )
    return back(request, "playbook", row.pk)


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_playbook(request: CompanyRequest) -> HttpResponse:
    """A playbook of one's own."""
    form = NewPlaybookForm(sent(request), initial={"form_key": uuid4()})
    if attempt(form, acts.add_playbook, **who(request)):
        messages.success(request, _("The playbook is there. Now add its first step."))
        row = Playbook.of(request.company).get(form_key=form.cleaned_data["form_key"])
        return back(request, "playbook", row.pk)
    return form_page(
        request,
        form=form,
        title=_("Write a playbook"),
        submit=_("Save"),
        back_url=address(request.company, "playbooks"),
        crumbs=pages.crumbs(request.company),
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_playbook(request: CompanyRequest, pk: int) -> HttpResponse:
    """Another name or purpose."""
    row = _row(request, pk)
    initial = {"name": row.name, "about": row.about, "seen": row.revision}
    form = ChangedPlaybookForm(sent(request), initial=initial)
    if attempt(form, acts.save_playbook, playbook_id=row.pk, **who(request)):
        messages.success(request, _("Saved."))
        return back(request, "playbook", row.pk)
    return form_page(
        request,
        form=form,
        title=_("Change the playbook"),
        submit=_("Save"),
        back_url=address(request.company, "playbook", row.pk),
        crumbs=pages.crumbs(
            request.company, (row.name, address(request.company, "playbook", row.pk))
        ),
    )


@company_view(roles=EDITORS)
@require_POST
def retire_playbook(request: CompanyRequest, pk: int) -> HttpResponse:
    """Put it away."""
    row = _row(request, pk)
    act(request, acts.retire_playbook, _("The playbook is put away."), playbook_id=row.pk)
    return back(request, "playbooks")


def _row(request: CompanyRequest, pk: int) -> Playbook:
    row: Playbook = found_or_404(playbook_of(request.company, pk))
    row.company = request.company
    return row
