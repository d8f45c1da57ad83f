"""The gate of a stage: how it stands, what this person can do there, and why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from rollout.days import local_day
from rollout.machine import Act, State
from rollout.models import Decision, Submission
from rollout.presenters.addresses import page_url, stage_url
from rollout.presenters.criteria import met_of
from rollout.presenters.escalation import escalated
from rollout.presenters.moments import day, since
from rollout.presenters.states import STATES
from rollout.selectors import HistoryRound, StagePage
from rollout.telling import acting_name
from rollout.titles import FIRST_WAVE
from rollout.wording import Text

DECIDING = (Act.APPROVE, Act.APPROVE_WITH_CONDITIONS, Act.RETURN, Act.HOLD)


@dataclass(frozen=True)
class Way:
    """A button of the gate: it leads to a page that asks once more."""

    label: str
    url: str
    kind: str = ""
    icon: str = ""


@dataclass(frozen=True)
class GatePanel:
    """``sentences`` say how it stands, ``why_not`` why the main thing cannot be done now."""

    state_label: Text
    tone: str
    icon: str
    met: int
    asked: int
    sentences: tuple[Text, ...]
    why_not: Text
    ways: tuple[Way, ...]
    shows_progress: bool


def gate_panel(page: StagePage, rounds: Sequence[HistoryRound], on: date) -> GatePanel:
    """The panel for one person."""
    state = State(page.step.stage.state)
    met, asked = met_of(page.assessment.results)
    ways, why_not = _ways(page, state)
    return GatePanel(
        state_label=state.label,
        tone=STATES[state].tone,
        icon=STATES[state].icon or "flag",
        met=met,
        asked=asked,
        sentences=tuple(_sentences(page, state, rounds, on)),
        why_not=why_not,
        ways=ways,
        shows_progress=state == State.OPEN,
    )


def may_decide(page: StagePage) -> bool:
    """Whether there is any decision this person can take now."""
    return any(page.may(act) for act in DECIDING)


def _ways(page: StagePage, state: State) -> tuple[tuple[Way, ...], Text]:
    company, number = page.rollout.company, page.step.stage.number
    ways = []
    if page.may(Act.SUBMIT):
        url = page_url(company, "submit", number=number)
        ways.append(Way(_("Submit …"), url, "primary", "arrow-right"))
    if may_decide(page):
        url = page_url(company, "decide", number=number)
        ways.append(Way(_("Read and decide"), url, "primary", "seal"))
    if page.may(Act.RESUME):
        ways.append(Way(_("Take up again …"), page_url(company, "resume", number=number)))
    if page.may(Act.WITHDRAW):
        url = page_url(company, "withdraw", number=number)
        ways.append(Way(_("Withdraw …"), url, "quiet", "undo"))
    if page.step.stage.number >= FIRST_WAVE and page.why_no_wave is None:
        url = page_url(company, "plan_wave")
        ways.append(Way(_("Plan the next wave"), url, "primary", "flag"))
    if page.may(Act.REOPEN):
        url = page_url(company, "reopen", number=number)
        ways.append(Way(_("Reopen …"), url, "quiet", "refresh"))
    return tuple(ways), _why_not(page, state)


def _why_not(page: StagePage, state: State) -> Text:
    if state == State.OPEN and not page.may(Act.SUBMIT):
        return page.refusals[Act.SUBMIT] or ""
    if state in {State.SUBMITTED, State.ON_HOLD} and not may_decide(page):
        return page.refusals[Act.RETURN] or ""
    return ""


def _sentences(
    page: StagePage, state: State, rounds: Sequence[HistoryRound], on: date
) -> list[Text]:
    if state == State.LOCKED:
        return _what_comes_first(page)
    if state == State.OPEN:
        return _last_return(rounds)
    submission = page.step.stage.submission
    assert submission is not None, "kept by the constraint stage_submission_beyond_open"
    if state == State.PASSED:
        return [_passed(page, rounds)]
    return _waiting(page, submission, rounds, on)


def _what_comes_first(page: StagePage) -> list[Text]:
    if not page.gate.earlier_open:
        return []
    return [_("First “%(earlier)s” has to pass its gate.") % {"earlier": page.gate.earlier_open[0]}]


def _last_return(rounds: Sequence[HistoryRound]) -> list[Text]:
    last = _last(rounds)
    if last is None or last.act not in {Act.RETURN, Act.REOPEN}:
        return []
    said = (
        _("%(who)s returned it: %(reason)s")
        if last.act == Act.RETURN
        else _("%(who)s reopened it: %(reason)s")
    )
    who = acting_name(last.decided_by, last.principal)
    return [said % {"who": who, "reason": last.reason}]


def _passed(page: StagePage, rounds: Sequence[HistoryRound]) -> Text:
    last = _last(rounds)
    if last is None:
        return ""
    company = page.rollout.company
    return _("%(who)s approved it on %(day)s.") % {
        "who": acting_name(last.decided_by, last.principal),
        "day": day(local_day(company, last.decided_at)),
    }


def _waiting(
    page: StagePage, submission: Submission, rounds: Sequence[HistoryRound], on: date
) -> list[Text]:
    company = page.rollout.company
    said: list[Text] = [
        _("Submitted by %(who)s; it has been waiting %(since)s.")
        % {
            "who": acting_name(submission.submitted_by, submission.submitted_for),
            "since": since(local_day(company, submission.submitted_at), on),
        }
    ]
    last = _last(rounds)
    if last is not None and last.act == Act.HOLD and last.hold_until:
        said.append(
            _("%(who)s put it on hold until %(day)s: %(reason)s")
            % {
                "who": acting_name(last.decided_by, last.principal),
                "day": day(last.hold_until),
                "reason": last.reason,
            }
        )
    else:
        called = escalated(company, submission, on)
        said.append(called or _("A manager reads the frozen dossier and decides."))
    return said


def _last(rounds: Sequence[HistoryRound]) -> Decision | None:
    return rounds[0].decisions[-1] if rounds and rounds[0].decisions else None


def crumbs(page: StagePage, *, with_stage: bool = True) -> list[Way]:
    """The way up from a page below the stage."""
    company = page.rollout.company
    home = Way(str(company.name), page_url(company, "home"))
    if not with_stage:
        return [home]
    return [home, Way(str(page.step.title), stage_url(company, page.step.stage.number))]
