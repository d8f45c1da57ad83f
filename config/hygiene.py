"""What no request may bring along, whichever page it is for."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

NUL = "\0"


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
