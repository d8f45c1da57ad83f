"""What a mention wants: an answer to a question, an ear for criticism, thanks for praise.

Criticism comes first: "Warum ist das schon wieder kaputt?" is a complaint in the form of a
question, and `is_question` still says so. A rhetorical "Echt jetzt?" counts as a question: a
person sees at a glance that it is none, and a missed question is the dearer mistake.
"""

import re
from typing import Final, Literal

from monitoring.pipeline.tone import NEGATIVE, POSITIVE, Tone

Kind = Literal["question", "praise", "criticism", "other"]
QUESTION: Final = "question"
PRAISE: Final = "praise"
CRITICISM: Final = "criticism"
OTHER: Final = "other"

# In a long text a question is put to the reader at its beginning or its end.
_EDGE: Final = 300

# Who is spoken to stands before the question: an account, a greeting with its comma.
_SPOKEN_TO = re.compile(
    r"(?:^|\s)[@#]\w+:?|\b(?:hallo|hi|hey|moin|servus|hello|dear|liebe[rs]?)\b[^,.!?\n]{0,40},"
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]?")

_ASKED: Final = {
    "de": re.compile(
        r"\b(?:weiß|weiss|kennt|hat|hätte|kann|könnte)\s+(?:mir\s+|uns\s+|hier\s+|da\s+)?"
        r"(?:jemand|irgendjemand|irgendwer|einer von euch|wer von euch)\b"
        r"|\bwer\s+(?:kennt|weiß|weiss|kann\s+mir)\b|\b(?:meine|unsere|kurze|eine)\s+frage\s*:"
        r"|\bwüsste\s+gern|\bwürde\s+mich\s+interessieren,?\s+(?:ob|wie|wann|wo|was|warum)\b",
    ),
    "en": re.compile(
        r"\b(?:does|do|has|have|did|can|could|would)\s+(?:anyone|anybody|someone|any\s+of\s+you)\b"
        r"|\banyone\s+(?:know|knows|here|else|tried|used|recommend)\b"
        r"|\b(?:quick|my|a)\s+question\s*:|\bi\s+wonder\s+(?:if|how|when|why)\b",
    ),
}
# Sentences without a question mark. A comma makes "Haben Sie Fragen, rufen Sie an" a condition.
_ORDER: Final = {
    "de": re.compile(
        r"\s*(?:(?:habt|könnt|wollt|seid|macht|bietet|gibt|liefert|nehmt|verkauft|öffnet|werdet|"
        r"plant|sucht|braucht)\s+ihr|(?:haben|können|bieten|liefern|verkaufen|nehmen|planen|suchen|"
        r"werden)\s+sie|gibt\s+es|gibt's|gibts|stimmt\s+es|darf\s+man)\b[^,]*$"
        r"|\s*(?:wer|wann|wo|warum|wieso|weshalb|wie|was|wohin|woher|womit|wie\s+(?:lange|viel|oft|"
        r"teuer)|wieviel|welche[rsnm]?\s+\w+)\s+(?:ist|sind|kann|können|könnt|könnte|könnten|muss|"
        r"müssen|gibt|hat|habt|haben|hatte|hätte|kommt|kommen|bekommt|bekomme|finde|findet|öffnet|"
        r"kostet|kosten|macht|machen|geht|gehen|wird|werden|wurde|wurden|soll|sollen|sollte|will|"
        r"wollt|war|waren|darf|dürfen|dauert|steht|stehen|fährt|fahren|funktioniert|funktionieren|"
        r"lässt|lasst|läuft|liegt|bleibt|bleiben|braucht|brauche|brauchen|heißt|passiert|schafft|"
        r"nehmt|nimmt|sagt|zahlt|baut|fehlt|bietet|liefert|verkauft)\b[^,]*$"
        r"|\s*(?:ist|sind|war|kommt|fährt|hat|geht|wird)\s+(?:das|es|der|die)\s[^,]*"
        r"\b(?:eigentlich|denn|überhaupt|noch)\b[^,]*$",
    ),
    "en": re.compile(
        r"\s*(?:do|does|did|are|is|can|could|would|will|have|has)\s+(?:you|they|there|it)\b[^,]*$"
        r"|\s*(?:who|when|where|why|how|what|which\s+\w+|how\s+(?:much|long|many))\s+"
        r"(?:is|are|can|do|does|did|will|would|was)\b[^,]*$",
    ),
}


def kind_of(text: str, language: str, tone: Tone) -> Kind:
    """What a text is, by its tone and by whether it asks."""
    if tone.label == NEGATIVE:
        return CRITICISM
    if is_question(text, language):
        return QUESTION
    return PRAISE if tone.label == POSITIVE else OTHER


def kind_given(tone: str, asks: bool) -> Kind:
    """What a text is whose tone a person has said."""
    if tone == NEGATIVE:
        return CRITICISM
    if asks:
        return QUESTION
    return PRAISE if tone == POSITIVE else OTHER


def is_question(text: str, language: str) -> bool:
    """Whether a text asks something, with a question mark or, in German and English, without."""
    text = text if len(text) <= 2 * _EDGE else f"{text[:_EDGE]}\n{text[-_EDGE:]}"
    if any(map(_asks, text.split() if "?" in text else ())):
        return True
    if language not in _ASKED:
        return False
    text = _SPOKEN_TO.sub(" ", text.lower())
    if _ASKED[language].search(text):
        return True
    sentences = (found.group() for found in _SENTENCE.finditer(text))
    return any(_ORDER[language].match(s.rstrip(".\n")) for s in sentences if not s.endswith("!"))


def _asks(word: str) -> bool:
    """Whether a word carries a question mark of its own, not one of an address or a doubt "(?)"."""
    if "/" in word:
        return word.endswith(")?")
    return "?" in word and not word.startswith(("www.", "(?"))
