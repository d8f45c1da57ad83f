"""The kinds of templates, and what each can bring."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from rollout.models import CompanyGoal, Goal, TargetGroup, Template
from rollout.rowkinds.company_goals import COMPANY_GOALS
from rollout.rowkinds.goals import GOALS
from rollout.rowkinds.kpis import KPIS
from rollout.rowkinds.target_groups import TARGET_GROUPS
from rollout.stages.culture.statements import STATEMENTS_OF_ONES_OWN
from rollout.templating.guideline_sorts import ParagraphSort, ScenarioSort
from rollout.templating.playbook_sorts import PlaybookSort, PlaybookStepSort
from rollout.templating.sorts import RowSort, Sort
from rollout.wording import Text

CULTURE, GOALS_STAGE = 1, 3
A_YEAR = 365


@dataclass(frozen=True)
class TemplateKind:
    """``sorts`` in the order in which they are written: what others rest on comes first."""

    key: str
    about: Text
    sorts: tuple[Sort, ...]

    def sort(self, key: str) -> Sort | None:
        """One of its sorts."""
        return next((each for each in self.sorts if each.key == key), None)


_KPIS = RowSort(
    KPIS,
    GOALS_STAGE,
    name="name",
    plain=("name", "measure", "unit", "direction", "rhythm"),
    refs={"goal": (Goal, "title")},
)

KINDS: Mapping[str, TemplateKind] = {
    kind.key: kind
    for kind in (
        TemplateKind(
            Template.Kind.QUESTIONNAIRE,
            _("Statements that are asked in the culture check besides the given ones."),
            (
                RowSort(
                    STATEMENTS_OF_ONES_OWN,
                    CULTURE,
                    name="text",
                    plain=("text", "dimension", "reverse"),
                ),
            ),
        ),
        TemplateKind(
            Template.Kind.GOALS,
            _("Goals of the company, target groups, goals on social media and their figures."),
            (
                RowSort(COMPANY_GOALS, GOALS_STAGE, name="name", plain=("name", "level", "note")),
                RowSort(
                    TARGET_GROUPS,
                    GOALS_STAGE,
                    name="name",
                    plain=(
                        "name",
                        "market",
                        "age_from",
                        "age_to",
                        "role",
                        "interests",
                        "languages",
                        "places",
                        "places_note",
                    ),
                ),
                RowSort(
                    GOALS,
                    GOALS_STAGE,
                    name="title",
                    plain=("kind", "title", "description"),
                    owner="owner",
                    days={"due_on": A_YEAR},
                    refs={
                        "serves": (CompanyGoal, "name"),
                        "target_groups": (TargetGroup, "name"),
                    },
                ),
                _KPIS,
            ),
        ),
        TemplateKind(Template.Kind.KPIS, _("Figures, each for a goal of the same name."), (_KPIS,)),
        TemplateKind(
            Template.Kind.GUIDELINES,
            _("Paragraphs for the draft of the guidelines; the manager publishes them."),
            (ParagraphSort(),),
        ),
        TemplateKind(
            Template.Kind.SCENARIOS,
            _("Conflicts that may come, what sets them off and how to react."),
            (ScenarioSort(),),
        ),
        TemplateKind(
            Template.Kind.PLAYBOOKS,
            _("How something is published, step by step: words and working days, no people."),
            (PlaybookSort(), PlaybookStepSort()),
        ),
    )
}
