"""The settings of the desk: rules, promises, places, prepared answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.refusals import RefusedError
from companies.roles import EDITORS
from monitoring.connectors import CONNECTORS
from monitoring.forms.desk import PreparedForm, PromiseForm, RuleForm
from monitoring.models import PreparedAnswer, RoutingRule
from monitoring.presenters.desk.page import tabs
from monitoring.presenters.desk.settings import place_lines, promise_lines, rule_lines
from monitoring.selectors import desk_settings as read
from monitoring.services.desk import settings as acts
from monitoring.views.frame import back, found_or_404, say, show, sight


@company_view(roles=EDITORS)
@require_safe
def desk_settings(request: CompanyRequest) -> HttpResponse:
    """Everything that is decided about the desk."""
    return _settings(request, PromiseForm(company=request.company))


def _settings(request: CompanyRequest, form: PromiseForm) -> HttpResponse:
    here = sight(request)
    context = {
        "rules": rule_lines(read.rules_of(request.company), here),
        "promises": promise_lines(read.promises_of(request.company)),
        "places": place_lines(read.places_of(request.company), here),
        "prepared": read.prepared_of(request.company),
        "form": form,
        "tabs": tabs(here, "settings"),
    }
    return show(request, "desk_settings", context, status=422 if form.errors else 200)


@company_view(roles=EDITORS)
@require_POST
def set_promise(request: CompanyRequest) -> HttpResponse:
    """Promise something tighter for one kind of source."""
    form = PromiseForm(request.POST, company=request.company)
    if form.is_valid():
        try:
            acts.set_promise(
                company=request.company,
                source_kind=form.cleaned_data["source_kind"],
                minutes=form.minutes,
                by=request.user,
                at=sight(request).now,
            )
        except RefusedError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            say(request, _("Promised. It holds for whatever comes in from now on."))
            return back(request, "desk_settings")
    return _settings(request, form)


@company_view(roles=EDITORS)
@require_POST
def remove_promise(request: CompanyRequest, kind: str) -> HttpResponse:
    """Let the usual promise hold again."""
    if kind in CONNECTORS:
        acts.set_promise(
            company=request.company,
            source_kind=kind,
            minutes=None,
            by=request.user,
            at=sight(request).now,
        )
        say(request, _("The end of the next working day holds there again."))
    return back(request, "desk_settings")


@company_view(roles=EDITORS)
@require_POST
def desk_place(request: CompanyRequest, pk: int) -> HttpResponse:
    """Say whether one can answer at a source."""
    source: Any = found_or_404(read.source_of(request.company, pk))
    answers = request.POST.get("takes_answers") == "1"
    acts.set_place(source=source, takes_answers=answers, by=request.user, at=sight(request).now)
    say(request, _("Noted. It holds for whatever comes in from now on."))
    return back(request, "desk_settings")


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_desk_rule(request: CompanyRequest) -> HttpResponse:
    """A new rule."""
    return _rule(request, None)


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_rule(request: CompanyRequest, pk: int) -> HttpResponse:
    """Say a rule anew."""
    return _rule(request, found_or_404(read.rule_of(request.company, pk)))


def _rule(request: CompanyRequest, row: RoutingRule | None) -> HttpResponse:
    names = list(RuleForm.base_fields)
    initial = {name: getattr(row, name) for name in names} if row else {}
    typed = request.POST if request.method == "POST" else None
    form = RuleForm(typed, company=request.company, initial=initial)

    def keep(**given: Any) -> None:
        who = {"by": given.pop("by"), "at": given.pop("at")}
        rule = acts.RuleGiven(**given)
        if row is None:
            acts.add_rule(company=request.company, given=rule, **who)
        else:
            acts.change_rule(rule=row, given=rule, **who)

    if typed is not None and attempt(form, keep, by=request.user, at=sight(request).now):
        say(request, _("The rule holds for whatever comes in from now on."))
        return back(request, "desk_settings")
    context = {"form": form, "rule": row}
    return show(request, "desk_rule", context, status=422 if form.errors else 200)


@company_view(roles=EDITORS)
@require_POST
def move_desk_rule(request: CompanyRequest, pk: int) -> HttpResponse:
    """Let a rule be asked earlier or later."""
    row: Any = found_or_404(read.rule_of(request.company, pk))
    up = request.POST.get("to") == "up"
    acts.move_rule(rule=row, up=up, by=request.user, at=sight(request).now)
    return back(request, "desk_settings")


@company_view(roles=EDITORS)
@require_POST
def remove_desk_rule(request: CompanyRequest, pk: int) -> HttpResponse:
    """Take a rule away."""
    row: Any = found_or_404(read.rule_of(request.company, pk))
    acts.remove_rule(rule=row, by=request.user, at=sight(request).now)
    say(request, _("The rule is gone. What it has led somewhere stays there."))
    return back(request, "desk_settings")


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_prepared_answer(request: CompanyRequest) -> HttpResponse:
    """New words to begin an answer with."""
    return _prepared(request, None)


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def prepared_answer(request: CompanyRequest, pk: int) -> HttpResponse:
    """Say prepared words anew."""
    return _prepared(request, found_or_404(read.prepared_answer(request.company, pk)))


def _prepared(request: CompanyRequest, row: PreparedAnswer | None) -> HttpResponse:
    initial = {"title": row.title, "text": row.text} if row else {}
    typed = request.POST if request.method == "POST" else None
    form = PreparedForm(typed, company=request.company, initial=initial)
    given = {"company": request.company, "by": request.user, "at": sight(request).now}
    if typed is not None and attempt(form, acts.prepare_answer, answer=row, **given):
        say(request, _("The answer is prepared. It stands beside every case."))
        return back(request, "desk_settings")
    context = {"form": form, "answer": row}
    return show(request, "prepared_answer", context, status=422 if form.errors else 200)


@company_view(roles=EDITORS)
@require_POST
def remove_prepared_answer(request: CompanyRequest, pk: int) -> HttpResponse:
    """Take prepared words away."""
    row: Any = found_or_404(read.prepared_answer(request.company, pk))
    acts.remove_prepared(answer=row, by=request.user, at=sight(request).now)
    say(request, _("The prepared answer is gone."))
    return back(request, "desk_settings")
