"""What the alarm looks at: hours of mentions, what a company has set, earlier peaks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, TruncHour

from companies.models import Company
from monitoring.alarm.hours import History, Hour, SourceHours, Span, Tally, hour_of, moment_of
from monitoring.alarm.levels import Kind, Level
from monitoring.alarm.replay import Replay, replay
from monitoring.alarm.rhythm import LEARNED, YOUNG, Rhythms, learn
from monitoring.alarm.ringing import Rung
from monitoring.alarm.rules import WINDOWS, Thresholds, Trigger
from monitoring.models import (
    AlarmSettings,
    ExpectedRise,
    Incident,
    Match,
    Mention,
    Peak,
    SearchProfile,
    Source,
)
from monitoring.models.source import ProfileKind
from monitoring.selectors.mentions import midnight
from monitoring.selectors.sources import coverage_of

LOOKED_BACK = LEARNED + 3 * 24
"""Hours that a look at the present needs: 28 days up to yesterday, and the days since."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How it stands at an hour; ``rhythms`` is None while the alarm is still learning."""

    hour: Hour
    said: Thresholds
    history: History
    rhythms: Rhythms | None


def settings_of(company: Company) -> AlarmSettings | None:
    """What the company has set; None: the defaults hold (one query)."""
    return AlarmSettings.of(company).first()


def thresholds_of(row: AlarmSettings | None) -> Thresholds:
    """The same as the rules want it."""
    if row is None:
        return Thresholds()
    return Thresholds(
        minimum=row.minimum,
        triggers={
            Level.WATCH: Trigger(float(row.watch_times), row.watch_percent),
            Level.SERIOUS: Trigger(float(row.serious_times), row.serious_percent),
            Level.CRISIS: Trigger(float(row.crisis_times), row.crisis_percent),
        },
        cooldown=row.cooldown_hours,
        rising=row.rising_hours,
    )


def is_quiet(company: Company, *, at: datetime, minimum: int) -> bool:
    """Whether the last day holds too little for any alarm (one look into the index)."""
    since = at - timedelta(hours=max(WINDOWS))
    recent = _counted(company).filter(published_at__gte=since)
    return len(recent.order_by("-published_at").values_list("pk")[:minimum]) < minimum


def reading_of(company: Company, *, at: datetime, said: Thresholds) -> Reading:
    """How it stands now: 28 days by hour (six queries)."""
    hour = hour_of(at)
    history = history_of(company, hour - LOOKED_BACK, hour + 1, at=at)
    return Reading(hour, said, history, learn(history, hour, WINDOWS))


def history_of(
    company: Company, first: Hour, end: Hour, *, at: datetime, from_first_mention: bool = False
) -> History:
    """What the watched sources brought from ``first`` up to ``end``, hour by hour.

    ``from_first_mention``: sources count from their oldest mention on, not from the day they were
    added, as if they had been watched all the time (to replay what was imported).
    """
    starts_at, ends_at = moment_of(first), moment_of(end)
    sources = list(Source.of(company).filter(removed_at__isnull=True, paused_at__isnull=True))
    counts = _by_source(company, starts_at, ends_at, at)
    unseen = _unseen(company, starts_at, ends_at, at)
    return History(
        ZoneInfo(company.time_zone),
        {
            source.pk: SourceHours(
                name=source.name,
                since=_since(source, counts[source.pk], from_first_mention),
                counts=counts[source.pk],
                unseen=unseen[source.pk],
            )
            for source in sources
        },
        _disturbed(company, starts_at),
    )


def searches_of(company: Company, reading: Reading, *, at: datetime) -> History:
    """The same by search instead of by source: what each of them found of us (two queries)."""
    young = {each.pk for each in young_profiles(company, at=at)}
    rows = SearchProfile.of(company).filter(ended_at__isnull=True)
    searches = [each for each in rows.exclude(kind=ProfileKind.COMPETITOR) if each.pk not in young]
    first, end = moment_of(reading.hour - LOOKED_BACK), moment_of(reading.hour + 1)
    spoken = _counted(company).filter(published_at__gte=first, published_at__lt=end)
    found = Match.of(company).filter(profile__in=searches, mention__in=spoken.order_by())
    by_hour = found.order_by().values_list(
        "profile_id", TruncHour("mention__published_at", tzinfo=UTC)
    )
    counted = by_hour.annotate(
        number=Count("pk"), bad=Count("pk", filter=Q(mention__tone="negative"))
    )
    counts: defaultdict[int, dict[Hour, Tally]] = defaultdict(dict)
    for search, hour, number, negative in counted:
        counts[search][hour_of(hour)] = Tally(number, negative)
    return replace(
        reading.history,
        sources={
            each.pk: SourceHours(each.name, hour_of(each.changed_at), counts[each.pk])
            for each in searches
        },
    )


def _since(source: Source, counts: dict[Hour, Tally], from_first_mention: bool) -> Hour:
    added = hour_of(source.added_at)
    return min(added, min(counts, default=added)) if from_first_mention else added


def _counted(company: Company) -> QuerySet[Mention]:
    """What the alarm counts: about us, and each voice once."""
    return Mention.of(company).filter(folded_into__isnull=True, is_own=True, is_by_us=False)


def _by_source(
    company: Company, starts_at: datetime, ends_at: datetime, at: datetime
) -> defaultdict[int, dict[Hour, Tally]]:
    rows = _counted(company).filter(published_at__gte=starts_at, published_at__lt=ends_at)
    young = young_profiles(company, at=at)
    if young:
        # Asked mention by mention: as two EXISTS, the database read every match there is for them.
        found = Match.of(company).filter(mention=OuterRef("pk")).order_by().values("mention")
        by_others = found.annotate(by_others=BoolOr(~Q(profile__in=young))).values("by_others")
        rows = rows.filter(Coalesce(Subquery(by_others), Value(True)))
    found_by: defaultdict[int, dict[Hour, Tally]] = defaultdict(dict)
    by_hour = rows.order_by().values_list("source_id", TruncHour("published_at", tzinfo=UTC))
    counted = by_hour.annotate(number=Count("pk"), bad=Count("pk", filter=Q(tone="negative")))
    for source, hour, number, negative in counted:
        found_by[source][hour_of(hour)] = Tally(number, negative)
    return found_by


def _unseen(
    company: Company, starts_at: datetime, ends_at: datetime, at: datetime
) -> defaultdict[int, list[Span]]:
    found: defaultdict[int, list[Span]] = defaultdict(list)
    seen = coverage_of(company, starts_at=starts_at, ends_at=ends_at, now=at)
    for spell in seen.spells:
        found[spell.source_id].append(
            (hour_of(spell.began_at), hour_of(spell.ended_at or ends_at) + 1)
        )
    return found


def _disturbed(company: Company, since: datetime) -> list[Span]:
    """Peaks are no rhythm, unless somebody said that this is how it always is."""
    rows = Peak.of(company).filter(hour__gte=since)
    usual = Q(incident__outcome=Incident.Outcome.EXPECTED)
    return [each.disturbed for each in _rungs(rows.exclude(usual))]


def earlier_peaks(company: Company, *, since: datetime) -> list[Rung]:
    """Peaks since a moment, for the quiet time after them (one query)."""
    return _rungs(Peak.of(company).filter(hour__gte=since))


def _rungs(rows: Iterable[Peak]) -> list[Rung]:
    return [
        Rung(
            Kind(row.kind),
            Level(row.level),
            hour_of(row.starts_at),
            hour_of(row.hour),
            frozenset(row.figures.get("places", ())),
        )
        for row in rows
    ]


def young_profiles(company: Company, *, at: datetime) -> list[SearchProfile]:
    """Searches begun or changed within the last week: what only they find does not ring yet."""
    since = at - timedelta(hours=YOUNG)
    rows = SearchProfile.of(company).filter(changed_at__gt=since, ended_at__isnull=True)
    return list(rows)


@dataclass(frozen=True, slots=True)
class Learning:
    """A source or search whose rhythm is not known yet, and from which day on it will be."""

    name: str
    until: date


def learning_of(company: Company, *, at: datetime) -> list[Learning]:
    """What does not ring yet because it is too new (two queries)."""
    zone, week = ZoneInfo(company.time_zone), timedelta(hours=YOUNG)
    sources = Source.of(company).filter(
        removed_at__isnull=True, paused_at__isnull=True, added_at__gt=at - week - timedelta(days=2)
    )
    found = [Learning(each.name, _known_on(each.added_at + week, zone)) for each in sources]
    found += [
        Learning(each.name, (each.changed_at + week).astimezone(zone).date())
        for each in young_profiles(company, at=at)
    ]
    today = at.astimezone(zone).date()
    return sorted((each for each in found if each.until > today), key=lambda each: each.until)


def _known_on(at: datetime, zone: ZoneInfo) -> date:
    # What is usual is learned up to the beginning of yesterday (monitoring/alarm/rhythm.py).
    local = at.astimezone(zone)
    return local.date() + timedelta(days=1 if local == midnight(local.date(), zone) else 2)


def live_rises(company: Company) -> QuerySet[ExpectedRise]:
    """Rises that were announced and not withdrawn, the latest first."""
    return ExpectedRise.of(company).filter(withdrawn_at__isnull=True)


def expected_on(company: Company, day: date) -> ExpectedRise | None:
    """The rise that was announced for a local day."""
    return live_rises(company).filter(starts_on__lte=day, ends_on__gte=day).first()


def spans_of(rises: Sequence[ExpectedRise], zone: ZoneInfo) -> list[Span]:
    """Announced rises as hours."""
    return [
        (
            hour_of(midnight(rise.starts_on, zone)),
            hour_of(midnight(rise.ends_on + timedelta(days=1), zone)),
        )
        for rise in rises
    ]


@dataclass(frozen=True, slots=True)
class Replayed:
    """A history, and how the alarm would have rung through it."""

    history: History
    replay: Replay


def replayed(company: Company, said: Thresholds, *, days: int, at: datetime) -> Replayed:
    """How it would have rung in the last days (seven queries; a second or two for 90 days)."""
    end = hour_of(at)
    first = end - days * 24
    history = history_of(company, first - LOOKED_BACK, end, at=at, from_first_mention=True)
    history = replace(history, disturbed=())
    expected = spans_of(list(live_rises(company)), history.zone)
    return Replayed(history, replay(history, first, end, said, expected))
