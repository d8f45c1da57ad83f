"""The mail of the week: refused by the link in it, wanted again when signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from companies.access import CompanyRequest, company_view, public_view
from companies.limits import HOUR, address_of, within
from companies.roles import EDITORS
from companies.views.frame import too_many, unlogged
from monitoring.digest import sending
from monitoring.digest.coming import next_mail
from monitoring.views.frame import back, say, sight

PER_ADDRESS = 60
"""Readings an hour from one address."""


@public_view
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_digest(request: HttpRequest, token: str) -> HttpResponse:
    """No such mail any more. Opening the link changes nothing: programs open links, too.

    Mailboxes post to it by themselves when their reader asks them to (RFC 8058): the token in the
    address is what lets them, and no session is used.
    """
    if not within(f"digest:{address_of(request)}", most=PER_ADDRESS, seconds=HOUR):
        return unlogged(too_many(request))
    membership = sending.membership_behind(token)
    if membership is None:
        return unlogged(render(request, "404.html", status=404))
    if request.method == "POST":
        sending.refuse_digest(membership=membership, at=timezone.now())
    with override(membership.user.language):
        company = membership.company
        context = {
            "done": not sending.wants_digest(membership),
            "from": company,
            "next": next_mail(company, at=timezone.now()),
        }
        return render(request, "monitoring/stop_digest.html", context)


@company_view(roles=EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def weekly_mail(request: CompanyRequest) -> HttpResponse:
    """Whether the mail comes, and the way to change that."""
    membership = request.standing.membership
    if request.method == "POST":
        if request.POST.get("wanted"):
            sending.want_digest(membership=membership)
            say(request, _("The mail of the week comes again."))
        else:
            sending.refuse_digest(membership=membership, at=sight(request).now)
            say(request, _("The mail of the week does not come any more."))
        return back(request, "weekly_mail")
    reads = membership.role in EDITORS
    context = {
        "wanted": sending.wants_digest(membership),
        "reads": reads,
        "next": next_mail(request.company, at=sight(request).now),
    }
    return render(request, "monitoring/weekly_mail.html", context)
