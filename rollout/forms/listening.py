"""Forms of listening: the window and its limits, clarifications."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import DayField
from rollout.evidence import BEGINNINGS, LARGEST
from rollout.models import Clarification
from rollout.wording import words


class PlanForm(forms.Form):
    """Over which days is listened, and from which share of criticism on the gate is blocked."""

    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("Last day"),
        help_text=_("The baseline report can be frozen after this day."),
    )
    minimum_days = forms.IntegerField(
        label=_("Days to listen at least"),
        min_value=1,
        max_value=365,
        help_text=_("Four weeks show the rhythm of a week and that of a month’s end."),
    )
    criticism_threshold = forms.IntegerField(
        label=_("Share of criticism that blocks the gate, in percent"),
        min_value=1,
        max_value=100,
        help_text=_(
            "20 % is suggested: if every fifth mention is critical, two of three people who read "
            "five of them meet criticism. That is considerable, and its causes are looked into "
            "before anybody begins."
        ),
    )


class ClarificationForm(forms.Form):
    """What came of looking into a critical topic, and what shows it."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=Clarification.Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose an outcome.")},
    )
    explanation = forms.CharField(
        label=_("What was found, and what is done?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Please say what was found and what is done.")},
    )
    statement = forms.CharField(
        label=_("What shows it?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "You put your name to it: for instance a talk with the workshop, a changed process, a "
            "letter to the customers."
        ),
        error_messages={"required": _("Please say what shows it.")},
    )
    file = forms.FileField(
        label=_("A file that shows it"),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ",".join(BEGINNINGS)}),
        help_text=words(
            _("PDF, picture, text or Office document, at most %(size)s MB."),
            {"size": LARGEST // 2**20},
        ),
        error_messages={"empty": _("This file is empty. Please choose another one.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
