"""What stands before the first element, and the entities that only a DTD would explain.

No parser ever sees a DOCTYPE: without one, external entities and entity bombs do not exist.
"""

import re
from html.entities import html5

DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
ELEMENT = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,40}:)?([A-Za-z_][\w.-]{0,40})[\s/>]")
NAMED = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;|#)([A-Za-z][A-Za-z0-9]{1,31});")
MARKUP = frozenset("<>&\"'")


def settle(body: bytes, start: int) -> bytes:
    """``body`` (UTF-8) without its DOCTYPE, with named HTML entities written out.

    ``start`` is where the first item seems to begin: a DOCTYPE stands before.
    """
    if DOCTYPE.search(body, 0, start):
        body = _without_doctype(body)
    return NAMED.sub(_written_out, body)


def root_name(body: bytes) -> str:
    """The first element's name without prefix, lower case; "" if none begins in 64 kB."""
    at = 0
    head = body[:65_536]
    while (at := head.find(b"<", at)) >= 0:
        if head.startswith(b"<!--", at):
            at = _after(head, b"-->", at)
        elif head.startswith((b"<?", b"<!"), at):
            at = _after(head, b">", at)
        elif element := ELEMENT.match(head, at):
            return element[1].decode().lower()
        else:
            at += 1
    return ""


def _after(head: bytes, end: bytes, at: int) -> int:
    found = head.find(end, at)
    return found + len(end) if found >= 0 else len(head)


def _without_doctype(body: bytes) -> bytes:
    """Every DOCTYPE before the first element goes, internal subset and all."""
    at = 0
    while (at := body.find(b"<", at)) >= 0:
        if body.startswith(b"<!--", at):
            at = _after(body, b"-->", at)
        elif DOCTYPE.match(body, at):
            body = body[:at] + body[_end_of_doctype(body, at) :]
        elif body.startswith((b"<?", b"<!"), at):
            at = _after(body, b">", at)
        elif ELEMENT.match(body, at):
            return body
        else:
            at += 1
    return body


def _end_of_doctype(body: bytes, at: int) -> int:
    bracket, end = body.find(b"[", at), body.find(b">", at)
    if 0 <= bracket < end:
        closed = re.compile(rb"\]\s*>").search(body, bracket)
        return closed.end() if closed else len(body)
    return end + 1 if end >= 0 else len(body)


def _written_out(found: re.Match[bytes]) -> bytes:
    text = html5.get(found[1].decode() + ";")
    if text is None:
        return b"&amp;" + found[1] + b";"
    if MARKUP.isdisjoint(text):
        return text.encode()
    return "".join(f"&#{ord(sign)};" for sign in text).encode()
