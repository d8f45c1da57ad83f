"""What may be a logo: known by its bytes, and kept without anything that does not draw it."""

import struct
import zlib
from contextlib import suppress

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from companies.documents.document import Picture
from companies.documents.drawable import can_be_drawn
from companies.logos import LARGEST, BadLogoError, cleaned
from companies.logos.png import SIGNATURE
from tests.companies.pictures import JPEG, chunk, png, with_segment


def refusal(content: bytes) -> str:
    with override("en"):
        with pytest.raises(BadLogoError) as bad:
            cleaned(content)
        return str(bad.value)


def test_a_png_stays_as_it_is():
    assert cleaned(png()) == png()


def test_a_jpeg_stays_as_it_is():
    assert cleaned(JPEG) == JPEG


def test_words_places_and_times_do_not_stay_in_a_png():
    told = (
        chunk(b"tEXt", b"Author\0Carla Reuter"),
        chunk(b"eXIf", b"MM\0*GPS"),
        chunk(b"iCCP", b"profile"),
    )
    assert cleaned(png(extra=told)) == png()


def test_what_draws_stays_in_a_png():
    drawing = (chunk(b"gAMA", struct.pack(">I", 45455)),)
    assert cleaned(png(extra=drawing)) == png(extra=drawing)


@pytest.mark.parametrize("marker", [0xE1, 0xE2, 0xED, 0xFE])
def test_places_profiles_and_comments_do_not_stay_in_a_jpeg(marker):
    assert cleaned(with_segment(JPEG, marker, b"Exif\0\0GPS 48.1 N")) == JPEG


@pytest.mark.parametrize("content", [png(), JPEG], ids=["png", "jpeg"])
def test_nothing_behind_the_end_stays(content):
    assert cleaned(content + b"<script>alert(1)</script>" * 100) == content


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
        b"GIF89a" + b"\0" * 100,
        b"%PDF-1.7",
        b"RIFF\0\0\0\0WEBP",
        b"",
        b"\x89PN",
    ],
    ids=["svg", "gif", "pdf", "webp", "nothing", "half a signature"],
)
def test_other_kinds_are_refused_whatever_they_are_called(content):
    assert refusal(content) == (
        "Please choose a PNG or JPEG picture; nothing else can be a logo here."
    )


def test_a_picture_that_unpacks_to_more_than_it_promises_is_refused():
    assert "broken" in refusal(png(raw=b"\0" * 5_000_000))


def test_a_picture_that_unpacks_to_less_is_refused():
    assert "broken" in refusal(png(raw=b"\0" * 10))


@pytest.mark.parametrize(("width", "height"), [(2001, 16), (16, 60_000)])
def test_too_many_pixels_are_refused_before_they_are_unpacked(width, height):
    assert refusal(png(width, height, raw=b"\0")) == (
        "The logo has too many pixels. At most 2,000 by 2,000 are needed."
    )


def test_a_dot_is_no_logo():
    assert "too small" in refusal(png(15, 40))


def test_too_large_a_file_is_refused():
    assert "400 kB" in refusal(png() + b"\0" * LARGEST)


def test_a_large_jpeg_is_refused_by_its_header():
    at = JPEG.index(b"\xff\xc0") + 5
    large = JPEG[:at] + struct.pack(">HH", 20, 4000) + JPEG[at + 4 :]
    assert "too many pixels" in refusal(large)


@pytest.mark.parametrize("length", [4, 20, 60, 200, 320, len(JPEG) - 1])
def test_half_a_jpeg_is_refused(length):
    assert "broken" in refusal(JPEG[:length])


@pytest.mark.parametrize("length", [9, 30, 40, 60, len(png()) - 1])
def test_half_a_png_is_refused(length):
    assert "broken" in refusal(png()[:length])


def test_a_png_with_a_wrong_sum_is_refused():
    at = len(SIGNATURE) + 8
    assert "broken" in refusal(png()[:at] + b"\0\0\0\x21" + png()[at + 4 :])


def test_a_png_whose_picture_comes_before_its_header_is_refused():
    data = chunk(b"IDAT", zlib.compress(b"\0"))
    assert "broken" in refusal(SIGNATURE + data + chunk(b"IEND", b""))


def test_a_lossless_jpeg_is_refused():
    assert "broken" in refusal(JPEG.replace(b"\xff\xc0", b"\xff\xc3"))


def test_an_interlaced_png_is_taken():
    passes = [(4, 3), (4, 3), (8, 2), (8, 5), (16, 5), (16, 10), (32, 10)]
    raw = b"".join((b"\0" + b"\x80" * width) * height for width, height in passes)
    assert cleaned(png(raw=raw, interlace=1)) == png(raw=raw, interlace=1)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([png(), JPEG, with_segment(JPEG, 0xE1, b"Exif")]),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6),
    st.binary(max_size=20),
)
def test_whatever_is_broken_is_refused_or_taken_and_nothing_else_happens(content, changes, tail):
    broken = bytearray(content)
    for at, value in changes:
        broken[at % len(broken)] = value
    with suppress(BadLogoError):
        kept = cleaned(bytes(broken) + tail)
        assert cleaned(kept) == kept


@pytest.mark.parametrize(("content", "kind"), [(png(), "png"), (JPEG, "jpg")], ids=["png", "jpeg"])
def test_what_is_taken_can_be_drawn(content, kind):
    assert can_be_drawn(Picture(cleaned(content), kind, "Logo"))


def test_what_cannot_be_drawn_is_known():
    assert not can_be_drawn(Picture(JPEG[:-60] + b"\xff\xd9", "png", "Logo"))
