import codecs

import pytest

from monitoring.connectors.feeds.charset import to_utf8
from tests.patience import patience

TITLE = "Grüße aus Zürich – „gesperrt“"
SHORT = "Größe"


def feed(title: str, declared: str = "") -> str:
    encoding = f' encoding="{declared}"' if declared else ""
    return f'<?xml version="1.0"{encoding}?><rss><title>{title}</title></rss>'


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        (feed(TITLE).encode(), "", TITLE),
        (feed(TITLE, "utf-8").encode(), "", TITLE),
        (codecs.BOM_UTF8 + feed(TITLE, "iso-8859-1").encode(), "", TITLE),
        (feed(TITLE, "iso-8859-1").encode(), "text/xml; charset=iso-8859-1", TITLE),
        (feed(TITLE).encode("utf-16"), "", TITLE),
        (feed(TITLE, "utf-16").encode("utf-16-be"), "", TITLE),
        (feed(TITLE).encode("utf-16-le"), "", TITLE),
        (feed(TITLE).encode("utf-32"), "", TITLE),
        (feed(TITLE, "utf-16").encode(), "", TITLE),
        (feed(TITLE, "windows-1252").encode("cp1252"), "", TITLE),
        (feed(TITLE).encode("cp1252"), "", TITLE),
        (feed(TITLE, "utf-8").encode("cp1252"), "text/xml; charset=utf-8", TITLE),
        (feed(TITLE, "iso-8859-1").encode("cp1252"), "", TITLE),
        (feed(TITLE, "us-ascii").encode("cp1252"), "", TITLE),
        (feed(TITLE).encode("cp1252"), 'text/xml; charset="ISO-8859-1"', TITLE),
        (feed(SHORT, "iso-8859-15").encode("iso-8859-15"), "", SHORT),
        (feed("Новости дня", "windows-1251").encode("cp1251"), "", "Новости дня"),
        (feed("Новости дня").encode("koi8-r"), "text/xml; charset=koi8-r", "Новости дня"),
        (feed("日本語の題名", "shift_jis").encode("shift_jis"), "", "日本語の題名"),
        (feed("日本語の題名", "iso-2022-jp").encode("iso-2022-jp"), "", "日本語の題名"),
        (feed("中文标题", "gb2312").encode("gb18030"), "", "中文标题"),
        (feed(SHORT, "no-such-code").encode("cp1252"), "", SHORT),
        (feed(SHORT, "utf-7").encode("cp1252"), "", SHORT),
        (feed(SHORT, "rot13").encode("cp1252"), "", SHORT),
    ],
)
def test_a_title_is_read_whatever_its_encoding_claims_to_be(
    body: bytes, content_type: str, expected: str
) -> None:
    text = to_utf8(body, content_type).decode()
    assert text.endswith(f"?><rss><title>{expected}</title></rss>")
    assert "encoding" not in text.split("?>")[0] or 'encoding="utf-8"' in text


def test_a_quote_pasted_in_from_windows_does_not_spoil_the_rest() -> None:
    body = "Grüße aus Zürich, schöne Ähren ".encode() + "„so“".encode("cp1252")
    assert to_utf8(body).decode() == "Grüße aus Zürich, schöne Ähren „so“"


def test_letters_of_another_alphabet_are_guessed_from_the_text() -> None:
    words = "Сегодня утром канатная дорога снова остановилась, сообщают гости курорта. " * 5
    assert to_utf8(words.encode("cp1251")).decode() == words


def test_what_no_database_stores_is_left_out() -> None:
    assert to_utf8(b"a\x00b\x01c\x7fd\te\r\nf") == b"abcd\te\r\nf"
    assert to_utf8(b"\xff\xfe<\x00\x00\xd8a\x00") == b"<a"


def test_nothing_and_noise_are_read_too() -> None:
    assert to_utf8(b"") == b""
    for body in (bytes(range(256)) * 4_000, b"\xff" * 1_000_000, b"\xc3" * 1_000_000):
        with patience():
            to_utf8(body).decode()
