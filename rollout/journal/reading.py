"""What the pilot or a wave has written down, in five queries and those of the KPIs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rollout.journal.actuals import actuals_of, is_measured
from rollout.journal.weeks import LogFacts, log_facts
from rollout.models import Hypothesis, Learning, LogEntry, PostRecord, Stage
from rollout.rowkinds.journal import Window


@dataclass(frozen=True)
class Journal:
    """The rows of one stage, in the order of their tables; ``actuals`` as they are frozen."""

    window: Window | None
    hypotheses: tuple[Hypothesis, ...]
    log: tuple[LogEntry, ...]
    posts: tuple[PostRecord, ...]
    learnings: tuple[Learning, ...]
    actuals: tuple[dict[str, Any], ...]
    weeks: LogFacts

    @property
    def published(self) -> int:
        """How many posts are out."""
        return sum(each.published_on is not None for each in self.posts)

    @property
    def measured(self) -> int:
        """How many hypotheses have an actual figure beside their target, or cannot have one."""
        there = {each["kpi"] for each in self.actuals if is_measured(each)}
        return sum(
            each.kpi.name in there or each.verdict == Hypothesis.Verdict.UNCLEAR
            for each in self.hypotheses
        )

    @property
    def judged(self) -> int:
        """How many hypotheses have their verdict."""
        return sum(bool(each.verdict) for each in self.hypotheses)

    @property
    def rows(self) -> Mapping[str, tuple[int, ...]]:
        """The keys behind the lists of ``as_json``."""
        return {
            "hypotheses": tuple(each.pk for each in self.hypotheses),
            "log": tuple(each.pk for each in self.log),
            "posts": tuple(each.pk for each in self.posts),
            "learnings": tuple(each.pk for each in self.learnings),
        }

    def as_json(self) -> dict[str, Any]:
        """The rows as they are frozen; ``actuals`` belong under ``measured``."""
        return {
            "hypotheses": [_hypothesis(each) for each in self.hypotheses],
            "log": [_entry(each) for each in self.log],
            "posts": [_post(each) for each in self.posts],
            "learnings": [
                {"kind": each.kind, "text": each.text, "consequence": each.consequence}
                for each in self.learnings
            ],
        }


def journal_of(stage: Stage, window: Window | None, on: date) -> Journal:
    """Everything a stage has written down, as it stands on a local day."""
    company = stage.company
    hypotheses = tuple(
        Hypothesis.of(company).filter(stage=stage).select_related("kpi__goal", "kpi__stage")
    )
    log = tuple(LogEntry.of(company).filter(stage=stage))
    posts = (
        PostRecord.of(company)
        .filter(stage=stage)
        .select_related("target_group", "topic", "run__playbook")
    )
    kpis = [each.kpi for each in hypotheses]
    return Journal(
        window=window,
        hypotheses=hypotheses,
        log=log,
        posts=tuple(posts),
        learnings=tuple(Learning.of(company).filter(stage=stage)),
        actuals=tuple(actuals_of(company, kpis, window, on)),
        weeks=log_facts(window, {each.week_on for each in log}, on),
    )


def _hypothesis(each: Hypothesis) -> dict[str, Any]:
    return {
        "text": each.text,
        "kpi": each.kpi.name,
        "unit": each.kpi.unit,
        "target": str(each.target),
        "verdict": each.verdict,
        "conclusion": each.conclusion,
    }


def _entry(each: LogEntry) -> dict[str, Any]:
    return {
        "week_on": each.week_on.isoformat(),
        "text": each.text,
        "hours": str(each.hours),
        "by": each.by_id,
    }


def _post(each: PostRecord) -> dict[str, Any]:
    return {
        "title": each.title,
        "platform": each.platform,
        "planned_on": each.planned_on.isoformat(),
        "published_on": each.published_on.isoformat() if each.published_on else None,
        "url": each.url,
        "target_group": each.target_group.name if each.target_group else "",
        "topic": each.topic.title if each.topic else "",
        "reach": each.reach,
        "reactions": each.reactions,
        # Named only where there is one: the fingerprint of all other posts stays what it was.
        **({"run": f"{each.run.playbook.name}: {each.run.title}"} if each.run else {}),
    }
