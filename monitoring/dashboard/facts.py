"""The reads behind the dashboard: a fixed number of queries, however much was said."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Func, Q, QuerySet, Subquery, Sum

from companies.models import Company
from monitoring.coverage import Coverage, Spell, covered
from monitoring.forms.filters import Period
from monitoring.models import DeskCase, Match, Mention, SearchProfile, Source, VoiceCount
from monitoring.models.source import ProfileKind
from monitoring.selectors.counts import Cell, Counts, counts
from monitoring.selectors.desk import (
    late_cases_count,
    narrows_cases,
    open_cases_count,
    soonest_cases,
)
from monitoring.selectors.desk_figures import Answering, desk_figures
from monitoring.selectors.mentions import MentionFilters, chosen, midnight
from monitoring.selectors.sources import coverage_between

SHOWN = 6
"""Mentions in a short list."""


@dataclass(frozen=True, slots=True)
class Answers:
    """How it is answered at the desk, of what the filters let through.

    ``waiting`` and ``late`` are of now, whatever the time, and so is ``soonest``: the few open
    cases due first. ``is_used``: something has come to the desk ever, though not of this.
    """

    now: Answering
    before: Answering
    waiting: int
    late: int
    soonest: tuple[DeskCase, ...] = ()
    is_used: bool = False

    @property
    def has_any(self) -> bool:
        """Whether anything has come to the desk lately, or lies there."""
        came_in = self.now.came_in or self.before.came_in
        return bool(self.waiting or came_in or self.is_used)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the dashboard shows of a time, and of as long a time before it."""

    period: Period
    filters: MentionFilters
    now: Counts
    before: Counts
    seen: Coverage
    seen_before: Coverage
    voices: Mapping[int, int]
    voices_before: Mapping[int, int]
    competitors: frozenset[int]
    topics: Mapping[str, tuple[int, int]]
    newest: tuple[Mention, ...]
    answers: Answers

    @property
    def newest_id(self) -> int:
        """The mention stored last, 0 where the period has none."""
        return max((each.last_id for each in self.newest), default=0)  # type: ignore[attr-defined]

    @property
    def has_competitors(self) -> bool:
        """Whether there is anybody to compare with."""
        return bool(self.competitors) and len(self.voices) > len(self.competitors)


def facts(
    company: Company,
    filters: MentionFilters,
    period: Period,
    *,
    profiles: list[SearchProfile],
    at: datetime,
) -> Facts:
    """Everything for one dashboard (11 queries). ``profiles`` are the company's live searches."""
    zone = ZoneInfo(company.time_zone)
    double = Period(period.before.starts_on, period.ends_on, 0)
    both = counted(company, filters, double)
    whole = _seen(company, filters, double, at)
    middle = midnight(period.starts_on, zone)
    voices = _voices(company, filters, period, profiles)
    within = replace(filters, starts_on=period.starts_on, ends_on=period.ends_on)
    return Facts(
        period=period,
        filters=filters,
        now=_part(both, period.starts_on, period.ends_on),
        before=_part(both, period.before.starts_on, period.before.ends_on),
        seen=_window(whole, middle, whole.ends_at),
        seen_before=_window(whole, whole.starts_at, middle),
        voices=voices[0],
        voices_before=voices[1],
        competitors=frozenset(each.pk for each in profiles if each.kind == ProfileKind.COMPETITOR),
        topics=_topics(company, within),
        newest=_newest(company, within),
        answers=answers(company, filters, period, at=at),
    )


def answers(company: Company, filters: MentionFilters, period: Period, *, at: datetime) -> Answers:
    """What the desk made of a time and of the time before it (5 queries, 6 under filters)."""
    before = period.before
    return Answers(
        desk_figures(company, period.starts_on, period.ends_on, said=filters, at=at).total,
        desk_figures(company, before.starts_on, before.ends_on, said=filters, at=at).total,
        open_cases_count(company, filters),
        late_cases_count(company, filters, at=at),
        tuple(soonest_cases(company, limit=SHOWN, said=filters)),
        narrows_cases(filters) and DeskCase.of(company).exists(),
    )


def counted(company: Company, filters: MentionFilters, period: Period) -> Counts:
    """The mentions of a time under filters: from the kept counts where these suffice (1 query)."""
    if filters.profile or filters.language or filters.about == "competitors":
        return _counted_live(company, filters, period)
    kept = counts(
        company,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        about=filters.about,
        sources=[filters.source] if filters.source else None,
    )
    cells = (cell for cell in kept.cells if not filters.tone or cell.tone == filters.tone)
    return replace(kept, cells=tuple(cells))


def _counted_live(company: Company, filters: MentionFilters, period: Period) -> Counts:
    narrowed = replace(filters, starts_on=period.starts_on, ends_on=period.ends_on)
    rows = (
        chosen(company, narrowed)
        .order_by()
        .values_list("day", "source_id", "tone", "is_question")
        .annotate(number=Count("pk"))
    )
    return Counts(period.starts_on, period.ends_on, tuple(Cell(*row) for row in rows))


def _part(both: Counts, starts_on: date, ends_on: date) -> Counts:
    cells = (cell for cell in both.cells if starts_on <= cell.day <= ends_on)
    return Counts(starts_on, ends_on, tuple(cells))


def _seen(company: Company, filters: MentionFilters, period: Period, at: datetime) -> Coverage:
    whole = coverage_between(company, period.starts_on, period.ends_on, now=at)
    return whole.of({filters.source}) if filters.source else whole


def _window(whole: Coverage, starts_at: datetime, ends_at: datetime) -> Coverage:
    return covered(
        whole.spells, starts_at=starts_at, ends_at=ends_at, zone=whole.zone, watched=whole.watched
    )


def _voices(
    company: Company, filters: MentionFilters, period: Period, profiles: list[SearchProfile]
) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """How often each brand and competitor was found, now and before (1 query).

    The filters for a search and for whom it is about would compare a voice with itself.
    """
    speakers = [
        each.pk for each in profiles if each.kind in (ProfileKind.BRAND, ProfileKind.COMPETITOR)
    ]
    narrowed = replace(
        filters,
        profile=None,
        about="all",
        starts_on=period.before.starts_on,
        ends_on=period.ends_on,
    )
    everything = replace(narrowed, tone="", starts_on=None, ends_on=None)
    kept = everything == MentionFilters(about="all")
    rows = (_voices_kept if kept else _voices_live)(company, narrowed, period, speakers)
    found = {pk: (now, before) for pk, now, before in rows}
    nothing = (0, 0)
    return (
        {pk: found.get(pk, nothing)[0] for pk in speakers},
        {pk: found.get(pk, nothing)[1] for pk in speakers},
    )


def _voices_kept(
    company: Company, filters: MentionFilters, period: Period, speakers: list[int]
) -> QuerySet[VoiceCount, tuple[int, int, int]]:
    days = (period.before.starts_on, period.ends_on)
    rows = VoiceCount.of(company).filter(profile__in=speakers, day__range=days)
    if filters.tone:
        rows = rows.filter(tone=filters.tone)
    first = Q(day__gte=period.starts_on)
    now, before = (Sum("number", filter=part, default=0) for part in (first, ~first))
    return rows.order_by().values_list("profile").annotate(now=now, before=before)


def _voices_live(
    company: Company, filters: MentionFilters, period: Period, speakers: list[int]
) -> QuerySet[Match, tuple[int, int, int]]:
    first = Q(mention__day__gte=period.starts_on)
    rows = Match.of(company).filter(
        profile__in=speakers, mention__in=chosen(company, filters).order_by()
    )
    now, before = (Count("pk", filter=part) for part in (first, ~first))
    return rows.values_list("profile").annotate(now=now, before=before)


def _topics(company: Company, filters: MentionFilters) -> Mapping[str, tuple[int, int]]:
    """Each topic with how often it came up and how often critically, the most frequent first."""
    rows = (
        chosen(company, filters)
        .order_by()
        .annotate(topic=Func(F("topics"), function="unnest", set_returning=True))
        .values_list("topic")
        .annotate(number=Count("pk"), negative=Count("pk", filter=Q(tone="negative")))
        .order_by("-number", "topic")
    )
    return {topic: (number, negative) for topic, number, negative in rows}


def _newest(company: Company, filters: MentionFilters) -> tuple[Mention, ...]:
    """The newest of the period; each knows ``last_id``, the last one stored of all (1 query)."""
    last = Mention.of(company).order_by("-id").values("id")[:1]
    found = chosen(company, filters).select_related("source__feed").annotate(last_id=Subquery(last))
    return tuple(
        found.defer("words", "bands", "signature").order_by("-published_at", "-id")[:SHOWN]
    )


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: every source there ever was, for its mentions stay."""

    sources: list[Source]
    profiles: list[SearchProfile]

    @property
    def watched(self) -> list[Source]:
        """The sources that were not removed."""
        return [source for source in self.sources if source.removed_at is None]


def choices(company: Company) -> Choices:
    """The company's sources by name, and its live searches (2 queries)."""
    return Choices(
        list(Source.of(company).select_related("feed")),
        list(SearchProfile.of(company).filter(ended_at__isnull=True)),
    )


@dataclass(frozen=True, slots=True)
class Pulse:
    """What a dashboard that is open asks every few seconds: has anything changed?"""

    cells: tuple[Cell, ...]
    waiting: int
    late: int
    spells: tuple[Spell, ...]

    def __str__(self) -> str:
        cells = sorted(astuple(cell) for cell in self.cells)
        spells = [(spell.source_id, spell.began_at, spell.ended_at) for spell in self.spells]
        return repr((cells, self.waiting, self.late, spells))


def pulse_of(facts: Facts) -> Pulse:
    """The pulse of facts one has already."""
    return Pulse(facts.now.cells, facts.answers.waiting, facts.answers.late, facts.seen.spells)


def pulse(company: Company, filters: MentionFilters, period: Period, *, at: datetime) -> Pulse:
    """The state of a dashboard in a few numbers (5 quick queries)."""
    return Pulse(
        counted(company, filters, period).cells,
        open_cases_count(company, filters),
        late_cases_count(company, filters, at=at),
        _seen(company, filters, period, at).spells,
    )


def new_since(company: Company, filters: MentionFilters, period: Period, newest_id: int) -> int:
    """How many mentions of the period were stored after the one with this id."""
    within = replace(filters, starts_on=period.starts_on, ends_on=period.ends_on)
    return chosen(company, within).order_by().filter(id__gt=newest_id).count()
