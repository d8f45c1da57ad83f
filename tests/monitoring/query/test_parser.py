import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitoring.query.errors import QueryError
from monitoring.query.formatting import terse
from monitoring.query.nodes import And, Filter, Near, Not, Or, Term, asks_for_something
from monitoring.query.parser import format, parse
from tests.monitoring.query.strategies import nodes

A, B, C = Term("a"), Term("b"), Term("c")


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("Müller", Term("Müller")),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a UND b ODER NICHT c a", Or((And((A, B)), And((Not(C), A))))),
        ("a und b", And((A, Term("und"), B))),
        ("a OR b c", Or((A, And((B, C))))),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("a (b c)", And((A, B, C))),
        ("a -b", And((A, Not(B)))),
        ("a –b", And((A, Not(B)))),
        ('a -"b c"', And((A, Not(Term("b c"))))),
        ("a -(b OR c)", And((A, Not(Or((B, C)))))),
        ("NOT NOT a", Not(Not(A))),
        ("NOT (NOT a OR b)", Not(Or((Not(A), B)))),
        ("NOT (NOT a b) c", And((Not(And((Not(A), B))), C))),
        ("„Müller &  Söhne“", Term("Müller & Söhne")),
        ("»a b« a", And((Term("a b"), A))),
        ("E-Bike C++ #Bier @max", And(tuple(map(Term, ("E-Bike", "C", "Bier", "max"))))),
        ("Brau* 10:30 \ufeffMül\u00adler", And((Term("Brau*"), Term("10:30"), Term("Müller")))),
        ('"AND" "NEAR/3"', And((Term("AND"), Term("NEAR/3")))),
        ("a NEAR/5 (b OR c)", Near(A, Or((B, C)), 5)),
        ("NOT a NEAR/2 b c", And((Not(Near(A, B, 2)), C))),
        (
            "lang:DE site:Example.de/ a",
            And((Filter("lang", "de"), Filter("site", "example.de"), A)),
        ),
        ('author:"@Max Müller"', Filter("author", "Max Müller")),
        ("is:question", Filter("is", "question")),
        ("source:Mastodon", Filter("source", "mastodon")),
        ("~Tisch -~Stuhl", And((Term("~Tisch"), Not(Term("~Stuhl"))))),
        ('"~roter  ~Tisch, etwa ~50 Euro"', Term("~roter ~Tisch, etwa ~50 Euro")),
        ('"~50" "x ~ y" "a~Tisch"', And((Term("50"), Term("x ~ y"), Term("a~Tisch")))),
        ("~Tisch NEAR/2 ~wackeln", Near(Term("~Tisch"), Term("~wackeln"), 2)),
    ],
)
def test_a_search_is_read(query, node):
    assert parse(query) == node


NO_RIGHT = "“{}” needs a word, a phrase or a bracket after it."
NO_LEFT = "“{}” needs a word, a phrase or a bracket before it."
ASTERISK = "An asterisk stands for the rest of a word and comes directly after it: Brau*."
STEM = "Put at least 3 letters before the asterisk, otherwise far too much is found."
ONLY_NOT = "This only excludes. A search, and each side of an OR, needs a word to look for."
QUOTE = "This quotation mark is never closed. Put a second one at the end of the phrase."
UNCLOSED = "This bracket is never closed. Put a “)” where it ends."
UNOPENED = "This bracket was never opened. Remove it, or open it before."
EMPTY = "There is nothing in these brackets. Fill or remove them."
NO_LETTER = "There is no letter or digit here to look for. Signs and emoji alone cannot be found."
INVISIBLE = "There is an invisible character here that cannot be searched for. Delete it."
MINUS = "A minus sign excludes the word it is attached to: -Fahrrad. Attach or remove it."
NEAR = "NEAR needs the greatest distance in words, from 1 to 50: NEAR/5."
SIDES = "NEAR stands between two words, phrases or brackets with OR: (Bier OR Wein) NEAR/5 Test."
SIGN = "“|” means nothing here. Use AND, OR, NOT, quotation marks and brackets."
TILDE = (
    "“~” stands directly before a word of at least 3 letters, without an asterisk, "
    "and finds all its forms: ~Tisch."
)
UNKNOWN = (
    "“foo:” is not known; there are lang:, site:, author:, source:, is:. "
    "If you look for this very text, put it in quotation marks."
)
LANGUAGE = "“deutsch” is not a language code. Use two letters, for example lang:de."
KINDS = (
    "“x” is no kind of source. There are: feed, mail, mastodon, bluesky, lemmy, discourse, "
    "youtube, reddit, facebook, instagram, google-reviews, hackernews, webhook, import."
)
LENGTH = "A search can have 2000 characters at most. Split it into several profiles."
TERMS = "A search can have 200 words and phrases at most. Split it into several."
SITE = "Write only the name of the site, without https:// and path: site:example.de."


@pytest.mark.parametrize(
    ("query", "position", "length", "message"),
    [
        ("", 0, 0, "Write at least one word to look for."),
        (" \n\u200b", 0, 0, "Write at least one word to look for."),
        ("Bier AND", 5, 3, NO_RIGHT.format("AND")),
        ("Bier UND ODER Wein", 5, 3, NO_RIGHT.format("UND")),
        ("(Bier OR) Wein", 6, 2, NO_RIGHT.format("OR")),
        ("Bier AND NOT", 9, 3, NO_RIGHT.format("NOT")),
        ("Bier NEAR/3", 5, 6, NO_RIGHT.format("NEAR/3")),
        ("OR Bier", 0, 2, NO_LEFT.format("OR")),
        ("Bier (AND Wein)", 6, 3, NO_LEFT.format("AND")),
        ("Bier ()", 5, 2, EMPTY),
        ("Bier (  )", 5, 4, EMPTY),
        ("Bier (Wein", 5, 1, UNCLOSED),
        ("((Bier)", 0, 1, UNCLOSED),
        ("Bier)", 4, 1, UNOPENED),
        ('Bier "Wein', 5, 1, QUOTE),
        ("Bier „", 5, 1, QUOTE),
        ('Bier ""', 5, 2, NO_LETTER),
        ("Bier 🍺", 5, 1, NO_LETTER),
        ("-Bier", 0, 1, ONLY_NOT),
        ("NOT (Bier Wein)", 0, 3, ONLY_NOT),
        ("Bier OR -Wein", 8, 1, ONLY_NOT),
        ("Bier - Wein", 5, 1, MINUS),
        ("Bier Br*", 5, 3, STEM),
        ('"Bier E-B*"', 8, 2, STEM),
        ("*bier", 0, 1, ASTERISK),
        ("Bi*r", 2, 1, ASTERISK),
        ("Brau**", 5, 1, ASTERISK),
        ("Bier | Wein", 5, 1, SIGN),
        ("Bier ~ Wein", 5, 1, TILDE),
        ("Bier ~Ei", 5, 1, TILDE),
        ("~Brau*", 0, 1, TILDE),
        ("Bier Brau~2", 9, 1, TILDE),
        ("(~~Bier)", 1, 1, TILDE),
        ("author:~Meier", 7, 6, "Names are not inflected. Leave the “~” out: author:Meier."),
        ("Bier source:x", 12, 1, KINDS),
        ("Bier foo:x", 5, 4, UNKNOWN),
        ("Bier lang:deutsch", 10, 7, LANGUAGE),
        ("Bier lang: de", 5, 5, "Write what you mean directly after the colon: lang:de."),
        ("site:https://x.de", 5, 12, SITE),
        ("author:🍺", 7, 1, "An author's name needs at least one letter or digit."),
        ("is:answer", 3, 6, "After “is:” only “question” is known: is:question."),
        ("a NEAR b", 2, 4, NEAR),
        ("a NEAR/0 b", 2, 6, NEAR),
        ("a NEAR/99 b", 2, 7, NEAR),
        ("a NEAR/2 b NEAR/2 c", 11, 6, SIDES),
        ("a NEAR/2 (b c)", 2, 6, SIDES),
        ("a NEAR/2 lang:de", 2, 6, SIDES),
        ("Bier\x00Wein", 4, 1, INVISIBLE),
        ("Bier \ud83d", 5, 1, INVISIBLE),
        ("a" * 2_001, 2_000, 1, LENGTH),
        ("a " * 201, 400, 1, TERMS),
        ("(" * 21 + "a" + ")" * 21, 20, 1, "Brackets and NOT can be nested 20 deep at most."),
        ("-" * 1_000 + "a", 20, 1, "Brackets and NOT can be nested 20 deep at most."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_at_the_character(query, position, length, message):
    with pytest.raises(QueryError) as caught:
        parse(query)
    error = caught.value
    assert (error.position, error.length, str(error)) == (position, length, message)


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("Müller Bier", "Müller AND Bier"),
        ("a b oder -c", "a AND b AND oder AND NOT c"),
        ("a b ODER c -Rad", "(a AND b) OR (c AND NOT Rad)"),
        ("„Müller & Söhne“ 'x'", '"Müller & Söhne" AND x'),
        ('"Bier" "AND" "lang:de"', 'Bier AND "AND" AND "lang:de"'),
        ("((a)) NEAR/3 (b OR c)", "a NEAR/3 (b OR c)"),
        ('"~Tisch" -"~roter ~Tisch"', '~Tisch AND NOT "~roter ~Tisch"'),
        ('"a~Tisch" "~50"', '"a~Tisch" AND 50'),
        ('LANG:de author:"Max M"', 'lang:de AND author:"Max M"'),
    ],
)
def test_a_search_is_written_back_in_one_spelling(query, canonical):
    assert format(parse(query)) == canonical


def test_the_deepest_and_longest_searches_can_still_be_read_again():
    deep = "a (b OR " * 20 + "c" + ")" * 20
    long = " ".join(["Müller10:3"] * 180)
    assert [parse(format(parse(query))) for query in (deep, long)] == [parse(deep), parse(long)]


@given(nodes.filter(asks_for_something))
def test_every_search_is_read_again_from_its_canonical_spelling(node):
    assert parse(format(node)) == node


SYMBOLS = st.sampled_from(
    ['"', "(", ")", "-", "*", "AND ", " OR ", "NOT ", "NEAR/3 ", "lang:", "site:", "author:", " ",
     "a", "Müller", "~", "~Tisch", "\x00", "\ud800", "\u200b", "\u200e", "\u00ad",
     "„", "“", "\u0308", "🍺", ":"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(SYMBOLS, max_size=30).map("".join)))
@example("((((" * 500)
@example('"abc*\u200bdef"')
@example("\u2028\x85\x1f")
def test_whatever_is_typed_is_read_or_refused_with_a_place_in_it(query):
    try:
        node = parse(query)
    except QueryError as error:
        assert str(error)
        assert 0 <= error.position <= error.position + error.length <= len(query)
    else:
        assert parse(format(node)) == node


READABLE = st.lists(
    st.sampled_from(
        ["a ", "-b ", "(a OR c) ", "--a ", "NOT (a NICHT 10:3) ", "Brau* ",
         "a\u00adb ", "a UND c ", "x NEAR/2 (y OR z) ", '"AND"', "a[b:1 ", "author:@x:y ",
         "ODER ", "OR "]
    ),
    max_size=15,
)  # fmt: skip


@given(READABLE.map(lambda pieces: "".join(["a ", *pieces, "a"])))
@example("a OR b c -(d OR -e)")
def test_the_terse_spelling_is_no_longer_than_what_was_typed(query):
    try:
        node = parse(query)
    except QueryError:
        return
    assert parse(terse(node)) == node
    assert len(terse(node)) <= len(query)


NESTED = "Brackets and NOT can be nested 20 deep at most."
SENSELESS = "There is no letter or digit here to look for. Signs and emoji alone cannot be found."


@pytest.mark.parametrize(
    ("query", "position", "message"),
    [
        ("a" * 10_000, 2_000, LENGTH),
        ("(" * 5_000 + "a" + ")" * 5_000, 2_000, LENGTH),
        (" OR ".join(f"w{number}" for number in range(1_000)), 2_000, LENGTH),
        (" OR ".join(["a"] * 400), 1_000, TERMS),
        ("(" * 900 + "a" + ")" * 900, 20, NESTED),
        ("NOT " * 400 + "a", 80, NESTED),
        ("*", 0, ASTERISK),
        ("* * *", 0, ASTERISK),
        ("a NEAR/999999 b", 2, NEAR),
        ("a NEAR/" + "9" * 1_000 + " b", 2, NEAR),
        ("~" * 1_000, 0, TILDE),
        ("?" * 1_000, 0, SENSELESS),
        ('"' * 1_999, 0, SENSELESS),
    ],
    ids=lambda value: None if isinstance(value, int) else value[:12],
)
def test_what_is_made_to_hurt_is_refused_at_its_character(query, position, message):
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert (caught.value.position, str(caught.value)) == (position, message)
