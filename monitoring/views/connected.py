"""Sources that are more than a feed: set up by their settings, signed in where need be."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.limits import HOUR, within
from companies.models import User
from companies.roles import EDITORS
from companies.views.frame import too_many
from monitoring.connectors import CONNECTORS
from monitoring.connectors.base import Connector
from monitoring.forms.connected import ConnectedForm, CredentialForm, typed_credential
from monitoring.models import Source
from monitoring.outgoing import client
from monitoring.presenters.addresses import page
from monitoring.presenters.kinds import OWN_PAGES, kinds
from monitoring.presenters.sources import FoundThere
from monitoring.services.connected import add_connected_source, give_credential
from monitoring.services.sources import Found, check_source
from monitoring.views.frame import back, say, show, sight, tabs
from monitoring.views.sources import ADDRESSES, found_source, show_source


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_kind(request: CompanyRequest, kind: str) -> HttpResponse:
    """Test the settings of one kind of source, then watch it."""
    connector = CONNECTORS.get(kind)
    if connector is None or kind in OWN_PAGES:
        raise Http404
    if request.method == "POST" and not within(
        f"addresses:{request.user.pk}", most=ADDRESSES, seconds=HOUR
    ):
        return too_many(request)
    form, found = _form(request, connector), None
    if "watch" not in request.POST:
        if form.is_valid():
            found = _tested(form, request)
            form = _filled_in(form, found)
    elif _watched(form, request):
        return back(request, "sources")
    if form.is_bound:
        form.keep()
    return _shown(request, form, found)


def _watched(form: ConnectedForm, request: CompanyRequest) -> bool:
    if not form.is_valid():
        return False
    done = attempt(
        form,
        _add,
        company=request.company,
        kind=form.connector.kind,
        settings=form.chosen,
        credential=form.credential,
        by=request.user,
        at=sight(request).now,
    )
    if done:
        say(request, _("The source is being watched. Its first entries come in within minutes."))
    return done


ASKED = ("company", "kind", "settings", "credential", "name", "takes_everything", "by", "at")


def _add(**given: Any) -> None:
    add_connected_source(**{name: given[name] for name in ASKED})


def _shown(request: CompanyRequest, form: ConnectedForm, found: Found | None) -> HttpResponse:
    connector = form.connector
    context = {
        "form": form,
        "connector": connector,
        "kinds": kinds(request.company, connector.kind),
        "found": FoundThere(found, sight(request)) if found else None,
        "tabs": tabs(request, "sources"),
        "back_url": page(request.company, "sources"),
    }
    refused = found is None and form.is_bound
    return show(request, "add_kind", context, fragment="_add_kind", status=422 if refused else 200)


def _form(request: CompanyRequest, connector: Connector) -> ConnectedForm:
    place = f"typed|company {request.company.pk}|user {request.user.pk}|{connector.kind}"
    typed = request.POST if request.method == "POST" else None
    return ConnectedForm(typed, connector=connector, place=place)


def _tested(form: ConnectedForm, request: CompanyRequest) -> Found:
    return check_source(
        kind=form.connector.kind,
        settings=form.chosen,
        credential=form.credential,
        client=client(),
        at=sight(request).now,
    )


def _filled_in(form: ConnectedForm, found: Found) -> ConnectedForm:
    """The form again: what was typed, the credential sealed, and a name from the test."""
    typed = {key: value for key, value in form.cleaned_data.items() if key != "kept"}
    secret = {f"credential_{each.key}" for each in form.connector.credential if each.secret}
    shown = {key: value for key, value in typed.items() if key not in secret}
    initial = {**shown, "kept": form.sealed(), "name": typed["name"] or found.title[:120]}
    return ConnectedForm(initial=initial, connector=form.connector, place=form.place)


@company_view(roles=EDITORS)
@require_POST
def change_credential(request: CompanyRequest, pk: int) -> HttpResponse:
    """Sign in with something else from now on."""
    row = found_source(request, pk)
    connector = CONNECTORS[row.feed.kind]
    if not connector.credential:
        raise Http404
    form = CredentialForm(request.POST, connector=connector)
    if form.is_valid() and attempt(form, _give, source=row, by=request.user, at=sight(request).now):
        say(request, _("The sign-in is kept. “%(name)s” is being tried.") % {"name": row.name})
        return back(request, "sources")
    return show_source(request, row, credential_form=form)


def _give(*, source: Source, by: User, at: datetime, **typed: str) -> None:
    give_credential(source=source, credential=typed_credential(typed), by=by, at=at)
