import re

import pytest
from django.utils import translation
from hypothesis import given

from monitoring.query.errors import QueryError
from monitoring.query.explain import explain
from monitoring.query.parser import parse
from tests.monitoring.query.strategies import nodes


@pytest.mark.parametrize(
    ("query", "english", "german"),
    [
        (
            "Müller (Bier OR Brauerei) -Fahrrad",
            "Finds texts that contain “Müller” and (“Bier” or “Brauerei”), but not “Fahrrad”.",
            "Findet Texte, die „Müller“ und („Bier“ oder „Brauerei“) enthalten, "
            "aber nicht „Fahrrad“.",
        ),
        (
            "A OR B OR (C (D OR E OR F) -(G OR H))",
            "Finds texts that contain “A” or “B” or (“C” and (“D”, “E” or “F”) "
            "and not (“G” or “H”)).",
            "Findet Texte, die „A“ oder „B“ oder („C“ und („D“, „E“ oder „F“) "
            "und nicht („G“ oder „H“)) enthalten.",
        ),
        (
            "Brau* lang:de -site:example.de",
            "Finds texts that contain a word beginning with “Brau” and are written in German, "
            "but do not come from example.de.",
            "Findet Texte, die ein Wort mit dem Anfang „Brau“ enthalten und auf Deutsch "
            "geschrieben sind, aber nicht von example.de stammen.",
        ),
        (
            "a NEAR/1 b OR c NEAR/3 d",
            "Finds texts that contain “a” at most 1 word away from “b” "
            "or “c” at most 3 words away from “d”.",
            "Findet Texte, die „a“ höchstens 1 Wort entfernt von „b“ "
            "oder „c“ höchstens 3 Wörter entfernt von „d“ enthalten.",
        ),
        (
            '~Tisch ~Bau "~roter ~Stuhl" NEAR/2 ~wackeln',
            "Finds texts that contain “Tisch” in all its forms and compounds, “Bau” in all its "
            "forms and “~roter ~Stuhl” (the words after “~” in all their forms) at most 2 words "
            "away from “wackeln” in all its forms and compounds.",
            "Findet Texte, die „Tisch“ in allen Formen und Zusammensetzungen, „Bau“ in allen "
            "Formen und „~roter ~Stuhl“ (die Wörter nach „~“ in allen Formen) höchstens 2 Wörter "
            "entfernt von „wackeln“ in allen Formen und Zusammensetzungen enthalten.",
        ),
        (
            "Bier source:mail",
            "Finds texts that contain “Bier” and come from a source of the kind “mail”.",
            "Findet Texte, die „Bier“ enthalten und aus einer Quelle der Art „mail“ kommen.",
        ),
        (
            'author:"Max Meier" is:question -(a lang:fr)',
            "Finds texts that are by an author called “Max Meier” and ask a question, "
            "but do not at the same time (contain “a” and are written in French).",
            "Findet Texte, die von jemandem namens „Max Meier“ stammen und eine Frage stellen, "
            "aber nicht zugleich („a“ enthalten und auf Französisch geschrieben sind).",
        ),
    ],
)
def test_a_search_is_explained_in_the_readers_language(query, english, german):
    assert explain(parse(query)) == english
    with translation.override("de"):
        assert explain(parse(query)) == german


def test_an_error_speaks_the_language_of_whoever_reads_it():
    with pytest.raises(QueryError) as caught:
        parse("Bier (")
    with translation.override("de"):
        assert str(caught.value) == (
            "Diese Klammer wird nie geschlossen. Setzen Sie „)“ dorthin, wo sie endet."
        )


ENGLISH = re.compile(
    r"\b(finds|texts|that|contain|and|or|but|not|is|are|written|in|come|from|a|the|word|words|away|"
    r"beginning|kind|source|question|by|author|called|forms|compounds|all|its|ask|at|same|time|do)\b"
)
QUOTED = re.compile(r"„[^“]*“")
PLACES = re.compile(r"von [\w.-]+\.\w+|von de\b")


@given(nodes)
def test_no_explanation_in_german_has_an_english_word_in_it(node):
    with translation.override("de"):
        sentence = explain(node)
    assert sentence.startswith("Findet Texte, die ")
    said = PLACES.sub("", QUOTED.sub("", sentence)).removeprefix("Findet Texte, ")
    assert ENGLISH.findall(said.replace(" in allen ", " ")) == []


@given(nodes)
def test_every_search_can_be_explained(node):
    sentence = explain(node)
    assert sentence.startswith("Finds texts that ")
    assert sentence.endswith(".")
    assert "{" not in sentence
