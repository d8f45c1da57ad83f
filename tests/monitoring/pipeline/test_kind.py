import pytest

from monitoring.pipeline.kind import is_question, kind_of
from monitoring.pipeline.tone import judge


@pytest.mark.parametrize(
    "text",
    [
        "Habt ihr samstags geöffnet?",
        "Wann kommt die Lieferung ?",
        "Echt jetzt?",
        "Weiß jemand, ob die Werkstatt auch samstags offen hat",
        "Kennt jemand einen guten Monteur in Heilbronn",
        "kann mir jemand sagen wie das geht",
        "Gibt es noch Karten für Freitag",
        "Liefert ihr auch nach Österreich",
        "Guten Tag. Wo finde ich die Ersatzteile",
        "Wie lange dauert die Reparatur.",
        "Kurze Frage: brauche ich einen Termin",
        "Was kostet das?!",
        "@werkstatt Warum steht der Kran schon wieder still",
        "Hallo liebes Team, wann kommt die Lieferung",
        "Ist das denn noch im Angebot",
        "Stimmt das (laut https://example.org/a?b=c)?",
    ],
)
def test_a_german_question_is_one_with_or_without_its_mark(text: str) -> None:
    assert is_question(text, "de")


@pytest.mark.parametrize(
    "text",
    [
        "Mehr unter https://example.org/?id=7",
        "www.example.org/suche?q=1 ist die Adresse",
        "Haben Sie Fragen, rufen Sie uns an.",
        "Wie schön!",
        "@werkstatt Was für ein Tag",
        "Ist das schön hier.",
        "Kann man nur empfehlen.",
        "Wer zu spät kommt, den bestraft das Leben.",
        "Er hat drei (?) Maschinen gekauft.",
        "",
    ],
)
def test_what_only_looks_like_a_question_is_none(text: str) -> None:
    assert not is_question(text, "de")


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Does anyone know their opening hours", True),
        ("Do you ship to Austria", True),
        ("How much is the repair", True),
        ("If you have questions, call us.", False),
        ("What a day!", False),
    ],
)
def test_english_questions(text: str, asks: bool) -> None:
    assert is_question(text, "en") is asks


def test_in_other_languages_only_the_mark_tells() -> None:
    assert is_question("Vous livrez en Autriche ?", "fr")
    assert not is_question("Weiß jemand Rat", "fr")


def test_a_question_in_the_middle_of_an_article_is_not_put_to_the_reader() -> None:
    middle = "Satz eins. " * 60 + "Was nun? " + "Satz zwei. " * 60
    assert not is_question(middle, "de")
    assert is_question(middle + "Was meint ihr?", "de")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Habt ihr am Montag geöffnet?", "question"),
        ("Warum ist der Automat schon wieder kaputt?", "criticism"),
        ("Super Laden! Habt ihr am Montag geöffnet?", "question"),
        ("Super Laden, sehr freundlich!", "praise"),
        ("Nie wieder!", "criticism"),
        ("Die Firma zieht nach Köln um.", "other"),
    ],
)
def test_criticism_comes_before_the_question_and_the_question_before_praise(
    text: str, kind: str
) -> None:
    assert kind_of(text, "de", judge(text, "de")) == kind
