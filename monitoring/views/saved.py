"""Views that the company has saved: above the filters, and a page to keep them in order."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from companies.access import CompanyRequest, company_view
from companies.forms.base import attempt
from companies.refusals import RefusedError
from companies.views.frame import answer
from monitoring.forms.views import SaveViewForm, ViewNameForm
from monitoring.models import SavedView
from monitoring.models.views import ViewPage
from monitoring.presenters.saved_views import asked_url, view_rows, view_url
from monitoring.selectors.saved_views import saved_views, view_of
from monitoring.services import saved_views as acts
from monitoring.views.frame import back, found_or_404, refuse, say, sight
from monitoring.views.narrowing import understood


@company_view()
@require_safe
def views(request: CompanyRequest) -> HttpResponse:
    """Every view, with what one may do with it."""
    rows = view_rows(request.standing, saved_views(request.standing.membership))
    return render(request, "monitoring/views.html", {"pages": rows})


@company_view()
@require_http_methods(["GET", "HEAD", "POST"])
def save_view(request: CompanyRequest) -> HttpResponse:
    """A name for the filters one has just chosen."""
    asked = request.POST if request.method == "POST" else request.GET
    page = asked.get("page", "")
    page = page if page in ViewPage.values else str(ViewPage.DASHBOARD)
    found = understood(request, page, asked.get("query", "")[:2000])
    query = found.query
    form = SaveViewForm(request.POST or None, initial={"page": page, "query": query})
    kept: list[SavedView] = []
    if attempt(form, _save, into=kept, request=request, page=page, query=query):
        say(request, _("“%(name)s” is saved for everybody in the company.") % {"name": kept[0]})
        return redirect(view_url(request.company, kept[0]))
    back_url = asked_url(request.company, page, query)
    context = {"form": form, "found": found, "back_url": back_url}
    return answer(request, "monitoring/save_view.html", context)


def _save(
    *,
    into: list[SavedView],
    request: CompanyRequest,
    page: str,
    query: str,
    name: str,
    begins: bool,
) -> None:
    by, now = request.user, sight(request).now
    view = acts.save_view(company=request.company, page=page, name=name, query=query, by=by, at=now)
    if begins:
        acts.begin_with(view=view, membership=request.standing.membership)
    into.append(view)


@company_view()
@require_http_methods(["GET", "HEAD", "POST"])
def rename_view(request: CompanyRequest, pk: int) -> HttpResponse:
    """Another name for a view."""
    view = _view(request, pk)
    if not acts.may_change(request.standing, view):
        refuse(request, RefusedError(acts.NOT_THEIRS))
        return back(request, "views")
    form = ViewNameForm(request.POST or None, initial={"name": view.name})
    if attempt(form, acts.rename_view, view=view, by=request.user, at=sight(request).now):
        say(request, _("The view has another name now."))
        return back(request, "views")
    return answer(request, "monitoring/rename_view.html", {"form": form, "view": view})


@company_view()
@require_POST
def remove_view(request: CompanyRequest, pk: int) -> HttpResponse:
    """Take a view away, for everybody."""
    try:
        acts.remove_view(view=_view(request, pk), by=request.user, at=sight(request).now)
    except RefusedError as refusal:
        refuse(request, refusal)
    else:
        say(request, _("The view is removed."))
    return back(request, "views")


@company_view()
@require_POST
def move_view(request: CompanyRequest, pk: int) -> HttpResponse:
    """One place further to the front."""
    try:
        acts.move_view(view=_view(request, pk), by=request.user, at=sight(request).now)
    except RefusedError as refusal:
        refuse(request, refusal)
    return back(request, "views")


@company_view()
@require_POST
def begin_with_view(request: CompanyRequest, pk: int) -> HttpResponse:
    """Begin with this view, or no longer."""
    view, membership = _view(request, pk), request.standing.membership
    if request.POST.get("begins"):
        acts.begin_with(view=view, membership=membership)
        say(request, _("The page begins with “%(name)s” for you.") % {"name": view})
    else:
        acts.begin_plainly(view=view, membership=membership)
        say(request, _("The page begins without filters for you."))
    return back(request, "views")


def _view(request: CompanyRequest, pk: int) -> SavedView:
    view: SavedView = found_or_404(view_of(request.company, pk))
    return view
