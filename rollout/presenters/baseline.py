"""The baseline report in figures and pictures, live or frozen: from its plain JSON.

A source that was blind makes a zero unknown and a number a lower bound, never good news.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.models import Company
from monitoring import coverage
from monitoring.charts import Bar, Chart, Point, Series, horizontal_bars, stacked_bars
from monitoring.coverage import Coverage, Spell
from monitoring.pipeline.labels import TONES
from monitoring.reports import OTHER
from rollout.presenters.moments import short_day
from rollout.stages.listening.figures import from_json
from rollout.stages.listening.wording import topic_name

SHOWN = 8
"""Bars in one picture."""


@dataclass(frozen=True)
class FigureView:
    """A number for templates/components/figure.html; ``blind`` stands instead of it."""

    label: str
    value: str
    unit: str = ""
    trend: str = ""
    blind: str = ""


@dataclass(frozen=True)
class ReportView:
    """What was said in the window, ready to be shown."""

    window: str
    figures: tuple[FigureView, ...]
    charts: tuple[Chart, ...]
    speakers: str
    blind: tuple[str, ...]
    is_empty: bool


def report_view(report: Mapping[str, Any], company: Company, now: datetime) -> ReportView:
    """The report as it is drawn; ``now`` is only for the words of what is blind."""
    seen = _seen(report, company)
    return ReportView(
        window=_("%(first)s to %(last)s")
        % {
            "first": short_day(date.fromisoformat(report["starts_on"])),
            "last": short_day(date.fromisoformat(report["ends_on"])),
        },
        figures=_figures(report, seen, now),
        charts=tuple(_charts(report, seen)) if report["mentions"] else (),
        speakers=_speakers(report["speakers"]) if report["mentions"] else "",
        blind=tuple(_blind(each) for each in report["blind"]),
        is_empty=not report["mentions"],
    )


def _seen(report: Mapping[str, Any], company: Company) -> Coverage:
    zone = ZoneInfo(company.time_zone)
    spells = [
        Spell(
            number,
            each["name"],
            _midnight(each["since"], zone),
            _midnight(each["until"], zone) + timedelta(days=1) if each["until"] else None,
        )
        for number, each in enumerate(report["blind"])
    ]
    return coverage.covered(
        spells,
        starts_at=_midnight(report["starts_on"], zone),
        ends_at=_midnight(report["ends_on"], zone) + timedelta(days=1),
        zone=zone,
        watched=report["sources"],
    )


def _midnight(day: str, zone: ZoneInfo) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(), zone).astimezone(UTC)


def _figures(report: Mapping[str, Any], seen: Coverage, now: datetime) -> tuple[FigureView, ...]:
    percent = from_json(report).criticism_percent
    critical = coverage.share(report["negative"], report["told"], seen, now=now)
    shown = [
        _count(_("Mentions"), report["mentions"], seen, now),
        _figure(
            _("Share of criticism"),
            critical,
            f"{percent} %" if critical.is_known and percent is not None else critical.words,
            trend=_("of %(told)s mentions whose tone could be told") % {"told": report["told"]},
        ),
        _count(_("Questions"), report["questions"], seen, now),
        _count(_("Open questions"), report["open_questions"], seen, now),
    ]
    return tuple(shown)


def _count(label: str, value: int, seen: Coverage, now: datetime) -> FigureView:
    figure = coverage.count(value, seen, now=now)
    return _figure(label, figure, figure.words)


def _figure(label: str, figure: coverage.Figure, words: str, *, trend: str = "") -> FigureView:
    blind = figure.sentence if figure.value is None and not figure.is_known else ""
    return FigureView(label, words, trend=figure.sentence or trend, blind=blind)


def _charts(report: Mapping[str, Any], seen: Coverage) -> list[Chart]:
    charts = [_weeks(report, seen), _tones(report)]
    topics = [Bar(_topic(each), each["mentions"], "accent") for each in report["topics"][:SHOWN]]
    if topics:
        charts.append(horizontal_bars(caption=_("Topics"), bars=topics, unit=_("Mentions")))
    places = [Bar(each["site"], each["mentions"], "accent") for each in report["places"][:SHOWN]]
    if places:
        charts.append(horizontal_bars(caption=_("Where"), bars=places, unit=_("Mentions")))
    if len(report["voices"]) > 1:
        charts.append(_voices(report))
    return charts


def _topic(topic: Mapping[str, Any]) -> str:
    # Here all mentions without a topic are counted, not the critical ones alone.
    if topic["key"] == OTHER:
        return _("Without a topic")
    return str(topic_name(topic["key"], topic["name"]))


def _weeks(report: Mapping[str, Any], seen: Coverage) -> Chart:
    mondays = [date.fromisoformat(each["monday"]) for each in report["weeks"]]
    unseen = {day - timedelta(days=day.weekday()) for day in seen.days_unknown}
    return stacked_bars(
        caption=_("Mentions per week"),
        labels=[_("week %(number)s") % {"number": day.isocalendar().week} for day in mondays],
        series=[Series(_("Mentions"), [Point(each["mentions"]) for each in report["weeks"]])],
        blind=[number for number, day in enumerate(mondays) if day in unseen],
    )


def _tones(report: Mapping[str, Any]) -> Chart:
    return horizontal_bars(
        caption=_("Tone"),
        bars=[
            Bar(str(label.name), report["tones"].get(key, 0), label.tone)
            for key, label in TONES.items()
        ],
        unit=_("Mentions"),
    )


def _voices(report: Mapping[str, Any]) -> Chart:
    return horizontal_bars(
        caption=_("Share of voice"),
        bars=[
            Bar(each["name"] or _("We"), each["mentions"], "neutral" if each["name"] else "accent")
            for each in report["voices"]
        ],
        unit=_("Mentions"),
    )


def _speakers(speakers: Mapping[str, int]) -> str:
    if not speakers["known"]:
        return _("No mention names who speaks.")
    return ngettext(
        "%(number)s different speaker in %(known)s mentions with a name; the five who spoke most "
        "said %(five)s of them.",
        "%(number)s different speakers in %(known)s mentions with a name; the five who spoke most "
        "said %(five)s of them.",
        speakers["distinct"],
    ) % {
        "number": speakers["distinct"],
        "known": speakers["known"],
        "five": speakers["loudest_five"],
    }


def _blind(source: Mapping[str, Any]) -> str:
    since = short_day(date.fromisoformat(source["since"]))
    if source["until"] is None:
        return _("“%(source)s” has seen nothing since %(since)s.") % {
            "source": source["name"],
            "since": since,
        }
    return _("“%(source)s” saw nothing from %(since)s to %(until)s.") % {
        "source": source["name"],
        "since": since,
        "until": short_day(date.fromisoformat(source["until"])),
    }
