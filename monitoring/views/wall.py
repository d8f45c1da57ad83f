"""The screen on the wall: for members, and under a secret address for a screen that cannot sign in.

Behind the secret address stand figures and nothing else.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from companies.access import CompanyRequest, company_view, public_view, today_in
from companies.limits import DAY, HOUR, address_of, within
from companies.models import Company
from companies.roles import EDITORS
from companies.views.frame import too_many, unlogged
from monitoring.dashboard import facts as reads
from monitoring.dashboard.wall import Wall
from monitoring.dashboard.wall import wall as shown
from monitoring.forms.filters import period_of
from monitoring.models import WallAddress
from monitoring.presenters.sight import Sight
from monitoring.selectors.mentions import MentionFilters
from monitoring.services import wall as acts
from monitoring.views.frame import back, say, sight

DAYS = 7
PER_SCREEN = 10_000
"""Readings a day: three screens that ask every half minute."""
PER_GUESSER = 60
"""Wrong addresses an hour."""


@company_view()
@never_cache
@require_safe
def wall(request: CompanyRequest) -> HttpResponse:
    """The screen for members; ``mentions`` and ``names`` in the address show more than figures."""
    names = request.GET.get("names") == "1"
    mentions = names or request.GET.get("mentions") == "1"
    found = _wall(request.company, sight(request), mentions=mentions, names=names)
    return _screen(request, found)


@public_view
@never_cache
@require_safe
def wall_behind_secret(request: HttpRequest, token: str) -> HttpResponse:
    """The same without signing in: the address is the only key, and figures are all there is."""
    address = acts.address_behind(token)
    if address is None:
        guesser = f"wall-miss:{address_of(request)}"
        if not within(guesser, most=PER_GUESSER, seconds=HOUR):
            return unlogged(too_many(request))
        return unlogged(render(request, "404.html", status=404))
    if not within(f"wall:{address.pk}", most=PER_SCREEN, seconds=DAY):
        return unlogged(too_many(request))
    with override(address.made_by.language):
        response = _screen(request, _wall(address.company, Sight(address.company, timezone.now())))
    response["X-Robots-Tag"] = "noindex"
    return response


@company_view(roles=EDITORS)
@require_safe
def wall_address(request: CompanyRequest) -> HttpResponse:
    """How a screen gets there: signed in, or by the secret address."""
    address = acts.live_address(request.company)
    context = {"address": address, "secret_url": _url_of(address) if address else ""}
    return render(request, "monitoring/wall_address.html", context)


@company_view(roles=EDITORS)
@require_POST
def make_wall_address(request: CompanyRequest) -> HttpResponse:
    """A new secret address; an old one ends."""
    acts.make_wall_address(company=request.company, by=request.user, at=sight(request).now)
    say(request, _("The address is there. Whoever has it sees the figures without a password."))
    return back(request, "wall_address")


@company_view(roles=EDITORS)
@require_POST
def revoke_wall_address(request: CompanyRequest) -> HttpResponse:
    """The secret address leads nowhere any more."""
    acts.revoke_wall_address(company=request.company, by=request.user, at=sight(request).now)
    say(request, _("The address no longer works."))
    return back(request, "wall_address")


def _wall(company: Company, here: Sight, *, mentions: bool = False, names: bool = False) -> Wall:
    period, offered = period_of(DAYS, today=today_in(company)), reads.choices(company)
    found = reads.facts(company, MentionFilters(), period, profiles=offered.profiles, at=here.now)
    return shown(found, here, mentions=mentions, names=names)


def _screen(request: HttpRequest, found: Wall) -> HttpResponse:
    return render(request, "monitoring/wall.html", {"wall": found, "here": request.get_full_path()})


def _url_of(address: WallAddress) -> str:
    path = reverse("monitoring:wall_behind_secret", args=[acts.token_of(address)])
    return f"{settings.BASE_URL}{path}"
