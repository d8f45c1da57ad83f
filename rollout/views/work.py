"""Rows of a stage's work, of whatever kind, and the names people put to criteria."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from companies.access import CompanyRequest, company_view
from companies.models import Company, User
from rollout import attesting, writing
from rollout.forms.work import (
    ConfirmationForm,
    choose_beforehand,
    initial_of,
    offer_same_stage,
    suggested,
)
from rollout.models import Evidence, StageContent
from rollout.presenters.stage_work import Way, examples_of
from rollout.rowkinds import RowKind
from rollout.selectors import StagePage
from rollout.stage import Attestable
from rollout.views.frame import act, form_page, stage_or_404, to_stage


@company_view()
@require_http_methods(["GET", "POST"])
def add_row(request: CompanyRequest, number: int, kind: str) -> HttpResponse:
    """A new row; of a single kind, the row that is there is shown and changed."""
    page, of = _kind(request, number, kind)
    row = of.model.of(request.company).filter(stage=page.step.stage).first() if of.single else None
    shown = (
        initial_of(of, row)
        if row
        else suggested(
            of,
            request.company,
            page.step.stage,
            request.standing.on,
            request.GET.get("example", ""),
        )
    )

    def doing(*, company: Company, by: User, at: datetime, **values: Any) -> object:
        return writing.add_row(company=company, number=number, of=of, values=values, by=by, at=at)

    examples = [] if row else examples_of(of, request.company, number)
    return _form(
        request, page, of, doing, shown, title=of.change if row else of.add, examples=examples
    )


@company_view()
@require_http_methods(["GET", "POST"])
def row(request: CompanyRequest, number: int, kind: str, pk: int) -> HttpResponse:
    """Say a row anew."""
    page, of = _kind(request, number, kind)
    there = _row(request, page, of, pk)

    def doing(*, company: Company, by: User, at: datetime, **values: Any) -> object:
        return writing.change_row(
            company=company, number=number, of=of, row_id=pk, values=values, by=by, at=at
        )

    return _form(request, page, of, doing, initial_of(of, there), title=of.change)


@company_view()
@require_POST
def remove_row(request: CompanyRequest, number: int, kind: str, pk: int) -> HttpResponse:
    """Take a row back."""
    page, of = _kind(request, number, kind)
    there = _row(request, page, of, pk)
    act(
        request,
        writing.remove_row,
        _("“%(name)s” is removed.") % {"name": of.named(there)},
        company=request.company,
        number=number,
        of=of,
        row_id=pk,
        by=request.user,
        at=timezone.now(),
    )
    return to_stage(request, number, of.anchor)


@company_view()
@require_http_methods(["GET", "POST"])
def confirm(request: CompanyRequest, number: int, criterion: str) -> HttpResponse:
    """Put one's name to a criterion, with a file where there is one."""
    page, asked = _asked(request, number, criterion)
    evidence = Evidence.of(request.company).filter(stage=page.step.stage, criterion=criterion)
    there = evidence.first()
    is_sent = request.method == "POST"
    form = ConfirmationForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial={
            "statement": there.statement if there else "",
            "shown": attesting.fingerprint(asked, page.assessment.work),
        },
    )
    return form_page(
        request,
        page,
        form,
        attesting.confirm,
        title=str(asked.title),
        section=asked.section,
        done=_("Your name stands beside it."),
        context={"attached": there.file_name if there else "", "intro": asked.ask},
        number=number,
        criterion=criterion,
    )


@company_view()
@require_POST
def unconfirm(request: CompanyRequest, number: int, criterion: str) -> HttpResponse:
    """Take a confirmation back."""
    _page, asked = _asked(request, number, criterion)
    act(
        request,
        attesting.unconfirm,
        _("It is taken back."),
        company=request.company,
        number=number,
        criterion=criterion,
        by=request.user,
        at=timezone.now(),
    )
    return to_stage(request, number, asked.section)


def _form(
    request: CompanyRequest,
    page: StagePage,
    of: RowKind,
    doing: Callable[..., object],
    shown: dict[str, Any],
    *,
    title: Any,
    examples: Sequence[Way] = (),
) -> HttpResponse:
    form = of.form(
        request.POST if request.method == "POST" else None, company=request.company, initial=shown
    )
    offer_same_stage(of, form, page.step.stage)
    choose_beforehand(form, request.GET)
    return form_page(
        request,
        page,
        form,
        doing,
        title=str(title),
        section=of.anchor,
        done=_("Saved."),
        context={"examples": examples},
    )


def _kind(request: CompanyRequest, number: int, kind: str) -> tuple[StagePage, RowKind]:
    page = stage_or_404(request, number)
    of = page.step.kind.row_kind(kind)
    if of is None:
        raise Http404
    return page, of


def _row(request: CompanyRequest, page: StagePage, of: RowKind, pk: int) -> StageContent:
    there: StageContent = get_object_or_404(
        of.model.of(request.company), pk=pk, stage=page.step.stage
    )
    return there


def _asked(request: CompanyRequest, number: int, criterion: str) -> tuple[StagePage, Attestable]:
    page = stage_or_404(request, number)
    asked = page.step.kind.attestable(criterion)
    if asked is None:
        raise Http404
    return page, asked
