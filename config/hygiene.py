"""What no request may bring along, whichever page it is for."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

NUL = "\0"
TOO_LARGE = 413


class NoNulMiddleware:
    """PostgreSQL takes no NUL in a text: an address with one leads nowhere, a cookie is dropped.

    Forms refuse it by themselves (Django's CharField); arguments of addresses and the key of a
    session go into queries as they come.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or 404."""
        if NUL in request.path_info:
            raise Http404
        if any(NUL in value for value in request.COOKIES.values()):
            request.COOKIES = {
                name: value for name, value in request.COOKIES.items() if NUL not in value
            }
        return self.get_response(request)


class BoundedBodyMiddleware:
    """Refuse more than settings.LARGEST_REQUEST bytes before a single one is read or kept.

    Django's own limits leave files out: anybody could fill the disk before a form looks at them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or 413."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.LARGEST_REQUEST:
            return render(request, "413.html", status=TOO_LARGE)
        return self.get_response(request)
