"""Third stage: goals and target groups (S0, S2); its work comes with a later version."""

from django.utils.translation import gettext_lazy as _

from rollout.stage import StageKind, comes_later

KIND = StageKind(
    key="goals",
    number=3,
    title=_("Goals and target groups"),
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
    assess=comes_later,
    complete=False,
)
