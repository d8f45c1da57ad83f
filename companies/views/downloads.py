"""Files for members: always a download, never shown in place, never kept on the way."""

from io import BytesIO
from typing import IO

from django.http import FileResponse


def download(content: IO[bytes] | bytes, name: str, kind: str) -> FileResponse:
    """The bytes under this name; ``kind`` is their media type."""
    stream = BytesIO(content) if isinstance(content, bytes) else content
    response = FileResponse(stream, as_attachment=True, filename=name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
