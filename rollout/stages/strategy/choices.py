"""Choices of platforms: where each of them leads, and why against the recommendation (S0, S2)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, PersonField
from rollout.models import Kpi, PlatformAudience, PlatformChoice, Stage, TargetGroup
from rollout.platforms import knowledge
from rollout.platforms.groups import facts_of
from rollout.platforms.recommendation import Verdict, recommend
from rollout.refusals import RefusedError
from rollout.rowkinds import Example, Link, RowKind, Values
from rollout.stages.strategy.about import NUMBER
from rollout.stages.strategy.content_first import groups_without_topics, target_groups
from rollout.wording import Text, words


def platforms() -> list[tuple[str, Any]]:
    """The platforms that are known, by name."""
    named = ((each.key, each.name.words) for each in knowledge().platforms.values())
    return sorted(named, key=lambda pair: str(pair[1]).casefold())


def platform_name(key: str) -> Text:
    """What a platform is called; one that is no longer known keeps its key."""
    known = knowledge().platforms.get(key)
    return known.name.words if known else key


class PlatformForm(CompanyForm):
    """A platform that is taken or left."""

    platform = forms.ChoiceField(label=_("Which platform?"), choices=platforms)
    is_chosen = forms.TypedChoiceField(
        label=_("What do you decide?"),
        choices=[(True, _("We go there")), (False, _("We leave it"))],
        coerce=lambda value: value in {True, "True"},
        initial=True,
        widget=forms.RadioSelect,
        help_text=_(
            "Begin with few: each platform wants to be looked after for years. What you leave can "
            "be taken up in a later wave."
        ),
    )
    target_groups = forms.ModelMultipleChoiceField(
        label=_("For whom?"),
        queryset=TargetGroup.everywhere.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("The groups you want to meet there. Each group needs at least one platform."),
    )
    purpose = forms.CharField(
        label=_("What for?"),
        max_length=500,
        required=False,
        help_text=_(
            "One sentence: what this platform does that no other does. For instance “talk with "
            "planners about details they cannot find in the catalogue”."
        ),
    )
    kpi = forms.ModelChoiceField(
        label=_("Which KPI shows that it works?"),
        queryset=Kpi.everywhere.none(),
        required=False,
        help_text=_("One of those from the stage before, so that the platform serves a goal."),
    )
    owner = PersonField(
        label=_("Who is responsible?"),
        required=False,
        help_text=_("One person who looks in every working day and may answer without asking."),
    )
    reason = forms.CharField(
        label=_("Why against the recommendation?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Only if you go where it is not recommended, or leave what is recommended. You know "
            "your customers better than any study: say what you know."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("target_groups", "kpi"):
            rows = self.fields[name]
            assert isinstance(rows, forms.ModelChoiceField) and rows.queryset is not None
            rows.queryset = rows.queryset.filter(stage__number__lt=NUMBER)


def _decision(values: Values, row: Any) -> dict[str, Any]:
    """What is decided once ``values`` are written: those that are not named stay."""
    names = ("platform", "is_chosen", "reason")
    before = {name: getattr(row, name) for name in names} if row else {"reason": ""}
    if row:
        audiences = row.audiences.select_related("target_group")
        before["target_groups"] = [each.target_group for each in audiences]
    return {"is_chosen": True, "target_groups": [], **before, **values}


def check(stage: Stage, values: Values, row: Any, on: object) -> None:
    """Content first; somebody to meet there; a reason against the recommendation."""
    if missing := groups_without_topics(stage):
        raise RefusedError(content_first(missing))
    decision = _decision(values, row)
    if decision["platform"] not in knowledge().platforms:
        raise RefusedError(_("This platform is not known."), field="platform")
    if decision["is_chosen"] and not list(decision["target_groups"]):
        raise RefusedError(
            _("Please choose at least one target group that is met there."), field="target_groups"
        )
    if str(decision["reason"]).strip():
        return
    if sentence := against(decision["is_chosen"], _verdict(stage, decision)):
        raise RefusedError(sentence, field="reason")


def content_first(groups: Sequence[TargetGroup]) -> Text:
    """Why no platform is chosen yet."""
    return words(
        _("Content comes before platforms: “%(group)s” has no topic yet."),
        {"group": groups[0].name},
    )


def against(is_chosen: bool, verdict: Verdict | None) -> Text | None:
    """What is asked of whoever decides against the recommendation; None if nobody does."""
    if is_chosen and verdict == Verdict.NOT:
        return _("This platform is not recommended for these groups. Please say why you go there.")
    if not is_chosen and verdict == Verdict.RECOMMENDED:
        return _("This platform is recommended. Please say why you leave it.")
    return None


def derive(stage: Stage, values: Values, row: Any) -> Values:
    """What was recommended when it was decided."""
    verdict = _verdict(stage, _decision(values, row))
    return {"recommended": verdict.value if verdict else ""}


def _verdict(stage: Stage, decision: Values) -> Verdict | None:
    """For the groups that are met there; for all groups where none is named."""
    groups = list(decision["target_groups"]) or target_groups(stage.company)
    found = recommend([facts_of(group) for group in groups], knowledge())
    return next((each.verdict for each in found if each.platform.key == decision["platform"]), None)


def _named(row: PlatformChoice) -> str:
    return str(platform_name(row.platform))


PLATFORMS = RowKind(
    key="platforms",
    model=PlatformChoice,
    form=PlatformForm,
    title=_("Platforms"),
    add=_("Decide on a platform"),
    change=_("Change the decision on the platform"),
    added=_("decided on the platform %(name)s"),
    changed=_("changed the decision on the platform %(name)s"),
    removed=_("took back the decision on the platform %(name)s"),
    links={"target_groups": Link(PlatformAudience, here="choice", there="target_group")},
    check=check,
    derive=derive,
    named=_named,
    examples=(
        Example(
            _("Talk with planners"),
            {
                "platform": "linkedin",
                "purpose": _("Talk with planners about details no catalogue answers"),
            },
        ),
        Example(
            _("Be found nearby"),
            {
                "platform": "google_business",
                "purpose": _("Be found by people nearby, and answer every review"),
            },
        ),
        Example(
            _("Win apprentices"),
            {
                "platform": "youtube",
                "purpose": _("Let apprentices show what the job is like, in their own words"),
            },
        ),
    ),
)
