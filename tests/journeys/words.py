"""What the product says in German, found by its English message."""

import re
from functools import cache

import polib

from tests.journeys.product import PROJECT


@cache
def catalogue() -> dict[str, str]:
    """Every English message with its German."""
    entries = polib.pofile(str(PROJECT / "locale/de/LC_MESSAGES/django.po"))
    return {entry.msgid: entry.msgstr for entry in entries if entry.msgstr and not entry.fuzzy}


def german(message: str, **values: object) -> str:
    """The German of a message, as the product says it, with its values filled in."""
    said = catalogue().get(message, message)
    return said % values if values else said


def matching(message: str) -> re.Pattern[str]:
    """A pattern for the German of a message, whatever its values are."""
    parts = re.split(r"%\(\w+\)s", german(message).replace("%%", "%"))
    return re.compile(".+?".join(re.escape(part) for part in parts))
