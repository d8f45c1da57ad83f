"""Fifth stage: people, hours, money (S0, S2, S3); its work comes with a later version."""

from django.utils.translation import gettext_lazy as _

from rollout.stage import StageKind, comes_later

KIND = StageKind(
    key="resources",
    number=5,
    title=_("Resources"),
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
    assess=comes_later,
    complete=False,
)
