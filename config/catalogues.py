"""Compiled message catalogues, made without system gettext."""

from pathlib import Path

import polib


def compile_all(locale: Path) -> None:
    """Write the .mo file beside every .po that is newer than it."""
    for path in locale.glob("*/LC_MESSAGES/django.po"):
        target = path.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < path.stat().st_mtime:
            polib.pofile(str(path)).save_as_mofile(str(target))
