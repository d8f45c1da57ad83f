"""Runs: begin one, look at it, move its publication, call it off, and what is over."""

from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.models import Membership
from companies.roles import EDITORS
from publishing.forms.runs import BeginForm, DoneForm, PublicationForm, ReasonForm
from publishing.models import Playbook, Run
from publishing.presenters import runs as pages
from publishing.presenters.addresses import address
from publishing.presenters.playbooks import crumbs
from publishing.selectors import (
    candidates_for,
    ended_runs,
    playbook_of,
    run_of,
    steps_of_run,
)
from publishing.services import runs as acts
from publishing.views.frame import back, form_page, found_or_404, sent, show, who

ON_A_PAGE = 30


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def begin_run(request: CompanyRequest, pk: int) -> HttpResponse:
    """Begin a run: what it is about, when, and who does which step."""
    company = request.company
    playbook: Playbook = found_or_404(playbook_of(company, pk))
    steps = list(playbook.steps.all())
    live = Membership.of(company).filter(ended_at__isnull=True).select_related("user")
    people = list(live.order_by("user__name", "pk"))
    form = BeginForm(
        sent(request),
        company=company,
        steps=steps,
        people=people,
        proposed=candidates_for(steps, people),
        initial={"form_key": uuid4(), "seen": playbook.revision},
    )
    url = address(company, "playbook", playbook.pk)
    if not steps:
        messages.error(request, _("This playbook has no steps yet."))
        return back(request, "playbook", playbook.pk)
    if attempt(form, acts.begin_run, playbook_id=playbook.pk, **who(request)):
        messages.success(request, _("It has begun. Whoever does the first step has been told."))
        row = Run.of(company).get(form_key=form.cleaned_data["form_key"])
        return back(request, "run", row.pk)
    return form_page(
        request,
        form=form,
        title=_("Begin: %(name)s") % {"name": playbook.name},
        lead=_("The steps are copied as they are today. Who does each of them this time?"),
        submit=_("Begin"),
        back_url=url,
        crumbs=crumbs(company, (playbook.name, url)),
    )


@company_view()
@require_safe
def run(request: CompanyRequest, pk: int) -> HttpResponse:
    """One run, with the next step first of all."""
    row = _row(request, pk)
    page = pages.run_page(row, steps_of_run(row), request.standing, timezone.now())
    return show(
        request,
        "run",
        page=page,
        done_form=_done_form(page),
        crumbs=crumbs(request.company),
    )


@company_view()
@require_safe
def runs(request: CompanyRequest) -> HttpResponse:
    """What is over, the latest first."""
    found = Paginator(ended_runs(request.company), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = list(found.object_list)
    for each in rows:
        each.company = request.company
    return show(
        request,
        "runs",
        rows=pages.ended_lines(rows),
        newer_url=f"?page={found.previous_page_number()}" if found.has_previous() else "",
        older_url=f"?page={found.next_page_number()}" if found.has_next() else "",
        crumbs=crumbs(request.company),
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def move_publication(request: CompanyRequest, pk: int) -> HttpResponse:
    """Another moment of the publication."""
    row = _row(request, pk)
    local = row.publication_at and row.publication_at.astimezone(ZoneInfo(row.company.time_zone))
    initial = {"publication_on": local.date(), "publication_time": local.time()} if local else {}
    form = PublicationForm(sent(request), company=request.company, initial=initial)
    if attempt(form, acts.move_publication, run_id=row.pk, **who(request)):
        messages.success(request, _("Moved. The open steps are due accordingly."))
        return back(request, "run", row.pk)
    return _page(request, row, form=form, title=_("Move the publication"), submit=_("Move"))


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def stop_run(request: CompanyRequest, pk: int) -> HttpResponse:
    """Call it off, with a reason."""
    row = _row(request, pk)
    form = ReasonForm(sent(request))
    if attempt(form, acts.stop_run, run_id=row.pk, **who(request)):
        messages.success(request, _("Called off. What was done stays written down."))
        return back(request, "run", row.pk)
    return _page(request, row, form=form, title=_("Call off"), submit=_("Call off"))


def _row(request: CompanyRequest, pk: int) -> Run:
    row: Run = found_or_404(run_of(request.company, pk))
    row.company = request.company
    return row


def _done_form(page: pages.RunPage) -> DoneForm | None:
    if page.now is None or not page.now.can_do:
        return None
    row = page.now.view.row
    return DoneForm(initial={"note": row.note, "link": row.link})


def _page(
    request: CompanyRequest, row: Run, *, form: object, title: str, submit: str
) -> HttpResponse:
    url = address(request.company, "run", row.pk)
    return form_page(
        request,
        form=form,
        title=title,
        submit=submit,
        lead=row.title,
        back_url=url,
        crumbs=crumbs(request.company, (row.title, url)),
    )
