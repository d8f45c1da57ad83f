"""All the companies somebody works for, who needs help first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from companies.access import personal_view
from companies.models import User
from companies.selectors import may_found
from rollout.portfolio import portfolio_of
from rollout.presenters.portfolio import client_lines


@personal_view
@require_GET
def portfolio(request: HttpRequest) -> HttpResponse:
    """The list; nothing is on it but the reader's own companies."""
    assert isinstance(request.user, User), "signed in, by LoginRequiredMiddleware"
    on = timezone.localdate()
    lines = client_lines(portfolio_of(request.user, on), on)
    context = {"clients": lines, "may_found": may_found(request.user)}
    return render(request, "rollout/portfolio.html", context)
