"""The baseline report: what was said about a company over a window of days, in counts.

Counts only: no name of a speaker, no text. A near-duplicate that was folded into another mention
is the same voice again and is not counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, F, Func, Q, QuerySet, TextField, When
from django.db.models.functions import TruncWeek

from companies.models import Company
from monitoring.models import BlindSpell, Match, Mention, SearchProfile, Source
from monitoring.models.mention import TONES
from monitoring.models.source import ProfileKind

OTHER = "other"
"""The key under which mentions without a topic are counted."""

PLACES_SHOWN = 20
UNNAMED = ""
_NEGATIVE = Count("pk", filter=Q(tone="negative"), distinct=True)


@dataclass(frozen=True, slots=True)
class TopicFigure:
    """How often a topic was spoken of, and how often critically; ``name`` of one's own topics."""

    key: str
    name: str
    mentions: int
    negative: int


@dataclass(frozen=True, slots=True)
class ProfileFigure:
    """A search profile: its mentions in the window, and on how many of its days it was there."""

    name: str
    kind: str
    mentions: int
    watched_days: int


@dataclass(frozen=True, slots=True)
class BlindSource:
    """A source that saw nothing from ``since`` to ``until`` (None: it still does not)."""

    name: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who speaks, without names: ``known`` mentions carry an author, one of ``distinct``.

    ``loudest`` and ``loudest_five`` count the mentions of the one and the five who said most.
    """

    known: int
    distinct: int
    loudest: int
    loudest_five: int


@dataclass(frozen=True)
class BaselineReport:
    """Everything that is frozen; ``tones`` has a count for each tone, ``weeks`` for each Monday.

    ``negative`` of ``told`` is the share of criticism: mentions whose tone is unclear count in
    neither. ``voices`` are one's own mentions (key "") beside those of each competitor.
    """

    starts_on: date
    ends_on: date
    mentions: int
    tones: Mapping[str, int]
    weeks: tuple[tuple[date, int], ...]
    topics: tuple[TopicFigure, ...]
    places: tuple[tuple[str, int], ...]
    other_places: int
    speakers: Speakers
    questions: int
    open_questions: int
    voices: tuple[tuple[str, int], ...]
    profiles: tuple[ProfileFigure, ...]
    sources: int
    blind: tuple[BlindSource, ...]

    @property
    def told(self) -> int:
        """Mentions whose tone could be told."""
        return sum(self.tones[tone] for tone in TONES if tone != "unclear")

    @property
    def negative(self) -> int:
        """Critical mentions."""
        return self.tones["negative"]


def baseline(company: Company, starts_on: date, ends_on: date) -> BaselineReport:
    """The figures of the local days ``starts_on`` to ``ends_on``, both counted (13 queries)."""
    window = Mention.of(company).filter(
        folded_into__isnull=True, is_by_us=False, day__gte=starts_on, day__lte=ends_on
    )
    own = window.filter(is_own=True)
    counted = dict(own.values_list("tone").annotate(number=Count("pk")))
    places = list(own.values_list("site").annotate(number=Count("pk")).order_by("-number", "site"))
    profiles = watched_profiles(company, starts_on, ends_on)
    questions = own.filter(is_question=True).aggregate(
        asked=Count("pk"), open=Count("pk", filter=Q(answered_at__isnull=True))
    )
    total = sum(counted.values())
    return BaselineReport(
        starts_on=starts_on,
        ends_on=ends_on,
        mentions=total,
        tones={tone: counted.get(tone, 0) for tone in TONES},
        weeks=_weeks(own, starts_on, ends_on),
        topics=_topics(company, own),
        places=tuple(places[:PLACES_SHOWN]),
        other_places=sum(number for _, number in places[PLACES_SHOWN:]),
        speakers=_speakers(own),
        questions=questions["asked"],
        open_questions=questions["open"],
        voices=(
            (UNNAMED, total),
            *(
                (profile.name, profile.mentions)
                for profile in profiles
                if profile.kind == ProfileKind.COMPETITOR
            ),
        ),
        profiles=profiles,
        sources=_watched_sources(company, starts_on, ends_on).count(),
        blind=blind_sources(company, starts_on, ends_on),
    )


def watched_profiles(company: Company, starts_on: date, ends_on: date) -> tuple[ProfileFigure, ...]:
    """Each profile that was there in the window, with what it found (2 queries).

    A profile watches from the day it was made until the day it ended; days are local.
    """
    zone = ZoneInfo(company.time_zone)
    found = dict(
        Match.of(company)
        .filter(
            mention__folded_into__isnull=True,
            mention__is_by_us=False,
            mention__day__gte=starts_on,
            mention__day__lte=ends_on,
        )
        .values_list("profile")
        .annotate(number=Count("pk"))
    )
    figures = []
    for profile in SearchProfile.of(company).order_by("kind", "name", "pk"):
        first = max(starts_on, profile.created_at.astimezone(zone).date())
        last = ends_on
        if profile.ended_at:
            last = min(ends_on, profile.ended_at.astimezone(zone).date())
        days = (last - first).days + 1
        if days > 0:
            number = found.get(profile.pk, 0)
            figures.append(ProfileFigure(profile.name, profile.kind, number, days))
    return tuple(figures)


def blind_sources(company: Company, starts_on: date, ends_on: date) -> tuple[BlindSource, ...]:
    """Sources that saw nothing on days of the window while they were watched (2 queries)."""
    zone = ZoneInfo(company.time_zone)
    sources = list(_watched_sources(company, starts_on, ends_on).select_related("feed"))
    spells = BlindSpell.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gte=_midnight(starts_on, zone)),
        feed__in=[source.feed_id for source in sources],
        began_at__lt=_midnight(ends_on + timedelta(days=1), zone),
        missed=True,
    ).order_by("began_at")
    blind = []
    for source in sources:
        for spell in spells:
            if spell.feed_id != source.feed_id:
                continue
            began = max(spell.began_at, source.added_at)
            ended = _earliest(spell.ended_at, source.paused_at, source.removed_at)
            if ended is None or ended > began:
                since = max(began.astimezone(zone).date(), starts_on)
                until = ended.astimezone(zone).date() if ended else None
                blind.append(BlindSource(source.name, since, until))
    return tuple(blind)


def _watched_sources(company: Company, starts_on: date, ends_on: date) -> QuerySet[Source]:
    zone = ZoneInfo(company.time_zone)
    begins = _midnight(starts_on, zone)
    return Source.of(company).filter(
        Q(paused_at__isnull=True) | Q(paused_at__gte=begins),
        Q(removed_at__isnull=True) | Q(removed_at__gte=begins),
        added_at__lt=_midnight(ends_on + timedelta(days=1), zone),
    )


def _weeks(own: QuerySet[Mention], starts_on: date, ends_on: date) -> tuple[tuple[date, int], ...]:
    by_week = dict(
        own.annotate(week=TruncWeek("day")).values_list("week").annotate(number=Count("pk"))
    )
    monday = starts_on - timedelta(days=starts_on.weekday())
    count = (ends_on - monday).days // 7 + 1
    mondays = [monday + timedelta(weeks=number) for number in range(count)]
    return tuple((day, by_week.get(day, 0)) for day in mondays)


def _topics(company: Company, own: QuerySet[Mention]) -> tuple[TopicFigure, ...]:
    counts = {"mentions": Count("pk", distinct=True), "negative": _NEGATIVE}
    themes = (
        own.annotate(topic=Func(F("topics"), function="unnest", set_returning=True))
        .values_list("topic")
        .annotate(**counts)
    )
    of_topics = Q(profiles__kind=ProfileKind.TOPIC)
    chosen = own.filter(of_topics).values_list("profiles__pk", "profiles__name").annotate(**counts)
    other = own.filter(topics=[]).exclude(
        pk__in=Match.of(company).filter(profile__kind=ProfileKind.TOPIC).values("mention")
    )
    rest = other.aggregate(**counts)
    figures = [TopicFigure(key, "", *numbers) for key, *numbers in themes]
    figures += [TopicFigure(f"profile:{pk}", name, *numbers) for pk, name, *numbers in chosen]
    if rest["mentions"]:
        figures.append(TopicFigure(OTHER, "", rest["mentions"], rest["negative"]))
    return tuple(sorted(figures, key=lambda each: (-each.mentions, each.key)))


def _speakers(own: QuerySet[Mention]) -> Speakers:
    named = own.exclude(author="", author_url="").annotate(
        speaker=Case(
            When(author_url="", then=F("author")),
            default=F("author_url"),
            output_field=TextField(),
        )
    )
    counts = sorted(
        named.values("speaker").annotate(number=Count("pk")).values_list("number", flat=True),
        reverse=True,
    )
    return Speakers(sum(counts), len(counts), sum(counts[:1]), sum(counts[:5]))


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment), default=None)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
