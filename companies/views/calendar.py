"""The company's dates as a file, and as an address that a calendar program reads by itself."""

from hashlib import sha256
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from companies.access import CompanyRequest, company_view, public_view
from companies.agenda import entries_of
from companies.agenda.ical import calendar_file
from companies.limits import DAY, HOUR, address_of, within
from companies.models import CalendarAddress, Company
from companies.services import subscriptions
from companies.views.frame import settings_page, too_many, unlogged

PER_ADDRESS = 500
"""Readings a day: a few programs that each look every quarter of an hour."""
PER_GUESSER = 60
"""Wrong addresses an hour."""


@company_view()
@never_cache
def calendar(request: CompanyRequest) -> HttpResponse:
    """What stands in the calendar, the file, and one's own secret address."""
    address = subscriptions.live_address(request.standing.membership)
    entries = entries_of(request.company)
    zone = ZoneInfo(request.company.time_zone)
    coming = [entry for entry in entries if entry.last_day(zone) >= request.standing.on]
    return settings_page(
        request,
        "calendar",
        "calendar",
        entries=entries,
        coming=coming,
        earlier=[entry for entry in entries if entry not in coming],
        address=address,
        secret_url=_url_of(address) if address else "",
    )


@company_view()
@require_POST
def make_calendar_address(request: CompanyRequest) -> HttpResponse:
    """A new secret address; an old one ends."""
    subscriptions.make_calendar_address(membership=request.standing.membership, at=timezone.now())
    messages.success(request, _("The address is there. Keep it to yourself: it needs no password."))
    return redirect("companies:calendar", company=request.company.slug)


@company_view()
@require_POST
def revoke_calendar_address(request: CompanyRequest) -> HttpResponse:
    """The secret address leads nowhere any more."""
    subscriptions.revoke_calendar_address(membership=request.standing.membership, at=timezone.now())
    messages.success(request, _("The address no longer works."))
    return redirect("companies:calendar", company=request.company.slug)


@company_view()
@require_GET
def calendar_download(request: CompanyRequest) -> HttpResponseBase:
    """The calendar as it is now, for members."""
    response = _file(request.company)
    response["Content-Disposition"] = f'attachment; filename="{request.company.slug}.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


@public_view
@require_GET
def calendar_subscription(request: HttpRequest, token: str) -> HttpResponseBase:
    """The same for a calendar program, which cannot sign in: the address is the only key."""
    address = subscriptions.address_behind(token)
    if address is None:
        guesser = f"calendar-miss:{address_of(request)}"
        if not within(guesser, most=PER_GUESSER, seconds=HOUR):
            return unlogged(too_many(request))
        return unlogged(render(request, "404.html", status=404))
    if not within(f"calendar:{address.pk}", most=PER_ADDRESS, seconds=DAY):
        return unlogged(too_many(request))
    with override(address.membership.user.language):
        response = _file(address.company)
    etag = f'"{sha256(response.content).hexdigest()}"'
    response["ETag"] = etag
    response["Cache-Control"] = "private, max-age=900"
    response["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=etag, response=response) or response


def _file(company: Company) -> HttpResponse:
    content = calendar_file(company, entries_of(company))
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def _url_of(address: CalendarAddress) -> str:
    token = subscriptions.token_of(address)
    return str(settings.BASE_URL) + reverse("companies:calendar_subscription", args=[token])
