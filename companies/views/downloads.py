"""Files for members: always a download, never shown in place, never kept on the way."""

from io import BytesIO
from typing import IO

from django.http import FileResponse

from companies.limits import HOUR, within
from companies.models import User

PDFS = 60
"""Files that one person may have typeset in an hour: each is read together and set anew."""


def may_typeset(user: User) -> bool:
    """Count one more file that is typeset for this person; False once there were too many."""
    return within(f"pdfs:{user.pk}", most=PDFS, seconds=HOUR)


def download(content: IO[bytes] | bytes, name: str, kind: str) -> FileResponse:
    """The bytes under this name; ``kind`` is their media type."""
    stream = BytesIO(content) if isinstance(content, bytes) else content
    response = FileResponse(stream, as_attachment=True, filename=name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
