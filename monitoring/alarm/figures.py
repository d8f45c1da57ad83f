"""What was measured, frozen as JSON beside an incident, and said in one sentence; pure."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from monitoring.alarm.hours import NOTHING, History, Hour, lies_in, moment_of
from monitoring.alarm.levels import Kind
from monitoring.alarm.rhythm import Rhythms
from monitoring.alarm.rules import Signal

PICTURED = 48
"""Hours of the picture, the last of them the one in which it rang."""


def figures_of(signal: Signal, history: History, rhythms: Rhythms) -> dict[str, Any]:
    """Everything the page shows later; times are ISO, expected numbers have one decimal."""
    found = signal.window
    chosen = [signal.source] if signal.source else list(rhythms.sources)
    source = history.sources[signal.source].name if signal.source else ""
    return {
        "window_hours": found.hours,
        "number": found.number,
        "negative": found.negative,
        "percent": found.percent,
        "expected": round(found.expected, 1),
        "expected_negative": round(found.expected_negative, 1),
        "unusual_from": found.unusual_from,
        "unusual_negatives": found.unusual_negatives,
        "source": source,
        "blind": _blind(history, found.ends),
        "hours": _hours(history, rhythms, chosen, found.ends),
    }


def times_usual(figures: dict[str, Any], kind: Kind) -> float:
    """How many times the usual number it is; one is the least that counts as usual."""
    if kind is Kind.NEGATIVE:
        return float(figures["negative"] / max(figures["expected_negative"], 1.0))
    return float(figures["number"] / max(figures["expected"], 1.0))


def _blind(history: History, hour: Hour) -> list[str]:
    return sorted(
        source.name for source in history.sources.values() if lies_in(hour, source.unseen)
    )


def _hours(
    history: History, rhythms: Rhythms, chosen: list[int], ends: Hour
) -> list[list[str | int | float]]:
    rows: list[list[str | int | float]] = []
    for hour in range(ends - PICTURED + 1, ends + 1):
        tallies = [history.sources[key].counts.get(hour, NOTHING) for key in chosen]
        usual = sum(rhythms.sources[key].expected([hour]) for key in chosen)
        rows.append(
            [
                moment_of(hour).isoformat(),
                sum(each.number for each in tallies),
                sum(each.negative for each in tallies),
                round(usual, 1),
            ]
        )
    return rows


def in_a_sentence(kind: Kind, figures: dict[str, Any]) -> str:
    """What happened, with its figures, in the language at hand; empty without figures."""
    if not figures:
        return ""
    values = {
        "hours": figures["window_hours"],
        "number": figures["number"],
        "negative": figures["negative"],
        "percent": figures["percent"],
        "usual": about(figures["expected"]),
        "usual_negative": about(figures["expected_negative"]),
        "source": figures["source"],
    }
    return str(_sentence(kind)) % values


def _sentence(kind: Kind) -> str:
    if kind is Kind.NEGATIVE:
        return _(
            "In %(hours)s hours %(negative)s of %(number)s mentions were critical "
            "(%(percent)s %%); usual at this time: %(usual_negative)s."
        )
    if kind is Kind.SOURCE:
        return _(
            "“%(source)s” alone brought %(number)s mentions in %(hours)s hours, %(negative)s of "
            "them critical; usual at this time: %(usual)s."
        )
    return _(
        "In %(hours)s hours %(number)s mentions came in, %(negative)s of them critical; usual at "
        "this time: %(usual)s."
    )


def about(number: float) -> str:
    """An expected number as one says it."""
    if number < 1:
        return _("fewer than one")
    return _("about %(number)s") % {"number": number_format(round(number), force_grouping=True)}
