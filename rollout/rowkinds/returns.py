"""What the view of the return rests on, and what social media may bring (S0, S3)."""

from datetime import date
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, NameField
from companies.models import Company
from companies.refusals import RefusedError
from rollout.models import Benefit, Kpi, ReturnPlan, Stage, StageContent
from rollout.refusals import SENTENCES
from rollout.rowkinds import Example, RowKind, Values

ORDER = SENTENCES["benefit_range_in_order"]


class ReturnPlanForm(CompanyForm):
    """How far is looked, and what an hour costs."""

    months = forms.IntegerField(
        label=_("How many months are looked at?"),
        min_value=12,
        max_value=24,
        help_text=_(
            "From 12 to 24. It usually takes one to two years until social media pay; a shorter "
            "view would be discouraging without reason."
        ),
    )
    hourly_cost = forms.DecimalField(
        label=_("What does an hour of your own people cost?"),
        min_value=0,
        max_digits=7,
        decimal_places=2,
        help_text=_(
            "Wages with all contributions, divided by the hours worked; bookkeeping knows it. In "
            "the currency of the plan of resources."
        ),
    )


class BenefitForm(CompanyForm):
    """Something it may bring, as a range."""

    name = NameField(
        label=_("What does it bring the company?"),
        max_length=160,
        help_text=_("One thing only, that you can count or at least estimate."),
    )
    number_low = forms.DecimalField(
        label=_("How many a month, cautiously?"), min_value=0, max_digits=9, decimal_places=2
    )
    number_high = forms.DecimalField(
        label=_("How many a month, hopefully?"),
        min_value=0,
        max_digits=9,
        decimal_places=2,
        help_text=_(
            "These are estimates, and they may be wrong: choose the range so wide that you would "
            "bet on it. It is never shown as a single figure."
        ),
    )
    worth_low = forms.DecimalField(
        label=_("What is each worth, cautiously?"), min_value=0, max_digits=12, decimal_places=2
    )
    worth_high = forms.DecimalField(
        label=_("What is each worth, hopefully?"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text=_(
            "What is left of it, not the turnover: for an order its contribution margin, for a "
            "call the minutes saved. In the currency of the plan of resources."
        ),
    )
    from_month = forms.IntegerField(
        label=_("From which month on?"),
        min_value=1,
        max_value=24,
        initial=6,
        help_text=_("Success does not come at once. Before the third month hardly anything shows."),
    )
    kpi = forms.ModelChoiceField(
        label=_("Which KPI shows it?"),
        queryset=Kpi.everywhere.none(),
        required=False,
        empty_label=_("None yet"),
        help_text=_("With a KPI you will later see whether the estimate was right."),
    )
    assumption = forms.CharField(
        label=_("What does this assume?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Where the figures come from, in one or two sentences. It stands beside every result."
        ),
    )


def _in_order(stage: Stage, values: Values, row: StageContent | None, on: date) -> None:
    for name in ("number", "worth"):
        low, high = values.get(f"{name}_low"), values.get(f"{name}_high")
        if low is not None and high is not None and low > high:
            raise RefusedError(ORDER, field=f"{name}_high")


def _as_in_the_wave_before(company: Company, stage: Stage, on: date) -> Values:
    earlier = ReturnPlan.of(company).filter(stage__number__lt=stage.number)
    row = earlier.order_by("-stage__number").first()
    if row is None:
        return {"months": 24, "hourly_cost": Decimal(45)}
    return {"months": row.months, "hourly_cost": row.hourly_cost}


RETURN_PLAN = RowKind(
    key="return_plan",
    model=ReturnPlan,
    form=ReturnPlanForm,
    title=_("View of the return"),
    add=_("Set up the view"),
    change=_("Change the view of the return"),
    added=_("set up the view of the return (%(name)s months)"),
    changed=_("changed the view of the return (%(name)s months)"),
    removed=_("removed the view of the return (%(name)s months)"),
    single=True,
    initial=_as_in_the_wave_before,
)

BENEFITS = RowKind(
    key="benefits",
    model=Benefit,
    form=BenefitForm,
    title=_("Benefits"),
    add=_("Add a benefit"),
    change=_("Change the benefit"),
    added=_("added the benefit “%(name)s”"),
    changed=_("changed the benefit “%(name)s”"),
    removed=_("removed the benefit “%(name)s”"),
    check=_in_order,
    examples=(
        Example(
            _("Service calls saved"),
            {
                "name": _("Service calls that a public answer saves"),
                "number_low": 10,
                "number_high": 30,
                "worth_low": 6,
                "worth_high": 12,
                "from_month": 4,
                "assumption": _(
                    "A call takes eight to fifteen minutes. One public answer is read by several "
                    "people who would have called otherwise."
                ),
            },
        ),
        Example(
            _("Applications not bought by advertisements"),
            {
                "name": _("Suitable applications without an advertisement"),
                "number_low": 0,
                "number_high": 2,
                "worth_low": 300,
                "worth_high": 900,
                "from_month": 7,
                "assumption": _(
                    "An advertisement costs about 900 and brings one to three suitable "
                    "applications."
                ),
            },
        ),
        Example(
            _("Enquiries"),
            {
                "name": _("Enquiries that name social media as their reason"),
                "number_low": 1,
                "number_high": 4,
                "worth_low": 150,
                "worth_high": 400,
                "from_month": 7,
                "assumption": _(
                    "One of eight enquiries becomes an order; what is left of an average order is "
                    "between 1,200 and 3,200. We ask everybody how they came to us."
                ),
            },
        ),
    ),
)
