"""How the states and acts of a stage are shown: tone and sign, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from rollout.machine import Act, State
from rollout.wording import Text


@dataclass(frozen=True, slots=True)
class Sign:
    """A tone and a symbol of the design system; ``icon`` may be empty."""

    tone: str
    icon: str


STATES: Mapping[State, Sign] = {
    State.LOCKED: Sign("neutral", "lock"),
    State.OPEN: Sign("accent", ""),
    State.SUBMITTED: Sign("warn", "hourglass"),
    State.ON_HOLD: Sign("warn", "pause"),
    State.PASSED: Sign("ok", "check"),
}

ACTS: Mapping[Act, Sign] = {
    Act.UNLOCK: Sign("accent", "flag"),
    Act.SUBMIT: Sign("warn", "hourglass"),
    Act.WITHDRAW: Sign("neutral", "undo"),
    Act.HOLD: Sign("warn", "pause"),
    Act.RESUME: Sign("accent", "play"),
    Act.RETURN: Sign("stop", "undo"),
    Act.APPROVE: Sign("ok", "check"),
    Act.APPROVE_WITH_CONDITIONS: Sign("ok", "check"),
    Act.REOPEN: Sign("warn", "refresh"),
}

SENTENCES: Mapping[Act, Text] = {
    Act.SUBMIT: _("%(who)s submitted “%(stage)s” (round %(round)s)"),
    Act.WITHDRAW: _("%(who)s withdrew “%(stage)s”"),
    Act.HOLD: _("%(who)s put “%(stage)s” on hold until %(until)s"),
    Act.RESUME: _("%(who)s took “%(stage)s” up again"),
    Act.RETURN: _("%(who)s returned “%(stage)s”"),
    Act.APPROVE: _("%(who)s approved “%(stage)s”"),
    Act.APPROVE_WITH_CONDITIONS: _("%(who)s approved “%(stage)s” with conditions"),
    Act.REOPEN: _("%(who)s reopened “%(stage)s”"),
}
"""What happened at a gate, as a headline."""
