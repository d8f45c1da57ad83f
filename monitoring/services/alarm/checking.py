"""The look at what is unusual right now; what rings opens an incident, or goes into the open one.

While one is open, whatever rings elsewhere by itself goes into it at once: the quiet time is for
what is known already, not for a second conflict.

It reads without a lock, for nothing it does may hold up what comes in, and writes under the lock of
the company: two workers that see the same peak ring once.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from companies import audit
from companies.models import Company
from monitoring.alarm.elsewhere import Elsewhere, elsewhere
from monitoring.alarm.figures import figures_of, times_usual
from monitoring.alarm.hours import moment_of
from monitoring.alarm.levels import Kind, Level
from monitoring.alarm.matching import Prepared, matching
from monitoring.alarm.ringing import Rung, ringing
from monitoring.alarm.rules import Signal, signals
from monitoring.models import ExpectedRise, Incident, IncidentEvent, Mention, Peak
from monitoring.selectors.alarm import (
    Reading,
    earlier_peaks,
    expected_on,
    is_quiet,
    reading_of,
    searches_of,
    settings_of,
    thresholds_of,
)
from monitoring.selectors.incidents import open_incident, scenarios_of
from monitoring.services.alarm.doors import note_event
from monitoring.services.alarm.telling import tell_of

Sort = IncidentEvent.Sort
READ = 50
"""Critical mentions that are held against the scenarios."""


def check_alarm(*, company: Company, at: datetime) -> list[Peak]:
    """Look at the last hours of a company; the peaks that rang, usually none."""
    row = settings_of(company)
    if row is not None and not row.is_on:
        return []
    said = thresholds_of(row)
    if is_quiet(company, at=at, minimum=said.minimum):
        return []
    reading = reading_of(company, at=at, said=said)
    if reading.rhythms is None:
        return []
    found = signals(reading.history, reading.rhythms, reading.hour, said)
    again = _elsewhere(company, reading, at) if open_incident(company) else []
    return _ring(company, reading, found, again, at) if found or again else []


def _earlier(company: Company, reading: Reading, at: datetime) -> list[Rung]:
    return earlier_peaks(company, since=at - timedelta(hours=reading.said.cooldown + 1))


def _elsewhere(company: Company, reading: Reading, at: datetime) -> list[Elsewhere]:
    """What other sources, or what other searches find, ring by themselves; sources say more."""
    earlier = _earlier(company, reading, at)
    if not earlier:
        return []
    found = elsewhere(reading.history, reading.hour, earlier, reading.said)
    if found:
        return found
    searches = searches_of(company, reading, at=at)
    found = elsewhere(searches, reading.hour, earlier, reading.said)
    return [each for each in found if each.signal.kind is not Kind.SOURCE]


@transaction.atomic
def _ring(
    company: Company,
    reading: Reading,
    found: list[Signal],
    again: list[Elsewhere],
    at: datetime,
) -> list[Peak]:
    company.lock()
    earlier = _earlier(company, reading, at)
    due = ringing(found, earlier, reading.said)
    said = {each.kind for each in earlier if each.hour == reading.hour}
    again = [each for each in again if each.signal.kind not in said]
    if not due and not again:
        return []
    rise = expected_on(company, at.astimezone(ZoneInfo(company.time_zone)).date())
    if rise is not None:
        return [_recorded(company, signal, reading, at, expected=rise) for signal in due]
    incident = open_incident(company)
    if incident is None and not due:
        return []
    if incident is None:
        incident = _opened(company, due[0], reading, at)
        peaks = [_recorded(company, signal, reading, at, incident=incident) for signal in due]
        tell_of(incident, news="opened", by=None, at=at)
        return peaks
    peaks = [_recorded(company, signal, reading, at, incident=incident) for signal in due]
    rung = {each.kind for each in due}
    others = [_peak_elsewhere(incident, each, reading, at) for each in again]
    for peak in others:
        # One of a kind in an hour: what rings as a whole as well is one peak with two lines.
        if peak.kind not in rung:
            peak.save()
    _go_on(incident, [*peaks, *others], reading, at, another=next(iter(others), None))
    return [*peaks, *others]


def _peak_elsewhere(incident: Incident, each: Elsewhere, reading: Reading, at: datetime) -> Peak:
    """A peak of other places, with their names and their own figures."""
    theirs = replace(reading, history=each.history, rhythms=each.rhythms)
    measured = _measured(each.signal, theirs)
    measured["figures"] |= {"places": list(each.places)}
    return Peak(
        company=incident.company,
        incident=incident,
        hour=moment_of(each.signal.window.ends),
        at=at,
        **measured,
    )


def _recorded(
    company: Company,
    signal: Signal,
    reading: Reading,
    at: datetime,
    *,
    incident: Incident | None = None,
    expected: ExpectedRise | None = None,
) -> Peak:
    return Peak.everywhere.create(
        company=company,
        incident=incident,
        expected=expected,
        hour=moment_of(signal.window.ends),
        at=at,
        **_measured(signal, reading),
    )


def _measured(signal: Signal, reading: Reading) -> dict[str, Any]:
    assert reading.rhythms is not None, "nothing rings without a rhythm"
    return {
        "kind": str(signal.kind),
        "level": str(signal.level),
        "source_id": signal.source,
        "starts_at": moment_of(signal.window.starts),
        "figures": figures_of(signal, reading.history, reading.rhythms),
    }


def _opened(company: Company, signal: Signal, reading: Reading, at: datetime) -> Incident:
    incident = Incident(company=company, opened_at=at, **_measured(signal, reading))
    scenarios = scenarios_of(company)
    chosen = matching(
        [
            Prepared(
                each.pk,
                f"{each.topic} {each.trigger}",
                each.criticism_percent,
                float(each.times_usual) if each.times_usual else None,
            )
            for each in scenarios
        ],
        _critical_texts(company, incident.starts_at),
        incident.figures["percent"],
        times_usual(incident.figures, Kind(incident.kind)),
    )
    incident.scenario = next((each for each in scenarios if each.pk == chosen), None)
    incident.scenario_topic = incident.scenario.topic if incident.scenario else ""
    incident.save()
    note_event(incident, Sort.OPENED, by=None, at=at, kind=incident.kind, level=incident.level)
    audit.record(company, "incident.rang", by=None, at=at, level=incident.level)
    return incident


def _critical_texts(company: Company, since: datetime) -> list[str]:
    rows = Mention.of(company).filter(
        published_at__gte=since,
        folded_into__isnull=True,
        is_own=True,
        is_by_us=False,
        tone="negative",
    )
    found = rows.order_by("-published_at").values_list("title", "text")
    return [f"{title} {text[:1000]}" for title, text in found[:READ]]


def _go_on(
    incident: Incident,
    peaks: list[Peak],
    reading: Reading,
    at: datetime,
    *,
    another: Peak | None = None,
) -> None:
    """Another signal while an incident is open: people hear of it if it got worse, or goes on.

    And of ``another`` thing that has begun elsewhere, always.
    """
    for peak in peaks:
        note_event(
            incident, Sort.PEAK, by=None, at=at, kind=peak.kind, level=peak.level,
            figures=peak.figures,
        )  # fmt: skip
    highest = max((Level(peak.level) for peak in peaks), key=lambda level: level.rank)
    if highest.rank > Level(incident.level).rank:
        was, incident.level = incident.level, str(highest)
        incident.save(update_fields=["level"])
        note_event(incident, Sort.RAISED, by=None, at=at, was=was, level=incident.level)
        tell_of(incident, news="raised", by=None, at=at)
        return
    if another is not None:
        tell_of(incident, news="elsewhere", by=None, at=at, peak=another)
        return
    told = IncidentEvent.of(incident.company).filter(incident=incident, sort=Sort.TOLD)
    last = told.order_by("-at").first()
    if last is None or at - last.at >= timedelta(hours=reading.said.cooldown):
        tell_of(incident, news="goes_on", by=None, at=at)
