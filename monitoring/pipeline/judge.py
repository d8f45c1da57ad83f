"""A mention's way in one step: what comes out of here is what the store writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from monitoring.pipeline.duplicates import Signature, content_hash, signature
from monitoring.pipeline.kind import Kind, is_question, kind_of
from monitoring.pipeline.language import detect
from monitoring.pipeline.text import clean, clean_title, whole
from monitoring.pipeline.tone import Tone, judge
from monitoring.pipeline.topics import topics_of
from monitoring.query.fold import fold

TOGETHER: Final = 100
"""Entries that take a step together; monitoring/pipeline/lexicon.py remembers the words of as
many texts."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An entry of a source as plain facts.

    `title` and `text` are plain text, safe for PostgreSQL. Everything else is about both of them
    together, `whole(title, text)`: positions in `tone.reasons` count from its start, `folded` is
    what queries are matched against. `language` is "" where nobody can tell.
    """

    title: str
    text: str
    language: str
    tone: Tone
    kind: Kind
    is_question: bool
    topics: tuple[str, ...]
    content_hash: bytes
    signature: Signature
    folded: str

    @property
    def bands(self) -> tuple[int, ...]:
        """The numbers by which near copies are looked up; () for a text of few words."""
        return self.signature.bands


@dataclass(frozen=True, slots=True)
class Given:
    """What a source said: HTML, the language it states, and its rating of 1 to 5."""

    title: str
    html: str
    language_hint: str = ""
    rating: float | None = None


def judge_entry(
    title: str, html: str, language_hint: str = "", rating: float | None = None
) -> Judged:
    """Cleans, recognises, folds and judges one entry; any input gives a result, none raises."""
    return judge_entries([Given(title, html, language_hint, rating)])[0]


def judge_entries(given: Sequence[Given]) -> list[Judged]:
    """The same for many. All of them take each step together: going through all steps with one
    after the other takes nearly twice as long, for each step's model and word lists then leave
    the processor's cache before the next entry comes."""
    starts = range(0, len(given), TOGETHER)
    return [judged for at in starts for judged in _judged(given[at : at + TOGETHER])]


def _judged(given: Sequence[Given]) -> list[Judged]:
    titles = [clean_title(each.title) for each in given]
    texts = [clean(each.html) for each in given]
    words = [whole(title, text) for title, text in zip(titles, texts, strict=True)]
    hints = [each.language_hint for each in given]
    languages = [detect(text, hint) for text, hint in zip(words, hints, strict=True)]
    ratings = [each.rating for each in given]
    tones = [
        judge(text, language, rating)
        for text, language, rating in zip(words, languages, ratings, strict=True)
    ]
    folded = [fold(text) for text in words]
    kinds = [
        kind_of(text, language, tone)
        for text, language, tone in zip(words, languages, tones, strict=True)
    ]
    asking = [is_question(text, lang) for text, lang in zip(words, languages, strict=True)]
    topics = [topics_of(text) for text in words]
    hashes = [content_hash(text) for text in folded]
    signatures = [signature(text) for text in folded]
    columns = titles, texts, languages, tones, kinds, asking, topics, hashes, signatures, folded
    return [Judged(*row) for row in zip(*columns, strict=True)]
