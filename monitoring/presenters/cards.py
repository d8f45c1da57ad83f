"""A mention as its card shows it: every word chosen here, so that the template only places it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.models import Mention, ToneLabel
from monitoring.moments import in_full, in_words
from monitoring.pipeline.labels import KINDS, TONES, TOPICS
from monitoring.pipeline.text import excerpt
from monitoring.presenters import tones
from monitoring.presenters.addresses import page
from monitoring.presenters.highlight import marked, node_of, ranges_of
from monitoring.presenters.moments import ago
from monitoring.presenters.privacy import forgotten_words
from monitoring.presenters.sight import Sight
from monitoring.presenters.signs import (
    TONE_ICONS,
    followers_words,
    is_name,
    language_name,
    repeats,
    safe_link,
    source_icon,
)
from monitoring.query.nodes import Node, Term

EXCERPT = 420
SHORT = 150


@dataclass(frozen=True, slots=True)
class Twin:
    """A copy of the mention elsewhere."""

    place: str
    url: str
    when: str


@dataclass(frozen=True, slots=True)
class Answer:
    """That it was answered: by whom and when, in words, and where."""

    words: str
    url: str


def place_of(mention: Mention) -> str:
    """The site a mention stands on; the source's name where there is none, or only a number."""
    return mention.site if is_name(mention.site) else mention.source.name


@dataclass(frozen=True)
class MentionCard:
    """One mention on a page. ``highlights`` are the searches whose words are marked."""

    mention: Mention
    sight: Sight
    highlights: tuple[Node, ...] = ()
    length: int = EXCERPT
    said: str = ""
    undo_url: str = ""
    twins: tuple[Twin, ...] = field(default=())
    is_unread: bool = False
    problem: str = ""
    typed_url: str = ""

    def changed(
        self,
        *,
        length: int | None = None,
        said: str = "",
        undo: str = "",
        problem: str = "",
        typed_url: str = "",
    ) -> "MentionCard":
        """The same card with what has just happened to it; ``undo`` names the way back."""
        return replace(
            self,
            length=self.length if length is None else length,
            said=said,
            undo_url=page(self.sight.company, undo, self.id) if undo else "",
            problem=problem,
            typed_url=typed_url,
        )

    def history(self, labels: Iterable[ToneLabel]) -> list[str]:
        """What people said of its tone, the newest first."""
        return tones.history(labels, self.sight)

    def _act(self, name: str) -> str:
        return page(self.sight.company, name, self.id)

    @cached_property
    def tone_url(self) -> str:
        """Where its tone is corrected."""
        return self._act("correct_tone")

    @cached_property
    def answered_url(self) -> str:
        """Where it is marked as answered."""
        return self._act("mark_answered")

    @property
    def unanswered_url(self) -> str:
        """Where that is taken back."""
        return self._act("unmark_answered")

    @property
    def id(self) -> int:
        """The mention's own number."""
        return self.mention.pk

    @property
    def author(self) -> str:
        """Who said it, the place where nobody is named."""
        return self.mention.author or self.place

    @property
    def author_url(self) -> str:
        """The author's own page, if it may be linked."""
        return safe_link(self.mention.author_url)

    @cached_property
    def reach(self) -> str:
        """How many followed the author when that was last seen; empty where nobody says so."""
        return followers_words(self.mention.reach) if self.mention.reach else ""

    @cached_property
    def place(self) -> str:
        """The site it stands on; the source where that says nothing."""
        return place_of(self.mention)

    @property
    def source(self) -> str:
        """The company's own name of the source."""
        return self.mention.source.name

    @property
    def source_icon(self) -> str:
        """What kind of place it is."""
        return source_icon(self.mention.source.name, self.mention.url)

    @cached_property
    def url(self) -> str:
        """The original, if it may be linked."""
        return safe_link(self.mention.url)

    @cached_property
    def page_url(self) -> str:
        """Our own page about it."""
        return page(self.sight.company, "mention", self.id)

    @property
    def when(self) -> str:
        """When it was published, as one says it."""
        return ago(self.mention.published_at, now=self.sight.now, zone=self.sight.zone)

    @property
    def when_exact(self) -> str:
        """The same for machines."""
        return self.mention.published_at.isoformat()

    @property
    def when_full(self) -> str:
        """The same in full, in the company's clock."""
        return in_full(self.mention.published_at, zone=self.sight.zone)

    @property
    def language(self) -> str:
        """The code for the lang attribute."""
        return self.mention.language

    @cached_property
    def language_label(self) -> str:
        """The language where it is another than German, which goes without saying."""
        return language_name(self.language) if self.language not in ("", "de") else ""

    @cached_property
    def title(self) -> SafeString | str:
        """The title with what was found marked; empty where the text begins with it."""
        title = self.mention.title
        if repeats(title, self.mention.text):
            return ""
        return marked(title, ranges_of(self.highlights, title))

    @cached_property
    def text(self) -> SafeString:
        """The text around what was found, marked."""
        text = self.mention.text
        return marked(text, ranges_of(self.highlights, text), length=self.length)

    @property
    def is_cut(self) -> bool:
        """Whether there is more of the text than the card shows."""
        return bool(self.length) and len(self.mention.text) > self.length

    @cached_property
    def source_note(self) -> str:
        """What became of it: its author forgotten here, or changed where it was said."""
        if forgotten := forgotten_words(self.mention, self.sight):
            return forgotten
        deleted, edited = self.mention.deleted_at_source, self.mention.edited_at_source
        if deleted:
            said = _("Deleted at its source, noticed %(when)s. Its words are erased here, too.")
        else:
            said = _("Changed at its source, %(when)s. These are the words of now.")
        at = deleted or edited
        if at is None:
            return ""
        return said % {"when": in_words(at, now=self.sight.now, zone=self.sight.zone)}

    @property
    def headline(self) -> str:
        """What stands for it in one line."""
        if self.mention.deleted_at_source:
            return _("Deleted at its source")
        if self.mention.erased_at:
            return _("Erased at its author's request")
        return self.mention.title or self.mention.text[:SHORT] or self.place

    @property
    def line(self) -> str:
        """What it says, in one line: a title of its own, or how the text begins."""
        title, text = self.mention.title, self.mention.text
        if not text or not repeats(title, text):
            return title or self.headline
        return excerpt(text, length=SHORT)

    @property
    def tone(self) -> str:
        """The data-tone."""
        return TONES[self.mention.tone].tone

    @property
    def tone_label(self) -> str | Promise:
        """The tone in a word."""
        return TONES[self.mention.tone].name

    @property
    def tone_icon(self) -> str:
        """The tone as a sign."""
        return TONE_ICONS[self.mention.tone]

    @property
    def tone_buttons(self) -> SafeString:
        """What one can correct it to; the present one confirms it."""
        return tones.buttons(self.mention)

    @cached_property
    def tone_reasons(self) -> list[str]:
        """The words that made it so, each once."""
        return tones.reasons(self.mention)

    @property
    def tone_source(self) -> str:
        """Where the tone comes from, in words."""
        return tones.source(self.mention)

    @cached_property
    def kind_label(self) -> str | Promise:
        """Question, praise or criticism; everything else needs no word."""
        kind = self.mention.kind
        return KINDS[kind].name if kind == "question" else ""

    @cached_property
    def voice_label(self) -> str:
        """That the company wrote it itself."""
        return _("Our own post") if self.mention.is_by_us else ""

    @cached_property
    def topics(self) -> list[str]:
        """What it is about."""
        return [str(TOPICS[key].name) for key in self.mention.topics if key in TOPICS]

    @property
    def profiles(self) -> list[str]:
        """The searches that found it."""
        return [profile.name for profile in self.mention.profiles.all()]

    @cached_property
    def rating(self) -> str:
        """Stars, where the source gave some."""
        rating = self.mention.rating
        return _("%(number)s of 5 stars") % {"number": rating} if rating else ""

    @cached_property
    def twins_label(self) -> str:
        """How many copies there are elsewhere."""
        number = getattr(self.mention, "copies", len(self.twins))
        if not number:
            return ""
        said = ngettext(
            "+%(number)s with the same text elsewhere",
            "+%(number)s with the same text elsewhere",
            number,
        )
        return said % {"number": number}

    @cached_property
    def answer(self) -> Answer | None:
        """The answer, if there is one."""
        at = self.mention.answered_at
        if at is None:
            return None
        when = in_words(at, now=self.sight.now, zone=self.sight.zone)
        said = _("Answered by %(name)s, %(when)s") % {
            "name": self.mention.answered_by,
            "when": when,
        }
        return Answer(said, safe_link(self.mention.answer_url))


def cards(
    mentions: Iterable[Mention],
    sight: Sight,
    *,
    words: str = "",
    twins: Mapping[int, Sequence[Mention]] | None = None,
) -> list[MentionCard]:
    """The cards of a list; ``words`` were searched for, ``twins`` are the copies by first."""
    known: dict[str, Node | None] = {}
    return [
        MentionCard(
            mention,
            sight,
            highlights=_highlights(mention, words, known),
            twins=_twins((twins or {}).get(mention.pk, ()), sight),
        )
        for mention in mentions
    ]


def _highlights(mention: Mention, words: str, known: dict[str, Node | None]) -> tuple[Node, ...]:
    for profile in mention.profiles.all():
        if profile.query not in known:
            known[profile.query] = node_of(profile.query)
    found = (known[profile.query] for profile in mention.profiles.all())
    typed = (_typed(word) for word in words.replace('"', " ").split()[:20])
    return tuple(node for node in (*found, *typed) if node is not None)


def _typed(word: str) -> Term | None:
    bare = word.strip("*")
    is_word = any(sign.isalnum() for sign in bare) and not word.startswith("-")
    return Term(bare) if is_word and bare.lower() not in ("or", "and") else None


def _twins(mentions: Sequence[Mention], sight: Sight) -> tuple[Twin, ...]:
    return tuple(
        Twin(
            place_of(each),
            safe_link(each.url),
            ago(each.published_at, now=sight.now, zone=sight.zone),
        )
        for each in mentions
    )
