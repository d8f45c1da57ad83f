"""Fourth stage: content before platforms, in line with the company (S0, S2, S4)."""

from django.utils.translation import gettext_lazy as _

from rollout.stage import Section, StageKind
from rollout.stages.strategy.about import NUMBER, TITLE
from rollout.stages.strategy.parts import parts
from rollout.stages.strategy.rows import ROWS
from rollout.stages.strategy.selectors import assess

KIND = StageKind(
    key="strategy",
    number=NUMBER,
    title=TITLE,
    purpose=_(
        "Content comes before platforms: first what we have to say to whom, then where these "
        "people are. The strategy fits the company’s and the marketing strategy, says who does "
        "what, prepares for conflict, and is written together with employees, guidelines "
        "included."
    ),
    decides=_(
        "Does every target group have topics and a platform, are the guidelines published, and "
        "are we ready for conflict?"
    ),
    source="S0, S2, S4",
    assess=assess,
    sections=(
        Section("alignments", _("In line with the company")),
        Section("topics", _("Content")),
        Section("platforms", _("Platforms")),
        Section("guidelines", _("Guidelines")),
        Section("scenarios", _("Conflict scenarios")),
        Section("staff", _("Workshops and training")),
    ),
    rows=ROWS,
    parts=parts,
)
