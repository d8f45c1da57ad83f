"""Sixth stage: one platform, a fixed time (S0, S1, S2)."""

from django.utils.translation import gettext_lazy as _

from rollout.stage import Section, StageKind
from rollout.stages.pilot.about import NUMBER, TITLE
from rollout.stages.pilot.attested import ANSWERED, PLAYBOOKS
from rollout.stages.pilot.parts import parts
from rollout.stages.pilot.rows import ROWS
from rollout.stages.pilot.selectors import assess

KIND = StageKind(
    key="pilot",
    number=NUMBER,
    title=TITLE,
    purpose=_(
        "One platform, a small group, a fixed time: the company learns the rules where mistakes "
        "are still small. What was expected is written down before, what happened is measured, "
        "and what was learned is recorded."
    ),
    decides=_(
        "Did the pilot run its time, were answers given as promised, and do we go on, adjust or "
        "stop?"
    ),
    source="S0, S1, S2",
    assess=assess,
    sections=(
        Section("plan", _("Plan of the pilot")),
        Section("members", _("Pilot group")),
        Section("hypotheses", _("Hypotheses")),
        Section("posts", _("Posts")),
        Section("playbooks", _("Playbooks")),
        Section("log", _("Weekly log")),
        Section("answers", _("Answers")),
        Section("learnings", _("Learnings")),
        Section("outcome", _("Outcome")),
    ),
    rows=ROWS,
    attested=(ANSWERED, PLAYBOOKS),
    parts=parts,
)
