"""Personal data: what is kept how long and why, and what is done at somebody's request."""

import json
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.refusals import RefusedError
from companies.views.downloads import download
from monitoring.exports import as_csv, persons
from monitoring.forms.privacy import EraseForm, PersonForm, RetentionForm, VoicesForm
from monitoring.presenters import privacy as presenter
from monitoring.presenters.addresses import page
from monitoring.selectors.naming import naming
from monitoring.selectors.persons import Voice, voices
from monitoring.selectors.retention import rule_of
from monitoring.services import persons as acts
from monitoring.services.retention import set_retention
from monitoring.views.frame import back, must_edit, say, show, sight, tabs

HANDED_OUT = ("csv", "json")


@company_view()
@require_http_methods(["GET", "HEAD", "POST"])
def personal_data(request: CompanyRequest) -> HttpResponse:
    """The record of processing: what is read, why, how long; and what was done on request."""
    here, rule = sight(request), rule_of(request.company)
    said = {"keep_days": rule.keep_days, "empties_text": rule.empties_text}
    form = RetentionForm(request.POST or None, initial=said)
    if request.method == "POST":
        must_edit(request)
        given = {"company": request.company, "by": request.user, "at": here.now}
        if attempt(form, set_retention, **given):
            say(request, _("Saved."))
            return back(request, "personal_data")
    context = {
        "form": form,
        "rule": presenter.days_words(rule.keep_days),
        "empties_text": rule.empties_text,
        "profiles": presenter.profile_lines(request.company),
        "sources": presenter.source_lines(request.company),
        "records": presenter.record_lines(request.company, here),
        "tabs": tabs(request, "personal_data"),
        "edits": request.standing.edits,
        "may_answer": acts.may_answer(request.standing),
    }
    return show(request, "personal_data", context, status=422 if form.is_bound else 200)


@company_view()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: CompanyRequest) -> HttpResponseBase:
    """What is stored of one person: found, handed out, erased. Names stand in no address."""
    if not acts.may_answer(request.standing):
        raise PermissionDenied(_("Only the lead and whoever administers the company may do this."))
    form = PersonForm(request.POST or None)
    if not form.is_valid():
        return _page(request, form, None)
    found = voices(request.company, form.cleaned_data["asked"])
    act = request.POST.get("act", "")
    if act in HANDED_OUT:
        return _handed_out(request, found, act)
    if act in {"erase", "erase_now"}:
        return _erased(request, found, is_sure=act == "erase_now")
    return _page(request, form, found)


def _page(
    request: CompanyRequest,
    form: PersonForm,
    found: list[Voice] | None,
    keys: Sequence[str] = (),
    problem: str = "",
) -> HttpResponse:
    asked = form.cleaned_data.get("asked", "") if form.is_bound else ""
    # Whoever has written nothing that is stored may be named in what people have typed.
    named = naming(request.company, asked, ()) if found == [] else None
    context = {
        "form": form,
        "asked": form.data.get("asked", ""),
        "lines": None if found is None else presenter.voice_lines(found, keys),
        "naming": presenter.naming_lines(named) if named else None,
        "problem": problem,
        "tabs": tabs(request, "personal_data"),
        "back_url": page(request.company, "personal_data"),
    }
    refused = problem or (form.is_bound and not form.is_valid())
    return show(request, "person", context, status=422 if refused else 200)


def _handed_out(request: CompanyRequest, found: list[Voice], kind: str) -> HttpResponseBase:
    form = VoicesForm(request.POST, found=found)
    if not form.is_valid():
        return _page(request, form, found, problem=str(acts.NOBODY))
    given = {"asked": form.cleaned_data["asked"], "keys": form.cleaned_data["voices"]}
    try:
        stored = acts.record_export(
            company=request.company, by=request.user, at=sight(request).now, **given
        )
    except RefusedError as refusal:
        return _page(request, form, found, problem=str(refusal))
    if kind == "json":
        rows = persons.documents(request.company, stored)
        content = json.dumps(rows, ensure_ascii=False, indent=1).encode()
        return download(content, "stored.json", "application/json")
    table = persons.table_of(request.company, stored)
    return download(b"".join(as_csv.pieces(table, "excel")), "stored.csv", "text/csv")


def _erased(request: CompanyRequest, found: list[Voice], *, is_sure: bool) -> HttpResponse:
    ticked = VoicesForm(request.POST, found=found)
    if not ticked.is_valid():
        return _page(request, ticked, found, problem=str(acts.NOBODY))
    chosen = [each for each in found if each.key in ticked.cleaned_data["voices"]]
    asked = ticked.cleaned_data["asked"]
    named = naming(request.company, asked, chosen)
    if not chosen and not named.can_be_erased:
        return _page(request, ticked, found)
    form = EraseForm(request.POST if is_sure else None, found=found, initial={"takes_out": True})
    if is_sure and attempt(form, _erase, request=request):
        return back(request, "personal_data")
    context = {
        "form": form,
        "asked": asked,
        "lines": presenter.voice_lines(chosen, [each.key for each in chosen]),
        "number": sum(each.number + each.unheard for each in chosen),
        "naming": presenter.naming_lines(named),
        "tabs": tabs(request, "personal_data"),
        "back_url": page(request.company, "person"),
    }
    return show(request, "erase_person", context, status=422 if is_sure else 200)


def _erase(*, request: CompanyRequest, asked: str, voices: list[str], **said: Any) -> None:
    record = acts.erase_person(
        company=request.company,
        asked=asked,
        keys=voices,
        by=request.user,
        at=sight(request).now,
        **said,
    )
    done = ngettext(
        "%(number)s mention is erased.", "%(number)s mentions are erased.", record.mentions
    )
    say(request, done % {"number": record.mentions})
    if record.texts:
        say(request, presenter.texts_words(record.texts))
