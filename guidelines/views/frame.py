"""What the pages share: an act with its answer, the way back, the row behind an address."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.access import CompanyRequest
from companies.models import Department
from companies.refusals import RefusedError
from companies.views.frame import answer
from guidelines.presenters import Links, address, crumbs, tabs
from guidelines.readiness_pages.sections import sections

Row = TypeVar("Row")


def found_or_404(row: Row | None) -> Row:
    """The row, or the answer a stranger gets."""
    if row is None:
        raise Http404
    return row


def department_of(request: CompanyRequest, pk: int | None) -> Department | None:
    """The department whose supplement it is; None: the guidelines of the whole company."""
    if pk is None:
        return None
    return found_or_404(Department.of(request.company).filter(pk=pk).first())


def who(request: CompanyRequest) -> dict[str, Any]:
    """Where, by whom and when: what every act is told."""
    return {"company": request.company, "by": request.user, "at": timezone.now()}


def act(request: CompanyRequest, doing: Callable[..., object], done: str, **arguments: Any) -> bool:
    """Do one thing and say so (if there is something to say), or say why not."""
    try:
        doing(**who(request), **arguments)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return False
    if done:
        messages.success(request, done)
    return True


def back(
    request: CompanyRequest,
    name: str,
    *args: object,
    department: Department | None = None,
    anchor: str = "",
) -> HttpResponseRedirect:
    """To one of our pages after something was done."""
    url = address(request.company, name, *args, department=department)
    return redirect(f"{url}#{anchor}" if anchor else url)


def show(
    request: CompanyRequest,
    template: str,
    tab: str,
    *,
    department: Department | None = None,
    **context: Any,
) -> HttpResponse:
    """A page under one of the tabs; 422 if it shows a form that was not accepted."""
    facts = {
        "standing": request.standing,
        "department": department,
        "crumbs": crumbs(request.company, department),
        "links": Links(request.company, department),
        "sections": sections(request, "guidelines"),
        "tabs": tabs(request, tab, department),
        **context,
    }
    return answer(request, f"guidelines/{template}.html", facts)


def must_edit(request: CompanyRequest) -> None:
    """For what all may read and only some may change; raises PermissionDenied."""
    if not request.standing.edits:
        raise PermissionDenied(_("Only lead, consultant and manager may change the guidelines."))
