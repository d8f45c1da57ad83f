"""The desk: its queues, one case, and what people do with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.forms.base import CompanyForm, attempt
from companies.models import Department
from companies.refusals import RefusedError
from companies.roles import EDITORS
from monitoring.dashboard import facts as reads
from monitoring.desk.words import Why
from monitoring.forms.desk import (
    AnswerCaseForm,
    AssignCaseForm,
    CloseCaseForm,
    NoteForm,
    ReopenCaseForm,
    RouteCaseForm,
)
from monitoring.models import DeskCase
from monitoring.presenters.addresses import page, said_of
from monitoring.presenters.cards import MentionCard
from monitoring.presenters.desk.case import CasePage, paragraph_of, prepared_words
from monitoring.presenters.desk.lines import lines
from monitoring.presenters.desk.page import (
    answered_lately,
    asked_for,
    next_url,
    nothing,
    queue_tabs,
    tabs,
)
from monitoring.presenters.filters import active_filters
from monitoring.selectors.desk import (
    QUEUES,
    Filters,
    Viewer,
    also_looking,
    case_of,
    cases_page,
    events_of,
    neighbour,
    queue_counts,
)
from monitoring.selectors.mentions import MentionFilters, mention_of
from monitoring.selectors.staff import staff_of
from monitoring.services.desk.assigning import assign_case as assign
from monitoring.services.desk.assigning import release_case as release
from monitoring.services.desk.assigning import route_case as route
from monitoring.services.desk.assigning import take_case as take
from monitoring.services.desk.noting import add_note, look_at
from monitoring.services.desk.opening import put_on_desk as put
from monitoring.services.desk.settling import answer_case as answer
from monitoring.services.desk.settling import close_case as close
from monitoring.services.desk.settling import reopen_case as reopen
from monitoring.views.frame import back, found_or_404, refuse, say, show, sight
from monitoring.views.narrowing import desk_form

FORMS: dict[str, type[CompanyForm]] = {
    "answer": AnswerCaseForm,
    "close": CloseCaseForm,
    "assign": AssignCaseForm,
    "route": RouteCaseForm,
    "note": NoteForm,
    "reopen": ReopenCaseForm,
}


@company_view()
@require_safe
def desk(request: CompanyRequest) -> HttpResponse:
    """What waits for an answer, what is due first standing first."""
    here, viewer = sight(request), Viewer.of(request.standing)
    offered = reads.choices(request.company)
    form = desk_form(request, offered)
    filters = _filters(request, viewer, form.filters)
    counts = queue_counts(viewer, request.company, filters, at=here.now)
    found = cases_page(
        viewer, request.company, filters, at=here.now, after=request.GET.get("after", "")
    )
    staff = staff_of(request.company, request.standing.on)
    asked = {name: str(value) for name, value in asked_for(filters).items() if value}
    departments = list(Department.of(request.company))
    context = {
        "lines": lines(found.cases, here, staff, queue=filters.queue),
        "queues": queue_tabs(viewer, counts, filters, here),
        "next_url": next_url(filters, found, here),
        "empty": nothing(
            filters, counts, here, has_sources=bool(offered.watched), sees_all=viewer.sees_all
        ),
        "filters": filters,
        "active": active_filters(form, page(request.company, "desk"), asked, silent=("source",)),
        "kept": {key: value for key, value in said_of(filters.said).items() if key != "source"},
        "sources": offered.watched,
        "departments": departments if viewer.sees_all else [],
        "whys": Why.choices,
        "answered": answered_lately(here, departments) if viewer.sees_all else None,
        "tabs": tabs(here, "desk") if request.standing.edits else [],
    }
    return show(request, "desk", context)


def _filters(request: CompanyRequest, viewer: Viewer, said: MentionFilters) -> Filters:
    usual = "all" if viewer.sees_all else "mine"
    queue, why = request.GET.get("queue", ""), request.GET.get("why", "")
    return Filters(
        queue=queue if queue in QUEUES else usual,
        department=_number(request.GET.get("department", "")),
        why=why if why in Why.values else "",
        said=said,
    )


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None


@company_view()
@require_safe
def case(request: CompanyRequest, pk: int) -> HttpResponse:
    """One case: answer it, pass it on, close it."""
    row = _case(request, pk)
    look_at(case=row, by=request.user, at=sight(request).now)
    return _page(request, row)


def _case(request: CompanyRequest, pk: int) -> DeskCase:
    row: DeskCase = found_or_404(case_of(Viewer.of(request.standing), request.company, pk))
    return row


def _page(request: CompanyRequest, row: DeskCase, **bound: CompanyForm) -> HttpResponse:
    here = sight(request)
    staff = staff_of(request.company, request.standing.on)
    shown = CasePage(row, here, staff, _queue(request))
    forms = {
        name: bound.get(name) or form(company=request.company, auto_id=f"{name}-%s")
        for name, form in FORMS.items()
    }
    context = {
        "case": shown,
        "forms": forms,
        "opened": dict.fromkeys(bound, True),
        "refused": next(iter(bound.values()), None),
        "mention": MentionCard(row.mention, here, length=0) if row.mention else None,
        "timeline": shown.timeline(events_of(row)),
        "prepared": prepared_words(row) if row.is_open else [],
        "paragraph": paragraph_of(row, here) if row.is_open else None,
        "others": also_looking(row, request.user.pk, at=here.now),
        "is_mine": row.owner_id == request.standing.membership.pk,
        "desk_url": page(request.company, "desk", queue=shown.queue),
        "next_url": _next_url(request, row),
    }
    return show(request, "case", context, status=422 if bound else 200)


def _queue(request: CompanyRequest) -> str:
    queue = request.GET.get("queue", "")
    return queue if queue in QUEUES and queue != "settled" else ""


def _next_url(request: CompanyRequest, row: DeskCase) -> str:
    queue = _queue(request)
    viewer = Viewer.of(request.standing)
    usual = "all" if viewer.sees_all else "mine"
    filters = Filters(queue=queue or usual)
    following = neighbour(viewer, request.company, filters, row, at=sight(request).now)
    return page(request.company, "case", following, queue=queue) if following else ""


def _done(
    request: CompanyRequest, pk: int, name: str, act: Callable[..., object], said: str
) -> HttpResponse:
    """Do what a form says; what was refused comes back with everything that was typed."""
    row = _case(request, pk)
    form = FORMS[name](request.POST, company=request.company, auto_id=f"{name}-%s")
    given = {"case": row, "by": request.user, "at": sight(request).now}
    if name != "note":
        given["seen"] = _number(request.POST.get("seen", ""))
    if not attempt(form, act, **given):
        return _page(request, _case(request, pk), **{name: form})
    say(request, said)
    return _onward(request, row, settled=name in ("answer", "close"))


def _onward(request: CompanyRequest, row: DeskCase, *, settled: bool = False) -> HttpResponse:
    """After a case is settled the next of the queue, else the same one if it may still be seen."""
    queue = _queue(request)
    if settled and queue:
        onward = _next_url(request, row)
        return redirect(onward or page(request.company, "desk", queue=queue))
    if case_of(Viewer.of(request.standing), request.company, row.pk) is None:
        return back(request, "desk")
    return back(request, "case", row.pk, queue=queue)


def _at_once(
    request: CompanyRequest, pk: int, act: Callable[..., object], said: str
) -> HttpResponse:
    """The same for what needs no form."""
    row = _case(request, pk)
    seen = _number(request.POST.get("seen", ""))
    try:
        act(case=row, by=request.user, at=sight(request).now, seen=seen)
    except RefusedError as refusal:
        refuse(request, refusal)
    else:
        say(request, said)
    return _onward(request, row)


@company_view()
@require_POST
def take_case(request: CompanyRequest, pk: int) -> HttpResponse:
    """See to it oneself."""
    own = partial(take, member=request.standing.membership)
    return _at_once(request, pk, own, _("It is yours now."))


@company_view()
@require_POST
def release_case(request: CompanyRequest, pk: int) -> HttpResponse:
    """Give it back."""
    return _at_once(request, pk, release, _("It is nobody’s now; others can take it."))


@company_view()
@require_POST
def assign_case(request: CompanyRequest, pk: int) -> HttpResponse:
    """Give it to somebody."""
    return _done(request, pk, "assign", assign, _("They will hear of it by e-mail."))


@company_view()
@require_POST
def route_case(request: CompanyRequest, pk: int) -> HttpResponse:
    """Pass it to a department."""
    return _done(request, pk, "route", route, _("Passed on. Whoever is there gets it."))


@company_view()
@require_POST
def note_case(request: CompanyRequest, pk: int) -> HttpResponse:
    """Write a note for colleagues."""
    return _done(request, pk, "note", add_note, _("The note is there."))


@company_view()
@require_POST
def answer_case(request: CompanyRequest, pk: int) -> HttpResponse:
    """It was answered."""
    return _done(request, pk, "answer", answer, _("Answered. Well done."))


@company_view()
@require_POST
def close_case(request: CompanyRequest, pk: int) -> HttpResponse:
    """Nobody answers, for a reason."""
    return _done(request, pk, "close", close, _("Closed. The reason is kept."))


@company_view()
@require_POST
def reopen_case(request: CompanyRequest, pk: int) -> HttpResponse:
    """Take it up again."""
    return _done(request, pk, "reopen", reopen, _("It is open again."))


@company_view(roles=EDITORS)
@require_POST
def put_on_desk(request: CompanyRequest, pk: int) -> HttpResponse:
    """Say that a mention wants an answer."""
    row: Any = found_or_404(mention_of(request.company, pk))
    try:
        made = put(mention=row, by=request.user, at=sight(request).now)
    except RefusedError as refusal:
        refuse(request, refusal)
        return back(request, "mention", pk)
    say(request, _("It lies on the desk now."))
    return back(request, "case", made.pk)
