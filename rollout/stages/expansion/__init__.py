"""Seventh stage and on: wave after wave (S0, S1, S4)."""

from django.utils.translation import gettext_lazy as _

from rollout.stage import Section, StageKind
from rollout.stages.expansion.about import NUMBER, TITLE
from rollout.stages.expansion.parts import parts
from rollout.stages.expansion.rows import ROWS
from rollout.stages.expansion.selectors import assess

KIND = StageKind(
    key="expansion",
    number=NUMBER,
    title=TITLE,
    purpose=_(
        "Once there is some certainty, more platforms follow, then more departments: "
        "recruiting, sales, service, development. Each step is a small pilot of its own with "
        "goals and an owner, and what is heard flows back into the company. It takes one to two "
        "years until it pays."
    ),
    decides=_(
        "Does this wave have goals, an owner, a deputy, and has everybody in the department "
        "read the guidelines?"
    ),
    source="S0, S1, S4",
    assess=assess,
    sections=(
        Section("wave", _("The wave")),
        Section("target_groups", _("Target groups")),
        Section("goals", _("Goals")),
        Section("kpis", _("KPIs")),
        Section("platform", _("The platform")),
        Section("listening", _("What is listened to now")),
        Section("guidelines", _("Guidelines")),
        Section("board", _("Social-Media-Board")),
        Section("hypotheses", _("Hypotheses")),
        Section("posts", _("Posts")),
        Section("log", _("Weekly log")),
        Section("learnings", _("Learnings")),
        Section("benefits", _("What it may bring")),
        Section("return_plan", _("When it pays")),
    ),
    rows=ROWS,
    parts=parts,
)
