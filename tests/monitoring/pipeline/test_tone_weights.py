import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.pipeline.tone import Reason, Tone, grams, judge, judge_all, judgement, weights
from monitoring.pipeline.tone.corpora import CORPORA
from monitoring.pipeline.tone.judgement import judge_german
from monitoring.pipeline.tone.telling import telling

COMPLAINT = "Die Lieferung war defekt, niemand ist erreichbar."


def test_the_weights_are_there_and_are_those_the_notice_speaks_of() -> None:
    said = weights.FILE.with_name("NOTICE").read_text(encoding="utf-8")
    assert hashlib.sha256(weights.FILE.read_bytes()).hexdigest() in said
    assert all(corpus.name in said and corpus.licence in said for corpus in CORPORA)
    assert weights.FILE.stat().st_size < 1_600_000


def test_german_is_judged_with_the_weights_and_other_languages_are_not() -> None:
    assert judge(COMPLAINT, "de") == judge_german(COMPLAINT, weights.shipped())
    assert judge(COMPLAINT, "de") != judge_german(COMPLAINT, None)
    assert judge(COMPLAINT, "nl") == Tone("unclear", 0, 0)
    assert judge(COMPLAINT, "en").weak


def test_without_weights_cues_judge_alone_and_give_the_same_reasons(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(weights, "FILE", tmp_path / "none")
    weights.shipped.cache_clear()
    try:
        alone = judge(COMPLAINT, "de")
    finally:
        weights.shipped.cache_clear()
    assert (alone.label, alone.negative > 900) == ("negative", True)
    monkeypatch.undo()
    assert judge(COMPLAINT, "de").reasons == alone.reasons
    assert [reason.word for reason in alone.reasons] == ["defekt", "niemand ist erreichbar"]


def weights_of(text: str, *, worth: float) -> weights.Weights:
    """Weights in which everything is likely criticism, and a text's words weigh so much each."""
    shipped = weights.shipped()
    assert shipped is not None
    table = np.zeros_like(shipped.table)
    table[0, grams.slots(text)] = worth
    return weights.Weights(table, shipped.facts, (9.0, -9.0), shipped.limits)


def test_without_a_cue_the_words_that_weighed_most_are_the_reason() -> None:
    text = "@werk Die Schranke steht im Schlamm https://example.org/Schlamm"
    found = judge_german(text, weights_of("Schlamm Schranke", worth=0.1))
    assert (found.label, found.negative > 990) == ("negative", True)
    assert found.reasons == (Reason("Schranke", -1, 10, 18), Reason("Schlamm", -1, 28, 35))


def test_what_is_queued_by_its_likelihood_alone_has_its_words_named_and_stays_neutral() -> None:
    text = "Die Schranke steht im Schlamm"
    sure = weights_of("Schlamm Schranke", worth=0.1)
    unsure = weights.Weights(sure.table, sure.facts, sure.constant, (1.0, 1.0))
    found = judge_german(text, unsure)
    assert (found.label, [each.word for each in found.reasons]) == (
        "neutral",
        ["Schranke", "Schlamm"],
    )
    quiet = weights.Weights(sure.table, sure.facts, (-9.0, -9.0), (1.0, 1.0))
    assert judge_german(text, quiet).reasons == ()


def test_a_text_that_no_reason_can_be_given_for_is_neutral_however_likely() -> None:
    found = judge_german("Die Firma liegt in Köln.", weights_of("quer", worth=-0.1))
    assert (found.label, found.reasons) == ("neutral", ())
    assert found.negative > 990


@given(st.text(max_size=500))
def test_telling_words_stand_in_the_text(text: str) -> None:
    for reason in telling(text, weights_of(text, worth=0.1), polarity=-1):
        assert reason.word == text[reason.start : reason.end]
        assert reason.end <= grams.READ


def test_the_likelihood_ranks_complaint_above_report_above_praise() -> None:
    texts = (COMPLAINT, "Die Firma eröffnet am Montag.", "Sehr freundlich, gerne wieder!")
    found = [judge(text, "de").negative for text in texts]
    assert found == sorted(found, reverse=True)
    assert found[0] > 800 > 300 > found[1]


def pieces(line: str) -> int:
    """How many words, pairs of words and runs within a word a line has, counted one by one."""
    words = line.split()
    runs = sum(max(0, len(word) + 3 - length) for word in words for length in (3, 4, 5))
    return len(words) + max(0, len(words) - 1) + runs


def test_words_are_hashed_and_weighed_as_when_the_weights_were_trained() -> None:
    # A change of folding, hashing, cues or facts makes the file wrong: build it anew, then these.
    assert grams.slots("Tür 3").tolist() == [
        52568,
        115347,
        62938,
        322407,
        131788,
        347626,
        377337,
        285991,
        306589,
        314712,
        387748,
        247110,
        142294,
    ]
    texts = (COMPLAINT, "Sehr freundlich, gerne wieder!", "@werk Straße gesperrt :-( www.werk.de")
    tones = [judge(text, "de") for text in texts]
    likely = [figure for tone in tones for figure in (tone.negative, tone.positive)]
    assert likely == pytest.approx([989, 17, 4, 996, 568, 7], abs=1)


@given(st.lists(st.text(alphabet="abcdeäß", min_size=1, max_size=9), min_size=1, max_size=12))
def test_every_word_pair_and_piece_has_its_slot(words: list[str]) -> None:
    found = grams.slots(" ".join(words))
    assert len(found) == pieces(grams.line(" ".join(words)))
    assert found.min() >= 0
    assert found.max() < grams.SLOTS


def test_the_same_word_has_the_same_slot_wherever_it_stands() -> None:
    first, second = (grams.slots(text) for text in ("Bremse kaputt", "schon lange kaputt"))
    alone = set(grams.slots("kaputt").tolist())
    assert alone <= set(first.tolist()) & set(second.tolist())


def test_who_and_where_do_not_count_nor_how_a_word_is_written() -> None:
    texts = ("@muster_1 Über 30 Fälle https://example.org/a", "@b Ueber 7 FÄLLE www.example.com/b")
    assert grams.line(texts[0]) == grams.line(texts[1]) == " xaccount ueber 0 faelle xlink "


@pytest.mark.parametrize(
    "text",
    ["", " ", "a", "\ud800", "ﷺ" * 5_000, "@" * 1_000, "ß" * 1_000, "a " * 1_000, "\0", "1" * 999],
    ids=[
        "empty",
        "blank",
        "letter",
        "surrogate",
        "ligature",
        "at",
        "eszett",
        "words",
        "nul",
        "number",
    ],
)
def test_any_text_has_slots_and_a_likelihood(text: str) -> None:
    assert grams.slots(text).dtype == np.intp
    tone = judge(text, "de")
    assert 0 <= tone.negative <= 1000


def test_only_the_beginning_of_a_long_text_is_looked_at_by_its_words() -> None:
    begin = "Alles in der Halle steht am Platz. " * 20
    assert grams.line(begin) == grams.line(f"{begin} kaputt")


@given(st.lists(st.text(max_size=60), max_size=6))
def test_texts_judged_together_are_judged_as_each_alone(texts: list[str]) -> None:
    given_texts = [COMPLAINT, *texts, "", 90 * COMPLAINT]
    languages = ["de", "en", "nl"] * len(given_texts)
    asked = list(zip(given_texts, languages, [None, 5.0, 0.0] * len(given_texts), strict=False))
    together = judge_all(*(list(column) for column in zip(*asked, strict=True)))
    assert together == [judge(*each) for each in asked]


def test_slots_of_several_texts_are_those_of_each() -> None:
    texts = ["", "ja", 40 * "lange Worte von allen ", "Ist das so? 😀", "", 60 * "und weiter "]
    found = grams.slots_of(texts)
    alone = [sorted(grams.slots(text).tolist()) for text in texts]
    assert [sorted(found.slots[found.texts == n].tolist()) for n in range(len(texts))] == alone


def test_stars_still_win() -> None:
    assert judgement.judge(COMPLAINT, "de", 5).label == "positive"
