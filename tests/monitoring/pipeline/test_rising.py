import math

import pytest

from monitoring.pipeline.rising import Rising, Said, g2, rising


def said(*texts: str, first: int = 1) -> list[Said]:
    return [Said(number, text, f"v{number}") for number, text in enumerate(texts, start=first)]


USUAL = [
    "Der Biergarten ist schön, das Essen auch.",
    "Heute im Biergarten gesessen, tolles Essen.",
    "Die Bedienung war freundlich.",
    "Parkplätze sind rar.",
]
BEFORE = said(*USUAL * 10, first=1_000)


def brief(found: list[Rising]) -> list[tuple[str, int, int]]:
    return [(each.term, each.number, each.before) for each in found]


def test_what_is_new_rises_and_what_is_usual_does_not():
    now = said(
        "Rückruf wegen Glassplittern!",
        "Habt ihr vom Rückruf gehört? Der Biergarten war leer.",
        "Schon wieder ein Rückruf bei denen. Das Essen war gut.",
        *USUAL,
    )
    surely = 2 * (3 * math.log(47 / 7) + 4 * math.log(4 * 47 / (7 * 44)) + 40 * math.log(47 / 44))
    assert rising(now, BEFORE) == [Rising("Rückruf", 3, 0, 34.29, 1, round(surely, 2))]


def test_inflection_and_compounds_are_one_word_written_as_most_do():
    now = said(
        "Die Reklamation dauert.",
        "Meine Reklamationen bleiben liegen",
        "Reklamationsstelle? Gibt es nicht.",
        "Eine Dauerreklamation",
        "Eure Reklamation ist ein Witz",
        *USUAL,
    )
    assert brief(rising(now, BEFORE)) == [("Reklamation", 5, 0)]


def test_two_words_that_belong_together_stand_together():
    now = said(
        "Das alkoholfreie Weizen schmeckt.",
        "Alkoholfreies Weizen endlich im Kasten",
        "wo gibt es alkoholfreies Weizen",
        *USUAL,
    )
    assert brief(rising(now, BEFORE)) == [("Alkoholfreies Weizen", 3, 0)]


def test_what_was_searched_for_rises_never():
    now = said(*["Lindners neues Helles", "Lindner Helles", "Das Helle vom Lindner"], *USUAL)
    assert brief(rising(now, BEFORE, without={"lindner"})) == [("Helles", 3, 0)]
    assert "Lindner" in {each.term for each in rising(now, BEFORE)}


def test_one_voice_alone_makes_nothing_rise():
    same = [Said(number, "Rückruf! Rückruf!", "Max") for number in range(5)]
    assert rising([*same, *said(*USUAL, first=50)], BEFORE) == []
    unknown = [Said(number, "Rückruf! Rückruf!", "") for number in range(5)]
    assert brief(rising([*unknown, *said(*USUAL, first=50)], BEFORE)) == [("Rückruf", 5, 0)]


def test_twice_is_too_few_and_addresses_accounts_and_numbers_are_no_words():
    seen = "https://klingeling.example/rueckruf @rueckruf 4711"
    assert rising(said("Rückruf", "Rückruf", seen, seen, *USUAL), BEFORE) == []


@pytest.mark.parametrize(("now", "before"), [([], BEFORE), (said("Rückruf"), []), ([], [])])
def test_without_a_now_or_a_before_nothing_rises(now, before):
    assert rising(now, before) == []


def test_the_surest_comes_first_and_no_more_than_asked_for():
    now = said(*["Rückruf"] * 8, *["Kellerbrand"] * 4, *USUAL)
    assert brief(rising(now, BEFORE)) == [("Rückruf", 8, 0), ("Kellerbrand", 4, 0)]
    assert brief(rising(now, BEFORE, most=1)) == [("Rückruf", 8, 0)]


def test_a_rise_is_measured_by_shares_not_by_numbers():
    """Ten times as many mentions in all, and ten times as many of the word: nothing has risen."""
    before = said(*["Hefe ist aus", *USUAL * 2], first=1_000)
    now = said(*["Hefe ist aus", *USUAL * 2] * 10)
    assert rising(now, before) == []


@pytest.mark.parametrize(
    ("now", "before", "size", "size_before", "sure"),
    [(5, 5, 10, 10, 0.0), (3, 0, 30, 120, 9.91), (10, 10, 100, 1_000, 22.91)],
    ids=["same share", "new", "tenfold"],
)
def test_the_measure_is_the_log_likelihood_ratio(now, before, size, size_before, sure):
    assert g2(now, before, size, size_before) == pytest.approx(sure, abs=0.01)
