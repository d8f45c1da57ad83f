"""The work of listening as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from companies.access import Standing
from companies.models import Company
from monitoring import reports
from monitoring.models import SearchProfile, Source
from rollout.models import Evidence, ListeningPlan
from rollout.presenters.addresses import page_url
from rollout.presenters.baseline import ReportView, report_view
from rollout.presenters.moments import moment, short_day
from rollout.selectors import StagePage
from rollout.stages.listening.figures import as_json
from rollout.stages.listening.selectors import ListeningWork, TopicWork, listening_work
from rollout.stages.listening.wording import topic_name
from rollout.wording import Text


@dataclass(frozen=True)
class PlanView:
    """The window and its limits in words; ``has_ended`` lets the baseline be frozen."""

    window: str
    minimum: str
    threshold: str
    has_ended: bool
    ends: str


@dataclass(frozen=True)
class TopicLine:
    """A critical topic, beside what came of looking into it."""

    key: str
    title: Text
    count: str
    outcome: str
    tone: str
    explanation: str
    statement: str
    by: str
    file_name: str
    file_url: str
    is_clarified: bool


@dataclass(frozen=True)
class ListeningPage:
    """Everything the sections need; ``report`` is frozen, or live while nothing is frozen."""

    sources: int
    profiles: int
    plan: PlanView | None
    report: ReportView | None
    is_frozen: bool
    is_outdated: bool
    frozen: str
    topics: tuple[TopicLine, ...]
    topics_needed: bool
    topics_words: str


def listening_page(page: StagePage, standing: Standing, now: datetime) -> ListeningPage:
    """The work; while nothing is frozen the figures are counted anew each time."""
    company, stage = page.rollout.company, page.step.stage
    work = listening_work(stage, standing.on)
    is_frozen = work.facts.baseline_counts
    report = work.report if is_frozen else _live(company, work.plan, standing.on)
    needed = _topics_needed(work)
    return ListeningPage(
        sources=Source.of(company).filter(removed_at__isnull=True).count(),
        profiles=SearchProfile.of(company).filter(ended_at__isnull=True).count(),
        plan=_plan(work.plan, standing.on) if work.plan else None,
        report=report_view(report, company, now) if report else None,
        is_frozen=is_frozen,
        is_outdated=work.baseline is not None and not is_frozen,
        frozen=_frozen(work, company) if is_frozen else "",
        topics=tuple(_topic(each, company, stage.number) for each in work.topics)
        if is_frozen
        else (),
        topics_needed=needed,
        topics_words=_topics_words(work, needed),
    )


def _live(company: Company, plan: ListeningPlan | None, on: date) -> Mapping[str, Any] | None:
    if plan is None or plan.starts_on > on:
        return None
    return as_json(reports.baseline(company, plan.starts_on, min(plan.ends_on, on)))


def _plan(plan: ListeningPlan, on: date) -> PlanView:
    return PlanView(
        window=_("%(first)s to %(last)s")
        % {"first": short_day(plan.starts_on), "last": short_day(plan.ends_on)},
        minimum=ngettext("%(number)s day", "%(number)s days", plan.minimum_days)
        % {"number": plan.minimum_days},
        threshold=f"{plan.criticism_threshold} %",
        has_ended=plan.ends_on <= on,
        ends=short_day(plan.ends_on),
    )


def _frozen(work: ListeningWork, company: Company) -> str:
    assert work.baseline is not None, "only asked where a baseline counts"
    return _("Frozen on %(when)s. What is said later changes nothing in it.") % {
        "when": moment(work.baseline.made_at, company)
    }


def _topics_needed(work: ListeningWork) -> bool:
    figures, plan = work.facts.figures, work.facts.plan
    return bool(
        work.facts.baseline_counts and figures and plan and figures.is_considerable(plan.threshold)
    )


def _topics_words(work: ListeningWork, needed: bool) -> str:
    figures, plan = work.facts.figures, work.facts.plan
    if not work.facts.baseline_counts or figures is None or plan is None:
        return _("Which topics are criticised is known once the baseline report is frozen.")
    if figures.criticism_percent is None:
        return _("No mention’s tone could be told, so nothing is known about criticism.")
    values = {"percent": figures.criticism_percent, "threshold": plan.threshold}
    if needed:
        return (
            _(
                "%(percent)s %% of the mentions are critical; the limit is %(threshold)s %%. The "
                "gate stays shut until each topic below has an outcome and evidence."
            )
            % values
        )
    return (
        _(
            "%(percent)s %% of the mentions are critical; the limit is %(threshold)s %%. Nothing "
            "has to be clarified for the gate. It is still worth a look."
        )
        % values
    )


def _topic(each: TopicWork, company: Company, number: int) -> TopicLine:
    clarification, evidence = each.clarification, each.evidence
    done = clarification is not None and evidence is not None
    return TopicLine(
        key=each.topic.key,
        title=topic_name(each.topic.key, each.topic.name),
        count=ngettext(
            "%(number)s critical mention", "%(number)s critical mentions", each.topic.negative
        )
        % {"number": each.topic.negative},
        outcome=str(clarification.get_outcome_display()) if clarification else _("Still open"),
        tone="ok" if done else "stop",
        explanation=clarification.explanation if clarification else "",
        statement=evidence.statement if evidence else "",
        by=_signed(evidence, company) if evidence else "",
        file_name=evidence.file_name if evidence else "",
        file_url=page_url(company, "file", number=number, sha256=evidence.sha256)
        if evidence and evidence.file
        else "",
        is_clarified=done,
    )


def _signed(evidence: Evidence, company: Company) -> str:
    return _("%(who)s, %(when)s") % {
        "who": evidence.by,
        "when": moment(evidence.at, company),
    }
