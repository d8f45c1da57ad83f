"""Criteria that every window asks for: it ran, and what came of it is written down (S0, S1)."""

from django.utils.translation import gettext_lazy as _

from rollout.stage import Result
from rollout.wording import Text, at_least


def learned(learnings: int, *, missing: Text, blocking: bool = True) -> Result:
    """Whether anything was learned; ``missing`` says why it matters."""
    return Result(
        key="learned",
        title=_("What was learned is written down"),
        met=learnings > 0,
        figure=at_least(learnings, 1),
        sentence=_("Written down.") if learnings else missing,
        blocking=blocking,
        mend="learnings",
    )
