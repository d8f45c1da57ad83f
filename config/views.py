"""Pages that belong to the installation: health, and what a lost session says."""

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from companies.access import public_view


@public_view
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive."""
    return HttpResponse("ok", content_type="text/plain")


@public_view
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether the database and the broker answer; 503 if one does not."""
    checks = {"database": _database_answers(), "broker": _broker_answers()}
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return False
    return True


def _broker_answers() -> bool:
    try:
        cache.set("readyz", settings.PORT, 10)
        return cache.get("readyz") is not None
    except Exception:
        return False


@public_view
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from an old session: say what to do, keep what was typed in the browser."""
    return render(request, "403_csrf.html", status=403)
