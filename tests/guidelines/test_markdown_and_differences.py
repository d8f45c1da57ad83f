"""Words to HTML, and words against words: both pure."""

import pytest

from guidelines.differences import Change, Piece, Words, differences, pieces
from guidelines.markdown import to_html
from tests.patience import patience


def test_plain_markdown_becomes_html():
    assert to_html("Wir **duzen** uns.\n\n- eins\n- zwei") == (
        "<p>Wir <strong>duzen</strong> uns.</p>\n<ul>\n<li>eins</li>\n<li>zwei</li>\n</ul>\n"
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](JaVaScript&colon;alert(1))", "<p>[x](JaVaScript:alert(1))</p>\n"),
        ("[x](data:text/html,y)", "<p>[x](data:text/html,y)</p>\n"),
        ("[x](//evil.example)", "<p>[x](//evil.example)</p>\n"),
        ("<ftp://a.example>", "<p>&lt;ftp://a.example&gt;</p>\n"),
        ("# Groß", "<p># Groß</p>\n"),
    ],
)
def test_what_could_harm_stays_text(text, html):
    assert to_html(text) == html


def test_a_picture_of_a_stranger_is_only_a_link():
    assert "<img" not in to_html("![x](https://evil.example/x.png)")


@pytest.mark.parametrize("link", ["https://a.example/?q=1", "http://a.example", "mailto:a@b.de"])
def test_a_safe_link_is_a_link_that_gives_nothing_away(link):
    assert to_html(f"[x]({link})") == (
        f'<p><a href="{link}" rel="noreferrer noopener nofollow">x</a></p>\n'
    )


def test_a_quote_in_a_link_does_not_leave_its_attribute():
    assert 'onclick="' not in to_html('[x](https://a.example/"onclick="alert(1))')


def test_words_that_came_and_went_stand_where_they_belong():
    assert pieces("Wir antworten am selben Tag.", "Wir antworten am nächsten Tag.") == (
        Piece("Wir antworten am"),
        Piece(" selben", is_removed=True),
        Piece(" nächsten", is_added=True),
        Piece(" Tag."),
    )


def test_every_paragraph_of_both_versions_is_told():
    before = {"a": Words("A", "eins"), "b": Words("B", "zwei"), "c": Words("C", "drei")}
    after = {"d": Words("D", "vier"), "a": Words("A", "eins"), "b": Words("B", "zwo")}
    assert [(each.key, each.change) for each in differences(before, after)] == [
        ("d", Change.ADDED),
        ("a", Change.SAME),
        ("b", Change.CHANGED),
        ("c", Change.REMOVED),
    ]


def test_the_pieces_make_up_both_texts():
    old, new = "a b c d\n\n- e f", "b x c\n\n- f e y"
    found = pieces(old, new)
    words = "".join(each.text for each in found if not each.is_removed).split()
    gone = "".join(each.text for each in found if not each.is_added).split()
    assert (words, gone) == (new.split(), old.split())


def test_the_comparison_of_the_longest_texts_comes_to_an_end():
    with patience():
        pieces("a b " * 900, "b a " * 890)


def test_longer_texts_are_not_compared_word_by_word():
    assert pieces("a " * 3000, "b " + "a " * 2990) == (
        Piece("a" + " a" * 2999, is_removed=True),
        Piece("b" + " a" * 2990, is_added=True),
    )
