"""Posts, planned and published, written down by hand (S1, S2)."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, DayField, NameField
from companies.models import Company
from publishing.models import Run
from rollout.models import (
    ContentTopic,
    PilotPlan,
    PostRecord,
    Stage,
    StageContent,
    TargetGroup,
    Wave,
)
from rollout.platforms import knowledge
from rollout.refusals import RefusedError
from rollout.rowkinds import RowKind, Values

LARGEST = 2_000_000_000
"""More people than any network has."""


def platform_choices() -> list[tuple[str, Any]]:
    """Every platform that is known, by its name."""
    return [(each.key, each.name.words) for each in knowledge().platforms.values()]


class PostForm(CompanyForm):
    """A post."""

    title = NameField(
        label=_("What is it about?"),
        max_length=200,
        help_text=_("So that colleagues know which post is meant."),
    )
    platform = forms.ChoiceField(label=_("On which platform?"), choices=platform_choices)
    target_group = forms.ModelChoiceField(
        label=_("For whom?"),
        queryset=TargetGroup.everywhere.none(),
        required=False,
        help_text=_("A post that is meant for everybody speaks to nobody."),
    )
    topic = forms.ModelChoiceField(
        label=_("Which topic?"),
        queryset=ContentTopic.everywhere.none(),
        required=False,
        help_text=_("One of the topics of the strategy."),
    )
    run = forms.ModelChoiceField(
        label=_("Through which playbook did it go?"),
        queryset=Run.everywhere.none(),
        required=False,
        help_text=_("The run that was begun for it, under “Playbooks”; empty if there was none."),
    )
    planned_on = DayField(label=_("Planned for"))
    published_on = DayField(
        label=_("Published on"), required=False, help_text=_("Empty as long as it is only planned.")
    )
    url = forms.URLField(
        label=_("Where is it?"),
        max_length=500,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("The address of the published post."),
    )
    reach = forms.IntegerField(
        label=_("People reached"),
        min_value=0,
        max_value=LARGEST,
        required=False,
        help_text=_("As the platform says it, about a week later."),
    )
    reactions = forms.IntegerField(
        label=_("Reactions"),
        min_value=0,
        max_value=LARGEST,
        required=False,
        help_text=_("Comments, shares and likes together. Comments are worth most."),
    )


def _check(stage: Stage, values: Values, row: StageContent | None, on: date) -> None:
    published_on = values.get("published_on")
    if published_on is not None and published_on > on:
        raise RefusedError(_("This day is still to come."), field="published_on")
    known = [values.get(name) for name in ("url", "reach", "reactions")]
    if (
        "published_on" in values
        and published_on is None
        and any(each not in (None, "") for each in known)
    ):
        raise RefusedError(_("Please say on which day it was published."), field="published_on")


def _initial(company: Company, stage: Stage, on: date) -> Values:
    """On the platform of the pilot or of the wave."""
    for model in (PilotPlan, Wave):
        found = model.of(company).filter(stage=stage).values_list("platform", flat=True)
        if platform := found.first():
            return {"platform": platform, "planned_on": on}
    return {"planned_on": on}


POSTS = RowKind(
    key="posts",
    model=PostRecord,
    form=PostForm,
    title=_("Posts"),
    add=_("Add a post"),
    change=_("Change the post"),
    added=_("added the post “%(name)s”"),
    changed=_("changed the post “%(name)s”"),
    removed=_("removed the post “%(name)s”"),
    check=_check,
    initial=_initial,
)
