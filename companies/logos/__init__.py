"""Logos that somebody hands in: what may come in, and what is kept of it.

Only what draws the picture is kept: no place or camera, no comment, nothing behind its end.
"""

from companies.logos.errors import BadLogoError
from companies.logos.jpeg import cleaned_jpeg
from companies.logos.png import cleaned_png

__all__ = ["LARGEST", "BadLogoError", "cleaned"]

LARGEST = 400 * 1024
"""Bytes of a file that may come in."""


def cleaned(content: bytes) -> bytes:
    """The same picture without anything that does not draw it.

    What the file is called does not matter, only its bytes. Raises BadLogoError.
    """
    if len(content) > LARGEST:
        raise BadLogoError(BadLogoError.TOO_LARGE)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return cleaned_png(content)
    if content.startswith(b"\xff\xd8\xff"):
        return cleaned_jpeg(content)
    raise BadLogoError(BadLogoError.OTHER_KIND)
