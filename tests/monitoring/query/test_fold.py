import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitoring.query.fold import Span, _fold_carefully, fold, spans, words
from tests.monitoring.query.strategies import texts


@pytest.mark.parametrize(
    "spelling",
    ["Müller", "MÜLLER", "müller", "Mueller", "MUELLER", "Mu\u0308ller", "Mül\u00adler"],
)
def test_spellings_of_one_name_are_one_word(spelling):
    assert words(spelling) == ["mueller"]


def test_a_name_without_its_umlaut_is_another_name():
    assert words("Muller") == ["muller"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Straße STRASSE GROẞ", "strasse strasse gross"),
        ("Café naïve Citroën Çelik", "cafe naive citroen celik"),
        ("„Ja“ – ‚nein‘", "\"ja\" - 'nein'"),
        ("Smørrebrød Łódź", "smoerrebroed lodz"),
        ("ﬁnden ＡＢＣ İstanbul", "finden abc istanbul"),
    ],
)
def test_folding_unifies_what_readers_take_for_the_same(text, folded):
    assert fold(text) == folded


def test_words_are_runs_of_letters_and_digits():
    assert words("#Bier_Fest @max: E-Bike, 5G & McDonald's 🍺") == [
        "bier", "fest", "max", "e", "bike", "5g", "mcdonald", "s",
    ]  # fmt: skip


def test_spans_stand_where_the_words_stood_in_the_original():
    assert spans("🍺 Große Mu\u0308hle") == [Span("grosse", 2, 7), Span("muehle", 8, 14)]


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "codes", [range(0x3100), range(0x1F000, 0x1FB00)], ids=["plane 0", "emoji"]
)
def test_a_character_is_folded_alone_as_it_is_among_others(codes):
    for letter in map(chr, codes):
        assert fold(f"Ha{letter}u") == _fold_carefully(f"Ha{letter}u"), hex(ord(letter))


@given(st.one_of(texts, st.text(), st.text(alphabet="aÄöß éﬁ½ª\u0308\u00ad\u200b_-–🍺1\ufe0f´`")))
@example("Ha\u0308 ❤\ufe0f „So“ – 3 ½ € ´`")
@example("\u09c7\u09be")
def test_the_fast_way_to_fold_gives_what_the_careful_one_does(text):
    assert fold(text) == _fold_carefully(text)


@given(st.one_of(texts, st.text(), st.text(alphabet="aÄöß éﬁ½ª\u0308\u00ad\u200b_-–🍺1\ud800\x81")))
@example("½ ﷺ ª µ ĳ \ufeffa\u200db")
def test_the_fast_way_to_words_finds_the_same_as_the_careful_one(text):
    assert words(text) == [span.word for span in spans(text)]
