"""Templates in a company: what was taken over, what of it has a newer version, what can be."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.models import Company
from companies.roles import EDITORS
from companies.views.frame import answer
from rollout.forms.templates import SaveAsTemplateForm, TakeForm
from rollout.models import Template
from rollout.presenters.addresses import page_url
from rollout.presenters.stage_work import Way
from rollout.presenters.templates import change_lines, choices
from rollout.templating import applying, authoring
from rollout.templating.kinds import KINDS
from rollout.templating.selectors import (
    Applied,
    applied_or_none,
    applied_templates,
    entries_of,
    is_brought_by_a_member,
    own_template,
    own_templates,
    why_not_now,
)
from rollout.views.templates import consultants_only


@company_view(roles=EDITORS)
@require_GET
def applied(request: CompanyRequest) -> HttpResponse:
    """What was taken over, and, for a consultant, what else there is."""
    there = applied_templates(request.company)
    taken = {each.row.uid for each in there}
    own = own_templates(request.user) if authoring.is_consultant(request.user) else []
    context = {
        "applied": there,
        "offered": [
            (each, why_not_now(request.company, each.template.kind))
            for each in own
            if each.published and each.template.uid not in taken
        ],
        "is_consultant": authoring.is_consultant(request.user),
        "crumbs": _way_up(request.company),
    }
    return render(request, "rollout/applied.html", context)


@company_view(roles=EDITORS)
@require_http_methods(["GET", "POST"])
def apply_template(request: CompanyRequest, pk: int) -> HttpResponse:
    """Choose what of one's own template this client takes over."""
    if not is_brought_by_a_member(request.company, pk):
        raise Http404
    consultants_only(request.user)
    own = own_template(request.user, pk)
    if own is None or own.published is None:
        raise Http404
    entries = choices(own.template.kind, entries_of(own.published))
    form = TakeForm(
        request.POST if request.method == "POST" else None,
        company=request.company,
        entries=entries,
        initial={"picked": [key for key, _name in entries], "owner": request.standing.membership},
    )
    return _take(
        request,
        form,
        applying.apply_template,
        _("“%(name)s” is taken over.") % {"name": own.template},
        "rollout/apply_template.html",
        {"own": own},
        template_id=pk,
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "POST"])
def take_update(request: CompanyRequest, pk: int) -> HttpResponse:
    """The newer version beside what is there, word by word; taken over knowingly."""
    found = _applied_or_404(request, pk)
    if found.newest is None:
        return redirect(page_url(request.company, "applied"))
    lines = change_lines(KINDS[found.row.kind], found.changes())
    form = TakeForm(
        request.POST if request.method == "POST" else None,
        company=request.company,
        entries=[(line.key, line.name) for line in lines if line.is_offered],
        initial={
            "picked": [line.key for line in lines if line.is_ticked],
            "owner": request.standing.membership,
        },
    )
    form.fields["picked"].required = False
    return _take(
        request,
        form,
        applying.take_update,
        _("“%(name)s” is up to date.") % {"name": found.row},
        "rollout/take_update.html",
        {"found": found, "lines": lines, "picked": form["picked"].value() or ()},
        applied_id=pk,
        version=_version(request, found),
    )


@company_view(roles=EDITORS)
@require_http_methods(["GET", "POST"])
def save_as_template(request: CompanyRequest) -> HttpResponse:
    """Make a template of one's own out of what this client has."""
    consultants_only(request.user)
    form = SaveAsTemplateForm(request.POST if request.method == "POST" else None)
    made: list[Template] = []

    def doing(**values: Any) -> None:
        made.append(authoring.make_template(company=request.company, **values))

    if attempt(form, doing, by=request.user, at=timezone.now()):
        return redirect("rollout:template", pk=made[0].pk)
    context = {
        "form": form,
        "title": _("Make a template of what is here"),
        "intro": _(
            "Only words are taken: no people, no days, no figures of this client. Take out "
            "afterwards what is about this company alone."
        ),
        "back": page_url(request.company, "applied"),
        "crumbs": [*_way_up(request.company), _templates(request.company)],
    }
    return answer(request, "rollout/template_form.html", context)


def _take(
    request: CompanyRequest,
    form: TakeForm,
    doing: Callable[..., object],
    done: str,
    template: str,
    context: dict[str, Any],
    **arguments: Any,
) -> HttpResponse:
    now = timezone.now()
    if attempt(form, doing, company=request.company, by=request.user, at=now, **arguments):
        messages.success(request, done)
        return redirect(page_url(request.company, "applied"))
    crumbs = [*_way_up(request.company), _templates(request.company)]
    back = page_url(request.company, "applied")
    return answer(request, template, {"form": form, "crumbs": crumbs, "back": back, **context})


def _way_up(company: Company) -> list[Way]:
    return [Way(company.name, page_url(company, "home"))]


def _templates(company: Company) -> Way:
    return Way(_("Templates"), page_url(company, "applied"))


def _applied_or_404(request: CompanyRequest, pk: int) -> Applied:
    found = applied_or_none(request.company, pk)
    if found is None:
        raise Http404
    return found


def _version(request: CompanyRequest, found: Applied) -> int:
    sent = request.POST.get("version", "")
    assert found.newest is not None
    return int(sent) if sent.isdecimal() and len(sent) < 9 else found.newest.number
