"""Sixth stage: one platform, a fixed time (S0, S1, S2); its work comes with a later version."""

from django.utils.translation import gettext_lazy as _

from rollout.stage import StageKind, comes_later

KIND = StageKind(
    key="pilot",
    number=6,
    title=_("Pilot"),
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
    assess=comes_later,
    complete=False,
)
