"""What stands before the first element, and the entities that only a DTD would explain.

No parser ever sees a DOCTYPE: without one, external entities and entity bombs do not exist.
"""

import re
from html.entities import html5

DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
ELEMENT = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,40}:)?([A-Za-z_][\w.-]{0,40})[\s/>]")
SUBSET_END = re.compile(rb"\]\s*>")
# Names that only HTML knows (1), numbers of characters that XML does not know, numbers of those
# that Windows means otherwise, and numbers after a capital X, which XML does not know either.
REFERENCE = re.compile(
    rb"&(?:(?!lt;|gt;|amp;|quot;|apos;)([A-Za-z][A-Za-z0-9]{1,31})|#(?:0*(?:[0-8]|1[1-24-9]|"
    rb"2[0-9]|3[01]|12[7-9]|1[3-5][0-9]|5529[6-9]|55[3-9][0-9]{2}|56[0-9]{3}|57[0-2][0-9]{2}|"
    rb"573[0-3][0-9]|5734[0-3]|6553[45])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|7[fF]|"
    rb"[89][0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF])|X[0-9a-fA-F]{1,6}));"
)
LONG = 10_000
MANY_ATTRIBUTES = re.compile(
    rb"<[^\s<>]{1,200}+(?:\s++[^\s=<>]{1,200}+\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')){200}+"
)
MARKUP = frozenset("<>&\"'")


def settle(body: bytes, start: int) -> bytes:
    """``body`` (UTF-8) without its DOCTYPE, with named HTML entities written out.

    ``start`` is where the first item seems to begin: a DOCTYPE stands before.
    """
    if DOCTYPE.search(body, 0, start):
        body = _without_doctype(body)
    return REFERENCE.sub(_written_out, body)


def has_giant_tag(body: bytes) -> bool:
    """Whether a tag carries hundreds of attributes: parsers take the square of their number.

    No tag contains "<", so only stretches without one are looked at.
    """
    for at in range(0, len(body) - LONG, LONG):
        if body.find(b"<", at, at + LONG) < 0:
            begun = body.rfind(b"<", 0, at)
            if begun >= 0 and MANY_ATTRIBUTES.match(body, begun):
                return True
    return False


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
    kept: list[bytes] = []
    at = copied = 0
    while (at := body.find(b"<", at)) >= 0:
        if body.startswith(b"<!--", at):
            at = _after(body, b"-->", at)
        elif DOCTYPE.match(body, at):
            kept.append(body[copied:at])
            at = copied = _end_of_doctype(body, at)
        elif body.startswith((b"<?", b"<!"), at):
            at = _after(body, b">", at)
        elif ELEMENT.match(body, at):
            break
        else:
            at += 1
    return b"".join((*kept, body[copied:]))


def _end_of_doctype(body: bytes, at: int) -> int:
    end = body.find(b">", at)
    if end < 0:
        return len(body)
    # Looked for before the end only: over the whole body it would be looked for again and again.
    bracket = body.find(b"[", at, end)
    if bracket < 0:
        return end + 1
    closed = SUBSET_END.search(body, bracket)
    return closed.end() if closed else len(body)


def _written_out(found: re.Match[bytes]) -> bytes:
    if found[1] is None:
        return _as_windows(found[0][2:-1].decode().lower())
    text = html5.get(found[1].decode() + ";")
    if text is None:
        return b"&amp;" + found[1] + b";"
    if MARKUP.isdisjoint(text):
        return text.encode()
    return "".join(f"&#{ord(sign)};" for sign in text).encode()


def _as_windows(digits: str) -> bytes:
    number = int(digits[1:], 16) if digits.startswith("x") else int(digits)
    if 127 < number < 160:
        return bytes([number]).decode("cp1252", "ignore").encode()
    is_known = number in (9, 10, 13) or 32 <= number < 127 or 160 <= number < 0xD800
    is_known = is_known or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000
    return b"&#%d;" % number if is_known else b""
