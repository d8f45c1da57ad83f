"""Fourth stage: content before platforms (S0, S2, S4); its work comes with a later version."""

from django.utils.translation import gettext_lazy as _

from rollout.stage import StageKind, comes_later

KIND = StageKind(
    key="strategy",
    number=4,
    title=_("Strategy"),
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
    assess=comes_later,
    complete=False,
)
