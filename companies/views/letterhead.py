"""How somebody's own reports are headed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from companies.access import personal_view
from companies.documents.document import picture
from companies.forms.base import attempt
from companies.forms.letterhead import LetterheadForm
from companies.letterheads import letterhead_of
from companies.models import User
from companies.services.letterhead import change_letterhead
from companies.views.frame import answer

KINDS = {"png": "image/png", "jpg": "image/jpeg"}


@personal_view
@require_http_methods(["GET", "POST"])
def letterhead(request: HttpRequest) -> HttpResponse:
    """Name, firm, address line, logo, and how they look together."""
    user = request.user
    assert isinstance(user, User)
    head = letterhead_of(user)
    has_logo = bool(head and head.logo)
    initial = {"name": head.name, "firm": head.firm, "address": head.address} if head else {}
    typed = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = LetterheadForm(*typed, initial=initial or {"name": user.name}, has_logo=has_logo)
    if attempt(form, change_letterhead, by=user, at=timezone.now()):
        messages.success(request, _("Your letterhead is saved."))
        return redirect("companies:letterhead")
    crumbs = [{"label": _("Your profile"), "url": reverse("companies:profile")}]
    facts = {"form": form, "head": head, "has_logo": has_logo, "crumbs": crumbs}
    return answer(request, "companies/letterhead.html", facts)


@personal_view
@require_GET
def letterhead_logo(request: HttpRequest) -> HttpResponse:
    """One's own logo, as it is on reports."""
    assert isinstance(request.user, User)
    head = letterhead_of(request.user)
    if head is None or not head.logo:
        raise Http404
    drawn = picture(bytes(head.logo), "")
    response = HttpResponse(drawn.content, content_type=KINDS[drawn.format])
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
