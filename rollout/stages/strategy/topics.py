"""Topics: what a target group is told and asked about, how often, by whom (S2)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from companies.forms.base import CompanyForm, NameField, PersonField
from rollout.models import ContentTopic, TargetGroup
from rollout.platforms import knowledge
from rollout.rowkinds import Example, RowKind
from rollout.stages.strategy.about import NUMBER


def formats() -> list[tuple[str, Any]]:
    """The formats that platforms know, in words."""
    return [(key, name.words) for key, name in knowledge().formats.items()]


class TopicForm(CompanyForm):
    """One topic for one target group."""

    target_group = forms.ModelChoiceField(
        label=_("For whom?"),
        queryset=TargetGroup.everywhere.none(),
        help_text=_("The target groups come from the stage before. Each needs a topic."),
    )
    title = NameField(
        label=_("Which topic?"),
        max_length=160,
        help_text=_(
            "What this group wants to know from you, in their words: not “our new machine”, but "
            "“what a made-to-measure table costs, and why”."
        ),
    )
    formats = forms.MultipleChoiceField(
        label=_("In which form?"),
        choices=formats,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What you can keep up for a year. Platforms are chosen afterwards."),
    )
    posts_per_month = forms.IntegerField(
        label=_("Posts a month"),
        min_value=1,
        max_value=200,
        initial=2,
        help_text=_("Rather one good post a week than five in the first week and none afterwards."),
    )
    minutes_per_post = forms.IntegerField(
        label=_("Minutes for one post"),
        min_value=1,
        max_value=2400,
        initial=60,
        help_text=_(
            "All work on it, from the idea to the answer to the last comment: about 45 for a "
            "short post, 240 for a short video, 300 for an article. The effort is easily "
            "underestimated."
        ),
    )
    tone = forms.CharField(
        label=_("In which tone?"),
        max_length=200,
        required=False,
        help_text=_("For instance “first names, without jargon” or “factual, with figures”."),
    )
    supplier = PersonField(
        label=_("Who supplies it?"),
        required=False,
        help_text=_(
            "Whoever knows the subject, not whoever types: the workshop, sales, an apprentice."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = self.fields["target_group"]
        assert isinstance(groups, forms.ModelChoiceField) and groups.queryset is not None
        groups.queryset = groups.queryset.filter(stage__number__lt=NUMBER)


TOPICS = RowKind(
    key="topics",
    model=ContentTopic,
    form=TopicForm,
    title=_("Content"),
    add=_("Add a topic"),
    change=_("Change the topic"),
    added=_("added the topic “%(name)s”"),
    changed=_("changed the topic “%(name)s”"),
    removed=_("removed the topic “%(name)s”"),
    examples=(
        Example(
            _("How it is made"),
            {
                "title": _("From the workshop: how it is made, and why so"),
                "formats": ["picture", "short_video"],
                "posts_per_month": 4,
                "minutes_per_post": 90,
                "tone": _("Close, proud of the craft, without advertising words"),
            },
        ),
        Example(
            _("Frequent questions"),
            {
                "title": _("The questions customers ask us most, answered"),
                "formats": ["text", "article"],
                "posts_per_month": 2,
                "minutes_per_post": 120,
                "tone": _("Factual, with figures, as one colleague to another"),
            },
        ),
        Example(
            _("A day with our apprentices"),
            {
                "title": _("Apprentices show their day"),
                "formats": ["short_video", "story"],
                "posts_per_month": 4,
                "minutes_per_post": 180,
                "tone": _("First names, honest, they speak themselves"),
            },
        ),
        Example(
            _("What happens in the region"),
            {
                "title": _("Dates and people from our region"),
                "formats": ["picture", "text"],
                "posts_per_month": 3,
                "minutes_per_post": 40,
                "tone": _("Neighbourly, warm"),
            },
        ),
    ),
)
