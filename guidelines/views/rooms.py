"""What the pages of scenarios, training and the board share."""

from typing import Any

from django.http import HttpResponse

from companies.access import CompanyRequest
from companies.views.frame import answer
from guidelines.readiness_pages.sections import address, sections


def room(request: CompanyRequest, template: str, section: str, **context: Any) -> HttpResponse:
    """A page of one of the rooms; 422 if it shows a form that was not accepted."""
    facts = {
        "standing": request.standing,
        "sections": sections(request, section),
        "room_url": address(request.company, section),
        **context,
    }
    return answer(request, f"guidelines/{template}.html", facts)


def form_page(
    request: CompanyRequest, section: str, *, title: str, submit: str, back_url: str, **context: Any
) -> HttpResponse:
    """A page that is one form."""
    words = {"title": title, "submit": submit, "back_url": back_url}
    return room(request, "room_form", section, **words, **context)


def sent(request: CompanyRequest) -> Any:
    """What was posted; None on a first visit."""
    return request.POST if request.method == "POST" else None
