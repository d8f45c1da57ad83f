"""Which of a company's new mentions say again what was said already; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitoring.pipeline.duplicates import Signature, near

WINDOW = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Said:
    """One mention as far as copies go. ``root`` is the first of its copies, or itself."""

    root: int
    is_own: bool
    published_at: datetime
    author: str
    content_hash: bytes
    signature: Signature


@dataclass(slots=True)
class Voices:
    """What a company has heard lately, found by its text or by nearly its text."""

    _by_hash: dict[bytes, list[Said]] = field(default_factory=lambda: defaultdict(list))
    _by_band: dict[int, list[Said]] = field(default_factory=lambda: defaultdict(list))

    def add(self, said: Said) -> None:
        """Remember one."""
        self._by_hash[said.content_hash].append(said)
        for band in said.signature.bands:
            self._by_band[band].append(said)

    def root_of(self, new: Said) -> int | None:
        """The first mention that ``new`` repeats, None where it says something of its own."""
        for said in self._alike(new):
            if abs(said.published_at - new.published_at) <= WINDOW and _may_stand_for(said, new):
                return said.root
        return None

    def _alike(self, new: Said) -> Iterator[Said]:
        yield from (said for said in self._by_hash[new.content_hash] if _same_voice(said, new))
        for said in _distinct(self._by_band[band] for band in new.signature.bands):
            if near(said.signature, new.signature):
                yield said


def _same_voice(said: Said, new: Said) -> bool:
    # "Sehr gut!" of two people is two voices; a text of some length is passed on.
    return bool(new.signature.minhash) or bool(new.author and new.author == said.author)


def _may_stand_for(said: Said, new: Said) -> bool:
    # What is about us must not vanish behind what is only about a competitor.
    return said.is_own or not new.is_own


def _distinct(groups: Iterable[list[Said]]) -> Iterator[Said]:
    seen: set[int] = set()
    for group in groups:
        for said in group:
            if id(said) not in seen:
                seen.add(id(said))
                yield said
