"""A mention's way in one step: what comes out of here is what the store writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from monitoring.pipeline.duplicates import Signature, content_hash, signature
from monitoring.pipeline.kind import Kind, is_question, kind_given
from monitoring.pipeline.language import detect
from monitoring.pipeline.text import clean, clean_title, whole
from monitoring.pipeline.tone import Tone, judge_all
from monitoring.pipeline.topics import topics_of
from monitoring.query.fold import fold

TOGETHER: Final = 100
"""Texts that take a step together; monitoring/pipeline/lexicon.py remembers the words of as
many texts."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a source said: HTML, the language it states, and its rating of 1 to 5."""

    title: str
    html: str
    language_hint: str = ""
    rating: float | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """The same as plain words, safe for PostgreSQL: what searches look at.

    `language` is "" where nobody can tell.
    """

    title: str
    text: str
    language: str
    rating: float | None = None


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


def judge_entry(
    title: str, html: str, language_hint: str = "", rating: float | None = None
) -> Judged:
    """Cleans, recognises, folds and judges one entry; any input gives a result, none raises."""
    return judge_texts(read_entries([Given(title, html, language_hint, rating)]))[0]


def read_entries(given: Sequence[Given]) -> list[Read]:
    """Cleans entries and recognises their languages; none raises."""
    titles = [clean_title(each.title) for each in given]
    texts = [clean(each.html) for each in given]
    return [
        Read(title, text, detect(whole(title, text), each.language_hint), each.rating)
        for title, text, each in zip(titles, texts, given, strict=True)
    ]


def judge_texts(read: Sequence[Read]) -> list[Judged]:
    """What is to be said of texts; none raises. All of them take each step together: going
    through all steps with one after the other takes nearly twice as long, for each step's model
    and word lists then leave the processor's cache before the next text comes."""
    starts = range(0, len(read), TOGETHER)
    return [judged for at in starts for judged in _judged(read[at : at + TOGETHER])]


def _judged(read: Sequence[Read]) -> list[Judged]:
    words = [whole(each.title, each.text) for each in read]
    tones = judge_all(words, [each.language for each in read], [each.rating for each in read])
    topics = [topics_of(text) for text in words]
    asking = [is_question(text, each.language) for text, each in zip(words, read, strict=True)]
    kinds = [kind_given(tone.label, asks) for tone, asks in zip(tones, asking, strict=True)]
    folded = [fold(text) for text in words]
    hashes = [content_hash(text) for text in folded]
    signatures = [signature(text) for text in folded]
    columns = tones, kinds, asking, topics, hashes, signatures, folded
    return [
        Judged(each.title, each.text, each.language, *row)
        for each, row in zip(read, zip(*columns, strict=True), strict=True)
    ]
