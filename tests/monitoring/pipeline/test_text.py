import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.pipeline.text import MAX_CHARACTERS, clean, clean_title, excerpt, scrub, tidy, whole
from tests.patience import patience


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hallo <b>Welt</b>&nbsp;!</p><p>Zwei</p>", "Hallo Welt !\n\nZwei"),
        ("eins<br>zwei<br/>drei", "eins\nzwei\ndrei"),
        ("<ul><li>eins</li>\n<li>zwei</li></ul>Danach", "• eins\n• zwei\n\nDanach"),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1 2\n3"),
        ("<div>a<div>b</div></div>c", "a\nb\nc"),
        ("<p>Quelle\n  im   Umbruch</p>", "Quelle im Umbruch"),
        ("<pre>a\nb</pre>", "a\nb"),
        ("&lt;b&gt; &amp; &uuml; &#8364;", "<b> & ü €"),
        ("Wir <3 das, und 3 < 4", "Wir <3 das, und 3 < 4"),
        ("<p>Wir <3 das</p>", "Wir <3 das"),
        ("Zeile\r\nZeile", "Zeile\nZeile"),
        ("a<script>böse('<p>')</script><style>p{}</style>b", "ab"),
        ("vor<!-- <p>nie</p> -->nach", "vornach"),
        ("Fräs\u00admaschine", "Fräsmaschine"),
        ("gut\u202egemeint", "gutgemeint"),
        ('<img class="emoji" alt="😀"><img alt="Foto vom Haus">', "😀"),
        ('<?xml version="1.0" encoding="latin-1"?><p>ü</p>', "ü"),
        ('<meta charset="latin-1"><p>ü</p>', "ü"),
        ("", ""),
        ("<", "<"),
        ("<p>", ""),
    ],
)
def test_markup_becomes_what_a_reader_would_see(html: str, text: str) -> None:
    assert clean(html) == text


def test_what_mastodon_hides_in_a_link_is_not_read() -> None:
    html = (
        '<p>Schaut <a href="https://example.org/sehr/lang"><span class="invisible">https://</span>'
        '<span class="ellipsis">example.org/sehr</span><span class="invisible">/<b>la</b>ng</span>'
        "</a> an</p>"
    )
    assert clean(html) == "Schaut example.org/sehr an"


def test_nul_and_lone_surrogates_never_reach_the_database() -> None:
    for text in (clean("a\0b\ud800c"), clean("<p>a\0b\udfffc&#0;&#xD800;</p>"), scrub("\0\ud83d")):
        assert "\0" not in text
        assert text.encode().decode() == text


def test_a_pair_of_surrogates_becomes_its_emoji() -> None:
    assert clean("\ud83d\ude00 gut") == "😀 gut"


def test_no_text_is_longer_than_the_cap() -> None:
    assert len(clean("a" * 1_000_000)) == MAX_CHARACTERS
    assert len(clean("<p>" + "wort " * 200_000)) <= MAX_CHARACTERS
    assert len(clean_title("<b>" + "wort " * 10_000)) <= 500


@pytest.mark.parametrize(
    "html",
    [
        "a" * 1_000_000,
        "<" * 1_000_000,
        "&" * 1_000_000,
        "&amp" * 250_000,
        "<div>" * 200_000,
        "<b>" * 200_000 + "<p>x" * 50_000,
        "<table>" * 100_000,
        "<!--" * 250_000,
        "<a " + " ".join(f"a{n}=1" for n in range(50_000)) + ">",
        "<p> " * 250_000,
        "\n " * 500_000,
        '<span class="invisible">' * 40_000,
        "<p>" + " " * 1_000_000,
        "<script>" * 100_000,
    ],
    ids=lambda html: html[:8],
)
def test_the_cleaning_of_hostile_markup_comes_to_an_end(html: str) -> None:
    with patience():
        clean(html)


def test_deep_nesting_does_not_swallow_the_text() -> None:
    assert clean("<div>" * 5_000 + "ganz innen") == "ganz innen"


@given(st.text(alphabet=st.characters(codec=None, exclude_categories=())))
def test_any_string_has_a_clean_text_that_stays_as_it_is(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    clean(text).encode()
    clean(f"<p>{text}</p>").encode()


def test_a_title_stands_on_one_line() -> None:
    assert clean_title("<b>Muster GmbH</b>\n eröffnet &amp; feiert<br>in Köln") == (
        "Muster GmbH eröffnet & feiert in Köln"
    )


@pytest.mark.parametrize(
    ("title", "text", "together"),
    [
        ("Titel", "Text", "Titel\nText"),
        ("Der Anfang…", "Der Anfang und der Rest", "Der Anfang und der Rest"),
        ("", "Text", "Text"),
        ("Titel", "", "Titel"),
        ("…", "Text", "Text"),
    ],
)
def test_a_title_that_repeats_the_text_is_not_said_twice(
    title: str, text: str, together: str
) -> None:
    assert whole(title, text) == together


def test_an_excerpt_shows_the_place_that_was_searched_for() -> None:
    text = "vorher " * 50 + "die Musterfirma liefert " + "nachher " * 50
    assert excerpt(text, around="musterfirma", length=50) == (
        "… vorher vorher die Musterfirma liefert nachher …"
    )


def test_an_excerpt_without_the_place_is_the_beginning() -> None:
    assert excerpt("eins zwei drei vier fünf", around="sechs", length=12) == "eins zwei …"
    assert excerpt("kurz", around="x") == "kurz"
    assert excerpt("a" * 500, length=20) == "a" * 20 + " …"


def test_what_one_text_left_open_does_not_reach_into_the_next() -> None:
    assert clean("<p>eins <pre>  zwei\n drei <script>vier") == "eins\n\nzwei\ndrei"
    assert clean("<p>fünf  sechs\nsieben</p>") == "fünf sechs sieben"
