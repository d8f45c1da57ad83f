"""What holds for every page of a signed-in person: their language, and when a visit ends."""

from collections.abc import Callable
from time import time

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class UserLanguageMiddleware:
    """Show pages in the language of the account, once somebody is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the person's language."""
        language = getattr(request.user, "language", "")
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = translation.get_language() or language
        return self.get_response(request)


class IdleMiddleware:
    """Sign people out who were away too long, and everybody after SESSION_LONGEST seconds.

    The moment of the last visit is written at most every SESSION_NOTED_EVERY seconds.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End a stale session before anybody looks at it."""
        if request.user.is_authenticated:
            self._look_at(request, int(time()))
        return self.get_response(request)

    def _look_at(self, request: HttpRequest, now: int) -> None:
        session = request.session
        begun = session.setdefault("begun", now)
        seen = session.get("seen", now)
        if now - seen > settings.SESSION_IDLE or now - begun > settings.SESSION_LONGEST:
            logout(request)
        elif "seen" not in session or now - seen >= settings.SESSION_NOTED_EVERY:
            session["seen"] = now
