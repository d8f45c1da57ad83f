"""Secrets at rest: AES-256-GCM, bound to the place where they are kept.

A sealed text moved to another place (another company's row) does not open. Keys come from
``ENCRYPTION_KEYS`` as ``id:base64 of 32 bytes``, newest first: the first seals, all open.
Without any, one is derived from ``SECRET_KEY`` (enough for one machine; see operations.md).
"""

import base64
import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


class UnreadableSecretError(Exception):
    """The text was sealed for another place, with an unknown key, or was changed."""


def seal_text(text: str, *, place: str) -> str:
    """Seal ``text`` for ``place``; the result is ASCII: key id, colon, base64."""
    key_id, key = next(iter(_keys().items()))
    nonce = os.urandom(NONCE)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), _bound(key_id, place))
    return f"{key_id}:{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def open_text(sealed: str, *, place: str) -> str:
    """Open what :func:`seal_text` sealed for the same place; raises UnreadableSecretError."""
    key_id, _, body = sealed.partition(":")
    try:
        raw = base64.urlsafe_b64decode(body)
        opened = AESGCM(_keys()[key_id]).decrypt(raw[:NONCE], raw[NONCE:], _bound(key_id, place))
    except (KeyError, InvalidTag, ValueError) as error:
        raise UnreadableSecretError(place) from error
    return opened.decode()


def _bound(key_id: str, place: str) -> bytes:
    return f"{key_id}|{place}".encode()


def _keys() -> dict[str, bytes]:
    given = dict(entry.split(":", 1) for entry in settings.ENCRYPTION_KEYS)
    if given:
        return {key_id: base64.b64decode(key) for key_id, key in given.items()}
    derived = hashlib.sha256(b"etappe secrets|" + settings.SECRET_KEY.encode()).digest()
    return {"local": derived}
