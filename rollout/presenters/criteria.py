"""Criteria for templates/components/criteria_checklist.html, computed now or frozen before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from companies.models import Company
from rollout.presenters.addresses import mend_url
from rollout.stage import Result, StageKind
from rollout.wording import Text


@dataclass(frozen=True)
class Criterion:
    """One line of the checklist; ``finding`` is what a decision remarked about it."""

    key: str
    label: Text
    sentence: Text
    state_label: str
    tone: str
    icon: str
    figure: Text = ""
    weight_label: str = ""
    url: str = ""
    url_label: Text = ""
    attested: str = ""


def checklist(
    results: Iterable[Result], company: Company, number: int, kind: StageKind
) -> list[Criterion]:
    """What the gate asks for, as it stands now, with the way to what is not met."""
    labels = {section.key: section.title for section in kind.sections}
    return [
        _criterion(
            key=result.key,
            label=result.title,
            sentence=result.sentence,
            met=result.met,
            blocking=result.blocking,
            attested=result.attested,
            figure=result.figure,
            url="" if result.met else mend_url(company, number, result.mend),
            url_label=_("To the conditions")
            if result.mend == "conditions"
            else labels.get(result.mend, ""),
        )
        for result in results
    ]


def frozen_checklist(
    criteria: Iterable[Mapping[str, Any]], findings: Mapping[str, str] | None = None
) -> list[Criterion]:
    """The criteria of a snapshot, in the reader's language."""
    return [
        _criterion(
            key=each["key"],
            label=in_language(each["title"]),
            sentence=in_language(each["sentence"]),
            met=each["met"],
            blocking=each["blocking"],
            attested=each["attested"],
            figure=_figure(each["figure"]),
            finding=(findings or {}).get(each["key"], ""),
        )
        for each in criteria
    ]


def _figure(frozen: str | Mapping[str, str]) -> str:
    # A mere number is the same in every language and was frozen as it is.
    return frozen if isinstance(frozen, str) else in_language(frozen)


def in_language(said: Mapping[str, str]) -> str:
    """A frozen sentence in the reader's language, else in any it was kept in."""
    return said.get((get_language() or "")[:2]) or next(iter(said.values()), "")


def _criterion(
    *, key: str, met: bool, blocking: bool, attested: bool, finding: str = "", **shown: Any
) -> Criterion:
    if met:
        look = (_("Confirmed"), "ok", "user") if attested else (_("Met"), "ok", "check")
    elif blocking:
        look = (_("Still open"), "stop", "close")
    else:
        look = (_("Recommended"), "neutral", "minus")
    state_label, tone, icon = look
    return Criterion(
        key=key,
        state_label=state_label,
        tone=tone,
        icon=icon,
        weight_label="" if blocking else _("Recommendation"),
        attested=_("Finding: %(text)s") % {"text": finding} if finding else "",
        **shown,
    )


def met_of(results: Sequence[Result]) -> tuple[int, int]:
    """How many of the blocking criteria are met, and how many there are."""
    blocking = [result for result in results if result.blocking]
    return sum(result.met for result in blocking), len(blocking)
