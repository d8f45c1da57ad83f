from datetime import UTC, datetime

import pytest

from monitoring.connectors.feeds.dates import read_date
from monitoring.connectors.feeds.links import web_link
from monitoring.connectors.feeds.words import Markup, author_name, plain


@pytest.mark.parametrize(
    ("title", "markup", "expected"),
    [
        ("Closed again", "unsaid", "Closed again"),
        ("  two\n  lines\t ", "text", "two lines"),
        ("5 < 6 & 7 > 2", "unsaid", "5 < 6 & 7 > 2"),
        ("AT&T &amp; Söhne", "unsaid", "AT&T & Söhne"),
        ("<em>Lift</em> steht<br>still", "unsaid", "Lift steht still"),
        ("Vector<int> in C++", "unsaid", "Vector<int> in C++"),
        ("Vector<int> in C++", "text", "Vector<int> in C++"),
        ("a &amp; b", "text", "a &amp; b"),
        ("<b>Lift</b> &lt;neu&gt; &#8211; offen", "html", "Lift <neu> – offen"),
        ("a<script>x</script> b", "html", "a b"),
        ("<style>x</style><STYLE>y</style >z", "html", "z"),
        ("Was <script>x</script> tut", "unsaid", "Was <script>x</script> tut"),
        ("NUL \x00 and \ud800 and \x9f", "unsaid", "NUL and and"),
        ("&#0;&#xD800;&#x110000;", "unsaid", "\ufffd\ufffd\ufffd"),
        ("x" * 2_000, "text", "x" * 1_000),
        ("", "html", ""),
    ],
)
def test_a_title_becomes_one_line_of_plain_text(title: str, markup: Markup, expected: str) -> None:
    assert " ".join(plain(title, markup).split()) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Carol", "Carol"),
        ("carol@alps.example (Carol Berg)", "Carol Berg"),
        ('"Carol Berg" <carol@alps.example>', "Carol Berg"),
        ("carol@alps.example", "carol@alps.example"),
        ("<b>Carol</b>", "Carol"),
    ],
)
def test_an_author_is_a_name(raw: str, expected: str) -> None:
    assert author_name(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("https://alps.example/p/1", "https://alps.example/p/1"),
        ("/p/1", "https://b.example/p/1"),
        ("p/1", "https://b.example/blog/p/1"),
        (" \nhttps://alps.example/p/1\n", "https://alps.example/p/1"),
        ("https://alps.example/a b", "https://alps.example/a%20b"),
        ("//alps.example/x", "https://alps.example/x"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        (" JavaScript:alert(1)", ""),
        ("data:text/html,<script>", ""),
        ("vbscript:x", ""),
        ("mailto:carol@alps.example", ""),
        ("tag:alps.example,2026:1", ""),
        ("ftp://alps.example/x", ""),
        ("https://alps.example/" + "x" * 3_000, ""),
        (None, ""),
        (17, ""),
        (
            "https://www.google.com/url?rct=j&sa=t&url=https://alps.example/a?b%3D1&ct=ga&usg=x",
            "https://alps.example/a?b=1",
        ),
        (
            "https://www.google.de/url?q=https%3A%2F%2Falps.example%2Fa&sa=U",
            "https://alps.example/a",
        ),
        (
            "https://www.google.com/url?url=javascript:alert(1)",
            "https://www.google.com/url?url=javascript:alert(1)",
        ),
        ("https://alps.example/url?url=https://x.example/", "https://alps.example/url?url=https://x.example/"),
    ],
)  # fmt: skip
def test_a_link_is_one_of_the_web_or_none(raw: object, expected: str) -> None:
    assert web_link(raw, "https://b.example/blog/") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-11-20T09:00:00+00:00", datetime(2026, 11, 20, 9, tzinfo=UTC)),
        ("2026-11-20T09:00:00+02:00", datetime(2026, 11, 20, 7, tzinfo=UTC)),
        ("2026-11-20T09:00:00Z", datetime(2026, 11, 20, 9, tzinfo=UTC)),
        ("2026-11-20 09:00", datetime(2026, 11, 20, 9, tzinfo=UTC)),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (20261120, None),
    ],
)
def test_a_date_is_aware_and_possible_or_none(value: object, expected: datetime | None) -> None:
    assert read_date(value) == expected
