"""A JPEG, segment by segment (ITU-T T.81): checked, and stripped."""

from collections.abc import Iterator

from companies.logos.errors import BadLogoError, check_size

BEGIN, END = 0xD8, 0xD9
SCAN = 0xDA
FRAMES = (0xC0, 0xC1, 0xC2)
"""Baseline, extended and progressive pictures: what every program draws."""

KEPT = {0xC4, 0xDB, 0xDD, SCAN, 0xE0, 0xEE, *FRAMES}
"""Tables, restarts, scans, JFIF, and Adobe's word on colours."""

SAMPLES = {1, 3, 4}


def cleaned_jpeg(content: bytes) -> bytes:
    """The picture with its drawing segments alone. Raises BadLogoError."""
    kept, frames, scans = [bytes((0xFF, BEGIN))], 0, 0
    for marker, whole in _segments(content):
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            _check_frame(marker, whole)
            frames += 1
        scans += marker == SCAN
        if marker in KEPT:
            kept.append(whole)
    if frames != 1 or not scans:
        raise BadLogoError(BadLogoError.BROKEN)
    return b"".join([*kept, bytes((0xFF, END))])


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and all bytes of each segment, a scan with what it draws; stops at the end's mark."""
    at = 2
    while at + 4 <= len(content) + 2:
        if content[at : at + 1] != b"\xff":
            break
        marker = content[at + 1] if at + 1 < len(content) else 0
        if marker == 0xFF:
            at += 1
            continue
        if marker == END:
            return
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if end > len(content) or end < at + 4:
            break
        if marker == SCAN:
            end = _end_of_scan(content, end)
        yield marker, content[at:end]
        at = end
    raise BadLogoError(BadLogoError.BROKEN)


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands; 0xFF00 is a byte of the picture, restarts belong to it."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise BadLogoError(BadLogoError.BROKEN)
        if content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7:
            at += 2
        elif content[at + 1] == 0xFF:
            at += 1
        else:
            return at


def _check_frame(marker: int, whole: bytes) -> None:
    if marker not in FRAMES or len(whole) < 10 or whole[9] not in SAMPLES:
        raise BadLogoError(BadLogoError.BROKEN)
    check_size(int.from_bytes(whole[7:9]), int.from_bytes(whole[5:7]))
