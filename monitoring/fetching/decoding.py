"""Unpacking an answer with a bound, so that a small bomb stays small."""

import zlib
from collections.abc import Iterable

from monitoring.fetching.errors import MalformedAnswer, TooLarge

GZIP = 16 + zlib.MAX_WBITS
ENCODINGS = {"": "", "identity": "", "gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}
ACCEPTED = "gzip, deflate"


def read_body(chunks: Iterable[bytes], *, encoding: str, limit: int) -> bytes:
    """All of ``chunks``, unpacked, at most ``limit`` bytes.

    ``encoding`` is the Content-Encoding header. Raises TooLarge as soon as one byte more would
    be unpacked, MalformedAnswer for an encoding nobody asked for, a broken or cut-off stream.
    """
    try:
        kind = ENCODINGS[encoding.strip().lower()]
    except KeyError:
        raise MalformedAnswer(f"content encoding {encoding[:40]!r}") from None
    if not kind:
        return _plain(chunks, limit)
    unpacker = Unpacker(kind, limit)
    try:
        for chunk in chunks:
            unpacker.feed(chunk)
    except zlib.error as problem:
        raise MalformedAnswer(f"cannot unpack {kind}: {problem}") from problem
    return unpacker.finish()


def _plain(chunks: Iterable[bytes], limit: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise TooLarge(f"more than {limit} bytes")
    return bytes(body)


class Unpacker:
    """gzip (several members too) or deflate (with its wrapper or raw) into one buffer."""

    def __init__(self, kind: str, limit: int) -> None:
        self._kind = kind
        self._limit = limit
        self._body = bytearray()
        self._head = b""
        self._stream = zlib.decompressobj(GZIP if kind == "gzip" else zlib.MAX_WBITS)
        self._ended = False
        self._fed = False

    def feed(self, chunk: bytes) -> None:
        """Unpack one piece; raises zlib.error or TooLarge."""
        if not chunk or self._ended:
            return
        if not self._fed and self._kind == "deflate":
            chunk = self._decide_wrapper(chunk)
            if not chunk:
                return
        self._fed = True
        while chunk:
            self._body += self._stream.decompress(chunk, self._limit + 1 - len(self._body))
            if len(self._body) > self._limit:
                raise TooLarge(f"more than {self._limit} bytes once unpacked")
            chunk = self._next_member() if self._stream.eof else self._stream.unconsumed_tail

    def finish(self) -> bytes:
        """What was unpacked; raises MalformedAnswer if the stream broke off."""
        if (self._fed or self._head) and not self._ended and not self._stream.eof:
            raise MalformedAnswer(f"the {self._kind} stream breaks off")
        return bytes(self._body)

    def _decide_wrapper(self, chunk: bytes) -> bytes:
        # Some servers send deflate without the zlib wrapper that the standard asks for.
        head = self._head + chunk
        self._head = head
        if len(head) < 2:
            return b""
        wrapped = head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0
        if not wrapped:
            self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
        return head

    def _next_member(self) -> bytes:
        rest = self._stream.unused_data
        if self._kind == "gzip" and rest.startswith(b"\x1f\x8b"):
            self._stream = zlib.decompressobj(GZIP)
            return rest
        self._ended = bool(rest)
        return b""
