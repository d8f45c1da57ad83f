"""What monitoring saw, day by day: everything that its measures are counted from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from companies.models import Company
from monitoring.models import Match, Mention, SearchProfile, Source
from monitoring.models.source import ProfileKind
from monitoring.reports import BlindSource, blind_sources
from monitoring.selectors.counts import Counts, counts
from rollout.kpis.answering import Asked, asked_within
from rollout.kpis.periods import Period
from rollout.wording import Text, words

NOT_WATCHED = _("no source was watched all the time")
NOT_LOOKED_FOR = _("nobody looked for mentions of the company yet")
NO_COMPETITOR = _("no competitor was watched yet")


@dataclass(frozen=True)
class Monitored:
    """Mentions of some days. ``own`` counts one's own by (day, tone), ``all`` everything by day.

    ``questions`` counts one's own by (day asked, day answered).

    ``asked`` is what wanted an answer, as the desk has it.

    ``voices`` counts mentions by (day, whether of a competitor). ``watched`` are the days, both
    counted, on which each source was there (None: until now).
    """

    ends_on: date
    own: Mapping[tuple[date, str], int]
    all: Mapping[date, int]
    questions: Mapping[tuple[date, date | None], int]
    voices: Mapping[tuple[date, bool], int]
    blind: tuple[BlindSource, ...]
    watched: tuple[tuple[date, date | None], ...]
    looks_since: date | None
    compares_since: date | None
    asked: tuple[Asked, ...] = ()

    def unseen(self, period: Period) -> tuple[Text, ...]:
        """Why a figure of this time is not the whole truth; empty if it is."""
        reasons: list[Text] = [
            words(_("“%(name)s” did not deliver"), {"name": each.name})
            for each in self.blind
            if each.since <= period.ends_on
            and (each.until is None or each.until >= period.starts_on)
        ]
        if not all(self._is_watched(day) for day in period.days()):
            reasons.append(NOT_WATCHED)
        if self.looks_since is None or self.looks_since > period.starts_on:
            reasons.append(NOT_LOOKED_FOR)
        return tuple(dict.fromkeys(reasons))

    def uncompared(self, period: Period) -> tuple[Text, ...]:
        """The same, of a figure that sets competitors beside the company."""
        since = self.compares_since
        missing = since is None or since > period.starts_on
        return self.unseen(period) + ((NO_COMPETITOR,) if missing else ())

    def asked_in(self, period: Period) -> list[Asked]:
        """What came in on the desk within a time, and wanted an answer."""
        return [each for each in self.asked if each.day in period]

    def _is_watched(self, day: date) -> bool:
        return any(first <= day and (last is None or day <= last) for first, last in self.watched)


def monitored(company: Company, starts_on: date, ends_on: date) -> Monitored:
    """What was seen on local days, both counted (nine queries); questions from all times."""
    zone = ZoneInfo(company.time_zone)
    since = _since(company, zone)
    own = counts(company, starts_on=starts_on, ends_on=ends_on)
    return Monitored(
        ends_on=ends_on,
        own=_by_tone(own),
        all=counts(company, starts_on=starts_on, ends_on=ends_on, about="all").by_day,
        questions=_questions(company, ends_on, zone),
        voices=_voices(company, starts_on, ends_on),
        blind=blind_sources(company, starts_on, ends_on),
        watched=_watched(company, zone),
        looks_since=since[0],
        compares_since=since[1],
        asked=asked_within(company, starts_on, ends_on),
    )


def _by_tone(counted: Counts) -> Mapping[tuple[date, str], int]:
    days = counted.by_day_and_tone.items()
    return {(day, tone): number for day, tones in days for tone, number in tones.items()}


def _questions(
    company: Company, ends_on: date, zone: ZoneInfo
) -> Mapping[tuple[date, date | None], int]:
    asked = Mention.of(company).filter(
        is_own=True,
        is_by_us=False,
        is_question=True,
        folded_into__isnull=True,
        day__lte=ends_on,
    )
    answered = TruncDate("answered_at", tzinfo=zone)
    rows = asked.values_list("day", answered).order_by().annotate(number=Count("pk"))
    return {(day, answered_on): number for day, answered_on, number in rows}


def _voices(company: Company, starts_on: date, ends_on: date) -> Mapping[tuple[date, bool], int]:
    spoken = Match.of(company).filter(
        profile__kind__in=(ProfileKind.BRAND, ProfileKind.COMPETITOR),
        profile__ended_at__isnull=True,
        mention__company=company,
        mention__day__range=(starts_on, ends_on),
        mention__folded_into__isnull=True,
        mention__is_by_us=False,
    )
    rows = spoken.values_list("mention__day", "profile__kind").order_by()
    return {
        (day, kind == ProfileKind.COMPETITOR): number
        for day, kind, number in rows.annotate(number=Count("mention", distinct=True))
    }


def _watched(company: Company, zone: ZoneInfo) -> tuple[tuple[date, date | None], ...]:
    rows = Source.of(company).values_list("added_at", "paused_at", "removed_at").order_by("pk")
    return tuple(
        (
            added.astimezone(zone).date(),
            min(ends).astimezone(zone).date()
            if (ends := [each for each in (paused, removed) if each])
            else None,
        )
        for added, paused, removed in rows
    )


def _since(company: Company, zone: ZoneInfo) -> tuple[date | None, date | None]:
    competitor = Q(kind=ProfileKind.COMPETITOR)
    found = SearchProfile.of(company).aggregate(
        looks=Min("created_at", filter=~competitor),
        compares=Min("created_at", filter=competitor & Q(ended_at__isnull=True)),
    )
    looks, compares = (
        at.astimezone(zone).date() if at else None for at in (found["looks"], found["compares"])
    )
    return looks, compares
