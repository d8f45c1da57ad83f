"""Second stage: what is already being said about us? (S0, S1, S4)."""

from django.utils.translation import gettext_lazy as _

from rollout.stage import Section, StageKind
from rollout.stages.listening.about import NUMBER, TITLE
from rollout.stages.listening.selectors import assess

KIND = StageKind(
    key="listening",
    number=NUMBER,
    title=TITLE,
    purpose=_(
        "Before a company speaks, it listens: what is being said about us, where, and in what "
        "tone? Where there is considerable criticism, it would be rash to begin. Its causes are "
        "looked into first, and each critical topic gets an answer that somebody puts their name "
        "to."
    ),
    decides=_("Do we know what is said about us, and is the criticism clarified?"),
    source="S0, S1, S4",
    assess=assess,
    sections=(
        Section("plan", _("Window and limits")),
        Section("baseline", _("Baseline report")),
        Section("topics", _("Critical topics")),
    ),
)
