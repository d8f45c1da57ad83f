"""Deputies and absences."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.access import Standing
from companies.forms.base import CompanyForm, DayField, MembershipField


class _OwnOrAll(CompanyForm):
    """Whoever does not administer the company enters only what concerns themselves."""

    about = ""

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, company=standing.membership.company, **kwargs)
        field = self.fields[self.about]
        assert isinstance(field, forms.ModelChoiceField)
        if not standing.administers:
            assert field.queryset is not None
            field.queryset = field.queryset.filter(pk=standing.membership.pk)
            field.empty_label = None
        self.initial.setdefault(self.about, standing.membership.pk)


class DeputyForm(_OwnOrAll):
    """Who stands in for whom, on which days."""

    about = "principal"

    principal = MembershipField(label=_("Who is represented"))
    deputy = MembershipField(label=_("Deputy"))
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    mandate = forms.CharField(
        label=_("Mandate in writing"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Only needed if a consultant is to decide in a manager's place: what they may decide, "
            "in the manager's own words."
        ),
    )


class AbsenceForm(_OwnOrAll):
    """Who is away, on which days."""

    about = "membership"

    membership = MembershipField(label=_("Who is away"))
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    note = forms.CharField(
        label=_("Note"),
        max_length=120,
        required=False,
        help_text=_("Everybody in the company can read it."),
    )
