"""Forms of playbooks and their steps (S3)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, MembershipField, NameField
from companies.models import Company, Department, Membership
from companies.roles import Role
from publishing.models import FURTHEST, PlaybookStep, StepWords
from publishing.typed import NOT_SAID, StepText, UpTo


class PlaybookForm(forms.Form):
    """What a playbook is called and what it is for."""

    name = NameField(
        label=_("Name"),
        max_length=120,
        help_text=_("What is published by it: “Press release”, “Video from the workshop”."),
    )
    about = NameField(
        label=_("What is this playbook for?"),
        max_length=300,
        required=False,
        help_text=_("One sentence, so that colleagues choose the right one."),
    )


class ChangedPlaybookForm(PlaybookForm):
    """The same for one that is there; ``seen`` is the version that is changed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class NewPlaybookForm(PlaybookForm):
    """A playbook that is not there yet."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)


class StepForm(CompanyForm):
    """A step; ``seen`` is the version of the playbook that is changed."""

    title = NameField(
        label=_("What is done?"), max_length=160, help_text=_("“Send it to the press list”.")
    )
    instruction = forms.CharField(
        label=_("How is it done?"),
        required=False,
        max_length=2000,
        help_text=_("So that somebody can do it who has never done it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    kind = forms.ChoiceField(
        label=_("What kind of step is it?"),
        choices=[
            (StepWords.Kind.WORK, _("Work: somebody does something")),
            (StepWords.Kind.APPROVAL, _("Approval: somebody else looks at it first")),
            (
                StepWords.Kind.AUTOMATIC,
                _("Automatic: done by Etappe once it can, until then by hand"),
            ),
        ],
    )
    up_to = forms.ChoiceField(
        label=_("Who does it?"),
        required=False,
        help_text=_("For a department or a role, a person is chosen when a run begins."),
    )
    deputy = MembershipField(
        label=_("Who stands in?"),
        required=False,
        empty_label="–",
        help_text=_("Empty: whoever is entered under “Deputies & absences”."),
    )
    counts_from = forms.ChoiceField(label=_("Due, counted"), choices=StepWords.CountsFrom)
    days = forms.IntegerField(
        label=_("How many working days after that?"),
        min_value=-FURTHEST,
        max_value=FURTHEST,
        help_text=_(
            "0 is the same day. Before the publication with a minus: -3 is three working days "
            "earlier."
        ),
    )
    after_publication = forms.BooleanField(
        label=_("Only after the publication"),
        required=False,
        help_text=_("Cannot be ticked off before that moment, as an embargo demands."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, company=company, **kwargs)
        live = Membership.of(company).filter(ended_at__isnull=True).select_related("user")
        self._people = {f"person:{each.pk}": each for each in live.order_by("user__name", "pk")}
        self._departments = {f"department:{each.pk}": each for each in Department.of(company)}
        offered: Any = self.fields["up_to"]
        offered.choices = [
            ("", _("Said when a run begins")),
            (_("Role"), [(f"role:{role.value}", role.label) for role in Role]),
            (_("Department"), [(key, str(each)) for key, each in self._departments.items()]),
            (_("Person"), [(key, str(each.user)) for key, each in self._people.items()]),
        ]

    def clean_up_to(self) -> UpTo:
        """Whose step it is."""
        chosen = str(self.cleaned_data["up_to"])
        if chosen in self._people:
            return UpTo(owner=self._people[chosen])
        if chosen in self._departments:
            return UpTo(department=self._departments[chosen])
        return UpTo(role=chosen.removeprefix("role:")) if chosen else NOT_SAID

    def clean(self) -> dict[str, Any]:
        """The words as one thing, beside people and keys."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        given = dict(cleaned)
        given["instruction"] = given["instruction"].replace("\r\n", "\n")
        names = StepText.__slots__
        given["words"] = StepText(**{name: given.pop(name) for name in names})
        return given


class NewStepForm(StepForm):
    """A step that is not there yet; its key tells a double click from a second step."""

    seen = None  # type: ignore[assignment]
    form_key = forms.UUIDField(widget=forms.HiddenInput)


def said_of(step: PlaybookStep) -> dict[str, object]:
    """What stands in the form of a step that is there."""
    chosen = f"role:{step.role}" if step.role else ""
    if step.owner_id is not None:
        chosen = f"person:{step.owner_id}"
    elif step.department_id is not None:
        chosen = f"department:{step.department_id}"
    names = StepText.__slots__
    return {
        **{name: getattr(step, name) for name in names},
        "up_to": chosen,
        "deputy": step.deputy_id,
        "seen": step.playbook.revision,
    }
