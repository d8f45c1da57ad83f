"""Third stage: what is to be reached, and whom is it meant for? (S0, S2)."""

from django.utils.translation import gettext_lazy as _

from rollout.rowkinds.company_goals import COMPANY_GOALS
from rollout.rowkinds.goals import GOALS
from rollout.rowkinds.kpis import KPIS
from rollout.rowkinds.target_groups import TARGET_GROUPS
from rollout.stage import Section, StageKind
from rollout.stages.goals.about import NUMBER, TITLE
from rollout.stages.goals.parts import parts
from rollout.stages.goals.selectors import assess

KIND = StageKind(
    key="goals",
    number=NUMBER,
    title=TITLE,
    purpose=_(
        "Only who knows what they want to reach, and whom, can tell afterwards whether it "
        "worked. Business customers are addressed quite differently from consumers, and a young "
        "apprentice differently from a buyer of sixty. Goals are written so that they can be "
        "measured, each with the people it is meant for."
    ),
    decides=_(
        "Are our goals measurable, does each have a target group, and does one of them serve a "
        "goal of the company?"
    ),
    source="S0, S2",
    assess=assess,
    sections=(
        Section("company_goals", _("Goals of the company")),
        Section("target_groups", _("Target groups")),
        Section("goals", _("Goals")),
        Section("kpis", _("KPIs")),
    ),
    rows=(COMPANY_GOALS, TARGET_GROUPS, GOALS, KPIS),
    parts=parts,
)
