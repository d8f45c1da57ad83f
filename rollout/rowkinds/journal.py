"""The weekly log and what was learned: of the pilot, and of every wave (S0)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, DayField
from companies.models import Company
from rollout.models import Learning, LogEntry, PilotPlan, Stage, StageContent, Wave
from rollout.refusals import RefusedError
from rollout.rowkinds import Example, RowKind, Values

A_WEEK = timedelta(days=7)
Window = tuple[date, date]
"""First and last day, both counted."""


def monday_of(day: date) -> date:
    """The Monday of the week a day lies in."""
    return day - timedelta(days=day.weekday())


def weeks_of(window: Window) -> tuple[date, ...]:
    """The Mondays of all weeks a window touches, in their order."""
    first, last = (monday_of(day) for day in window)
    return tuple(first + number * A_WEEK for number in range((last - first).days // 7 + 1))


def window_of(stage: Stage) -> Window | None:
    """From when to when the pilot or the wave runs, once somebody has said so (2 queries)."""
    for model in (PilotPlan, Wave):
        found = model.of(stage.company).filter(stage=stage).values_list("starts_on", "ends_on")
        if window := found.first():
            return window
    return None


class WeekField(DayField):
    """Any day of a week; its Monday is kept."""

    def clean(self, value: Any) -> Any:
        """The Monday, or None where nothing was said."""
        day = super().clean(value)
        return monday_of(day) if day else None


class LogForm(CompanyForm):
    """One week of the log."""

    week_on = WeekField(
        label=_("Which week?"), help_text=_("Any day of it; the log keeps weeks from Monday on.")
    )
    text = forms.CharField(
        label=_("What happened?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "What was posted, who answered, what surprised you, what took long. A few sentences "
            "are enough; a quiet week is worth a line too."
        ),
    )
    hours = forms.DecimalField(
        label=_("Hours spent, everybody together"),
        min_value=Decimal(0),
        max_value=Decimal(999),
        max_digits=5,
        decimal_places=1,
        localize=True,
        help_text=_("Roughly is enough. The effort is what companies underestimate most."),
    )


def _check_week(stage: Stage, values: Values, row: StageContent | None, on: date) -> None:
    week_on = values.get("week_on")
    if week_on is not None and week_on > on:
        raise RefusedError(_("This week is still to come."), field="week_on")


def _first_missing(company: Company, stage: Stage, on: date) -> Values:
    """The first week that has begun and has no entry; this week if there is none."""
    window = window_of(stage)
    there = set(LogEntry.of(company).filter(stage=stage).values_list("week_on", flat=True))
    begun = [each for each in weeks_of(window) if each <= on] if window else []
    return {"week_on": next((each for each in begun if each not in there), monday_of(on))}


LOG = RowKind(
    key="log",
    model=LogEntry,
    form=LogForm,
    title=_("Weekly log"),
    add=_("Write down a week"),
    change=_("Change the entry of the week"),
    added=_("wrote the log of the week from %(name)s"),
    changed=_("changed the log of the week from %(name)s"),
    removed=_("removed the log of the week from %(name)s"),
    author="by",
    check=_check_week,
    initial=_first_missing,
)


class LearningForm(CompanyForm):
    """Something that was learned."""

    kind = forms.ChoiceField(
        label=_("What is to become of it?"), choices=Learning.Kind, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What did you learn?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you know now and did not know before; also what went wrong, and why."),
    )
    consequence = forms.CharField(
        label=_("What follows from it?"),
        max_length=500,
        help_text=_("What will be done from now on, so that somebody else could begin tomorrow."),
    )


LEARNINGS = RowKind(
    key="learnings",
    model=Learning,
    form=LearningForm,
    title=_("Learnings"),
    add=_("Write down a learning"),
    change=_("Change the learning"),
    added=_("wrote down the learning “%(name)s”"),
    changed=_("changed the learning “%(name)s”"),
    removed=_("removed the learning “%(name)s”"),
    examples=(
        Example(
            _("Pictures from the workshop"),
            {
                "kind": "keep",
                "text": _(
                    "Pictures of people at work get three times as many answers as products."
                ),
                "consequence": _("Every week one of us shows a piece of work in progress."),
            },
        ),
        Example(
            _("Answers took too long"),
            {
                "kind": "change",
                "text": _("Technical questions waited, because nobody in production felt meant."),
                "consequence": _("Production names somebody who looks in every morning."),
            },
        ),
    ),
)
