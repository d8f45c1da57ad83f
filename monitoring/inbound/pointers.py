"""JSON pointers (RFC 6901): where in a body a field stands."""

from typing import Any

MISSING = object()
LONGEST = 200


def at(body: Any, pointer: str) -> Any:
    """What stands there, or MISSING. The empty pointer is the body itself."""
    found = body
    for part in parts(pointer):
        if isinstance(found, dict):
            found = found.get(part, MISSING)
        elif isinstance(found, list) and part.isascii() and part.isdecimal() and len(part) < 7:
            found = found[int(part)] if int(part) < len(found) else MISSING
        else:
            return MISSING
        if found is MISSING:
            return MISSING
    return found


def parts(pointer: str) -> list[str]:
    """The steps of a pointer; raises ValueError for one that does not begin with a slash."""
    if not pointer:
        return []
    if not pointer.startswith("/") or len(pointer) > LONGEST:
        raise ValueError(pointer)
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer[1:].split("/")]
