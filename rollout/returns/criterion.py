"""What a wave's checklist says about the return: a recommendation, never a hurdle (S0)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from rollout.returns.wording import break_even
from rollout.stage import Result


def returns_result(work: Mapping[str, Any]) -> Result:
    """Whether anybody has looked at what it costs and may bring."""
    measured = work["measured"]
    is_there = bool(measured and measured["months"])
    return Result(
        key="return_looked_at",
        title=_("What it costs and may bring is looked at over one to two years"),
        met=is_there,
        sentence=break_even(measured)
        if is_there
        else _("Name at least one benefit, and say what an hour of your people costs.")
        if not work["benefits"]
        else _("Say how many months are looked at, and what an hour of your people costs."),
        blocking=False,
        mend="benefits" if not work["benefits"] else "return_plan",
    )
