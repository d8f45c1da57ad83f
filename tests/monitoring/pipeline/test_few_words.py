import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from monitoring.pipeline.few_words import build, leaning, weights
from monitoring.pipeline.few_words.slots import SLOTS, WORD_SLOTS, slots
from monitoring.pipeline.few_words.weights import FAMILIES, from_bytes

GERMAN = "schraube werkstatt rechnung lieferung zurück geöffnet freundlich wieder".split()
ENGLISH = "screw workshop invoice delivery through opened friendly again".split()


def frequencies_of(code: str) -> dict[str, float]:
    words = {"de": GERMAN, "en": ENGLISH}.get(code, [f"{letter}i{code}a" for letter in "bdfgklmn"])
    return {word: 1 / (place + 1) for place, word in enumerate(words)}


@pytest.fixture(scope="module")
def built() -> weights.Weights:
    return build.build(frequencies_of, number=2_700)


def test_the_weights_are_there_and_are_those_the_notice_speaks_of() -> None:
    content = weights.FILE.read_bytes()
    said = weights.FILE.with_name("NOTICE").read_text(encoding="utf-8")
    assert hashlib.sha256(content).hexdigest() in said
    assert said == build.notice(content)
    assert "CC BY-SA 4.0" in said
    assert len(content) < 1_600_000


def test_words_are_hashed_as_when_the_weights_were_trained() -> None:
    # A change of hashing makes the file wrong: build it anew, then this.
    assert slots(["Tür"])[:8] == [40890, 40890, 118597, 88744, 162951, 135210, 196509, 118597]
    assert slots(["Tür"]) == slots(["tür"]) != slots(["tur"])


@pytest.mark.parametrize(
    ("words", "judged", "leant"),
    [
        (["nie", "wieder"], {"de": 0.4, "nl": 0.3}, "de"),
        (["never", "again"], {"en": 0.9}, "en"),
        (["nooit", "meer"], {"nl": 0.9}, ""),
        (["jamais", "encore"], {}, ""),
    ],
)
def test_words_lean_to_the_language_they_are_of(
    words: list[str], judged: dict[str, float], leant: str
) -> None:
    assert leaning(words, judged)[0] == leant


def test_what_another_judge_says_counts_and_how_a_language_is_called_does_not() -> None:
    alone, helped = (leaning(["wunderbar"], judged)[1] for judged in ({}, {"de": 1.0}))
    assert helped > alone
    assert leaning(["bra"], {"nn": 0.9}) == leaning(["bra"], {"nb": 0.9})


@pytest.mark.parametrize(
    "words",
    [[], [""], ["\ud800"], ["ß" * 5_000], ["\0", "👍"]],
    ids=["none", "empty", "surrogate", "long", "nul and sign"],
)
def test_any_words_have_slots_and_lean_somewhere_or_nowhere(words: list[str]) -> None:
    assert all(0 <= slot < SLOTS for slot in slots(words))
    assert leaning(words, {})[1] >= 0


def test_a_whole_word_counts_twice_and_each_piece_of_it_once() -> None:
    found = slots(["so"])
    assert sum(slot < WORD_SLOTS for slot in found) == 2
    assert len(found) == 2 + 4 + 3 + 2 + 1


def test_what_was_trained_knows_its_words_and_two_builds_are_the_same(
    built: weights.Weights,
) -> None:
    assert built.to_bytes() == build.build(frequencies_of, number=2_700).to_bytes()
    families = list(FAMILIES)
    said = [families[built.outcomes([word]).argmax()] for word in (GERMAN[1], ENGLISH[1], "bifra")]
    assert said == ["de", "en", "romance"]


def test_frequent_words_are_drawn_more_often_and_nothing_but_words() -> None:
    drawn = list(build.drawn({"und": 0.9, "7": 0.5, "selten": 0.001}, 300, seed=1))
    words = [word for text in drawn for word in text]
    assert words.count("und") > words.count("selten") > 0
    assert set(words) == {"und", "selten"}
    assert {len(text) for text in drawn} == {1, 2, 3}
    assert drawn == list(build.drawn({"und": 0.9, "selten": 0.001}, 300, seed=1))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[:-2],
        lambda content: content.replace(b"etappe-few-words-1", b"etappe-few-words-0"),
        lambda content: b"",
    ],
    ids=["too short", "another kind", "empty"],
)
def test_another_file_is_refused(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(ValueError):
        from_bytes(spoil(weights.FILE.read_bytes()))


def test_weights_survive_their_file(built: weights.Weights, tmp_path: Path) -> None:
    (tmp_path / "weights.bin").write_bytes(built.to_bytes())
    again = from_bytes((tmp_path / "weights.bin").read_bytes())
    assert again.to_bytes() == built.to_bytes()
