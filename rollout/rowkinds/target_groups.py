"""Target groups: with whom the company wants to talk, and where they are (S0, S2)."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, NameField
from rollout.models import Stage, StageContent, TargetGroup
from rollout.platforms import knowledge
from rollout.refusals import SENTENCES, RefusedError
from rollout.rowkinds import Example, RowKind, Values

LANGUAGES = (
    *("de", "en", "fr", "it", "nl", "da", "pl", "cs", "es", "pt"),
    *("ro", "hu", "tr", "ru", "uk", "ar"),
)
"""The languages offered, those of Germany and its neighbours first."""

YOUNGEST, OLDEST = 10, 99


def language_name(code: str) -> str:
    """The language in the reader's own; a code that is not known stays as it is."""
    return str(get_language_info(code)["name_translated"]) if code in LANG_INFO else code


def platform_name(key: str) -> str:
    """The platform as people call it; a key that is not known (any more) stays as it is."""
    platform = knowledge().platforms.get(key)
    return str(platform.name) if platform else key


def _languages() -> list[tuple[str, str]]:
    return [(code, language_name(code)) for code in LANGUAGES]


def _places() -> list[tuple[str, str]]:
    names = [(key, platform_name(key)) for key in knowledge().platforms]
    return sorted(names, key=lambda each: each[1].casefold())


def _ticks(choices: Callable[[], list[tuple[str, str]]], **options: object) -> forms.Field:
    many = forms.CheckboxSelectMultiple(attrs={"class": "ticks"})
    return forms.MultipleChoiceField(choices=choices, widget=many, **options)  # type: ignore[arg-type]


class TargetGroupForm(CompanyForm):
    """A target group."""

    name = NameField(
        label=_("Who are they?"),
        max_length=120,
        help_text=_("A name that everybody in the company understands, for instance “Architects”."),
    )
    market = forms.ChoiceField(
        label=_("What are they to you?"),
        choices=TargetGroup.Market,
        widget=forms.RadioSelect,
        help_text=_(
            "Business customers are addressed quite differently from consumers. If you mean both, "
            "make two groups of it."
        ),
    )
    age_from = forms.IntegerField(
        label=_("Age from"), min_value=YOUNGEST, max_value=OLDEST, required=False
    )
    age_to = forms.IntegerField(
        label=_("Age to"),
        min_value=YOUNGEST,
        max_value=OLDEST,
        required=False,
        help_text=_(
            "Roughly is enough. Older people are found on other platforms than younger ones."
        ),
    )
    role = forms.CharField(
        label=_("What do they do?"),
        max_length=200,
        required=False,
        help_text=_("Profession or part in the purchase, for instance “decides on the interior”."),
    )
    interests = forms.CharField(
        label=_("What are they interested in?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "What they ask about and what they need, separated by commas. What you write later "
            "follows from it, and only then the platform."
        ),
    )
    languages = _ticks(
        _languages,
        label=_("In which languages do you reach them?"),
        help_text=_("Only those you can answer in, too: whoever asks expects an answer."),
    )
    places = _ticks(
        _places,
        label=_("Where are they today?"),
        required=False,
        help_text=_(
            "Only what you know: from listening, from asking customers, from your own staff. "
            "Leave it empty otherwise; the next stage recommends platforms."
        ),
    )
    places_note = forms.CharField(
        label=_("How do you know?"),
        max_length=300,
        required=False,
        help_text=_("For instance: asked twelve customers in October."),
    )


def _check(stage: Stage, values: Values, row: StageContent | None, on: date) -> None:
    first, last = values.get("age_from"), values.get("age_to")
    if first is not None and last is not None and first > last:
        raise RefusedError(SENTENCES["target_group_ages_in_order"], field="age_to")


TARGET_GROUPS = RowKind(
    key="target_groups",
    model=TargetGroup,
    form=TargetGroupForm,
    title=_("Target groups"),
    add=_("Add a target group"),
    change=_("Change the target group"),
    added=_("added the target group “%(name)s”"),
    changed=_("changed the target group “%(name)s”"),
    removed=_("removed the target group “%(name)s”"),
    check=_check,
    initial=lambda company, stage, on: {"languages": ["de"]},
    examples=(
        Example(
            _("Architects and planners"),
            {
                "name": _("Architects and planners in the region"),
                "market": "b2b",
                "age_from": 30,
                "age_to": 60,
                "role": _("Recommend or choose the company that builds the interior"),
                "interests": _("Materials, details of construction, references, dates kept"),
                "languages": ["de"],
                "places": ["linkedin"],
            },
        ),
        Example(
            _("Families with a house"),
            {
                "name": _("Families with a house of their own"),
                "market": "b2c",
                "age_from": 30,
                "age_to": 55,
                "role": _("Decide together on kitchen and furniture"),
                "interests": _("Living, furniture, craft, how much it costs, how long it takes"),
                "languages": ["de"],
                "places": ["instagram", "pinterest"],
            },
        ),
        Example(
            _("School leavers"),
            {
                "name": _("School leavers and their parents"),
                "market": "applicants",
                "age_from": 15,
                "age_to": 19,
                "role": _("Look for an apprenticeship"),
                "interests": _("What the work is like, colleagues, pay, what comes afterwards"),
                "languages": ["de"],
                "places": ["instagram", "youtube"],
            },
        ),
        Example(
            _("Our own staff"),
            {
                "name": _("Our own staff in workshop and office"),
                "market": "internal",
                "role": _("Know most, and hear it last"),
                "interests": _("News of the company, who does what, ideas for improvement"),
                "languages": ["de"],
                "places": ["internal"],
            },
        ),
    ),
)
