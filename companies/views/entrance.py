"""The doors for people without a company: start, first set-up, invitations."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from companies.access import public_view
from companies.forms.base import attempt
from companies.forms.people import NewPersonForm, SetUpForm
from companies.models import Invitation, Membership, User
from companies.navigation import Navigation, home_url
from companies.services import invitations
from companies.services.founding import set_up_installation
from companies.views.frame import answer, unlogged

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
STATUS = {"unknown": 404}
GONE = 410


@public_view
def start(request: HttpRequest) -> HttpResponse:
    """Where everybody arrives, and is sent on to where they belong."""
    if not isinstance(request.user, User):
        return redirect("account_login" if User.objects.exists() else "companies:set_up")
    facts = Navigation(request)
    if not facts.companies:
        return render(request, "companies/start.html")
    if len(facts.companies) > 1 and facts.portfolio_url:
        return redirect(facts.portfolio_url)
    return redirect(facts.companies[0].url)


@public_view
@never_cache
@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """The first person and company, for whoever holds the installation's key."""
    if User.objects.exists():
        return redirect("companies:start")
    form = SetUpForm(request.POST or None, initial={"key": request.GET.get("key", "")})
    if attempt(form, _set_up, language=get_language() or "de"):
        person = User.objects.get(email=form.cleaned_data["email"].lower())
        login(request, person, backend=BACKEND)
        messages.success(
            request, _("Welcome. Your company is set up; invite your colleagues next.")
        )
        return redirect("companies:start")
    return answer(request, "companies/set_up.html", {"form": form})


def _set_up(*, key: str, **typed: Any) -> None:
    set_up_installation(at=timezone.now(), **typed)


@public_view
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What a link from an invitation leads to; joining is always a click, never a visit."""
    try:
        found = invitations.invitation_behind(token, at=timezone.now())
        response = _answer_invitation(request, found)
    except invitations.UsedError as over:
        status = STATUS.get(over.reason, GONE)
        context = {"reason": over.reason}
        response = render(request, "companies/invitation_over.html", context, status=status)
    return unlogged(response)


def _answer_invitation(request: HttpRequest, found: Invitation) -> HttpResponse:
    if isinstance(request.user, User):
        return _answer_signed_in(request, request.user, found)
    if account := invitations.account_of(found):
        context = {"invitation": found, "account": account}
        return render(request, "companies/invitation_sign_in.html", context)
    return _answer_new_person(request, found)


def _answer_signed_in(request: HttpRequest, user: User, found: Invitation) -> HttpResponse:
    if not invitations.addressed_to(found, user):
        return render(request, "companies/invitation_other.html", {"invitation": found})
    if request.method == "POST":
        return _welcome(
            request,
            invitations.accept_invitation(invitation=found, by=user, at=timezone.now()),
        )
    return render(request, "companies/invitation_join.html", {"invitation": found})


def _answer_new_person(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = NewPersonForm(
        request.POST if request.method == "POST" else None,
        known_email=found.email,
        initial={"name": found.name},
    )
    facts = {"invitation": found, "language": get_language() or "de", "at": timezone.now()}
    if attempt(form, invitations.accept_as_new_person, **facts):
        person = User.objects.get(email=found.email)
        login(request, person, backend=BACKEND)
        membership = Membership.of(found.company).select_related("company").get(user=person)
        return _welcome(request, membership)
    return answer(request, "companies/invitation.html", {"invitation": found, "form": form})


def _welcome(request: HttpRequest, membership: Membership) -> HttpResponse:
    company = membership.company
    messages.success(request, _("Welcome to %(company)s.") % {"company": company})
    return redirect(home_url(company))
