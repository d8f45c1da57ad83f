"""All the companies somebody works for, who needs help first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from companies.access import personal_view
from companies.models import User
from companies.roles import Role
from companies.selectors import may_found
from rollout.portfolio.clients import portfolio_of
from rollout.portfolio.filters import Filters, narrow
from rollout.presenters.heat_map import heat_map
from rollout.presenters.portfolio import client_lines, filter_bar


@personal_view
@require_GET
def portfolio(request: HttpRequest) -> HttpResponse:
    """The list or the stages at a glance; nothing is there but the reader's own companies."""
    assert isinstance(request.user, User), "signed in, by LoginRequiredMiddleware"
    rows = portfolio_of(request.user, timezone.now())
    narrowed = narrow(rows, Filters.read(request.GET))
    filters = narrowed.filters
    context = {
        "filters": filters,
        "bar": filter_bar(narrowed),
        "total": narrowed.total,
        "is_empty": not narrowed.rows,
        "clients": client_lines(narrowed.rows) if not filters.view else (),
        "heat": heat_map(narrowed.rows) if filters.view else None,
        "all_url": Filters(view=filters.view).query(),
        "before_url": filters.query(page=filters.page - 1) if filters.page > 1 else "",
        "after_url": filters.query(page=filters.page + 1) if filters.page < narrowed.pages else "",
        "may_found": may_found(request.user),
        "has_templates": any(row.role == Role.CONSULTANT for row in rows),
    }
    return render(request, "rollout/portfolio.html", context)
