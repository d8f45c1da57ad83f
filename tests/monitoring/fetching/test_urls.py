import pytest

from monitoring.fetching.errors import FetchError, RefusedAddress, UnsupportedAddress
from monitoring.fetching.urls import Target, join, read_url


@pytest.mark.parametrize(
    ("raw", "target"),
    [
        ("https://alps.example", Target("https", "alps.example", 443, "/")),
        ("HTTP://Alps.Example:8080/A?b=C#d", Target("http", "alps.example", 8080, "/A?b=C")),
        ("https://alps.example./feed", Target("https", "alps.example", 443, "/feed")),
        (
            "https://bürger.example/ä?ö",
            Target("https", "xn--brger-kva.example", 443, "/%C3%A4?%C3%B6"),
        ),
        ("https://a_b.example/x%20y", Target("https", "a_b.example", 443, "/x%20y")),
        ("http://93.184.216.34/", Target("http", "93.184.216.34", 80, "/")),
        ("http://９３.184.216.34/", Target("http", "93.184.216.34", 80, "/")),
        ("https://[2A00:1450:0::1]:8443/", Target("https", "2a00:1450::1", 8443, "/")),
    ],
)
def test_an_address_has_one_spelling(raw: str, target: Target) -> None:
    assert read_url(raw) == target
    assert read_url(target.url) == target


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "alps.example",
        "/feed",
        "//alps.example/feed",
        "ftp://alps.example/",
        "file:///etc/passwd",
        "gopher://alps.example/",
        "javascript:alert(1)",
        "data:text/xml,<rss/>",
        "https://",
        "https:///feed",
        "https://alps.example:22/",
        "https://alps.example:0/",
        "https://alps.example:99999/",
        "https://alps.example:8o/",
        "https://carol@alps.example/",
        "https://carol:secret@alps.example/",
        "https://@alps.example/",
        "https://alps..example/",
        "https://alps.example../",
        "https://.alps.example/",
        "https://-alps.example/",
        "https://alps.example%2f@127.0.0.1/",
        "https://%61lps.example/",
        "https://al ps.example/",
        "https://alps.example\\@127.0.0.1/",
        "https://alps.example\t/",
        "https://alps.example/\r\nX-Evil: 1",
        " https://alps.example/",
        "https://alps.example/\x00",
        "https://alps\u200b.example:443:80/",
        "https://[::1/",
        "https://[2a00::1]evil.example/",
        "https://" + "a" * 64 + ".example/",
        "https://" + "a." * 200 + "example/",
        "https://alps.example/" + "a" * 5000,
    ],
)
def test_what_is_no_plain_address_is_refused(raw: str) -> None:
    with pytest.raises(UnsupportedAddress):
        read_url(raw)


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f000001", "017700000001", "127.1", "0177.0.0.1", "0x7f.1", "1.2.3.4.5",
     "127.0.0.01", "256.1.1.1", "alps.0x1", "[fe80::1%25eth0]", "[::ffff:1.2.3.4.5]", "[1.2.3.4]"],
)  # fmt: skip
def test_a_number_that_some_resolver_might_read_as_an_address_is_refused(host: str) -> None:
    with pytest.raises(FetchError) as caught:
        read_url(f"http://{host}/")
    assert isinstance(caught.value, RefusedAddress | UnsupportedAddress)


def test_a_port_may_be_opened_by_name() -> None:
    opened = frozenset({("127.0.0.1", 9001)})
    assert read_url("http://127.0.0.1:9001/x", open_ports=opened).url == "http://127.0.0.1:9001/x"
    with pytest.raises(UnsupportedAddress):
        read_url("http://127.0.0.1:9002/x", open_ports=opened)


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b", "https://alps.example/b"),
        ("b", "https://alps.example/a/b"),
        ("//valley.example/b", "https://valley.example/b"),
        (" /b c", "https://alps.example/b%20c"),
        ("/\xc3\xa4", "https://alps.example/ä"),
        ("/\xe4", "https://alps.example/ä"),
    ],
)
def test_a_redirect_is_read_relative_to_where_it_stood(location: str, url: str) -> None:
    assert join(read_url("https://alps.example/a/"), location) == url
