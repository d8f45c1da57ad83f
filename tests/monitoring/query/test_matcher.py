import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.query.matcher import Document, Matcher, hits, matches
from monitoring.query.nodes import And, Not, Or, Term
from monitoring.query.parser import parse
from tests.monitoring.query.reference import means
from tests.monitoring.query.strategies import documents, nodes, texts

NEWS = Document(
    text="Die Straßen-Brauerei von Mu\u0308ller & Söhne zeigt ihr E-Bike. Lohnt sich das?",
    title="Neues Bier",
    author="@max_mueller",
    site="blog.example.de",
    language="de-AT",
    source="mastodon-own",
)


@pytest.mark.parametrize(
    "query",
    [
        "müller", "MUELLER", "mueller strassen", "straße*", '"straßen brauerei"', "E-Bike", "bike",
        '"Müller Söhne"', '"Müller & Söhn*"', '"Brau* von Müller"', "Bier Söhne", "Wein OR Bier",
        "Bier -Wein", "NOT NOT Bier", "lang:de", "site:example.de", "site:blog.example.de",
        "site:www.example.de", "site:de", "author:müller", 'author:"Max Müller"', "author:müll*",
        "is:question", "source:mastodon", "Bier -source:reddit",
        "Brauerei NEAR/2 Söhne OR Brauerei NEAR/3 Söhne",
        "Söhne NEAR/3 (x OR Brau*)", "~Straße", "~Sohn", "~Bier ~zeigen", '"~Brauerei von ~Müller"',
        "~Brauerei NEAR/3 ~Sohn", "~lohnen",
    ],
)  # fmt: skip
def test_the_news_are_found(query):
    assert matches(parse(query), NEWS)
    assert Matcher({7: parse(query)}).match(NEWS) == [7]


@pytest.mark.parametrize(
    "query",
    [
        "Muller", "straße", "brau", "Bier Wein", "Bier -Söhne", '"Söhne Müller"', '"Müller Söhn"',
        '"ße Brauerei"', '"Bier Die"',
        "Bier NEAR/5 Straßen", "Brauerei NEAR/2 Söhne", "lang:en", "site:ample.de", "site:x.de",
        "source:mail",
        "author:eva", "Mueller Strasse", "Ebike", "~Brauer", "~brauen", '"~Sohn ~Müller"',
        "~Bier -~Sohn",
    ],
)  # fmt: skip
def test_the_news_are_not_found(query):
    assert not matches(parse(query), NEWS)
    assert Matcher({7: parse(query)}).match(NEWS) == []


def test_a_question_mark_inside_an_address_asks_nothing():
    node = parse("is:question")
    assert not matches(node, Document("https://example.de/?page=2"))


@given(nodes, documents)
def test_a_search_means_what_the_slow_reading_says(node, document):
    assert matches(node, document) == means(node, document)


@settings(max_examples=200)
@given(st.lists(nodes, max_size=40), st.lists(documents, min_size=1, max_size=4))
def test_all_searches_at_once_find_what_each_finds_alone(searches, found):
    profiles = {key * 3: node for key, node in enumerate(searches)}
    matcher = Matcher(profiles)
    for document in found:
        assert matcher.match(document) == [k for k, n in profiles.items() if means(n, document)]


def test_many_wildcards_are_found_as_few_are():
    profiles = {key: parse(f"Brau{chr(97 + key % 26)}{key:03}*") for key in range(200)}
    document = Document("Braub027er braua026 Brauz9")
    assert Matcher(profiles).match(document) == [26, 27]
    assert Matcher(profiles).match(Document("Braub02")) == []


def test_many_words_are_found_in_all_their_forms_as_few_are():
    names = [f"{start}{end}tisch" for start in ("Ess", "Arbeit", "Garten") for end in "abcdefghijk"]
    matcher = Matcher({key: parse(f"~{name}") for key, name in enumerate([*names, "Tisch"])})
    assert matcher.match(Document("Gartenktische, Eßatischen!")) == [0, 32, 33]
    assert matcher.match(Document("Gartenktischs Arbeitatischplatte")) == [11, 32, 33]
    assert matcher.match(Document("Gartenktischler Fische")) == []


def test_a_word_is_filed_alone_and_beside_other_words():
    queries = ["Brauerei", "Brauerei Bier", '"Brauerei Bier"', "Brauerei Wein", "Brauerei -Bier"]
    matcher = Matcher({key: parse(query) for key, query in enumerate(queries)})
    assert matcher.match(Document("Brauerei Bier")) == [0, 1, 2]
    assert matcher.match(Document("Bier Wein Brauerei")) == [0, 1, 3]


def test_a_search_for_nothing_but_absence_is_tried_on_every_text():
    assert Matcher({1: Not(Term("Bier"))}).match(Document("Wein")) == [1]


def test_a_matcher_without_searches_finds_nothing():
    assert (len(Matcher({})), Matcher({}).match(NEWS)) == (0, [])


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("mueller", "Die MÜLLER, Mu\u0308ller!", ["MÜLLER", "Mu\u0308ller"]),
        ('"strasse nord" OR E-Bike', "🍺 Straße-Nord, E-Bike", ["Straße-Nord", "E-Bike"]),
        ("brau* -bier", "Brauerei Bier Bräu", ["Brauerei"]),
        ("NOT NOT bier", "Bier", ["Bier"]),
        ("a NEAR/1 b", "a b x b x x a", ["a", "b"]),
        ('"a b" OR "b c"', "a b c", ["a b c"]),
        ("lang:de", "Bier", []),
        ("~Tisch", "Die Eßtische, TISCHPLATTEN; Tischler.", ["Eßtische", "TISCHPLATTEN"]),
        ('"~Tisch decken"', "Wir Tische decken Tisch", ["Tische decken"]),
        ("~Haus NEAR/1 rot", "Ha\u0308user rot. Das Haus", ["Ha\u0308user", "rot"]),
    ],
)
def test_hits_are_marked_in_the_original(query, text, marked):
    assert [text[start:end] for start, end in hits(parse(query), text)] == marked


@given(nodes, texts)
def test_hits_are_in_order_apart_and_inside(node, text):
    ends = [0, *(place for hit in hits(node, text) for place in hit), len(text)]
    assert ends == sorted(ends)


@given(st.text(), st.text())
def test_any_text_can_be_matched(text, title):
    node = And((Or((Term("Bier"), Not(Term("Brau*")))), Not(Term("x y"))))
    document = Document(text, title, text, text, text)
    assert Matcher({1: node}).match(document) == [1] * means(node, document)


@pytest.mark.parametrize("number", [3, 60], ids=["few", "many"])
def test_a_word_with_the_beginning_of_another_is_found_among_searches_of_that_word(
    number: int,
) -> None:
    letters = [f"{first}{second}o" for first in "bdfgklmn" for second in "aeiouyrl"][:number]
    matcher = Matcher({key: parse(f"Winter {head}mp*") for key, head in enumerate(letters)})
    wanted = letters[2]
    texts = (f"Winter {wanted}mpel", f"Winter {wanted} mp", f"Sommer {wanted}mpel", "Winter bleibt")
    assert [matcher.match(Document(text)) for text in texts] == [[2], [], [], []]
    assert matcher.match(Document(f"{letters[0]}mp, {wanted}mps: Winter.")) == [0, 2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Größe", "GROESSE"),
        ("Strasse", "Straße"),
        ("GROẞ", "gross"),
        ("Ärger", "Aerger"),
        ("Fußgänger", "FUSSGAENGER"),
        ("Bräu*", "Braeustüberl"),
        ("Maß*", "Massnahme"),
        ("~Straße", "HAUPTSTRASSE"),
        ("~Gruß", "Gruesse"),
    ],
)
def test_umlauts_and_sharp_s_are_one_with_their_other_spelling_both_ways(one, other):
    bare = one.strip("*~")
    assert matches(parse(one), Document(text=other))
    if bare == one:
        assert matches(parse(other), Document(text=one))
        assert hits(parse(other), one) == hits(parse(one), one)
