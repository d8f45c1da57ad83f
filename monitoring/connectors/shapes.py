"""Taking answers apart that may be of any shape: what is not as documented counts as missing."""

from typing import Any

from monitoring.connectors.errors import Unexpected
from monitoring.connectors.feeds.words import clean


def at(value: Any, *path: str) -> Any:
    """What stands at a path of keys; None where the way ends."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def text(value: Any, *path: str) -> str:
    """A text or a number there, fit to be stored; empty for anything else."""
    found = at(value, *path)
    if isinstance(found, bool) or not isinstance(found, str | int):
        return ""
    return clean(found if isinstance(found, str) else _digits(found))


def _digits(number: int) -> str:
    return str(number) if abs(number) < 10**30 else ""


def truth(value: Any, *path: str) -> bool:
    """Whether the truth stands there."""
    return at(value, *path) is True


def followers(value: Any, *path: str) -> int | None:
    """How many follow somebody; None where that is not said, or hidden behind a nought."""
    found = at(value, *path)
    good = isinstance(found, int) and not isinstance(found, bool) and 0 < found < 2 * 10**9
    return found if good else None


def objects(value: Any, *path: str) -> list[dict[str, Any]]:
    """The objects in the list there; whatever else is in it is left out."""
    found = at(value, *path)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def listed(value: Any, *path: str) -> list[dict[str, Any]]:
    """The objects in a list that has to be there: only then does what is not in it say anything.

    Raises Unexpected.
    """
    if not isinstance(at(value, *path), list):
        raise Unexpected(f"no list of {'.'.join(path)}")
    return objects(value, *path)
