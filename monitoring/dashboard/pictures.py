"""The pictures of the dashboard; every bar leads to the mentions it counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from monitoring.charts import Bar, Before, Chart, Point, Series, horizontal_bars, stacked_bars
from monitoring.dashboard.facts import Facts
from monitoring.dashboard.figures import points_words
from monitoring.models import SearchProfile, Source
from monitoring.pipeline.labels import TONES, TOPICS
from monitoring.presenters.addresses import mention_list
from monitoring.presenters.days import short_day
from monitoring.presenters.sight import Sight
from monitoring.selectors.mentions import MentionFilters

STACK = ("negative", "neutral", "positive", "unclear")
DAILY = 62
"""Up to so many days each has a column; beyond, each week."""
MOST_BARS = 8
TELLING = 5
"""Below so many mentions a share of criticism says nothing."""


@dataclass(frozen=True, slots=True)
class Span:
    """One column: days from first to last."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Each of its days."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


def spans(starts_on: date, ends_on: date) -> list[Span]:
    """The columns of a time: days, or weeks from Monday, cut off at both ends."""
    length = (ends_on - starts_on).days + 1
    if length <= DAILY:
        return [Span(day, day) for day in Span(starts_on, ends_on).days]
    found, first = [], starts_on
    while first <= ends_on:
        last = min(first + timedelta(days=6 - first.weekday()), ends_on)
        found.append(Span(first, last))
        first = last + timedelta(days=1)
    return found


def volume(facts: Facts, sight: Sight, *, linked: bool = True) -> Chart:
    """Volume and tone over time; what was not seen is hatched. ``linked`` bars lead somewhere."""
    columns = spans(facts.period.starts_on, facts.period.ends_on)
    numbers = facts.now.by_day_and_tone
    unknown = facts.seen.days_unknown
    weekly = len(columns) < facts.period.length
    return stacked_bars(
        caption=_("Mentions by week and tone") if weekly else _("Mentions by day and tone"),
        labels=[_label(span) for span in columns],
        series=[
            Series(
                str(TONES[tone].name),
                [
                    _point(
                        sum(numbers[day][tone] for day in span.days),
                        _tone_url(span, tone, facts, sight) if linked else "",
                    )
                    for span in columns
                ],
                TONES[tone].tone,
            )
            for tone in _tones(facts)
        ],
        blind=[n for n, span in enumerate(columns) if any(day in unknown for day in span.days)],
        before=_before(columns, facts),
        urls=[
            mention_list(sight.company, facts.filters, starts_on=span.first, ends_on=span.last)
            if linked and any(sum(numbers[day].values()) for day in span.days)
            else ""
            for span in columns
        ],
    )


def _before(columns: Sequence[Span], facts: Facts) -> Before:
    """As many days earlier, column by column; a day that was not wholly seen says nothing."""
    length = timedelta(days=facts.period.length)
    unknown = facts.seen_before.days_unknown
    numbers = {day: sum(tones.values()) for day, tones in facts.before.by_day_and_tone.items()}
    values = []
    for span in columns:
        days = [day - length for day in span.days]
        hidden = not facts.seen_before.watched or any(day in unknown for day in days)
        values.append(None if hidden else sum(numbers[day] for day in days))
    return Before(_("%(days)s days before") % {"days": facts.period.length}, values)


def _tones(facts: Facts) -> Sequence[str]:
    return (facts.filters.tone,) if facts.filters.tone else STACK


def _label(span: Span) -> str:
    if span.first == span.last:
        return short_day(span.first)
    return _("from %(day)s") % {"day": short_day(span.first)}


def _point(number: int, url: str) -> Point:
    return Point(number, url if number else "")


def _tone_url(span: Span, tone: str, facts: Facts, sight: Sight) -> str:
    return mention_list(
        sight.company, facts.filters, tone=tone, starts_on=span.first, ends_on=span.last
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One bar of a ranking: a name, a number in words, a length of 0 to 100 and its dark part.

    ``mark`` is a word of distinction behind the name, ``detail`` a line of small words below it.

    ``words`` is "unknown" and the length 0 where nothing could be seen.
    """

    label: str
    words: str
    length: int
    url: str = ""
    note: str = ""
    tone: str = "accent"
    part: int = 0
    part_tone: str = ""
    is_unknown: bool = False
    detail: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """A short list of bars, the longest first; every number stands in words beside its bar."""

    key: str
    caption: str
    rows: tuple[Row, ...]
    says: str


def by_source(facts: Facts, sight: Sight, sources: Sequence[Source]) -> Ranking:
    """What each source brought; one that is blind and brought nothing is unknown."""
    found = facts.now.by_source
    blind = {spell.source_id for spell in facts.seen.spells}
    shown = [each for each in sources if found.get(each.pk) or _is_expected(each, facts)]
    shown.sort(key=lambda each: (-found.get(each.pk, 0), each.name))
    top = max(found.values(), default=0)
    rows = [
        _row(
            each.name,
            found.get(each.pk, 0),
            top,
            is_seen=each.pk not in blind,
            url=_list(facts, sight, source=each.pk),
        )
        for each in shown
    ]
    most = rows[:MOST_BARS] + [row for row in rows[MOST_BARS:] if row.is_unknown]
    return Ranking("sources", _("Mentions by source"), tuple(most), _("No mentions in this time."))


def _is_expected(source: Source, facts: Facts) -> bool:
    watched = source.removed_at is None and source.paused_at is None
    return watched and facts.filters.source in (None, source.pk)


def by_topic(facts: Facts, sight: Sight) -> Ranking:
    """What it is about, with how much of it is criticism."""
    known = [(key, *numbers) for key, numbers in facts.topics.items() if key in TOPICS]
    top = max((number for _key, number, _negative in known), default=0)
    rows = []
    for key, number, negative in known[:MOST_BARS]:
        row = _row(
            str(TOPICS[key].name),
            number,
            top,
            is_seen=facts.seen.is_whole,
            url=_list(facts, sight, topic=key),
        )
        part = round(row.length * negative / number) if number else 0
        note = _criticism(number, negative) or row.note
        rows.append(replace(row, part=part, part_tone="negative", note=note))
    says = _("No topic came up in this time.")
    return Ranking("topics", _("Mentions by topic"), tuple(rows), says)


def _criticism(number: int, negative: int) -> str:
    if number < TELLING or not negative:
        return ""
    return _("%(percent)s %% criticism") % {"percent": round(100 * negative / number)}


def by_voice(facts: Facts, sight: Sight, profiles: Iterable[SearchProfile]) -> Ranking:
    """Us beside our competitors."""
    named = {each.pk: each for each in profiles}
    ordered = sorted(facts.voices.items(), key=lambda pair: (-pair[1], named[pair[0]].name))
    top = max(facts.voices.values(), default=0)
    rows = []
    for pk, number in ordered[:MOST_BARS]:
        url = _list(replace(facts, filters=MentionFilters()), sight, profile=pk)
        row = _row(named[pk].name, number, top, is_seen=facts.seen.is_whole, url=url)
        tone = "neutral" if pk in facts.competitors else "accent"
        note = "" if row.is_unknown else row.note or _voice(facts, pk)
        rows.append(replace(row, tone=tone, note=note))
    return Ranking("voices", _("Share of voice"), tuple(rows), _("No mentions in this time."))


def _voice(facts: Facts, pk: int) -> str:
    """A voice's share, and by how many points it has moved."""
    total, earlier = sum(facts.voices.values()), sum(facts.voices_before.values())
    if not total:
        return ""
    share = round(100 * facts.voices[pk] / total)
    said = _("%(percent)s %%") % {"percent": share}
    if not earlier or not facts.seen_before.is_whole:
        return said
    points = share - round(100 * facts.voices_before[pk] / earlier)
    return f"{said} · {points_words(points)}"


def _row(label: str, number: int, top: int, *, is_seen: bool, url: str) -> Row:
    """A number that is nothing while not everything was seen is unknown."""
    if not number and not is_seen:
        return Row(label, _("unknown"), 0, is_unknown=True)
    written = number_format(number, force_grouping=True)
    length = max(round(100 * number / top), 1) if number else 0
    if not is_seen:
        return Row(label, written, length, url, _("at least"))
    return Row(label, written, length, url if number else "")


def by_tone(facts: Facts, sight: Sight) -> Chart:
    """How the mentions divide by tone."""
    found = facts.now.by_tone
    bars = [
        _bar(
            _share(str(TONES[tone].name), found.get(tone, 0), facts),
            found.get(tone, 0),
            facts.seen.is_whole,
            _list(facts, sight, tone=tone),
            TONES[tone].tone,
        )
        for tone in _tones(facts)
    ]
    return horizontal_bars(caption=_("Mentions by tone"), bars=bars, unit=_("Mentions"))


def _share(name: str, part: int, facts: Facts) -> str:
    if not facts.now.total or not (part or facts.seen.is_whole):
        return name
    said = {"name": name, "percent": round(100 * part / facts.now.total)}
    return _("%(name)s, %(percent)s %%") % said


def _bar(label: str, number: int, is_seen: bool, url: str, tone: str) -> Bar:
    value = number if number or is_seen else None
    return Bar(label, value, tone, url if number else "")


def _list(facts: Facts, sight: Sight, **narrower: Any) -> str:
    return mention_list(
        sight.company,
        facts.filters,
        starts_on=facts.period.starts_on,
        ends_on=facts.period.ends_on,
        **narrower,
    )
