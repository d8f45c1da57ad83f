"""Fifth stage: people, hours, money, and who decides (S0, S2, S3)."""

from django.utils.translation import gettext_lazy as _

from rollout.stage import Section, StageKind
from rollout.stages.resources.about import BUDGET, NUMBER, TITLE
from rollout.stages.resources.parts import parts
from rollout.stages.resources.rows import ROWS
from rollout.stages.resources.selectors import assess

KIND = StageKind(
    key="resources",
    number=NUMBER,
    title=TITLE,
    purpose=_(
        "Social media takes time every week, and that is often underestimated. People are found "
        "who like dialogue and may decide, everybody has a deputy, hours and money are planned, "
        "and management names somebody of its own who stands behind it."
    ),
    decides=_(
        "Do the hours planned cover what the strategy needs, does everybody have a deputy, and "
        "is the budget approved?"
    ),
    source="S0, S2, S3",
    assess=assess,
    sections=(
        Section("staff", _("People and roles")),
        Section("load", _("Hours needed and planned")),
        Section("resource_plan", _("Sponsor, promise and budget")),
        Section("escalation", _("When nobody answers in time")),
        Section("outsourced", _("Work that others do")),
    ),
    rows=ROWS,
    attested=(BUDGET,),
    parts=parts,
)
