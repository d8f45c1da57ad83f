"""What belongs to a person and no company: profile, language, founding another company."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from companies.access import personal_view, public_view
from companies.forms.base import attempt
from companies.forms.people import FoundForm, ProfileForm
from companies.models import Company, User
from companies.selectors import may_found
from companies.services.founding import found_company
from companies.services.profile import change_profile, choose_language
from companies.views.frame import answer

YEAR = 365 * 24 * 3600


@personal_view
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Own name and language, and the way to password, address and second factor."""
    user = request.user
    assert isinstance(user, User)
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        initial={"name": user.name, "language": user.language},
    )
    if attempt(form, change_profile, by=user):
        with translation.override(user.language):
            messages.success(request, _("Your profile is saved."))
        return _with_cookie(redirect("companies:profile"), user.language)
    return answer(request, "companies/profile.html", {"form": form})


@personal_view
@require_http_methods(["GET", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Found another company: for consultants, and for whoever administers one already."""
    user = request.user
    assert isinstance(user, User)
    if not may_found(user):
        raise PermissionDenied(
            _("Consultants, and people who administer a company, can found another one.")
        )
    form = FoundForm(request.POST if request.method == "POST" else None)
    founded: list[Company] = []
    if attempt(form, _found, into=founded, by=user, at=timezone.now()):
        messages.success(
            request, _("%(company)s is founded. Invite its manager next.") % {"company": founded[0]}
        )
        return redirect("companies:invite", company=founded[0].slug)
    return answer(request, "companies/found.html", {"form": form})


def _found(*, into: list[Company], by: User, **typed: Any) -> None:
    into.append(found_company(founder=by, by=by, **typed))


@public_view
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Another language; kept in the account, and for guests in a cookie."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        return redirect("companies:start")
    if isinstance(request.user, User):
        choose_language(by=request.user, language=chosen)
    return _with_cookie(redirect(_way_back(request)), chosen)


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if own else "/"


def _with_cookie(response: HttpResponse, chosen: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
