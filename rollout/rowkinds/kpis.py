"""KPIs: the figures that show how far a goal is reached (S2, S3).

Used by the stage of goals and by every wave.
"""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, DayField, NameField
from companies.models import Company
from rollout.kpis.measures import MEASURES, measure_of
from rollout.models import Goal, Kpi, KpiReading, Stage, StageContent
from rollout.refusals import RefusedError
from rollout.rowkinds import Example, RowKind, Values
from rollout.wording import Text


def _measures() -> list[tuple[str, Text]]:
    ours = ("", _("We enter or import the figures ourselves"))
    return [ours, *((each.key, each.title) for each in MEASURES.values())]


class KpiForm(CompanyForm):
    """A KPI."""

    name = NameField(
        label=_("What is counted?"),
        max_length=120,
        help_text=_("So that somebody else would count the same."),
    )
    goal = forms.ModelChoiceField(
        label=_("Which goal does it show?"),
        queryset=Goal.everywhere.none(),
        required=False,
        help_text=_("A figure that belongs to no goal is interesting at best."),
    )
    measure = forms.ChoiceField(
        label=_("Where do the figures come from?"),
        choices=_measures,
        required=False,
        help_text=_(
            "What listening counts anyway needs no work. Everything else is entered by hand or "
            "imported from a table."
        ),
    )
    unit = forms.ChoiceField(
        label=_("Unit"),
        choices=Kpi.Unit,
        help_text=_("What listening counts has its own unit, whatever is chosen here."),
    )
    direction = forms.ChoiceField(
        label=_("What is better?"),
        choices=Kpi.Direction,
        widget=forms.RadioSelect,
        help_text=_("Of applications more is better, of open questions less."),
    )
    rhythm = forms.ChoiceField(
        label=_("How often is it measured?"),
        choices=Kpi.Rhythm,
        widget=forms.RadioSelect,
        help_text=_("Every month is right for most figures."),
    )
    baseline = forms.DecimalField(
        label=_("Where do you stand today?"),
        max_digits=14,
        decimal_places=2,
        required=False,
        localize=True,
        help_text=_(
            "The figure before you begin: per week, month or quarter, as it is measured. If "
            "nobody knows it, measure once first."
        ),
    )
    baseline_on = DayField(
        label=_("Measured on"),
        required=False,
        help_text=_("From this day on, the way to the target is drawn."),
    )
    target = forms.DecimalField(
        label=_("Where do you want to get?"),
        max_digits=14,
        decimal_places=2,
        required=False,
        localize=True,
        help_text=_("Ambitious, but within reach: rarely more than twice as much in a year."),
    )
    target_on = DayField(
        label=_("Reached on"),
        required=False,
        help_text=_("Empty means: on the day of the goal."),
    )


def _check(stage: Stage, values: Values, row: StageContent | None, on: date) -> None:
    _check_unit(stage, values, row)
    baseline_on, target_on = values.get("baseline_on"), values.get("target_on")
    if values.get("baseline") is not None and baseline_on is None and "baseline_on" in values:
        raise RefusedError(_("Please say on which day it was measured."), field="baseline_on")
    if baseline_on is not None and baseline_on > on:
        raise RefusedError(_("This day is still to come."), field="baseline_on")
    if target_on is not None and baseline_on is not None and target_on <= baseline_on:
        raise RefusedError(_("The target comes after the baseline."), field="target_on")


def _check_unit(stage: Stage, values: Values, row: StageContent | None) -> None:
    unit = values.get("unit")
    if unit is None or not isinstance(row, Kpi) or row.unit == unit or values.get("measure"):
        return
    if KpiReading.of(stage.company).filter(kpi=row, replaced_at__isnull=True).exists():
        raise RefusedError(
            _("There are figures in this unit already. Please add another KPI instead."),
            field="unit",
        )


def _unit_of_measure(stage: Stage, values: Values, row: Kpi | None) -> Values:
    """What is counted has the unit of its measure, whatever was chosen."""
    measure = measure_of(values.get("measure", row.measure if row else ""))
    return {"unit": measure.unit} if measure else {}


def _initial(company: Company, stage: Stage, on: date) -> Values:
    return {"rhythm": Kpi.Rhythm.MONTHLY, "direction": Kpi.Direction.UP, "baseline_on": on}


KPIS = RowKind(
    key="kpis",
    model=Kpi,
    form=KpiForm,
    title=_("KPIs"),
    add=_("Add a KPI"),
    change=_("Change the KPI"),
    added=_("added the KPI “%(name)s”"),
    changed=_("changed the KPI “%(name)s”"),
    removed=_("removed the KPI “%(name)s”"),
    check=_check,
    derive=_unit_of_measure,
    initial=_initial,
    same_stage=("goal",),
    examples=(
        Example(
            _("Mentions a month"),
            {
                "name": _("Mentions of us a month"),
                "measure": "own_mentions",
                "unit": "count",
                "direction": "up",
                "rhythm": "monthly",
            },
        ),
        Example(
            _("Applications through social media"),
            {
                "name": _("Applications that name social media"),
                "measure": "",
                "unit": "count",
                "direction": "up",
                "rhythm": "quarterly",
            },
        ),
    ),
)
