"""Incidents: the list, one with its timeline, and what people do with it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.forms.base import CompanyForm, attempt
from companies.roles import EDITORS
from monitoring.forms.alarm import (
    CloseForm,
    LevelForm,
    NoteForm,
    OpenForm,
    OwnerForm,
    ReasonForm,
    ScenarioForm,
)
from monitoring.models import Incident
from monitoring.presenters.addresses import page
from monitoring.presenters.incidents import (
    ExpectedPeak,
    IncidentView,
    banner,
    leading,
    now_in_words,
    picture,
    scenario_of,
    timeline,
)
from monitoring.selectors.alarm import learning_of, reading_of, settings_of, thresholds_of
from monitoring.selectors.incidents import (
    expected_peaks,
    incident_of,
    incidents_of,
    timeline_of,
    verdicts_of,
)
from monitoring.services.alarm import incidents as acts
from monitoring.views.frame import back, found_or_404, say, show, sight

SHOWN = 100


@company_view()
@require_safe
def incidents(request: CompanyRequest) -> HttpResponse:
    """What is open, what was, and what had been announced."""
    here = sight(request)
    rows = [IncidentView(row, here) for row in incidents_of(request.company)[:SHOWN]]
    said = settings_of(request.company)
    context = {
        "open": next((row for row in rows if row.is_open), None),
        "rows": [row for row in rows if not row.is_open],
        "expected": [ExpectedPeak(row, here) for row in expected_peaks(request.company)],
        "verdicts": verdicts_of(request.company),
        "learning": learning_of(request.company, at=here.now),
        "is_off": said is not None and not said.is_on,
        "edits": request.standing.edits,
    }
    return show(request, "incidents", context)


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def open_incident(request: CompanyRequest) -> HttpResponse:
    """Somebody knows before the alarm does."""
    form = OpenForm(request.POST or None, company=request.company)
    given = {"company": request.company, "by": request.user, "at": sight(request).now}
    if attempt(form, acts.open_by_hand, **given):
        say(request, _("The incident is open. Whoever must know gets a mail."))
        opened = Incident.of(request.company).latest("pk")
        return back(request, "incident", opened.pk)
    context = {
        "form": form,
        "back_url": page(request.company, "incidents"),
        "open": banner(request.company, sight(request).now),
    }
    return show(request, "open_incident", context, status=422 if form.is_bound else 200)


@company_view()
@require_safe
def incident(request: CompanyRequest, pk: int) -> HttpResponse:
    """One incident: what happened, what to do, who was told when."""
    return _page(request, _found(request, pk))


def _found(request: CompanyRequest, pk: int) -> Incident:
    row: Incident = found_or_404(incident_of(request.company, pk))
    return row


FORMS: dict[str, type[CompanyForm]] = {
    "level_form": LevelForm,
    "note_form": NoteForm,
    "silence_form": ReasonForm,
    "owner_form": OwnerForm,
    "scenario_form": ScenarioForm,
    "close_form": CloseForm,
}


def _page(
    request: CompanyRequest, row: Incident, bound: dict[str, forms.Form] | None = None
) -> HttpResponse:
    here, company = sight(request), request.company
    view = IncidentView(row, here)
    initial = {"level": row.level, "owner": row.owner_id, "scenario": row.scenario_id}
    blank = {
        name: form(company=company, initial=initial, auto_id=f"{name}_%s")
        for name, form in FORMS.items()
    }
    context = {
        "incident": view,
        "chart": picture(row.figures, here),
        "now": _now(request) if view.is_open else "",
        "scenario": scenario_of(row),
        "timeline": timeline(timeline_of(row), here),
        "edits": request.standing.edits and view.is_open,
        "leading": leading(view, edits=request.standing.edits),
        **blank,
        **(bound or {}),
    }
    return show(request, "incident", context, status=422 if bound else 200)


def _now(request: CompanyRequest) -> str:
    company, at = request.company, sight(request).now
    reading = reading_of(company, at=at, said=thresholds_of(settings_of(company)))
    return now_in_words(reading, reading.rhythms)


def _act(
    request: CompanyRequest, pk: int, name: str, act: Callable[..., object], sentence: str
) -> HttpResponse:
    """Do what a form of the page says, and come back to the page."""
    row = _found(request, pk)
    form = FORMS[name](request.POST, company=request.company, auto_id=f"{name}_%s")
    given: dict[str, Any] = {"incident": row, "by": request.user, "at": sight(request).now}
    if not attempt(form, act, **given):
        return _page(request, row, {name: form})
    say(request, sentence)
    return redirect(page(request.company, "incident", row.pk))


@company_view(roles=EDITORS)
@require_POST
def change_level(request: CompanyRequest, pk: int) -> HttpResponse:
    """More or less serious than it looked."""
    return _act(request, pk, "level_form", acts.change_level, _("The level is noted."))


@company_view(roles=EDITORS)
@require_POST
def note_incident(request: CompanyRequest, pk: int) -> HttpResponse:
    """A line in the timeline."""
    return _act(request, pk, "note_form", acts.note, _("Noted."))


@company_view(roles=EDITORS)
@require_POST
def stay_silent(request: CompanyRequest, pk: int) -> HttpResponse:
    """Say nothing, as a decision."""
    done = _("The decision is noted: we stay silent.")
    return _act(request, pk, "silence_form", acts.decide_to_stay_silent, done)


@company_view(roles=EDITORS)
@require_POST
def speak_after_all(request: CompanyRequest, pk: int) -> HttpResponse:
    """The silence ends."""
    done = _("The decision is noted: we speak.")
    return _act(request, pk, "silence_form", acts.decide_to_speak, done)


@company_view(roles=EDITORS)
@require_POST
def own_incident(request: CompanyRequest, pk: int) -> HttpResponse:
    """Somebody sees to it."""
    return _act(request, pk, "owner_form", acts.take_on, _("It is noted who sees to it."))


@company_view(roles=EDITORS)
@require_POST
def choose_scenario(request: CompanyRequest, pk: int) -> HttpResponse:
    """Another scenario fits better."""
    return _act(request, pk, "scenario_form", acts.choose_scenario, _("The scenario is noted."))


@company_view(roles=EDITORS)
@require_POST
def close_incident(request: CompanyRequest, pk: int) -> HttpResponse:
    """It is over."""
    done = _("The incident is closed. What you learned from it stays here.")
    return _act(request, pk, "close_form", acts.close_incident, done)
