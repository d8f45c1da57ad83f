"""Host names, in the one form in which they are compared."""

import re

_HOST = re.compile(r"[^\W_]+(?:-+[^\W_]+)*(?:\.[^\W_]+(?:-+[^\W_]+)*)*")


def is_host(value: str) -> bool:
    """Whether `value` looks like a host name or the end of one (`example.de`, `de`)."""
    return _HOST.fullmatch(value) is not None and len(value) <= 253


def host(name: str) -> str:
    """Return a host name in lower case, without `www.`, umlauts in their network form (IDNA)."""
    plain = name.strip().rstrip(".").lower()
    if plain.startswith("www.") and plain.count(".") > 1:
        plain = plain[4:]
    if plain.isascii():
        return plain
    try:
        return plain.encode("idna").decode("ascii")
    except UnicodeError:
        return plain


def host_and_parents(name: str) -> tuple[str, ...]:
    """Return `a.b.de` as `a.b.de`, `b.de`, `de`; nothing for an empty name."""
    labels = host(name).split(".")
    return tuple(".".join(labels[start:]) for start in range(len(labels))) if labels[0] else ()
