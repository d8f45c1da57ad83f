"""What people put their name to, until a figure shows it."""

from django.utils.translation import gettext_lazy as _

from rollout.stage import Attestable

ANSWERED = Attestable(
    key="answered",
    title=_("Every mention that wanted an answer got one in time, at the rate agreed on"),
    ask=_(
        "How many mentions wanted an answer in this time, wherever they stood, how many were "
        "answered within the promise, and how do you know? The desk will count this later; until "
        "then somebody puts their name to it."
    ),
    section="answers",
)
PLAYBOOKS = Attestable(
    key="playbooks",
    title=_("The steps from the idea to the published post are written down and used"),
    ask=_(
        "Where do the steps stand, who approves, and which posts went that way? This counts only "
        "as long as no run of a playbook was begun in the pilot’s time."
    ),
    section="playbooks",
)
