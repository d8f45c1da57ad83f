"""Where other programs hand entries in: an address nobody can guess, and a signature."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from companies.access import public_view
from companies.limits import address_of, within
from monitoring.inbound.signatures import BadSignatureError, Sent
from monitoring.models import Hook
from monitoring.services.hooks import (
    UnreadableDeliveryError,
    is_verified,
    number_of_delivery,
    parsed,
    take_delivery,
)

MOST_BYTES = 1_000_000
MINUTE, A_MINUTE = 60, 120
"""Deliveries that one webhook may bring in a minute; each has up to 500 entries."""
FROM_ONE = 240
"""Of one sender, rightly signed or not."""

JSON, FORM = "application/json", "application/x-www-form-urlencoded"


@public_view
@csrf_exempt
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take in a delivery: 202 with what became of it, or the reason why not, as JSON."""
    hook = _hook(key)
    # Whoever knows the address and not the secret must not use up what the sender may send.
    if not within(f"hook:{hook.pk}:{address_of(request)}", most=FROM_ONE, seconds=MINUTE):
        return _too_many()
    if request.method == "GET":
        return _handshake(hook, request)
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return _told(413, "The body is larger than 1 MB.")
    with translation.override("en"):
        return _taken(hook, request, body)


def _hook(key: UUID) -> Hook:
    found = Hook.everywhere.filter(
        feed__kind="webhook",
        feed__address=f"webhook:{key}",
        feed__sources__removed_at__isnull=True,
    )
    hook = found.select_related("company", "feed").first()
    if hook is None:
        raise Http404
    return hook


def _taken(hook: Hook, request: HttpRequest, body: bytes) -> HttpResponse:
    """Nothing of a body is looked at before its signature fits."""
    sent = Sent(_headers(request), body, timezone.now())
    try:
        number = number_of_delivery(hook, sent)
        if not within(f"hook:{hook.pk}", most=A_MINUTE, seconds=MINUTE):
            return _too_many()
        if not _is_understood(request.content_type):
            return _told(415, f"Send {JSON} or {FORM}.")
        content = _content(request, body)
    except BadSignatureError as problem:
        return _told(401, str(problem))
    except ValueError:
        return _told(400, "The body is no JSON.")
    if challenge := _challenge(content):
        return JsonResponse({"challenge": challenge})
    try:
        done = take_delivery(hook, sent, number=number, body=content)
    except UnreadableDeliveryError as problem:
        return JsonResponse({"errors": _errors(problem)}, status=400)
    told = {"accepted": done.accepted, "duplicates": done.duplicates}
    return JsonResponse(told | ({"deleted": done.deleted} if done.deleted else {}), status=202)


def _content(request: HttpRequest, body: bytes) -> Any:
    if request.content_type == FORM:
        return dict(parse_qsl(body.decode("utf-8", "replace"), max_num_fields=200))
    return parsed(body)


def _is_understood(kind: str | None) -> bool:
    return kind in (JSON, FORM) or (kind or "").endswith("+json")


def _errors(problem: UnreadableDeliveryError) -> list[dict[str, object]]:
    return [
        {"index": place, "field": why.field, "message": str(why)}
        for place, why in problem.errors[:20]
    ]


def _challenge(content: Any) -> str:
    """What Slack wants to have back once, when the address is entered there."""
    if isinstance(content, dict) and content.get("type") == "url_verification":
        return str(content.get("challenge", ""))[:200]
    return ""


def _handshake(hook: Hook, request: HttpRequest) -> HttpResponse:
    """What Meta asks when the address is entered there."""
    if is_verified(hook, request.GET.get("hub.verify_token", ""), timezone.now()):
        challenge = request.GET.get("hub.challenge", "")[:200]
        return HttpResponse(challenge, content_type="text/plain")
    return _told(405, "Send your entries with POST.")


def _headers(request: HttpRequest) -> Mapping[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}


def _too_many() -> JsonResponse:
    refused = _told(429, "Too many deliveries: at most 120 a minute.")
    refused["Retry-After"] = str(MINUTE)
    return refused


def _told(status: int, message: str) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)
