"""The consultant's list: one line per company."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.roles import Role
from rollout.machine import State
from rollout.portfolio import ClientRow
from rollout.presenters.addresses import page_url
from rollout.presenters.moments import short_day, since
from rollout.presenters.states import STATES
from rollout.wording import Text


@dataclass(frozen=True)
class Dot:
    """One stage as small as a dot."""

    tone: str
    is_reached: bool
    is_current: bool


@dataclass(frozen=True)
class Fact:
    """A word with a tone beside a company."""

    label: Text
    tone: str
    icon: str


@dataclass(frozen=True)
class ClientLine:
    """One company as the list shows it."""

    name: str
    url: str
    role: str
    dots: tuple[Dot, ...]
    where: str
    reason: Text
    needs_help: bool
    facts: tuple[Fact, ...]


def client_lines(rows: Iterable[ClientRow], on: date) -> list[ClientLine]:
    """The list in its order."""
    return [_line(row, on) for row in rows]


def _line(row: ClientRow, on: date) -> ClientLine:
    facts = tuple(_facts(row, on))
    return ClientLine(
        name=row.company.name,
        url=page_url(row.company, "home"),
        role=str(Role(row.role).label),
        dots=tuple(
            Dot(
                tone=STATES[State(stage.state)].tone,
                is_reached=stage.state == State.PASSED,
                is_current=stage == row.current,
            )
            for stage in row.stages
        ),
        where=_where(row),
        reason=row.reason,
        needs_help=any(fact.tone in {"stop", "warn", "negative"} for fact in facts),
        facts=facts,
    )


def _where(row: ClientRow) -> str:
    if row.current is None:
        return _("All stages have passed") if row.stages else _("The rollout has not begun yet")
    return _("Stage %(number)s of %(total)s: %(stage)s") % {
        "number": row.current.number,
        "total": len(row.stages),
        "stage": row.title,
    }


def _facts(row: ClientRow, on: date) -> Iterable[Fact]:
    facts = row.facts
    if facts.overdue:
        said = ngettext(
            "%(number)s condition overdue", "%(number)s conditions overdue", facts.overdue
        )
        yield Fact(said % {"number": facts.overdue}, "stop", "alert")
    if facts.state == State.SUBMITTED and facts.waiting_since:
        waiting = _("gate waits %(since)s") % {"since": since(facts.waiting_since, on)}
        yield Fact(waiting, "warn", "hourglass")
    if facts.state == State.ON_HOLD and row.hold_until:
        yield Fact(_("on hold until %(day)s") % {"day": short_day(row.hold_until)}, "warn", "pause")
    if facts.is_criticised:
        said = _("%(percent)s %% criticism") % {"percent": facts.criticism_percent}
        yield Fact(said, "negative", "tone-negative")
    if facts.blind:
        said = ngettext("%(number)s source blind", "%(number)s sources blind", facts.blind)
        yield Fact(said % {"number": facts.blind}, "warn", "blind")
    if facts.open_questions:
        said = ngettext(
            "%(number)s open question", "%(number)s open questions", facts.open_questions
        )
        yield Fact(said % {"number": facts.open_questions}, "accent", "question")
