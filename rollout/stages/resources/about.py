"""What the stage of resources is called, where it stands, and its scale of competence."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from companies.roles import Role
from rollout.stage import Attestable
from rollout.wording import Text

NUMBER = 5
TITLE = _("Resources")

COMPETENCE: Mapping[int, Text] = {
    1: _("Has never answered in public"),
    2: _("Has answered a few times, with help"),
    3: _("Answers ordinary questions calmly and without help"),
    4: _("Stays calm and clear under criticism, too"),
    5: _("Leads difficult dialogues, and teaches others"),
}
"""Competence in dialogue, in words (S0: whoever answers needs it distinctly)."""

TRAINING_BELOW, DIALOGUE_FROM = 3, 4

BUDGET = Attestable(
    key="budget_approved",
    title=_("The budget is approved"),
    ask=_(
        "Do you approve this budget, once and every month? Say what it was decided on, for "
        "instance a meeting and its date."
    ),
    section="resource_plan",
    roles=frozenset({Role.MANAGER}),
    about=("plan", "outsourced"),
)
