"""What a company's mentions teach of tone: people's words, stars, what became of criticism."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from companies.models import Company
from monitoring.desk.words import CloseReason, Outcome, Why
from monitoring.models import DeskCase, Mention, ToneLabel
from monitoring.pipeline.text import whole
from monitoring.pipeline.tone import NEGATIVE, NEUTRAL, judge
from monitoring.pipeline.tone.fitting import NEWEST, Labelled

LANGUAGE: Final = "de"
IMPLIED: Final = 0.3
"""What a label counts that follows from what somebody did, beside one that somebody gave."""

_TONE_OF_END: Final[dict[tuple[str, str], str]] = {
    (Outcome.ANSWERED, ""): NEGATIVE,
    (Outcome.CLOSED, CloseReason.ELSEWHERE): NEGATIVE,
    (Outcome.CLOSED, CloseReason.UNREACHABLE): NEGATIVE,
    (Outcome.CLOSED, CloseReason.SILENT): NEGATIVE,
    (Outcome.CLOSED, CloseReason.NOT_NEEDED): NEUTRAL,
}


def labelled(company: Company) -> list[Labelled]:
    """What is learned from, NEWEST at most: what people said stands last, each kind oldest first.

    Where they said fewer, the newest stars fill up and then the newest cases (three queries).
    """
    newest = chain(_said(company), _rated(company), _settled(company))
    return list(islice((each for each in newest if each.text), NEWEST))[::-1]


def _said(company: Company) -> Iterator[Labelled]:
    """The last word on each German mention, the newest first."""
    last = (
        ToneLabel.of(company)
        .filter(mention__language=LANGUAGE)
        .order_by("mention_id", "-id")
        .distinct("mention_id")
        .values("id")
    )
    rows = (
        ToneLabel.of(company)
        .filter(id__in=last)
        .order_by("-id")
        .values_list("mention__title", "mention__text", "tone")[:NEWEST]
    )
    return (Labelled(whole(title, text), tone) for title, text, tone in rows)


def _rated(company: Company) -> Iterator[Labelled]:
    """German mentions whose author gave stars: labels nobody had to give, and in full."""
    rows = (
        Mention.of(company)
        .filter(language=LANGUAGE, rating__isnull=False, labels=None, folded_into=None)
        .order_by("-published_at", "-id")
        .values_list("title", "text", "rating")[:NEWEST]
    )
    for title, text, rating in rows:
        yield Labelled(whole(title, text), judge("", LANGUAGE, rating).label, was_said=False)


def _settled(company: Company) -> Iterator[Labelled]:
    """Mentions that came on the desk as probable criticism, by what somebody then did with them.

    Who answers one as it stands, or could not or would not, has taken it for criticism; who says
    that it needs no answer has not. Spam and what is not about us say nothing.
    """
    rows = (
        DeskCase.of(company)
        .filter(
            why=Why.CRITICISM,
            settled_by__isnull=False,
            mention__language=LANGUAGE,
            mention__rating=None,
            mention__labels=None,
        )
        .order_by("-settled_at", "-id")
        .values_list("mention__title", "mention__text", "outcome", "because")[:NEWEST]
    )
    for title, text, outcome, because in rows:
        tone = _TONE_OF_END.get((outcome, because))
        if tone is not None:
            yield Labelled(whole(title, text), tone, weight=IMPLIED, was_said=False)
