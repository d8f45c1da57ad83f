"""The one error of the embedded services."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


class ServicesError(ImproperlyConfigured):
    """A sentence for the operator: what is wrong and what to do; shown without a traceback."""


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a server's log, for an error that has to explain itself."""
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-count:])
    except OSError:
        return "(no log was written)"
