"""What the pages share: an act with its answer, the way back, the row behind an address."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone

from companies.access import CompanyRequest
from companies.refusals import RefusedError
from companies.views.frame import answer
from publishing.presenters.addresses import address

Row = TypeVar("Row")


def found_or_404(row: Row | None) -> Row:
    """The row, or the answer a stranger gets."""
    if row is None:
        raise Http404
    return row


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
    request: CompanyRequest, name: str, *args: object, anchor: str = ""
) -> HttpResponseRedirect:
    """To one of our pages after something was done."""
    url = address(request.company, name, *args)
    return redirect(f"{url}#{anchor}" if anchor else url)


def sent(request: CompanyRequest) -> Any:
    """What was posted; None on a first visit."""
    return request.POST if request.method == "POST" else None


def show(request: CompanyRequest, template: str, **context: Any) -> HttpResponse:
    """A page; 422 if it shows a form that was not accepted."""
    return answer(request, f"publishing/{template}.html", {"standing": request.standing, **context})


def form_page(
    request: CompanyRequest,
    *,
    title: str,
    submit: str,
    back_url: str,
    crumbs: list[dict[str, str]],
    **context: Any,
) -> HttpResponse:
    """A page that is one form."""
    words = {"title": title, "submit": submit, "back_url": back_url, "crumbs": crumbs}
    return show(request, "form", **words, **context)
