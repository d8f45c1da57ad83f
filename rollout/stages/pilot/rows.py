"""The rows of the pilot that are its own: plan, group, outcome."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, DayField, PersonField
from companies.models import Company
from rollout.models import (
    PilotMember,
    PilotOutcome,
    PilotPlan,
    PlatformChoice,
    Stage,
    StageContent,
)
from rollout.refusals import SENTENCES, RefusedError
from rollout.rowkinds import Example, RowKind, Values
from rollout.rowkinds.hypotheses import HYPOTHESES
from rollout.rowkinds.journal import LEARNINGS, LOG, monday_of
from rollout.rowkinds.posts import POSTS, platform_choices
from rollout.rowkinds.target_groups import platform_name
from rollout.stages.pilot.about import SHORTEST, USUAL
from rollout.wording import words

LONGEST = 2 * 365
"""Days at most."""


class PlanForm(CompanyForm):
    """Where, and from when to when."""

    platform = forms.ChoiceField(
        label=_("On which platform?"),
        choices=platform_choices,
        help_text=_(
            "One of those the strategy has chosen, and only one: the rules are learned where "
            "mistakes are still small."
        ),
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("Last day"),
        help_text=_("Two weeks at least; six to eight show more. Not over a works holiday."),
    )
    answer_rate = forms.IntegerField(
        label=_("How many mentions are to be answered in time, in percent?"),
        min_value=1,
        max_value=100,
        initial=90,
        help_text=_(
            "Of those that want an answer. In time means within the promise made with the "
            "resources: by the end of the next working day at the latest."
        ),
    )


def _check_plan(stage: Stage, values: Values, row: StageContent | None, on: date) -> None:
    platform = values.get("platform")
    rows = PlatformChoice.of(stage.company).filter(is_chosen=True)
    chosen = set(rows.values_list("platform", flat=True))
    if platform is not None and platform not in chosen:
        raise RefusedError(
            words(_("The strategy has not chosen %(name)s."), {"name": platform_name(platform)}),
            field="platform",
        )
    starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
    if starts_on is None or ends_on is None:
        return
    if ends_on < starts_on:
        raise RefusedError(SENTENCES["pilot_plan_starts_first"], field="ends_on")
    if (ends_on - starts_on).days + 1 < SHORTEST:
        raise RefusedError(_("Please let it run two weeks at least."), field="ends_on")
    if (ends_on - starts_on).days >= LONGEST:
        raise RefusedError(_("Please let it end within two years."), field="ends_on")


def _initial_plan(company: Company, stage: Stage, on: date) -> Values:
    """From next Monday on for six weeks, on the first platform that was chosen."""
    first = monday_of(on) + timedelta(days=7)
    rows = PlatformChoice.of(company).filter(is_chosen=True)
    chosen = rows.values_list("platform", flat=True).first()
    return {
        "platform": chosen or "",
        "starts_on": first,
        "ends_on": first + timedelta(days=USUAL - 1),
        "answer_rate": 90,
    }


PLAN = RowKind(
    key="plan",
    model=PilotPlan,
    form=PlanForm,
    title=_("Plan of the pilot"),
    add=_("Plan the pilot"),
    change=_("Change the plan"),
    added=_("planned the pilot (%(name)s)"),
    changed=_("changed the plan of the pilot (%(name)s)"),
    removed=_("removed the plan of the pilot (%(name)s)"),
    single=True,
    check=_check_plan,
    initial=_initial_plan,
)


class MemberForm(CompanyForm):
    """Somebody who takes part."""

    person = PersonField(label=_("Who takes part?"))
    part = forms.CharField(
        label=_("With what part?"),
        max_length=200,
        help_text=_("For instance writes, answers technical questions, takes the pictures."),
    )


def _member_name(row: PilotMember) -> str:
    return str(row.person)


MEMBERS = RowKind(
    key="members",
    model=PilotMember,
    form=MemberForm,
    title=_("Pilot group"),
    add=_("Add somebody to the group"),
    change=_("Change the part"),
    added=_("took %(name)s into the pilot group"),
    changed=_("changed the part of %(name)s in the pilot group"),
    removed=_("took %(name)s out of the pilot group"),
    named=_member_name,
    examples=(
        Example(_("Writes the posts"), {"part": _("Writes the posts and plans the week")}),
        Example(
            _("Answers technical questions"),
            {"part": _("Answers technical questions every morning")},
        ),
    ),
)


class OutcomeForm(CompanyForm):
    """What is proposed to whoever decides at the gate."""

    outcome = forms.ChoiceField(
        label=_("What do you propose?"),
        choices=PilotOutcome.Outcome,
        widget=forms.RadioSelect,
        help_text=_("To stop is a result, too: that is what a pilot is for."),
    )
    reason = forms.CharField(
        label=_("Why?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("With the figures that speak for it and against it, and what would change."),
    )


def _outcome_name(row: PilotOutcome) -> str:
    return row.get_outcome_display()


OUTCOME = RowKind(
    key="outcome",
    model=PilotOutcome,
    form=OutcomeForm,
    title=_("Outcome"),
    add=_("Propose what to do"),
    change=_("Change the proposal"),
    added=_("proposed after the pilot: %(name)s"),
    changed=_("changed the proposal after the pilot: %(name)s"),
    removed=_("took back the proposal after the pilot: %(name)s"),
    single=True,
    author="by",
    named=_outcome_name,
)

ROWS: tuple[RowKind, ...] = (PLAN, MEMBERS, HYPOTHESES, LOG, POSTS, LEARNINGS, OUTCOME)
