"""A mention's way in one step: what comes out of here is what the store writes."""

from dataclasses import dataclass

from monitoring.pipeline.duplicates import Signature, content_hash, signature
from monitoring.pipeline.kind import Kind, is_question, kind_of
from monitoring.pipeline.language import detect
from monitoring.pipeline.text import clean, clean_title, whole
from monitoring.pipeline.tone import Tone, judge
from monitoring.pipeline.topics import topics_of
from monitoring.query.fold import fold


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
    title, text = clean_title(title), clean(html)
    words = whole(title, text)
    language = detect(words, language_hint)
    tone = judge(words, language, rating)
    folded = fold(words)
    return Judged(
        title=title,
        text=text,
        language=language,
        tone=tone,
        kind=kind_of(words, language, tone),
        is_question=is_question(words, language),
        topics=topics_of(words),
        content_hash=content_hash(folded),
        signature=signature(folded),
        folded=folded,
    )
