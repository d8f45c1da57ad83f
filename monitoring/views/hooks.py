"""Webhooks: a new one, how its deliveries are read, another secret."""

import json
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from companies.access import CompanyRequest, company_view
from companies.refusals import RefusedError
from companies.roles import EDITORS
from monitoring.connectors import CONNECTORS
from monitoring.forms.inbound import HookForm, MappingForm, SecretForm
from monitoring.models import Delivery, Hook, Source
from monitoring.presenters.addresses import page
from monitoring.presenters.inbound import EntryLine, HookPage, entry_line
from monitoring.presenters.kinds import kinds
from monitoring.services import hooks as acts
from monitoring.views.frame import back, found_or_404, say, show, sight, tabs
from monitoring.views.sources import found_source

SHOWN = 20


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_hook(request: CompanyRequest) -> HttpResponse:
    """Name a webhook and choose how it is signed."""
    form = HookForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = acts.add_hook(
                company=request.company, by=request.user, at=sight(request).now, **form.cleaned_data
            )
        except RefusedError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return _made(request, made)
    context = {
        "form": form,
        "connector": CONNECTORS["webhook"],
        "kinds": kinds(request.company, "webhook"),
        "tabs": tabs(request, "sources"),
        "back_url": page(request.company, "sources"),
    }
    return show(request, "add_hook", context, status=422 if form.is_bound else 200)


@company_view(roles=EDITORS)
@require_POST
def renew_hook_secret(request: CompanyRequest, pk: int) -> HttpResponse:
    """Another secret; the former one holds for a week more."""
    row = found_source(request, pk)
    _hook_of(row)
    form = SecretForm(request.POST)
    if not form.is_valid():
        return _page(request, row, secret_form=form)
    try:
        made = acts.renew_secret(
            source=row, by=request.user, at=sight(request).now, **form.cleaned_data
        )
    except RefusedError as refusal:
        form.add_error("secret", str(refusal))
        return _page(request, row, secret_form=form)
    return _made(request, made)


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def hook(request: CompanyRequest, pk: int) -> HttpResponse:
    """Its address, what came lately, and where in a delivery each field stands."""
    row = found_source(request, pk)
    form = MappingForm(request.POST) if request.method == "POST" else None
    if form is None or not form.is_valid():
        return _page(request, row, form=form)
    if "save" not in request.POST:
        return _page(request, row, form=form, lines=_tried(request, form))
    try:
        acts.change_mapping(
            source=row,
            items_at=form.cleaned_data["items_at"],
            mapping=form.mapping,
            by=request.user,
            at=sight(request).now,
        )
    except RefusedError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _page(request, row, form=form)
    say(request, _("Saved. Deliveries are read like this from now on."))
    return back(request, "hook", row.pk)


def _tried(request: CompanyRequest, form: MappingForm) -> list[EntryLine]:
    here = sight(request)
    try:
        for field, pointer in (("items_at", form.cleaned_data["items_at"]), *form.mapping.items()):
            acts.check_pointer(field, pointer)
        body = acts.parsed(form.cleaned_data["example"].encode())
    except RefusedError as refusal:
        form.add_error(refusal.field, str(refusal))
        return []
    except ValueError:
        form.add_error("example", _("This is no JSON: look for a missing bracket or comma."))
        return []
    mapping = {key: pointer for key, pointer in form.mapping.items() if pointer}
    entries, errors = acts.read_body(
        body,
        items_at=form.cleaned_data["items_at"],
        mapping=mapping,
        reading=acts.reading_of(request.company, here.now),
    )
    wrong = [entry_line(place + 1, None, why, here) for place, why in errors[:SHOWN]]
    good = [entry_line(place + 1, entry, None, here) for place, entry in entries[:SHOWN]]
    return sorted(wrong + good, key=lambda line: line.place)


def _page(
    request: CompanyRequest,
    row: Source,
    *,
    form: MappingForm | None = None,
    secret_form: SecretForm | None = None,
    lines: list[EntryLine] | None = None,
) -> HttpResponse:
    found, here = _hook_of(row), sight(request)
    deliveries = list(Delivery.of(request.company).filter(hook=found).order_by("-id")[:SHOWN])
    refused = bool((form and form.errors) or (secret_form and secret_form.errors))
    context = {
        "row": row,
        "shown": HookPage(found, deliveries, here, _address(request, row)),
        "verify_token": acts.verify_token(found),
        "form": form or MappingForm(initial={"items_at": found.items_at, **found.mapping}),
        "secret_form": secret_form or SecretForm(),
        "lines": lines,
        "tabs": tabs(request, "sources"),
        "back_url": page(request.company, "source", row.pk),
    }
    return show(request, "hook", context, status=422 if refused else 200)


def _made(request: CompanyRequest, made: acts.MadeHook) -> HttpResponse:
    """The one page that shows the secret; nothing keeps it."""
    sample: dict[str, Any] = {"text": _("The lift stands still again."), "author": "Carol"}
    context = {
        "source": made.source,
        "secret": made.secret,
        "address": _address(request, made.source),
        "verify_token": acts.verify_token(_hook_of(made.source)),
        "sample": json.dumps(sample, ensure_ascii=False, indent=2),
        "tabs": tabs(request, "sources"),
        "hook_url": page(request.company, "hook", made.source.pk),
    }
    shown = show(request, "hook_made", context)
    shown["Cache-Control"] = "no-store"
    return shown


def _hook_of(row: Source) -> Hook:
    found: Hook = found_or_404(Hook.of(row.company).filter(feed=row.feed_id).first())
    return found


def _address(request: CompanyRequest, row: Source) -> str:
    key = row.feed.address.partition(":")[2]
    return request.build_absolute_uri(reverse("monitoring:receive", args=(key,)))
