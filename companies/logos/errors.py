"""Why a logo cannot be taken."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class BadLogoError(ValueError):
    """``str()`` is a sentence for the person."""

    OTHER_KIND = _("Please choose a PNG or JPEG picture; nothing else can be a logo here.")
    TOO_LARGE = _("The logo has to be at most 400 kB. Please save it smaller.")
    TOO_MANY_PIXELS = _("The logo has too many pixels. At most 2,000 by 2,000 are needed.")
    TOO_SMALL = _("The logo is too small. It should be at least 16 pixels wide and high.")
    BROKEN = _("This picture is broken. Please save it anew and choose it again.")

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


SHORTEST, LONGEST = 16, 2000
"""Pixels of an edge."""


def check_size(width: int, height: int) -> None:
    """Raises BadLogoError if a picture is too small or too large to be a logo."""
    if min(width, height) < SHORTEST:
        raise BadLogoError(BadLogoError.TOO_SMALL)
    if max(width, height) > LONGEST:
        raise BadLogoError(BadLogoError.TOO_MANY_PIXELS)
