"""How far an archive is: kept in the cache, as the work itself is one moment of the database."""

from django.core.cache import cache

from companies.models import Archive

REMEMBERED = 3600  # seconds


def note(archive: Archive, done: int, total: int) -> None:
    """So many of so many parts are done."""
    cache.set(f"archive:{archive.pk}", 100 * done // max(total, 1), REMEMBERED)


def percent_of(archive: Archive) -> int:
    """From 0 to 100."""
    return int(cache.get(f"archive:{archive.pk}", 0))
