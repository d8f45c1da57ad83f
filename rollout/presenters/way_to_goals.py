"""What stands in place of KPIs and goals while there are none: when they can begin, and where."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from companies.access import Standing
from rollout.machine import State
from rollout.presenters.addresses import page_url, stage_url
from rollout.selectors import StageStep, rollout_of
from rollout.stages import kind_of
from rollout.stages.goals.about import NUMBER


@dataclass(frozen=True)
class WayToGoals:
    """A sentence, and the next thing this person can do; ``url`` is empty if there is nothing."""

    sentence: str
    label: str = ""
    url: str = ""


def way_to_goals(standing: Standing, section: str) -> WayToGoals:
    """When the first goal can be written down, and what leads there (2 queries)."""
    rollout = rollout_of(standing.membership.company)
    step, current = rollout.step(NUMBER), rollout.current
    if step is None or current is None:
        return _not_begun(standing)
    if step.stage.state == State.LOCKED:
        return _locked(standing, step, current)
    url = stage_url(rollout.company, NUMBER, section)
    if step.stage.state == State.OPEN and standing.edits:
        sentence = _("KPIs belong to goals: add a goal, and figures that suit it stand beside it.")
        return WayToGoals(sentence, _("To the goals"), url)
    sentence = _("The stage “%(stage)s” has begun; nothing stands in it yet.")
    return WayToGoals(sentence % {"stage": step.title}, _("Look at the stage"), url)


def _not_begun(standing: Standing) -> WayToGoals:
    sentence = _("Goals are the third stage of the rollout, which has not begun yet.")
    if not standing.edits:
        return WayToGoals(sentence)
    url = page_url(standing.membership.company, "begin")
    return WayToGoals(sentence, _("Begin the rollout"), url)


def _locked(standing: Standing, step: StageStep, current: StageStep) -> WayToGoals:
    before = kind_of(NUMBER - 1).title
    values = {"stage": step.title, "current": current.title, "before": before}
    if current.stage.number == NUMBER - 1:
        sentence = _("The stage “%(stage)s” opens once “%(current)s” has passed its gate.")
    else:
        sentence = _(
            "The stage “%(stage)s” opens once “%(before)s” has passed its gate. The company is at "
            "“%(current)s” now."
        )
    if not standing.edits:
        return WayToGoals(sentence % values)
    url = stage_url(standing.membership.company, current.stage.number)
    return WayToGoals(sentence % values, _("Go on with “%(current)s”") % values, url)
