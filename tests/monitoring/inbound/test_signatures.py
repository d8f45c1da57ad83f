"""A delivery is taken from whoever knows the secret, and from nobody else."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import timedelta

import pytest

from monitoring.inbound.signatures import SCHEMES, BadSignatureError, Sent, delivery_of
from tests.factories import MONDAY

SECRET = "whsec_" + base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()
BODY = '{"text":"Die Bahn steht – wieder."}'.encode()
NOW = int(MONDAY.timestamp())


def mac(key: bytes, signed: bytes) -> bytes:
    return hmac.new(key, signed, hashlib.sha256).digest()


def standard(body: bytes, secret: str = SECRET, stamp: int = NOW) -> dict[str, str]:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    made = base64.b64encode(mac(key, f"msg_1.{stamp}.".encode() + body)).decode()
    return {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(stamp),
        "webhook-signature": f"v1,{base64.b64encode(b'other').decode()} v1,{made}",
    }


def hexed(name: str, prefix: str) -> Callable[[bytes], dict[str, str]]:
    return lambda body: {name: prefix + mac(SECRET.encode(), body).hex()}


def slack(body: bytes) -> dict[str, str]:
    signed = mac(SECRET.encode(), f"v0:{NOW}:".encode() + body).hex()
    return {"x-slack-request-timestamp": str(NOW), "x-slack-signature": f"v0={signed}"}


SIGNED: dict[str, Callable[[bytes], dict[str, str]]] = {
    "standard": standard,
    "hub": hexed("x-hub-signature-256", "sha256="),
    "discourse": hexed("x-discourse-event-signature", "sha256="),
    "slack": slack,
    "token": lambda body: {"authorization": f"Bearer {SECRET}"},
}


def test_every_scheme_is_tried_here() -> None:
    assert set(SIGNED) == set(SCHEMES)


@pytest.mark.parametrize("scheme", SIGNED)
def test_a_right_signature_is_taken(scheme: str) -> None:
    sent = Sent(SIGNED[scheme](BODY), BODY, MONDAY)
    delivery_of(scheme, sent, [SECRET])
    # The former secret beside the new one: whoever sends is changed in peace.
    delivery_of(scheme, sent, ["another secret altogether", SECRET])


@pytest.mark.parametrize("scheme", SIGNED)
def test_another_secret_no_secret_and_no_header_are_refused(scheme: str) -> None:
    sent = Sent(SIGNED[scheme](BODY), BODY, MONDAY)
    for secrets in (["another secret altogether"], []):
        with pytest.raises(BadSignatureError, match="does not fit"):
            delivery_of(scheme, sent, secrets)
    with pytest.raises(BadSignatureError, match="no signature"):
        delivery_of(scheme, Sent({}, BODY, MONDAY), [SECRET])


@pytest.mark.parametrize("scheme", [scheme for scheme in SIGNED if scheme != "token"])
def test_a_changed_body_is_refused(scheme: str) -> None:
    with pytest.raises(BadSignatureError, match="does not fit"):
        delivery_of(scheme, Sent(SIGNED[scheme](BODY), BODY + b" ", MONDAY), [SECRET])


@pytest.mark.parametrize("scheme", ["standard", "slack"])
@pytest.mark.parametrize("minutes", [-6, 6])
def test_an_old_delivery_cannot_be_played_again(scheme: str, minutes: int) -> None:
    sent = Sent(SIGNED[scheme](BODY), BODY, MONDAY + timedelta(minutes=minutes))
    with pytest.raises(BadSignatureError, match="five minutes"):
        delivery_of(scheme, sent, [SECRET])


def test_headers_of_another_shape_are_refused_and_nothing_breaks() -> None:
    for stamp in ("", "x", "-1", "9" * 400, "١٢٣"):
        headers = {**standard(BODY), "webhook-timestamp": stamp}
        with pytest.raises(BadSignatureError):
            delivery_of("standard", Sent(headers, BODY, MONDAY), [SECRET])
    odd = {**standard(BODY), "webhook-signature": "v1,ä v1, v2,x"}
    with pytest.raises(BadSignatureError):
        delivery_of("standard", Sent(odd, BODY, MONDAY), [SECRET])
