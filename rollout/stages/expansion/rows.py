"""The rows of a wave that are its own: what it adds, and the platform where it adds one."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, DayField, NameField, PersonField
from companies.models import Company, Department
from rollout.models import (
    Kpi,
    PlatformAudience,
    PlatformChoice,
    Stage,
    StageContent,
    TargetGroup,
    Wave,
)
from rollout.refusals import SENTENCES, RefusedError
from rollout.rowkinds import Example, Link, RowKind, Values
from rollout.rowkinds.goals import GOALS
from rollout.rowkinds.hypotheses import HYPOTHESES
from rollout.rowkinds.journal import LEARNINGS, LOG, monday_of
from rollout.rowkinds.kpis import KPIS
from rollout.rowkinds.posts import POSTS, platform_choices
from rollout.rowkinds.returns import BENEFITS, RETURN_PLAN
from rollout.rowkinds.target_groups import TARGET_GROUPS, platform_name
from rollout.stages.expansion.about import USUAL


def _platforms() -> list[tuple[str, Any]]:
    return [("", _("No platform")), *platform_choices()]


LONGEST = 2 * 365
"""Days at most."""


class WaveForm(CompanyForm):
    """What is added, why now, by whom, from when to when."""

    kind = forms.ChoiceField(
        label=_("What does this wave add?"),
        choices=Wave.Kind,
        widget=forms.RadioSelect,
        help_text=_("One thing at a time: then it can be told what it changed."),
    )
    name = NameField(
        label=_("What is it called?"),
        max_length=120,
        help_text=_("Short, as colleagues will say it, for instance “Recruiting”."),
    )
    why = forms.CharField(
        label=_("Why now?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What the pilot or the last wave has shown, and what this one builds on."),
    )
    department = forms.ModelChoiceField(
        label=_("Which department?"),
        queryset=Department.everywhere.none(),
        required=False,
        help_text=_(
            "Needed where a department is added: everybody in it reads the guidelines and their "
            "supplement."
        ),
    )
    platform = forms.ChoiceField(
        label=_("Which platform?"),
        choices=_platforms,
        required=False,
        help_text=_("Needed where a platform is added."),
    )
    owner = PersonField(
        label=_("Who is responsible?"),
        help_text=_("Best somebody of the department itself, not marketing for them."),
    )
    deputy = PersonField(
        label=_("Who stands in?"),
        required=False,
        help_text=_("Somebody else, who answers when the first one is ill or on holiday."),
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), help_text=_("Two to four months show enough."))


def _check_wave(stage: Stage, values: Values, row: StageContent | None, on: date) -> None:
    kind = values.get("kind")
    if kind == Wave.Kind.DEPARTMENT and values.get("department") is None:
        raise RefusedError(SENTENCES["wave_names_its_department"], field="department")
    if kind == Wave.Kind.PLATFORM and not values.get("platform"):
        raise RefusedError(SENTENCES["wave_names_its_platform"], field="platform")
    if values.get("deputy") is not None and values["deputy"] == values.get("owner"):
        raise RefusedError(SENTENCES["wave_deputy_is_somebody_else"], field="deputy")
    starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise RefusedError(SENTENCES["wave_starts_first"], field="ends_on")
    if starts_on is not None and ends_on is not None and (ends_on - starts_on).days >= LONGEST:
        raise RefusedError(_("Please let it end within two years."), field="ends_on")


def _initial_wave(company: Company, stage: Stage, on: date) -> Values:
    """From next Monday on for twelve weeks."""
    first = monday_of(on) + timedelta(days=7)
    return {"starts_on": first, "ends_on": first + timedelta(days=USUAL - 1)}


WAVE = RowKind(
    key="wave",
    model=Wave,
    form=WaveForm,
    title=_("The wave"),
    add=_("Say what it adds"),
    change=_("Change the wave"),
    added=_("planned the wave “%(name)s”"),
    changed=_("changed the wave “%(name)s”"),
    removed=_("removed the plan of the wave “%(name)s”"),
    single=True,
    check=_check_wave,
    initial=_initial_wave,
    examples=(
        Example(
            _("Recruiting"),
            {
                "kind": "department",
                "name": _("Recruiting"),
                "why": _(
                    "Skilled people are scarce, and applicants look at us on the network before "
                    "they write. The pilot has shown that pictures from work are answered most."
                ),
            },
        ),
        Example(
            _("A second platform"),
            {
                "kind": "platform",
                "name": _("A second platform"),
                "why": _("The first one runs safely; younger customers are somewhere else."),
            },
        ),
        Example(
            _("Hear what customers say of the product"),
            {
                "kind": "monitoring",
                "name": _("Feedback for development"),
                "why": _("What customers write about use and faults has not reached development."),
            },
        ),
    ),
)


class WavePlatformForm(CompanyForm):
    """What the new platform is there for."""

    target_groups = forms.ModelMultipleChoiceField(
        label=_("For whom?"),
        queryset=TargetGroup.everywhere.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The groups you want to meet there."),
    )
    purpose = forms.CharField(
        label=_("What for?"),
        max_length=500,
        help_text=_("One sentence: what this platform does that no other does."),
    )
    kpi = forms.ModelChoiceField(
        label=_("Which KPI shows that it works?"), queryset=Kpi.everywhere.none()
    )
    owner = PersonField(
        label=_("Who is responsible?"),
        help_text=_("One person who looks in every working day and may answer without asking."),
    )


def _platform_of_wave(stage: Stage, values: Values, row: Any) -> Values:
    wave = Wave.of(stage.company).filter(stage=stage).first()
    return {"platform": wave.platform if wave else ""}


def _check_platform(stage: Stage, values: Values, row: StageContent | None, on: date) -> None:
    wave = Wave.of(stage.company).filter(stage=stage, kind=Wave.Kind.PLATFORM)
    if not wave.exists():
        raise RefusedError(_("Say first that this wave adds a platform, and which."))


def _named(row: PlatformChoice) -> str:
    return platform_name(row.platform)


PLATFORM = RowKind(
    key="platform",
    model=PlatformChoice,
    form=WavePlatformForm,
    title=_("The platform"),
    add=_("Say what the platform is for"),
    change=_("Change what the platform is for"),
    added=_("added the platform %(name)s to the strategy"),
    changed=_("changed what the platform %(name)s is for"),
    removed=_("took the platform %(name)s back from the strategy"),
    single=True,
    links={"target_groups": Link(PlatformAudience, here="choice", there="target_group")},
    check=_check_platform,
    derive=_platform_of_wave,
    named=_named,
)

ROWS: tuple[RowKind, ...] = (
    WAVE,
    TARGET_GROUPS,
    GOALS,
    KPIS,
    PLATFORM,
    HYPOTHESES,
    POSTS,
    LOG,
    LEARNINGS,
    BENEFITS,
    RETURN_PLAN,
)
