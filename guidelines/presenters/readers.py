"""Who has read a version, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guidelines.selectors import Readers


@dataclass(frozen=True)
class ReadersView:
    """One department's line."""

    row: Readers
    name: str
    words: str
    missing: str


def readers(groups: Iterable[Readers]) -> list[ReadersView]:
    """Each department with how many have acknowledged, and who is missing."""
    return [
        ReadersView(
            row=each,
            name=each.department or _("Without a department"),
            words=read_words(len(each.read), each.number, each.percent),
            missing=", ".join(str(one.user) for one in each.missing),
        )
        for each in groups
    ]


def read_words(read: int, number: int, percent: int) -> str:
    """How many of how many."""
    return _("%(read)s of %(number)s (%(percent)s %%)") % {
        "read": read,
        "number": number,
        "percent": percent,
    }
