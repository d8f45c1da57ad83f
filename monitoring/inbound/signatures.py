"""Who may hand something in: the signature over the bytes as they came; pure.

Standard Webhooks is the usual way; the others are what forums, shops and networks send.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

WINDOW = timedelta(minutes=5)
PREFIX = "whsec_"


class BadSignatureError(Exception):
    """Not from whom it should be; ``sentence`` is for the company's page, not for the sender."""

    def __init__(self, sentence: "StrPromise") -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Sent:
    """What came: ``headers`` with lower-case names, ``body`` as it was sent, when."""

    headers: Mapping[str, str]
    body: bytes
    at: datetime

    def header(self, name: str) -> str:
        """One header, empty where there is none."""
        return self.headers.get(name, "")


UNSIGNED = _("It carried no signature, or one of another kind.")
WRONG = _("Its signature does not fit: the secret there is another one than here.")
STALE = _("It was signed more than five minutes ago, or the clock of the sender is wrong.")


def standard(sent: Sent, secrets: Iterable[str]) -> str:
    """Standard Webhooks: HMAC-SHA256 over ``id.timestamp.body``, base64, several allowed."""
    key, stamp = sent.header("webhook-id"), sent.header("webhook-timestamp")
    given = [part[3:] for part in sent.header("webhook-signature").split() if part[:3] == "v1,"]
    if not (key and stamp and given):
        raise BadSignatureError(UNSIGNED)
    _check_time(stamp, sent.at)
    signed = f"{key}.{stamp}.".encode() + sent.body
    made = [base64.b64encode(_mac(_bytes_of(secret), signed)).decode() for secret in secrets]
    _one_fits(given, made)
    return key


def hub(sent: Sent, secrets: Iterable[str]) -> str:
    """``X-Hub-Signature-256: sha256=<hex>`` over the body, as GitHub and Meta send it."""
    return _hex(sent, "x-hub-signature-256", "sha256=", sent.body, secrets)


def discourse(sent: Sent, secrets: Iterable[str]) -> str:
    """``X-Discourse-Event-Signature: sha256=<hex>`` over the body."""
    _hex(sent, "x-discourse-event-signature", "sha256=", sent.body, secrets)
    return sent.header("x-discourse-event-id")


def slack(sent: Sent, secrets: Iterable[str]) -> str:
    """``X-Slack-Signature: v0=<hex>`` over ``v0:timestamp:body``."""
    stamp = sent.header("x-slack-request-timestamp")
    if not stamp:
        raise BadSignatureError(UNSIGNED)
    _check_time(stamp, sent.at)
    return _hex(sent, "x-slack-signature", "v0=", f"v0:{stamp}:".encode() + sent.body, secrets)


def token(sent: Sent, secrets: Iterable[str]) -> str:
    """``Authorization: Bearer <secret>``: nothing is signed, the secret travels along."""
    given = sent.header("authorization").removeprefix("Bearer ").strip()
    if not given:
        raise BadSignatureError(UNSIGNED)
    _one_fits([given], secrets)
    return sent.header("idempotency-key")


SCHEMES: Mapping[str, tuple["StrPromise | str", Callable[[Sent, Iterable[str]], str]]] = {
    "standard": ("Standard Webhooks (webhook-signature)", standard),
    "hub": ("X-Hub-Signature-256 (GitHub, Meta)", hub),
    "discourse": ("Discourse (X-Discourse-Event-Signature)", discourse),
    "slack": ("Slack (X-Slack-Signature)", slack),
    "token": (_("A secret in the header “Authorization: Bearer”"), token),
}


def delivery_of(scheme: str, sent: Sent, secrets: Iterable[str]) -> str:
    """The sender's own number of this delivery, maybe empty; raises BadSignatureError."""
    _label, check = SCHEMES[scheme]
    return check(sent, list(secrets))


def _hex(sent: Sent, name: str, prefix: str, signed: bytes, secrets: Iterable[str]) -> str:
    given = sent.header(name)
    if not given.startswith(prefix):
        raise BadSignatureError(UNSIGNED)
    made = [_mac(secret.encode(), signed).hex() for secret in secrets]
    _one_fits([given.removeprefix(prefix).lower()], made)
    return sent.header("idempotency-key")


def _bytes_of(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return secret.encode()


def _mac(key: bytes, signed: bytes) -> bytes:
    return hmac.new(key, signed, hashlib.sha256).digest()


def _check_time(stamp: str, at: datetime) -> None:
    good = stamp.isascii() and stamp.isdecimal() and len(stamp) < 12
    if not good or abs(at.timestamp() - int(stamp)) > WINDOW.total_seconds():
        raise BadSignatureError(STALE)


def _one_fits(given: Iterable[str], made: Iterable[str]) -> None:
    right = [each.encode() for each in made]
    fits = [
        hmac.compare_digest(one.encode("utf-8", "replace"), two) for one in given for two in right
    ]
    if not any(fits):
        raise BadSignatureError(WRONG)
