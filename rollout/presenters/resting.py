"""What rests on what once an earlier stage is reopened: said on the pages of both."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rollout.machine import State
from rollout.presenters.addresses import stage_url
from rollout.presenters.stage_work import Way
from rollout.presenters.track import titles
from rollout.selectors import Rollout, StagePage, StageStep

MOST_NAMED = 2
"""So many stages are named in a sentence; more are counted."""


@dataclass(frozen=True)
class Notice:
    """A sentence for templates/components/message.html, and where to go on."""

    sentence: str
    tone: str
    icon: str
    way: Way | None = None


def notices(page: StagePage) -> list[Notice]:
    """What somebody who looks at this stage has to know of the others (no query)."""
    rollout, step = page.rollout, page.step
    found = [_older(rollout, step), _reworked(rollout, step), _waited_for(rollout, step)]
    return [each for each in found if each]


def _older(rollout: Rollout, step: StageStep) -> Notice | None:
    if not step.rests_on_older:
        return None
    return Notice(
        _(
            "This stage rests on an older version of %(earlier)s: it has passed anew since, with "
            "other content. Does it still fit? If not, a manager reopens this stage; if it does, "
            "nothing needs to be done."
        )
        % {"earlier": titles(step.rests_on_older, rollout)},
        "warn",
        "layers",
        _to(rollout, step.rests_on_older[0]),
    )


def _reworked(rollout: Rollout, step: StageStep) -> Notice | None:
    """An earlier stage is being worked on again while this one stands already."""
    if step.stage.state == State.LOCKED:
        return None
    earlier = [
        each.stage.number
        for each in rollout.steps
        if each.stage.number < step.stage.number and each.stage.state != State.PASSED
    ]
    if not earlier:
        return None
    said = (
        _(
            "%(earlier)s is being worked on again. What stands here keeps its state and rests on "
            "the version before."
        )
        if step.stage.state == State.PASSED
        else _(
            "%(earlier)s is being worked on again. You can go on here, but it has to pass first "
            "before this stage can be submitted."
        )
    )
    return Notice(
        said % {"earlier": titles(earlier, rollout)}, "warn", "refresh", _to(rollout, earlier[0])
    )


def _waited_for(rollout: Rollout, step: StageStep) -> Notice | None:
    """This stage is being worked on again, and later ones stand on it."""
    waiting = resting_on(rollout, step)
    if not waiting:
        return None
    said = ngettext(
        "%(number)s later stage rests on this one: %(later)s. It keeps its state. If this stage "
        "passes with other content, it is shown as resting on an older version.",
        "%(number)s later stages rest on this one: %(later)s. They keep their state. If this stage "
        "passes with other content, they are shown as resting on an older version.",
        len(waiting),
    )
    return Notice(
        said % {"number": len(waiting), "later": _span(waiting, rollout)}, "accent", "layers"
    )


def resting_on(rollout: Rollout, step: StageStep) -> list[int]:
    """The later stages that stand already while this one is being worked on again."""
    if step.stage.state in {State.PASSED, State.LOCKED}:
        return []
    return [
        each.stage.number
        for each in rollout.steps
        if each.stage.number > step.stage.number and each.stage.state != State.LOCKED
    ]


def _span(numbers: list[int], rollout: Rollout) -> str:
    if len(numbers) <= MOST_NAMED:
        return titles(numbers, rollout)
    return _("%(first)s to %(last)s") % {
        "first": titles(numbers[:1], rollout),
        "last": titles(numbers[-1:], rollout),
    }


def _to(rollout: Rollout, number: int) -> Way:
    return Way(
        _("To %(stage)s") % {"stage": titles([number], rollout)},
        stage_url(rollout.company, number),
    )
