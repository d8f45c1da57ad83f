"""What happened at gates, for templates/components/timeline.html."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from companies.models import Company
from rollout.machine import Act
from rollout.models import Decision, Submission
from rollout.presenters.addresses import page_url
from rollout.presenters.moments import moment, short_day
from rollout.presenters.states import ACTS, SENTENCES
from rollout.selectors import HistoryRound
from rollout.telling import acting_name
from rollout.titles import title_at
from rollout.wording import Text


@dataclass(frozen=True)
class Event:
    """One act; ``quote`` is the reason that was given."""

    sentence: str
    when: str
    when_exact: str
    tone: str
    icon: str
    quote: str
    url: str
    at: datetime


def history(
    company: Company, number: int, rounds: Iterable[HistoryRound], *, title: Text = ""
) -> list[Event]:
    """All rounds of one stage, newest act first; ``title`` is that of a wave with a name."""
    events: list[Event] = []
    for each in rounds:
        events += [
            decided(company, number, each.submission.round, decision, title=title)
            for decision in reversed(each.decisions)
        ]
        events.append(submitted(company, number, each.submission, title=title))
    return sorted(events, key=lambda event: event.at, reverse=True)


def submitted(company: Company, number: int, submission: Submission, *, title: Text = "") -> Event:
    """A round began."""
    return _event(
        company,
        number,
        submission.round,
        Act.SUBMIT,
        who=acting_name(submission.submitted_by, submission.submitted_for),
        at=submission.submitted_at,
        title=title,
    )


def decided(
    company: Company, number: int, round_number: int, decision: Decision, *, title: Text = ""
) -> Event:
    """Something was done about a round."""
    return _event(
        company,
        number,
        round_number,
        Act(decision.act),
        who=acting_name(decision.decided_by, decision.principal),
        at=decision.decided_at,
        quote=decision.reason,
        until=short_day(decision.hold_until) if decision.hold_until else "",
        title=title,
    )


def _event(
    company: Company,
    number: int,
    round_number: int,
    act: Act,
    *,
    who: str,
    at: datetime,
    quote: str = "",
    until: str = "",
    title: Text = "",
) -> Event:
    values = {
        "who": who,
        "stage": title or title_at(number),
        "round": round_number,
        "until": until,
    }
    return Event(
        sentence=str(SENTENCES[act]) % values,
        when=moment(at, company),
        when_exact=at.isoformat(timespec="seconds"),
        tone=ACTS[act].tone,
        icon=ACTS[act].icon,
        quote=quote,
        url=page_url(company, "dossier", number=number, round=round_number),
        at=at,
    )
