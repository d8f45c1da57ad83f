"""One client beside the others of its consultant; no other client is named here."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from companies.access import CompanyRequest, company_view
from companies.navigation import portfolio_url
from companies.refusals import RefusedError
from companies.roles import Role
from rollout.portfolio.comparison import compare, comparison_of, may_compare
from rollout.presenters import comparison as presenter


@company_view(roles={Role.CONSULTANT})
@require_http_methods(["GET", "POST"])
def comparison(request: CompanyRequest) -> HttpResponse:
    """The figures of this client and of the groups; posting lets new figures join."""
    if request.method == "POST":
        return _compare(request)
    rows = comparison_of(request.user, request.company)
    context = {
        "themes": presenter.comparison(rows),
        "has_others": presenter.has_others(rows),
        "may_compare": may_compare(request.user, request.company),
        "is_within": any(each.is_within for each in rows),
        "crumbs": [{"label": _("Your companies"), "url": portfolio_url()}],
        # The page is made to be shown to this client: the switcher would name the others.
        "companies": (),
    }
    return render(request, "rollout/comparison.html", context)


def _compare(request: CompanyRequest) -> HttpResponse:
    try:
        number = compare(company=request.company, by=request.user, at=timezone.now())
    except RefusedError as refusal:
        messages.info(request, str(refusal))
    else:
        said = ngettext("%(number)s figure joined.", "%(number)s figures joined.", number)
        messages.success(request, said % {"number": number})
    return redirect("rollout:comparison", company=request.company.slug)
