import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.pipeline.duplicates import content_hash, signature
from monitoring.pipeline.judge import Given, Judged, judge_entry, judge_texts, read_entries
from monitoring.pipeline.text import whole
from monitoring.pipeline.tone import Reason, Tone
from tests.patience import patience

ANY_TEXT = st.text(alphabet=st.characters(codec=None, exclude_categories=()))


def test_an_entry_comes_out_as_everything_the_store_writes() -> None:
    found = judge_entry("<b>Ärger</b> mit Muster", "<p>Nie wieder! Die Lieferung war defekt.</p>")
    folded = "aerger mit muster\nnie wieder! die lieferung war defekt."
    assert found == Judged(
        title="Ärger mit Muster",
        text="Nie wieder! Die Lieferung war defekt.",
        language="de",
        tone=Tone(
            "negative",
            found.tone.negative,
            found.tone.positive,
            (
                Reason("Ärger", -1, 0, 5),
                Reason("Nie wieder", -1, 17, 27),
                Reason("defekt", -1, 47, 53),
            ),
        ),
        kind="criticism",
        is_question=False,
        topics=("delivery", "quality"),
        content_hash=content_hash(folded),
        signature=signature(folded),
        folded=folded,
    )
    assert found.tone.negative > 900


def test_reasons_point_into_title_and_text_together() -> None:
    found = judge_entry("Super Laden", "<p>aber <b>leider</b> teuer</p>")
    together = whole(found.title, found.text)
    assert [together[r.start : r.end] for r in found.tone.reasons] == ["Super", "leider", "teuer"]


def test_the_hint_and_the_stars_of_the_source_are_used() -> None:
    assert judge_entry("", "Toller Service").tone.label == "unclear"
    assert judge_entry("", "Toller Service", "de").tone.label == "positive"
    assert judge_entry("", "Toller Service", "de", 1).kind == "criticism"


def test_many_entries_are_judged_as_each_alone() -> None:
    rows = [
        Given("<b>Ärger</b> mit Muster", "<p>Nie wieder! Die Lieferung war defekt.</p>"),
        Given("", "Toller Service", "de"),
        Given("", "Toller Service", "de", 1),
        Given("Wer hat geöffnet?", "Does anyone know?", "en"),
        Given("", ""),
    ] * 50
    alone = [judge_entry(row.title, row.html, row.language_hint, row.rating) for row in rows]
    assert judge_texts(read_entries(rows)) == alone
    assert judge_texts(read_entries([])) == []


def test_a_text_of_few_words_has_no_bands() -> None:
    assert judge_entry("", "Sehr gut").bands == ()
    assert len(judge_entry("", "Die Lieferung kam drei Wochen zu spät bei uns an").bands) == 12


@pytest.mark.parametrize(
    "html",
    ["a" * 1_000_000, "<div>" * 200_000 + "nie wieder", "\0\ud800" * 100_000, "<" * 1_000_000,
     "ä̈" * 400_000, "😡" * 300_000, "?" * 1_000_000, "wie ist " * 100_000, "(" * 1_000_000,
     "a.b/" * 250_000, "@" * 1_000_000, "<p>nicht " * 100_000],
    ids=lambda html: html[:4].encode(errors="replace").decode(),
)  # fmt: skip
def test_the_judgement_of_a_hostile_entry_comes_to_an_end(html: str) -> None:
    with patience():
        judge_entry(html, html, html, None)


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, st.none() | st.floats())
def test_no_entry_raises_and_all_of_it_can_be_stored(
    title: str, html: str, hint: str, rating: float | None
) -> None:
    found = judge_entry(title, html, hint, rating)
    for stored in (found.title, found.text, found.folded, *(r.word for r in found.tone.reasons)):
        assert "\0" not in stored
        stored.encode()
    assert found == judge_entry(title, html, hint, rating)
