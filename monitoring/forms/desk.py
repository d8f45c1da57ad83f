"""What people type at the desk, and into its settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, MembershipField, NameField
from companies.models import Company, Department
from monitoring.connectors import CONNECTORS
from monitoring.desk.words import CloseReason
from monitoring.models import Source
from monitoring.models.desk import LONGEST_PROMISE
from monitoring.pipeline.labels import KINDS, TONES, TOPICS

ANY = ("", _("any"))
BY_PEOPLE = [each for each in CloseReason if each != CloseReason.BY_ITSELF]


def _text(label: Any, *, required: bool = False, rows: int = 3, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=5000, widget=widget, **options
    )


class AnswerCaseForm(CompanyForm):
    """Where the answer stands, and its words; one of the two is enough (S3: answers are kept)."""

    unmarked = ("text", "url")

    text = _text(
        _("Your answer"),
        help_text=_("Write it here and copy it over, or paste what you have written there."),
        rows=5,
    )
    url = forms.CharField(
        label=_("Address of the answer"),
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=_("Words or address, one of the two is enough."),
    )

    def clean(self) -> dict[str, Any]:
        """Whoever looks later has to see what was said, or where."""
        typed = super().clean() or {}
        if not self.errors and not (typed.get("text", "").strip() or typed.get("url", "").strip()):
            said = _(
                "Write down what was answered, or where it stands. If nobody answers, close it "
                "with a reason."
            )
            self.add_error("text", said)
        return typed


class CloseCaseForm(CompanyForm):
    """Why nobody answers."""

    because = forms.ChoiceField(
        label=_("Why does nobody answer?"),
        choices=[(each.value, each.label) for each in BY_PEOPLE],
        error_messages={"required": _("Please choose a reason.")},
        widget=forms.RadioSelect,
    )
    note = _text(_("Note"), rows=2)


class AssignCaseForm(CompanyForm):
    """Who sees to it."""

    to = MembershipField(label=_("Person"))


class RouteCaseForm(CompanyForm):
    """Which department sees to it."""

    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.everywhere.none()
    )
    note = _text(_("Note"), rows=2)


class NoteForm(CompanyForm):
    """Something for colleagues."""

    text = _text(_("Note"), rows=2, required=True, help_text=_("Only colleagues see it."))


class ReopenCaseForm(CompanyForm):
    """Why it is taken up again."""

    note = _text(_("Note"), rows=2)


def _choices(labels: Any) -> list[tuple[Any, Any]]:
    return [ANY, *((key, label.name) for key, label in labels.items())]


class RuleForm(CompanyForm):
    """Conditions, and one place they lead to."""

    words = forms.CharField(
        label=_("One of these words"),
        max_length=300,
        required=False,
        help_text=_("Separated by commas. “Reklamation” also finds “Reklamationen”."),
    )
    topic = forms.ChoiceField(label=_("Topic"), choices=_choices(TOPICS), required=False)
    kind = forms.ChoiceField(label=_("Kind of mention"), choices=_choices(KINDS), required=False)
    tone = forms.ChoiceField(label=_("Tone"), choices=_choices(TONES), required=False)
    source_kind = forms.ChoiceField(label=_("Kind of source"), choices=[ANY], required=False)
    source = forms.ModelChoiceField(
        label=_("Source"), queryset=Source.everywhere.none(), required=False, empty_label=ANY[1]
    )
    department = forms.ModelChoiceField(
        label=_("To this department"), queryset=Department.everywhere.none(), required=False
    )
    person = MembershipField(label=_("Or to this person"), required=False)

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, company=company, **kwargs)
        self.fields["source_kind"].choices = [ANY, *source_kinds()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Exactly one of department and person is named."""
        given = super().clean() or {}
        if not self.errors and bool(given.get("department")) == bool(given.get("person")):
            self.add_error("department", _("Choose a department or a person."))
        return given


class PromiseForm(CompanyForm):
    """A promise for one kind of source, in working hours."""

    source_kind = forms.ChoiceField(label=_("Kind of source"), choices=[])
    hours = forms.DecimalField(
        label=_("Working hours"),
        min_value=0,
        max_value=LONGEST_PROMISE // 60,
        decimal_places=2,
        help_text=_("At most; the end of the next working day holds in any case."),
    )

    def __init__(self, *args: Any, company: Company, **kwargs: Any) -> None:
        super().__init__(*args, company=company, **kwargs)
        self.fields["source_kind"].choices = source_kinds()  # type: ignore[attr-defined]

    @property
    def minutes(self) -> int:
        """What was typed, in working minutes."""
        minutes: int = round(self.cleaned_data["hours"] * 60)
        return minutes


class PreparedForm(CompanyForm):
    """Words to begin an answer with."""

    title = NameField(label=_("Occasion"), max_length=80)
    text = forms.CharField(
        label=_("Text"), max_length=3000, widget=forms.Textarea(attrs={"rows": 6})
    )


def source_kinds() -> list[tuple[str, str]]:
    """The kinds of sources there are, by name."""
    return [(kind, str(connector.label)) for kind, connector in CONNECTORS.items()]
