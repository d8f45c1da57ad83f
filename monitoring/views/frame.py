"""What the pages share: the point of view, the tabs, and an answer for htmx or for a browser."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from companies.access import CompanyRequest
from companies.views.frame import Tab
from monitoring.presenters.addresses import page
from monitoring.presenters.sight import Sight

TABS: dict[str, str | Promise] = {
    "sources": _("Sources"),
    "profiles": _("Searches"),
    "own_voices": _("Our own accounts"),
    "personal_data": _("Personal data"),
}


def sight(request: CompanyRequest) -> Sight:
    """The company's point of view, now."""
    return Sight(request.company, timezone.now())


def tabs(request: CompanyRequest, current: str) -> list[Tab]:
    """What is read, what is looked for in it, and what becomes of people's data."""
    return [
        Tab(label, page(request.company, name), name == current) for name, label in TABS.items()
    ]


def show(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    fragment: str = "",
    status: int = 200,
) -> HttpResponse:
    """A page, or for htmx its fragment, if it has one."""
    if fragment and is_htmx(request):
        # htmx puts nothing into the page that came with an error.
        return _varied(render(request, f"monitoring/{fragment}.html", context))
    answer = render(request, f"monitoring/{template}.html", context, status=status)
    return _varied(answer) if fragment else answer


def back(request: CompanyRequest, name: str, *args: object, **asked: object) -> HttpResponse:
    """To one of our pages after something was done."""
    url = page(request.company, name, *args, **asked)
    return HttpResponseClientRedirect(url) if is_htmx(request) else redirect(url)


def must_edit(request: CompanyRequest) -> None:
    """For pages that all may read and only some may change; raises PermissionDenied."""
    if not request.standing.edits:
        raise PermissionDenied(_("Only lead, consultant and manager may change this."))


def is_htmx(request: HttpRequest) -> bool:
    """Whether only a part of the page is asked for."""
    return bool(getattr(request, "htmx", False))


def _varied(response: HttpResponse) -> HttpResponse:
    """The one place that says: this address answers htmx differently."""
    patch_vary_headers(response, ["HX-Request"])
    return response


def found_or_404(row: Any) -> Any:
    """The row, or the answer a stranger gets."""
    if row is None:
        raise Http404
    return row


def say(request: HttpRequest, sentence: str) -> None:
    """Tell on the next page what was done."""
    messages.success(request, sentence)


def refuse(request: HttpRequest, refusal: Exception) -> None:
    """Tell on the next page what was not done, and why."""
    messages.error(request, str(refusal))
