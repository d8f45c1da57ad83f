"""Who gets a case: by the first rule that fits, and then whoever is there (S3)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from monitoring.query.fold import fold


@dataclass(frozen=True, slots=True)
class About:
    """What rules look at: the text with its title, and what the pipeline made of it."""

    text: str
    topics: Collection[str]
    source_id: int
    source_kind: str
    kind: str
    tone: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions, empty for any, and where it leads: one of ``department`` and ``person``."""

    words: str = ""
    topic: str = ""
    source_id: int | None = None
    source_kind: str = ""
    kind: str = ""
    tone: str = ""
    department: int | None = None
    person: int | None = None

    def fits(self, about: About) -> bool:
        """Whether all its conditions hold."""
        return (
            self.source_id in (None, about.source_id)
            and self.source_kind in ("", about.source_kind)
            and self.kind in ("", about.kind)
            and self.tone in ("", about.tone)
            and (not self.topic or fold(self.topic) in {fold(each) for each in about.topics})
            and (not self.words.strip(" ,") or bool(found_words(self.words, about.text)))
        )


def found_words(words: str, text: str) -> list[str]:
    """Those of the words, separated by commas, with which a word of the text begins."""
    folded = f" {fold(text)}"
    given = (word.strip() for word in words.split(","))
    return [word for word in given if word and f" {fold(word).strip()}" in folded]


def first_fit(rules: Iterable[Rule], about: About) -> Rule | None:
    """The first rule that fits, in the order given."""
    return next((rule for rule in rules if rule.fits(about)), None)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who might get a case. ``deputy`` is who stands in today and is there themselves."""

    id: int
    department: int | None
    away: bool
    deputy: int | None
    open_cases: int = 0


def stand_in(colleague: Colleague) -> int:
    """Who hears of what is this person's today: themselves, or their deputy while they are away."""
    return colleague.deputy or colleague.id if colleague.away else colleague.id


def pick(people: Sequence[Colleague], taken: Mapping[int, int] | None = None) -> int | None:
    """Who of a department gets a case: of those present the one with the fewest open ones.

    If all are away, the first one's deputy; None if there is nobody. ``taken`` counts cases given
    out since ``people`` were read.
    """
    taken = taken or {}
    present = [each for each in people if not each.away]
    if present:
        return min(present, key=lambda each: (each.open_cases + taken.get(each.id, 0), each.id)).id
    return next((each.deputy for each in people if each.deputy), None)
