"""What the company reads: the list, a new source, one source and its ends."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.limits import HOUR, within
from companies.refusals import RefusedError
from companies.roles import EDITORS
from companies.views.frame import too_many
from monitoring.connectors import CONNECTORS
from monitoring.forms.backfill import ReadBackForm
from monitoring.forms.connected import CredentialForm
from monitoring.forms.sources import AddSourceForm, SourceForm
from monitoring.health import health_of_source
from monitoring.models import Source
from monitoring.outgoing import client
from monitoring.presenters.addresses import page
from monitoring.presenters.kinds import kinds
from monitoring.presenters.sources import FoundThere, SourceRow, rows
from monitoring.selectors.sources import watched_sources
from monitoring.services import sources as acts
from monitoring.services.changing import change_source
from monitoring.views.frame import back, found_or_404, must_edit, refuse, say, show, sight, tabs

ADDRESSES = 120
"""That one person may have tried in an hour: each keeps the server busy for up to 20 seconds."""


@company_view()
@require_safe
def sources(request: CompanyRequest) -> HttpResponse:
    """Every source with how it is; what fails comes first."""
    here = sight(request)
    context = {
        "rows": rows(watched_sources(request.company, now=here.now), here),
        "tabs": tabs(request, "sources"),
        "edits": request.standing.edits,
    }
    return show(request, "sources", context)


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_source(request: CompanyRequest) -> HttpResponse:
    """Test an address, then watch it."""
    if request.method == "POST" and not within(
        f"addresses:{request.user.pk}", most=ADDRESSES, seconds=HOUR
    ):
        return too_many(request)
    here = sight(request)
    form = AddSourceForm(_typed(request), initial={"address": request.GET.get("address", "")})
    found = None
    if "watch" not in request.POST:
        if form.is_valid():
            found = _tested(form, here.now)
            form = _filled_in(form, FoundThere(found, here))
    else:
        given = {"company": request.company, "by": request.user, "at": here.now}
        if attempt(form, acts.add_source, **given):
            say(
                request, _("The source is being watched. Its first entries come in within minutes.")
            )
            return back(request, "sources")
    refused = found is None and form.is_bound
    context = {
        "form": form,
        "found": FoundThere(found, here) if found else None,
        "tabs": tabs(request, "sources"),
        "kinds": kinds(request.company, "feed"),
        "connector": CONNECTORS["feed"],
        "back_url": page(request.company, "sources"),
    }
    return show(
        request,
        "add_source",
        context,
        fragment="_add_source",
        status=422 if refused else 200,
    )


def _typed(request: CompanyRequest) -> QueryDict | None:
    """What was typed; a feed that was suggested takes the place of the address."""
    if request.method != "POST":
        return None
    typed = request.POST.copy()
    if suggested := typed.get("suggested"):
        typed["address"] = suggested
    return typed


def _tested(form: AddSourceForm, at: datetime) -> acts.Found:
    return acts.check_address(address=form.cleaned_data["address"], client=client(), at=at)


def _filled_in(form: AddSourceForm, found: FoundThere) -> AddSourceForm:
    """The form again, with what the test has found out where nothing was typed."""
    typed = form.cleaned_data
    return AddSourceForm(
        initial={
            "address": found.found.address,
            "name": typed["name"] or found.found.title[:120],
            "takes_everything": typed["takes_everything"] or found.is_alert,
        }
    )


@company_view()
@require_http_methods(["GET", "HEAD", "POST"])
def source(request: CompanyRequest, pk: int) -> HttpResponse:
    """One source: how it is, what it is called."""
    row = found_source(request, pk)
    form = None
    if request.method == "POST":
        must_edit(request)
        form = SourceForm(request.POST)
        if attempt(form, change_source, source=row, by=request.user, at=sight(request).now):
            say(request, _("Saved."))
            return back(request, "sources")
    return show_source(request, row, form=form)


def show_source(
    request: CompanyRequest,
    row: Source,
    *,
    form: SourceForm | None = None,
    credential_form: CredentialForm | None = None,
    back_form: ReadBackForm | None = None,
) -> HttpResponse:
    """Its page; with a form that was typed wrongly, if there is one."""
    here, connector = sight(request), CONNECTORS[row.feed.kind]
    initial = {
        "name": row.name,
        "takes_everything": row.takes_everything,
        "keep_days": row.keep_days,
    }
    refused = any(each is not None for each in (form, credential_form, back_form))
    context = {
        "form": form or SourceForm(initial=initial),
        "connector": connector,
        "credential_form": credential_form or CredentialForm(connector=connector),
        "back_form": back_form or ReadBackForm(),
        "row": SourceRow(row, health_of_source(row, now=here.now, zone=here.zone), here),
        "tabs": tabs(request, "sources"),
        "back_url": page(request.company, "sources"),
        "edits": request.standing.edits,
    }
    return show(request, "source", context, status=422 if refused else 200)


def found_source(request: CompanyRequest, pk: int) -> Source:
    """The company's source, or Http404."""
    live = Source.of(request.company).filter(removed_at__isnull=True)
    row: Source = found_or_404(live.select_related("feed", "company").filter(pk=pk).first())
    return row


@company_view(roles=EDITORS)
@require_POST
def pause_source(request: CompanyRequest, pk: int) -> HttpResponse:
    """Read nothing from it until it is resumed."""
    return _do(request, pk, acts.pause_source, _("“%(name)s” is paused."))


@company_view(roles=EDITORS)
@require_POST
def resume_source(request: CompanyRequest, pk: int) -> HttpResponse:
    """Read from it again."""
    return _do(request, pk, acts.resume_source, _("“%(name)s” is read again."))


@company_view(roles=EDITORS)
@require_POST
def remove_source(request: CompanyRequest, pk: int) -> HttpResponse:
    """Watch it no longer."""
    said = _("“%(name)s” is not watched any more. Its mentions stay.")
    return _do(request, pk, acts.remove_source, said)


@company_view(roles=EDITORS)
@require_POST
def try_source_again(request: CompanyRequest, pk: int) -> HttpResponse:
    """Ask a failing source now."""
    return _do(request, pk, acts.try_again, _("“%(name)s” is being tried again."))


def _do(request: CompanyRequest, pk: int, act: Callable[..., Source], said: str) -> HttpResponse:
    row = found_source(request, pk)
    try:
        act(source=row, by=request.user, at=sight(request).now)
    except RefusedError as refusal:
        refuse(request, refusal)
    else:
        say(request, said % {"name": row.name})
    return back(request, "sources")
