from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.pipeline.lexicon import READ, entries
from monitoring.pipeline.tone import Reason, Tone, german, judge
from monitoring.pipeline.tone.signs import signs_in
from tests.patience import patience


def label(text: str, language: str = "de") -> str:
    return judge(text, language).label


@pytest.mark.parametrize(
    "text",
    [
        "Nie wieder!",
        "So eine Frechheit habe ich selten erlebt.",
        "Der Aufzug ist schon wieder kaputt",
        "Kein guter Service.",
        "Ich kann diesen Laden nicht empfehlen.",
        "Empfehle ich wirklich nicht.",
        "Die App funktioniert leider nicht",
        "Am Telefon ist nie jemand erreichbar.",
        "Danke für nichts!",
        "Das geht gar nicht.",
        "Lieferkatastrophe",
        "Ein Verkehrschaos vor dem Werkstor",
        "enttaeuschend",
        "ENTTÄUSCHEND",
        "unzuverlässig und kundenunfreundlich",
        "Drei Wochen gewartet 😡",
        "Wieder nichts angekommen :-(",
    ],
)
def test_complaints_are_negative(text: str) -> None:
    assert label(text) == "negative"


@pytest.mark.parametrize(
    "text",
    [
        "Sehr freundliche Beratung, gerne wieder!",
        "Kann ich nur empfehlen",
        "Zuverlässig, kompetent und schnell.",
        "Ich habe nichts auszusetzen.",
        "Nicht nur schnell, sondern auch sehr freundlich",
        "Familienfreundlicher Betrieb, tolle Kollegen",
        "Schoen gemacht, grossartig",
        "Alles ohne Probleme, bin begeistert",
        "Danke an das Team 👍",
        "Läuft wieder, super :-)",
    ],
)
def test_praise_is_positive(text: str) -> None:
    assert label(text) == "positive"


@pytest.mark.parametrize(
    "text",
    [
        "Die Firma eröffnet am Montag einen Standort in Köln.",
        "Mit freundlichen Grüßen, Ihr Rathaus",
        "Guten Morgen zusammen",
        "Gutscheine und Gutachten gibt es nebenan",
        "Der Supermarkt liegt neben der Tollwutpraxis",
        "Treffpunkt um 8:30, Einlass bis 9:15 https://example.org/:-(",
        "",
    ],
)
def test_without_a_cue_a_text_is_neutral_and_not_queued(text: str) -> None:
    tone = judge(text, "de")
    assert (tone.label, tone.reasons) == ("neutral", ())
    assert tone.negative < 300


def test_not_bad_is_no_complaint() -> None:
    assert label("Nicht schlecht, was die da bauen") in {"neutral", "positive"}
    assert judge("nicht schlecht", "de").negative < judge("schlecht", "de").negative - 500


@pytest.mark.parametrize(
    "text",
    ["Super gemacht 🙄", "Toller Service #Ironie", "Ganz großes Kino, wirklich toll"],
)
def test_irony_is_left_unclear_instead_of_being_taken_for_praise(text: str) -> None:
    assert label(text) == "unclear"


def test_praise_and_complaint_in_balance_are_unclear() -> None:
    assert label("Essen gut, Wartezeit lang") == "unclear"


@pytest.mark.parametrize("language", ["fr", "nl", "tr", "uk", ""])
def test_a_language_nobody_can_read_is_unclear_and_never_flagged(language: str) -> None:
    assert judge("C'est une catastrophe, katastrophal, terrible :-(", language) == Tone(
        "unclear", 0, 0
    )


def test_the_reason_is_the_word_with_what_negates_it_at_its_place() -> None:
    text = "Leider kein guter\nService."
    assert judge(text, "de").reasons == (
        Reason("Leider", -1, 0, 6),
        Reason("kein guter", -1, 7, 17, negated=True),
    )


def test_a_negation_after_the_verb_belongs_to_it_but_not_across_a_comma() -> None:
    assert [r.word for r in judge("Das klappt einfach nicht", "de").reasons] == [
        "klappt einfach nicht"
    ]
    assert judge("Es klappt, nicht wahr", "de").reasons[0].negated is False


def test_a_negation_more_than_three_words_before_does_not_reach() -> None:
    near, far = "nicht ein so gutes Haus", "nicht in jedem anderen Ort gutes Haus"
    assert [judge(text, "de").reasons[0].negated for text in (near, far)] == [True, False]


def test_one_negation_turns_one_word() -> None:
    reasons = judge("Ohne Probleme geliefert", "de").reasons
    assert [(r.word, r.polarity, r.negated) for r in reasons] == [
        ("Ohne Probleme", 1, True),
        ("geliefert", 1, False),
    ]


def test_stronger_words_weigh_more_and_weaker_ones_less() -> None:
    weak, plain, strong = (
        judge(f"Der Mann am Schalter war {how} langsam", "de").negative
        for how in ("etwas", "da", "extrem")
    )
    assert weak < plain < strong


@pytest.mark.parametrize(
    ("stars", "expected"),
    [(1, "negative"), (2, "negative"), (3, "neutral"), (4, "positive"), (4.5, "positive"),
     (5, "positive"), (0, "positive"), (9, "positive"), (float("nan"), "positive")],
)  # fmt: skip
def test_stars_beat_the_words_and_impossible_stars_do_not(stars: float, expected: str) -> None:
    assert judge("Super, sehr gerne wieder", "de", stars).label == expected


def test_stars_are_believed_in_every_language() -> None:
    assert judge("Très bien", "fr", 5).label == "positive"
    assert judge("Très bien", "fr", 2).negative >= 300


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Great service, friendly staff", "positive"),
        ("I would not recommend this, terrible", "negative"),
        ("It opens on Monday", "neutral"),
    ],
)
def test_english_is_judged_but_marked_weak(text: str, expected: str) -> None:
    tone = judge(text, "en")
    assert (tone.label, tone.weak) == (expected, True)


def test_an_english_reason_shows_the_negation() -> None:
    assert judge("I do not recommend it", "en").reasons == (
        Reason("not recommend", -1, 5, 18, negated=True),
    )


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("gut :-)", [1.0]), ("ach :(", [-1.0]), ("xD", [1.0]), ("<3", [1.0]), (":-/", [-1.0]),
        ("^^", [1.0]), ("-.-", [-1.0]), ("👍👎", [1.5, -1.5]), ("❤️", [1.5]),
        ("8:30 bis 9:15", []), ("https://example.org", []), ("Punkte: (a) und (b)", []),
        ("x < 30", []), ("Klasse:Druck", []), ("XD", [1.0]), ("🏭", []),
    ],
)  # fmt: skip
def test_signs_are_found_only_where_somebody_drew_them(text: str, weights: list[float]) -> None:
    assert [sign.weight for sign in signs_in(text)] == weights


def test_the_cue_list_is_whole() -> None:
    listed = list(entries(Path(german.__file__).with_name("de_cues.txt")))
    patterns = [entry.pattern for entry in listed]
    assert len(patterns) == len(set(patterns)) >= 480
    assert all(-3 <= float(entry.columns[0]) <= 3 for entry in listed)
    assert not [p for p in patterns if " " in p and "*" in p.split()[0]]
    assert not [p for p in patterns if " " in p and not p.replace(" ", "").rstrip("*").isalpha()]


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "nicht " * 200_000, ":-)" * 300_000, "😡" * 500_000, "\0\ud800" * 1_000,
     "gut " * 250_000, "-." * 500_000, "?" * 1_000_000],
    ids=lambda text: text[:3].encode(errors="replace").decode(),
)  # fmt: skip
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_judgement_of_a_hostile_text_comes_to_an_end(text: str, language: str) -> None:
    with patience():
        judge(text, language)


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_more_is_read_than_the_beginning_of_a_text(language: str) -> None:
    beginning = "Das Essen was terrible, " * 100
    assert len(beginning) > READ
    assert judge(beginning + "great, super, toll! :-)", language) == judge(beginning, language)


@given(st.text(), st.sampled_from(["de", "en", "", "fr"]))
def test_every_string_has_a_tone_and_its_reasons_stand_in_it(text: str, language: str) -> None:
    tone = judge(text, language)
    assert 0 <= tone.negative <= 1000
    assert 0 <= tone.positive <= 1000
    for reason in tone.reasons:
        assert reason.word == " ".join(text[reason.start : reason.end].split())
