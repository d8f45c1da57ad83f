import gzip
import zlib

import pytest

from monitoring.fetching.decoding import read_body
from monitoring.fetching.errors import MalformedAnswer, TooLarge

TEXT = b"Die Seilbahn steht. " * 100


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKED = {
    "": TEXT,
    "identity": TEXT,
    "gzip": gzip.compress(TEXT, mtime=0),
    "X-GZIP ": gzip.compress(TEXT, mtime=0),
    "deflate": zlib.compress(TEXT),
}


@pytest.mark.parametrize("encoding", PACKED)
@pytest.mark.parametrize("step", [1, 7, 10_000])
def test_an_answer_is_unpacked_however_it_arrives(encoding: str, step: int) -> None:
    packed = PACKED[encoding]
    chunks = [packed[i : i + step] for i in range(0, len(packed), step)]
    assert read_body(chunks, encoding=encoding, limit=2000) == TEXT


@pytest.mark.parametrize("step", [1, 10_000])
def test_deflate_without_its_wrapper_is_unpacked_too(step: int) -> None:
    packed = raw_deflate(TEXT)
    chunks = [packed[i : i + step] for i in range(0, len(packed), step)]
    assert read_body(chunks, encoding="deflate", limit=2000) == TEXT


def test_several_members_are_one_answer_and_padding_behind_them_is_ignored() -> None:
    packed = gzip.compress(b"one ", mtime=0) + gzip.compress(b"two", mtime=0) + b"\x00" * 20
    assert read_body([packed, b"more"], encoding="gzip", limit=100) == b"one two"


def test_the_limit_is_exact() -> None:
    for encoding, packed in PACKED.items():
        assert len(read_body([packed], encoding=encoding, limit=len(TEXT))) == len(TEXT)
        with pytest.raises(TooLarge):
            read_body([packed], encoding=encoding, limit=len(TEXT) - 1)


def test_a_bomb_is_never_unpacked_beyond_its_limit() -> None:
    bomb = gzip.compress(bytes(200_000_000), compresslevel=1)
    with pytest.raises(TooLarge):
        read_body([bomb], encoding="gzip", limit=1_000_000)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("br", b"x"),
        ("gzip, gzip", gzip.compress(gzip.compress(TEXT, mtime=0), mtime=0)),
        ("gzip", b"not packed at all"),
        ("gzip", gzip.compress(TEXT, mtime=0)[:-9]),
        ("deflate", b"\x78"),
        ("deflate", b"\xff\xff\xff\xff"),
    ],
)
def test_what_cannot_be_unpacked_is_said_to_be_malformed(encoding: str, body: bytes) -> None:
    with pytest.raises(MalformedAnswer):
        read_body([body], encoding=encoding, limit=10_000)


def test_nothing_is_nothing_whatever_its_encoding() -> None:
    assert read_body([], encoding="gzip", limit=10) == b""
