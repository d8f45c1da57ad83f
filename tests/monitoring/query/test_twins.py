import pytest
from hypothesis import given

from monitoring.query.errors import QueryError
from monitoring.query.nodes import asks_for_something
from monitoring.query.parser import format, parse
from monitoring.query.twins import excluding, found_as
from tests.monitoring.query.strategies import nodes


@pytest.mark.parametrize(
    ("query", "typed", "written"),
    [
        ("~Brenner", "Brennerpass", "~Brenner AND NOT Brennerpass"),
        (
            "Brenner",
            "Brennerpass, Brenner Autobahn ,",
            'Brenner AND NOT (Brennerpass OR "Brenner Autobahn")',
        ),
        ("a OR b", "c", "(a OR b) AND NOT c"),
        ("a -b lang:de", "c", "a AND lang:de AND NOT (b OR c)"),
        ("a -(b OR c)", "c;Pass*", "a AND NOT (b OR c OR Pass*)"),
        ("a -lang:en -(b c)", "d", "a AND NOT lang:en AND NOT (b AND c) AND NOT d"),
        ("a", " , ", "a"),
    ],
)
def test_what_is_not_meant_becomes_a_visible_not(query, typed, written):
    assert excluding(query, typed) == written
    assert excluding(written, typed) == written


@pytest.mark.parametrize(
    ("query", "typed"),
    [("a (", "b"), ("a", "🍺"), ("a", "b*c"), ("a", "~Ei"), ("a", ",".join(["x" * 90] * 30))],
    ids=["search", "no letter", "asterisk", "tilde", "one name too long to keep"],
)
def test_what_cannot_be_read_is_refused(query, typed):
    if typed.startswith("x"):
        typed = ",".join(f"{'x' * 90}{number}" for number in range(30))
    with pytest.raises(QueryError):
        excluding(query, typed)


@given(nodes.filter(asks_for_something))
def test_any_search_can_be_narrowed_so(node):
    written = format(node)
    try:
        narrowed = parse(excluding(written, "Namensvetter"))
    except QueryError:
        return
    assert "Namensvetter" in format(narrowed)
    assert asks_for_something(narrowed)


def test_forms_and_compounds_are_named_with_how_many_texts_have_them():
    texts = [
        "Stau am Brennerpass, und am BRENNERPASS wird gebaut",
        "Der Brenner von gegenüber",
        "Am Brennerpass und bei Brenners",
        "Gasbrenner",
    ]
    assert found_as(parse("~Brenner NOT ~Stau"), texts) == [
        ("Brennerpass", 2),
        ("Brenners", 1),
        ("Gasbrenner", 1),
    ]
    assert found_as(parse("Brennerp*"), texts) == [("Brennerpass", 2)]


def test_names_that_follow_a_word_are_named_from_twice_on():
    texts = ["Brenner Autobahn zu", "Stau: Brenner-Autobahn", "Brenner GmbH", "Brenner. Autobahn"]
    assert found_as(parse("Brenner"), texts) == [("Brenner Autobahn", 2)]
    assert found_as(parse("lang:de -Brenner"), texts) == []


def test_no_more_than_twelve_are_named():
    text = " ".join(f"Brau{letter * 3}" for letter in "abcdefghijklmnop")
    assert len(found_as(parse("Brau*"), [text])) == 12
