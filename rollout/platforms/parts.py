"""How well a platform fits a target group, in named parts: pure facts and sentences (S0, S2)."""

from dataclasses import dataclass

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from rollout.platforms.interests import recognised
from rollout.platforms.knowledge import (
    ESTIMATE,
    OLDEST,
    YOUNGEST,
    AgeBand,
    Knowledge,
    Market,
    Platform,
    Said,
)
from rollout.wording import Text, words

MARKET_POINTS = (0, 12, 24, 35)
AGE_POINTS, UNKNOWN_AGE_POINTS = 30, 15
INTEREST_POINTS = (0, 8, 15)
KNOWN_POINTS = 15
LANGUAGE_POINTS = 5

LAST_COUNTED = 80
"""Each year of age counts alike, and few people are older than this."""


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A target group: ages counted both, interests in words, ``places`` are keys of platforms.

    Ages that are not known are None; no languages means that any will do.
    """

    name: str
    market: Market
    age_from: int | None = None
    age_to: int | None = None
    interests: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score: ``points`` of ``most``, and the sentence that says why.

    Where nothing is known about the group it speaks neither for a platform nor against it.
    """

    key: str
    title: Text
    points: int
    most: int
    sentence: Text
    is_known: bool = True

    @property
    def speaks_for(self) -> bool:
        """Whether it brings at least half of what it could."""
        return self.is_known and 2 * self.points >= self.most

    @property
    def speaks_against(self) -> bool:
        """Whether it brings less."""
        return self.is_known and not self.speaks_for


def parts_of(platform: Platform, group: GroupFacts, known: Knowledge) -> tuple[Part, ...]:
    """The parts of the score, in the order in which they are read; together 100 at most."""
    return (
        _market(platform, group),
        _age(platform, group, known),
        _interests(platform, group, known),
        _known_place(platform, group),
        _language(platform, group),
    )


MARKET_SENTENCES: dict[Market, tuple[Text, Text, Text, Text]] = {
    Market.B2B: (
        _("Other companies are not reached here."),
        _("Other companies are rarely reached here."),
        _("Other companies can be reached here."),
        _("It is made for contact with other companies."),
    ),
    Market.B2C: (
        _("Private customers are not reached here."),
        _("Private customers are rarely reached here."),
        _("Private customers can be reached here."),
        _("It is made for contact with private customers."),
    ),
    Market.INTERNAL: (
        _("It is public and not meant for your own people."),
        _("Your own people are reached here only in passing."),
        _("Your own people can be reached here."),
        _("It is made for your own people."),
    ),
    Market.APPLICANTS: (
        _("Applicants do not look here."),
        _("Applicants rarely look here."),
        _("Applicants can be reached here."),
        _("Applicants look for employers here."),
    ),
}


def _market(platform: Platform, group: GroupFacts) -> Part:
    fitness = platform.fitness[group.market]
    return Part(
        key="market",
        title=_("Whom it is made for"),
        points=MARKET_POINTS[fitness],
        most=MARKET_POINTS[-1],
        sentence=MARKET_SENTENCES[group.market][fitness],
    )


def _age(platform: Platform, group: GroupFacts, known: Knowledge) -> Part:
    points, sentence = _ages(platform, group, known)
    return Part("age", _("Age"), points, AGE_POINTS, sentence, is_known=_years(group) is not None)


LEVEL_SENTENCES: tuple[Text, ...] = (
    _("Of the people %(ages)s whom it is made for, hardly any are reached here (%(source)s)."),
    _("Of the people %(ages)s whom it is made for, few are reached here (%(source)s)."),
    _("Of the people %(ages)s whom it is made for, many are reached here (%(source)s)."),
    _("Of the people %(ages)s whom it is made for, most are reached here (%(source)s)."),
)
MEASURED = _("%(percent)s %% of people %(ages)s are reached here (%(source)s).")


def _ages(platform: Platform, group: GroupFacts, known: Knowledge) -> tuple[int, Text]:
    ages = _years(group)
    if ages is None:
        return UNKNOWN_AGE_POINTS, _(
            "How old the group is has not been said; with the age this gets more exact."
        )
    levels = [platform.band_at(age).level for age in ages]
    most = 3 * len(levels)
    points = (2 * AGE_POINTS * sum(levels) + most) // (2 * most)
    band = _widest(platform, ages)
    sentence = LEVEL_SENTENCES[band.level] if band.percent is None else MEASURED
    return points, words(
        sentence,
        {
            "percent": band.percent,
            "ages": _ages_of(band),
            "source": _source_words(band, known),
        },
    )


def _ages_of(band: AgeBand) -> Text:
    return words(
        _("aged %(first)s and over") if band.last >= OLDEST else _("aged %(first)s to %(last)s"),
        {"first": band.first, "last": band.last},
    )


def _years(group: GroupFacts) -> range | None:
    if group.age_from is None and group.age_to is None:
        return None
    ages = sorted(
        min(max(age, YOUNGEST), LAST_COUNTED)
        for age in (
            YOUNGEST if group.age_from is None else group.age_from,
            LAST_COUNTED if group.age_to is None else group.age_to,
        )
    )
    return range(ages[0], ages[1] + 1)


def _widest(platform: Platform, ages: range) -> AgeBand:
    """The band with most of the group's years; the younger one of equals."""
    counts = dict.fromkeys(platform.ages, 0)
    for age in ages:
        counts[platform.band_at(age)] += 1
    return max(platform.ages, key=lambda band: (counts[band], -band.first))


def _source_words(band: AgeBand, known: Knowledge) -> Text:
    if band.source == ESTIMATE:
        return _("our estimate")
    source = known.sources[band.source]
    return f"{source.publisher}, {source.year}"


def _interests(platform: Platform, group: GroupFacts, known: Knowledge) -> Part:
    shared = [
        known.interests[key]
        for key in sorted(recognised(group.interests, known.interests))
        if key in platform.interests
    ]
    sentence: Text = _("Of the group’s interests nothing is a frequent subject here.")
    if not group.interests:
        sentence = _("What the group is interested in has not been said.")
    elif shared:
        sentence = words(
            _("Frequent subjects here: %(names)s."),
            {"names": _joined(*(each.name for each in shared))},
        )
    return Part(
        key="interests",
        title=_("Interests"),
        points=INTEREST_POINTS[min(len(shared), len(INTEREST_POINTS) - 1)],
        most=INTEREST_POINTS[-1],
        sentence=sentence,
        is_known=bool(group.interests),
    )


def _join(*names: Said) -> str:
    return ", ".join(map(str, names))


_joined = lazy(_join, str)


def _known_place(platform: Platform, group: GroupFacts) -> Part:
    known = platform.key in group.places
    return Part(
        key="place",
        title=_("Known to be there"),
        points=KNOWN_POINTS if known else 0,
        most=KNOWN_POINTS,
        sentence=_("You know already that this group is here.")
        if known
        else _("Nobody has noted that this group is here."),
    )


def _language(platform: Platform, group: GroupFacts) -> Part:
    spoken = not group.languages or not set(group.languages).isdisjoint(platform.languages)
    return Part(
        key="language",
        title=_("Language"),
        points=LANGUAGE_POINTS if spoken else 0,
        most=LANGUAGE_POINTS,
        sentence=_("The group’s language is usual here.")
        if spoken
        else _("The group’s language is hardly used here."),
    )
