"""A PNG, chunk by chunk (PNG specification, third edition): checked, and stripped."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from companies.logos.errors import BadLogoError, check_size

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEPT = (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"IDAT", b"IEND")
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples of a pixel by colour type."""

DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
ADAM7 = (
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
)
"""The passes of an interlaced picture: first column and row, steps to the next."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the first chunk says."""

    width: int
    height: int
    bits: int
    interlaced: bool

    @property
    def raw_size(self) -> int:
        """Bytes of the picture once it is unpacked, a filter byte before each row."""
        if not self.interlaced:
            return self._rows(self.width, self.height)
        return sum(
            self._rows(-(-(self.width - x) // across), -(-(self.height - y) // down))
            for x, y, across, down in ADAM7
        )

    def _rows(self, width: int, height: int) -> int:
        return height * (1 + -(-width * self.bits // 8)) if width > 0 and height > 0 else 0


def cleaned_png(content: bytes) -> bytes:
    """The picture with its drawing chunks alone. Raises BadLogoError."""
    kept, packed, header = [SIGNATURE], b"", None
    for kind, data, whole in _chunks(content):
        if header is None:
            header = _header(kind, data)
        if kind in KEPT:
            kept.append(whole)
        if kind == b"IDAT":
            packed += data
    if header is None or not _unpacks(packed, header.raw_size):
        raise BadLogoError(BadLogoError.BROKEN)
    return b"".join(kept)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Kind, data and all bytes of each chunk, up to the last; behind it nothing is read."""
    at = len(SIGNATURE)
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        end = at + 12 + length
        kind, data = content[at + 4 : at + 8], content[at + 8 : end - 4]
        if end > len(content) or zlib.crc32(kind + data) != int.from_bytes(content[end - 4 : end]):
            break
        yield kind, data, content[at:end]
        if kind == b"IEND":
            return
        at = end
    raise BadLogoError(BadLogoError.BROKEN)


def _header(kind: bytes, data: bytes) -> Header:
    if kind != b"IHDR" or len(data) != 13:
        raise BadLogoError(BadLogoError.BROKEN)
    width, height, depth, colour, packing, filtering, interlace = struct.unpack(">IIBBBBB", data)
    if depth not in DEPTHS.get(colour, ()) or packing or filtering or interlace > 1:
        raise BadLogoError(BadLogoError.BROKEN)
    check_size(width, height)
    return Header(width, height, depth * CHANNELS[colour], bool(interlace))


def _unpacks(packed: bytes, size: int) -> bool:
    """Whether the data is exactly the picture that the header promises, and never more."""
    unpacking = zlib.decompressobj()
    try:
        raw = unpacking.decompress(packed, size + 1)
    except zlib.error:
        return False
    return len(raw) == size
