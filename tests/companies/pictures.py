"""Small pictures made by hand, so that nothing has to be installed to draw them."""

import base64
import struct
import zlib

from companies.logos.png import SIGNATURE


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int = 32,
    height: int = 20,
    *,
    extra: tuple[bytes, ...] = (),
    raw: bytes | None = None,
    interlace: int = 0,
) -> bytes:
    """A grey picture of 8 bits; ``raw`` is another content than its header promises."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, interlace)
    rows = raw if raw is not None else (b"\0" + b"\x80" * width) * height
    packed = zlib.compress(rows)
    return SIGNATURE + b"".join(
        [chunk(b"IHDR", header), *extra, chunk(b"IDAT", packed), chunk(b"IEND", b"")]
    )


JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcp"
    "LDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAAgACABAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgED"
    "AwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RF"
    "RkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJ"
    "ytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APn+iiiiiiiv/9k="
)
"""A grey picture of 32 by 32 pixels with a JFIF head."""


def with_segment(content: bytes, marker: int, data: bytes) -> bytes:
    """The JPEG with one more segment behind its beginning."""
    segment = bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data
    return content[:2] + segment + content[2:]
