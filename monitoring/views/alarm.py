"""The alarm: from when on it rings, how it would have rung, whom it tells, what is expected."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.limits import DAY, within
from companies.refusals import RefusedError
from companies.roles import EDITORS
from companies.views.frame import too_many
from monitoring.alarm.rules import Thresholds
from monitoring.forms.alarm import (
    AlarmForm,
    ContactForm,
    OwnLevelForm,
    RiseForm,
    initial_of,
)
from monitoring.models import AlarmContact, AlarmSettings, ExpectedRise
from monitoring.models.alarm import NEVER
from monitoring.presenters.addresses import page
from monitoring.presenters.alarm import ContactView, replay_view
from monitoring.selectors.alarm import (
    learning_of,
    live_rises,
    replayed,
    settings_of,
    thresholds_of,
)
from monitoring.selectors.incidents import (
    chosen_level,
    contacts_of,
    ended_contacts,
    level_for,
)
from monitoring.services.alarm import contacts, forgetting, settings
from monitoring.views.frame import back, found_or_404, must_edit, refuse, say, show, sight

DAYS = 90
ASKED = 20
"""Contacts that one company may ask in a day."""


@company_view()
@require_http_methods(["GET", "HEAD", "POST"])
def alarm(request: CompanyRequest) -> HttpResponse:
    """The settings; "try" shows how they would have rung before they are saved."""
    here, company = sight(request), request.company
    row = settings_of(company)
    form = AlarmForm(request.POST or None, company=company, initial=initial_of(row))
    for field in form.fields.values():
        field.disabled = not request.standing.edits
    tried = None
    if request.method == "POST":
        must_edit(request)
        if "try" in request.POST:
            tried = _tried(request, form)
        elif _saved(request, form):
            say(request, _("The alarm is set."))
            return back(request, "alarm")
    context = {
        "form": form,
        "tried": tried,
        "contacts": [ContactView(each, here) for each in contacts_of(company)],
        "ended": list(ended_contacts(company)),
        "rises": live_rises(company).filter(ends_on__gte=request.standing.on),
        "learning": learning_of(company, at=here.now),
        "own_form": _own_form(request),
        "edits": request.standing.edits,
    }
    return show(request, "alarm", context, status=422 if form.errors else 200)


def _saved(request: CompanyRequest, form: AlarmForm) -> bool:
    if not form.is_valid():
        return False
    try:
        settings.save_alarm_settings(
            company=request.company, by=request.user, at=sight(request).now, **form.said()
        )
    except RefusedError as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    return True


def _tried(request: CompanyRequest, form: AlarmForm) -> Any:
    if not form.is_valid():
        return None
    here = sight(request)
    found = replayed(request.company, _typed(form), days=DAYS, at=here.now)
    return replay_view(found, DAYS, here)


def _typed(form: AlarmForm) -> Thresholds:
    names = [field.name for field in AlarmSettings._meta.concrete_fields]
    typed = {name: value for name, value in form.cleaned_data.items() if name in names}
    return thresholds_of(AlarmSettings(**typed))


def _own_form(request: CompanyRequest) -> OwnLevelForm:
    mine = request.standing.membership
    level = level_for(mine, chosen_level(mine)) or NEVER
    return OwnLevelForm(company=request.company, initial={"from_level": level})


@company_view()
@require_POST
def own_alarm_level(request: CompanyRequest) -> HttpResponse:
    """From which level on one wants a mail oneself."""
    form = OwnLevelForm(request.POST, company=request.company)
    given = {"membership": request.standing.membership, "at": sight(request).now}
    if attempt(form, settings.choose_own_level, **given):
        say(request, _("Noted. This holds for you only."))
    else:
        refuse(request, RefusedError(_("Choose a level.")))
    return back(request, "alarm")


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_alarm_contact(request: CompanyRequest) -> HttpResponse:
    """Somebody without an account who must know."""
    initial = {"language": get_language(), "from_level": "serious"}
    form = ContactForm(request.POST or None, company=request.company, initial=initial)
    if request.method == "POST":
        key = f"alarm_contacts:{request.company.pk}"
        if form.is_valid() and not within(key, most=ASKED, seconds=DAY):
            return too_many(request)
        given = {"company": request.company, "by": request.user, "at": sight(request).now}
        if attempt(form, contacts.add_contact, **given):
            said = _("%(name)s gets a mail with a question. After a yes, the alarm tells them.")
            say(request, said % {"name": form.cleaned_data["name"]})
            return back(request, "alarm")
    context = {"form": form, "back_url": page(request.company, "alarm")}
    return show(request, "add_alarm_contact", context, status=422 if form.is_bound else 200)


@company_view(roles=EDITORS)
@require_POST
def end_alarm_contact(request: CompanyRequest, pk: int) -> HttpResponse:
    """They are told no more."""
    found_or_404(AlarmContact.of(request.company).filter(pk=pk).first())
    contacts.remove_contact(
        company=request.company, contact_id=pk, by=request.user, at=sight(request).now
    )
    say(request, _("The contact is removed."))
    return back(request, "alarm")


@company_view(roles=EDITORS)
@require_POST
def forget_alarm_contact(request: CompanyRequest, pk: int) -> HttpResponse:
    """Name and address of somebody who is told no more go at once."""
    found_or_404(AlarmContact.of(request.company).filter(pk=pk).first())
    forgetting.forget_at_once(
        company=request.company, contact_id=pk, by=request.user, at=sight(request).now
    )
    say(request, _("Name and address are removed."))
    return back(request, "alarm")


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def announce_rise(request: CompanyRequest) -> HttpResponse:
    """More will be said on these days, and why."""
    form = RiseForm(request.POST or None, company=request.company)
    given = {"company": request.company, "by": request.user, "at": sight(request).now}
    if attempt(form, settings.announce_rise, **given):
        say(request, _("The alarm knows. On these days it records, and wakes nobody."))
        return back(request, "alarm")
    context = {"form": form, "back_url": page(request.company, "alarm")}
    return show(request, "announce_rise", context, status=422 if form.is_bound else 200)


@company_view(roles=EDITORS)
@require_POST
def withdraw_rise(request: CompanyRequest, pk: int) -> HttpResponse:
    """It does not hold any more."""
    found_or_404(ExpectedRise.of(request.company).filter(pk=pk).first())
    settings.withdraw_rise(
        company=request.company, rise_id=pk, by=request.user, at=sight(request).now
    )
    say(request, _("Taken back. The alarm rings on these days as on any other."))
    return back(request, "alarm")
