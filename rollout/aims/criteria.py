"""What the gate asks of goals, in the third stage and in every wave: pure rules (S0, S2)."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from rollout.aims.facts import Aims, GoalAim
from rollout.aims.smart import LETTERS, Sign, smart
from rollout.amounts import joined
from rollout.stage import Result
from rollout.wording import Text, at_least, out_of, words

NO_GOAL = _("There is no goal yet. Add the first one.")
MENDED_AT = {"measurable": "kpis", "achievable": "kpis"}
"""The section where a letter is mended, if it is not that of the goals."""


def goals_have_kpis(aims: Aims) -> Result:
    """Every goal has a KPI with baseline and target."""
    lacking = [goal.title for goal in aims.goals if not any(kpi.is_complete for kpi in goal.kpis)]
    return _for_every_goal(
        "goals_have_kpis",
        _("Every goal has a KPI with baseline and target"),
        aims,
        lacking,
        _("A KPI with baseline and target is missing for: %(names)s."),
        mend="kpis",
    )


def goals_have_groups(aims: Aims) -> Result:
    """Every goal says for whom it is meant."""
    return _for_every_goal(
        "goals_have_groups",
        _("Every goal has a target group"),
        aims,
        [goal.title for goal in aims.goals if not goal.target_groups],
        _("A target group is missing for: %(names)s."),
        mend="goals" if aims.groups else "target_groups",
    )


def serves_the_company(aims: Aims, *, company_goals: int) -> Result:
    """At least one goal serves a goal of the company."""
    serving = sum(goal.serves is not None for goal in aims.goals)
    sentence: Text = _("It is clear what social media are good for.")
    if not company_goals:
        sentence = _("Name at least one goal of the company that social media are to serve.")
    elif not serving:
        sentence = _("Say at one of the goals which goal of the company it serves.")
    return Result(
        key="serves_the_company",
        title=_("At least one goal serves a goal of the company"),
        met=serving > 0,
        figure=at_least(serving, 1),
        sentence=sentence,
        mend="goals" if company_goals else "company_goals",
    )


def groups_are_meant(aims: Aims) -> Result:
    """Every target group belongs to a goal: a recommendation."""
    meant = {name for goal in aims.goals for name in goal.target_groups}
    idle = [name for name in aims.groups if name not in meant]
    sentence: Text = _("Every target group is there for a goal.")
    if idle:
        names = {"names": _named(idle)}
        sentence = words(_("No goal is meant for: %(names)s."), names)
    return Result(
        key="groups_are_meant",
        title=_("Every target group belongs to a goal"),
        met=not idle,
        figure=out_of(len(aims.groups) - len(idle), len(aims.groups)),
        sentence=sentence,
        blocking=False,
        mend="goals",
    )


def smart_findings(aims: Aims, on: date) -> tuple[Result, ...]:
    """A recommendation for each of the five letters, over all goals; none without goals."""
    if not aims.goals:
        return ()
    signs = [(goal, smart(goal, on)) for goal in aims.goals]
    return tuple(
        _letter(key, [(goal, found[place]) for goal, found in signs])
        for place, key in enumerate(LETTERS)
    )


def _letter(key: str, found: Sequence[tuple[GoalAim, Sign]]) -> Result:
    open_ones = [(goal, sign) for goal, sign in found if not sign.met]
    sentence: Text = _("This can be said of every goal.")
    if open_ones:
        goal, sign = open_ones[0]
        said = {"goal": goal.title, "sentence": sign.sentence}
        sentence = words(_("“%(goal)s”: %(sentence)s"), said)
        if more := len(open_ones) - 1:
            sentence = words(
                ngettext_lazy(
                    "%(first)s The same may be asked of %(number)s more goal.",
                    "%(first)s The same may be asked of %(number)s more goals.",
                    "number",
                ),
                {"first": sentence, "number": more},
            )
    return Result(
        key=f"smart_{key}",
        title=words(_("SMART: %(word)s"), {"word": LETTERS[key]}),
        met=not open_ones,
        figure=out_of(len(found) - len(open_ones), len(found)),
        sentence=sentence,
        blocking=False,
        mend=MENDED_AT.get(key, "goals"),
    )


def _for_every_goal(
    key: str, title: Text, aims: Aims, lacking: Sequence[str], sentence: Text, *, mend: str
) -> Result:
    done: Text = _("This is so for every goal.")
    if lacking:
        done = words(sentence, {"names": _named(lacking)})
    return Result(
        key=key,
        title=title,
        met=bool(aims.goals) and not lacking,
        figure=out_of(len(aims.goals) - len(lacking), len(aims.goals)),
        sentence=done if aims.goals else NO_GOAL,
        mend=mend if aims.goals else "goals",
    )


def _named(names: Sequence[str]) -> Text:
    return joined(", ", *(words(_("“%(name)s”"), {"name": name}) for name in names))
