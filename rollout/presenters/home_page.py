"""The parts of a company's home page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.models import Company
from rollout.days import local_day
from rollout.machine import State
from rollout.models import Condition, Decision, Submission
from rollout.next_step import NextStep
from rollout.presenters import history
from rollout.presenters.addresses import stage_url
from rollout.presenters.escalation import escalated
from rollout.presenters.moments import due, since
from rollout.presenters.resting import MOST_NAMED, resting_on
from rollout.presenters.track import titles
from rollout.selectors import Rollout, StageStep
from rollout.wording import Text

EVENTS = 6


@dataclass(frozen=True)
class ConditionLine:
    """One open condition in a few words."""

    text: str
    owner: str
    due: str
    tone: str
    icon: str


@dataclass(frozen=True)
class Reminder:
    """Something that should not be forgotten."""

    sentence: Text
    tone: str
    icon: str
    url: str


def next_url(company: Company, step: NextStep) -> str:
    """Where the next step leads."""
    url = reverse(step.url_name, kwargs={"company": company.slug, **step.url_kwargs})
    return f"{url}#{step.section}" if step.section else url


def condition_lines(
    conditions: Iterable[tuple[Condition, bool]], on: date
) -> tuple[ConditionLine, ...]:
    """Open conditions, the soonest first."""
    return tuple(
        ConditionLine(
            text=condition.text,
            owner=str(condition.owner),
            due=due(condition.due_on, on),
            tone="stop" if is_overdue else "neutral",
            icon="alert" if is_overdue else "clock",
        )
        for condition, is_overdue in conditions
    )


def reminders(rollout: Rollout, on: date) -> list[Reminder]:
    """The gate that waits, and stages that rest on an older version (one query for a gate)."""
    found = []
    step = rollout.at_gate
    if step and step.stage.submission and step.stage.state == State.SUBMITTED:
        waiting = since(local_day(rollout.company, step.stage.submission.submitted_at), on)
        sentence = _("“%(stage)s” has been waiting for its decision %(since)s.") % {
            "stage": step.title,
            "since": waiting,
        }
        url = stage_url(rollout.company, step.stage.number, "gate")
        found.append(Reminder(sentence, "warn", "hourglass", url))
        if called := escalated(rollout.company, step.stage.submission, on):
            found.append(Reminder(called, "stop", "alert", url))
    return [*found, *_waited_for(rollout), *_older(rollout)]


def _waited_for(rollout: Rollout) -> Iterable[Reminder]:
    """A stage that is worked on again, while later ones stand on it."""
    for step in rollout.steps:
        if number := len(resting_on(rollout, step)):
            sentence = ngettext(
                "“%(stage)s” is being worked on again; %(number)s later stage rests on it.",
                "“%(stage)s” is being worked on again; %(number)s later stages rest on it.",
                number,
            ) % {"stage": step.title, "number": number}
            url = stage_url(rollout.company, step.stage.number)
            yield Reminder(sentence, "warn", "refresh", url)


def _older(rollout: Rollout) -> Iterable[Reminder]:
    """Stages that rest on an older version; many that rest on the same are one reminder."""
    by_earlier: dict[tuple[int, ...], list[StageStep]] = {}
    for step in rollout.steps:
        if step.rests_on_older:
            by_earlier.setdefault(step.rests_on_older, []).append(step)
    for earlier, steps in by_earlier.items():
        values = {"earlier": titles(earlier, rollout), "number": len(steps)}
        if len(steps) > MOST_NAMED:
            said = _("%(number)s stages rest on an older version of %(earlier)s.") % values
            yield Reminder(said, "warn", "layers", _first(rollout, steps))
            continue
        for step in steps:
            said = _("“%(stage)s” rests on an older version of %(earlier)s.")
            sentence = said % {**values, "stage": step.title}
            yield Reminder(sentence, "warn", "layers", _first(rollout, [step]))


def _first(rollout: Rollout, steps: Sequence[StageStep]) -> str:
    return stage_url(rollout.company, steps[0].stage.number)


def latest_events(rollout: Rollout) -> Sequence[history.Event]:
    """The newest acts at the gates of this company (2 queries)."""
    company = rollout.company
    rounds = Submission.of(company).defer("snapshot").select_related("stage")
    newest = rounds.select_related("submitted_by", "submitted_for").order_by("-submitted_at")
    decisions = (
        Decision.of(company)
        .select_related("decided_by", "principal", "submission__stage")
        .defer("submission__snapshot")
        .order_by("-decided_at")
    )
    called = {step.stage.number: step.title for step in rollout.steps}
    events = [
        history.submitted(company, each.stage.number, each, title=called[each.stage.number])
        for each in newest[:EVENTS]
    ]
    for each in decisions[:EVENTS]:
        number, round_number = each.submission.stage.number, each.submission.round
        events.append(history.decided(company, number, round_number, each, title=called[number]))
    return sorted(events, key=lambda event: event.at, reverse=True)[:EVENTS]
