"""Seventh stage and on: wave after wave (S0, S1, S4); its work comes with a later version."""

from django.utils.translation import gettext_lazy as _

from rollout.stage import StageKind, comes_later

KIND = StageKind(
    key="expansion",
    number=7,
    title=_("Expansion"),
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
    assess=comes_later,
    complete=False,
)
