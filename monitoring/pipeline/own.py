"""What a company calls its own: a website, an author, an account, the beginning of an address.

Normalised here, compared in the database (monitoring/intake/own_voices.py), both in one spelling.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

SITE, AUTHOR, HANDLE, ADDRESS = "site", "author", "handle", "address"
LONGEST: Final = 300

_HOST = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9._-]{0,98}[a-z0-9_])?")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://(?:www\.)?|^www\.")


def normalised(kind: str, typed: str) -> str:
    """The one spelling of what was typed; empty if it can be nothing of this kind."""
    text = " ".join(typed.split()).lower()
    if len(text) > LONGEST:
        return ""
    return _SPELLINGS[kind](text)


def _site(text: str) -> str:
    host = _SCHEME.sub("", text).partition("/")[0].partition(":")[0]
    return host if _HOST.fullmatch(host) else ""


def _handle(text: str) -> str:
    """``name`` or ``name@host``; of an address the last part of its path and its host."""
    if "://" in text:
        parts = urlsplit(text)
        text = f"{parts.path.rstrip('/').rpartition('/')[2]}@{parts.hostname or ''}"
    name, _at, host = text.removeprefix("@").partition("@")
    host = host.removeprefix("www.")
    if not _NAME.fullmatch(name) or (host and not _HOST.fullmatch(host)):
        return ""
    return f"{name}@{host}" if host else name


def _address(text: str) -> str:
    """Without scheme, ``www.`` and the last stroke; more than a host, for that is a website."""
    address = _SCHEME.sub("", text).rstrip("/")
    host, _stroke, path = address.partition("/")
    return address if path and _HOST.fullmatch(host.partition(":")[0]) else ""


_SPELLINGS: Final[Mapping[str, Callable[[str], str]]] = {
    SITE: _site,
    AUTHOR: str,
    HANDLE: _handle,
    ADDRESS: _address,
}
