"""What people put their name to, until a figure shows it."""

from django.utils.translation import gettext_lazy as _

from rollout.stage import Attestable

ANSWERED = Attestable(
    key="answered",
    title=_("Every mention that wanted an answer got one in time, at the rate agreed on"),
    ask=_(
        "The desk counts what listening saw. Where nobody listens for you, or a source was blind: "
        "how many mentions wanted an answer, how many got one within the promise, and how do you "
        "know? Your word counts only for what the desk cannot tell."
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
