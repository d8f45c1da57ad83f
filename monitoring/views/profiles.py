"""What the company looks for: the list, a search with its preview, its end."""

from contextlib import suppress
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.refusals import RefusedError
from companies.roles import EDITORS
from monitoring.forms.profiles import ProfileForm
from monitoring.models import SearchProfile
from monitoring.presenters.addresses import page
from monitoring.presenters.preview import Fault, PreviewFacts, fault_of
from monitoring.presenters.profiles import DAYS, ProfileRow
from monitoring.presenters.suggestions import suggestions
from monitoring.query.errors import QueryError
from monitoring.query.twins import excluding
from monitoring.selectors.hits import hits_by_day
from monitoring.selectors.profiles import live_profiles
from monitoring.services import profiles as acts
from monitoring.services.changing import resume_profile
from monitoring.views.frame import back, found_or_404, must_edit, refuse, say, show, sight, tabs


@company_view()
@require_safe
def profiles(request: CompanyRequest) -> HttpResponse:
    """Every search in plain words, with what it found."""
    today = request.standing.on
    found = hits_by_day(request.company, starts_on=today - timedelta(days=DAYS - 1), ends_on=today)
    here = sight(request)
    rows = [
        ProfileRow(looking, found.get(looking.profile.pk, {}), today, here)
        for looking in live_profiles(request.company)
    ]
    context = {
        "rows": rows,
        "list_url": page(request.company, "profiles"),
        "is_searching": any(row.progress for row in rows),
        "ended": _ended(request),
        "tabs": tabs(request, "profiles"),
        "edits": request.standing.edits,
    }
    return show(request, "profiles", context, fragment="_profiles")


def _ended(request: CompanyRequest) -> SearchProfile | None:
    """The search that was ended a click ago, so that it can be taken up again."""
    typed = request.GET.get("ended", "")
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 19):
        return None
    ended = SearchProfile.of(request.company).filter(pk=int(typed), ended_at__isnull=False)
    return ended.first()


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_profile(request: CompanyRequest) -> HttpResponse:
    """A new search."""
    if "exclude" in request.POST:
        return _form_page(request, _excluding(request), None)
    initial = {"kind": request.GET.get("kind", "brand"), "query": request.GET.get("query", "")}
    form = ProfileForm(request.POST or None, initial=initial)
    given = {"company": request.company, "by": request.user, "at": sight(request).now}
    if attempt(form, acts.add_profile, **given):
        say(request, _("The search is on. What is stored already is being searched too."))
        return back(request, "profiles")
    return _form_page(request, form, None)


@company_view()
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: CompanyRequest, pk: int) -> HttpResponse:
    """One search: what it looks for, and what it would find otherwise."""
    row: SearchProfile = found_or_404(_live(request, pk))
    if "exclude" in request.POST:
        return _form_page(request, _excluding(request), row)
    form = ProfileForm(
        request.POST or None,
        initial={
            "name": row.name,
            "kind": row.kind,
            "query": row.query,
            "purpose": row.purpose,
            "balancing": row.balancing,
            "person_ground": row.person_ground,
        },
    )
    if request.method == "POST":
        must_edit(request)
        given = {"profile": row, "by": request.user, "at": sight(request).now}
        if attempt(form, acts.change_profile, **given):
            say(request, _("Saved. What is stored already is being searched again."))
            return back(request, "profiles")
    return _form_page(request, form, row)


def _excluding(request: CompanyRequest) -> ProfileForm:
    """The form as it was typed, its words without what was clicked; nothing is saved yet."""
    must_edit(request)
    typed = {name: request.POST.get(name, "") for name in ProfileForm.base_fields}
    with suppress(QueryError):
        typed["query"] = excluding(typed["query"], request.POST["exclude"])
    return ProfileForm(initial=typed)


def _live(request: CompanyRequest, pk: int) -> SearchProfile | None:
    live = SearchProfile.of(request.company).filter(pk=pk, ended_at__isnull=True)
    return live.select_related("company").first()


def _form_page(
    request: CompanyRequest, form: ProfileForm, row: SearchProfile | None
) -> HttpResponse:
    query = (form.data.get("query") if form.is_bound else form.initial.get("query")) or ""
    context = {
        "form": form,
        "profile": row,
        "suggestions": [] if row else suggestions(request.company.name),
        "tabs": tabs(request, "profiles"),
        "back_url": page(request.company, "profiles"),
        "preview_url": page(request.company, "preview_profile"),
        "end_url": page(request.company, "end_profile", row.pk) if row else "",
        "edits": request.standing.edits,
        **_previewed(request, query),
    }
    return show(request, "profile", context, status=422 if form.is_bound else 200)


@company_view()
@require_safe
def preview_profile(request: CompanyRequest) -> HttpResponse:
    """What a search would have found lately, while it is being typed."""
    query, not_meant = (request.GET.get(name, "") for name in ("query", "not_meant"))
    with suppress(QueryError):
        query = excluding(query, not_meant) if not_meant.strip() else query
    context = {**_previewed(request, query), "edits": request.standing.edits}
    return render(request, "monitoring/_preview.html", context)


def _previewed(request: CompanyRequest, query: str) -> dict[str, PreviewFacts | Fault | None]:
    query, here = query.replace("\0", "").strip(), sight(request)
    if not query:
        return {"preview": None, "fault": None}
    since = here.now - timedelta(days=DAYS)
    try:
        found = acts.preview_profile(company=request.company, query=query, since=since, at=here.now)
    except RefusedError as refusal:
        return {"preview": None, "fault": fault_of(query, refusal)}
    return {"preview": PreviewFacts(query, found, here), "fault": None}


@company_view(roles=EDITORS)
@require_POST
def end_profile(request: CompanyRequest, pk: int) -> HttpResponse:
    """Look for it no longer; the next page offers the way back."""
    row: SearchProfile = found_or_404(_live(request, pk))
    try:
        acts.end_profile(profile=row, by=request.user, at=sight(request).now)
    except RefusedError as refusal:
        refuse(request, refusal)
        return back(request, "profiles")
    return back(request, "profiles", ended=row.pk)


@company_view(roles=EDITORS)
@require_POST
def resume_profile_(request: CompanyRequest, pk: int) -> HttpResponse:
    """Take up a search that was ended."""
    rows = SearchProfile.of(request.company).select_related("company")
    row: SearchProfile = found_or_404(rows.filter(pk=pk).first())
    try:
        resume_profile(profile=row, by=request.user, at=sight(request).now)
    except RefusedError as refusal:
        refuse(request, refusal)
    else:
        say(request, _("“%(name)s” is looked for again.") % {"name": row.name})
    return back(request, "profiles")
