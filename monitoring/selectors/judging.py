"""What a company's own labels say about judging its mentions, and what to ask people next."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from companies.models import Company
from monitoring.models import Mention, ToneLabel, ToneModel
from monitoring.pipeline.tone.fitting import FEWEST
from monitoring.pipeline.tone.threshold import AT_FIRST
from monitoring.pipeline.tone.weights import shipped

AIM = 300
"""Mentions a company is helped to label first."""

LOOKED_AT = 500
LANGUAGE = "de"


@dataclass(frozen=True, slots=True)
class Asked:
    """How many German mentions people have labelled, and how many are aimed at."""

    labelled: int
    aim: int = AIM

    @property
    def is_reached(self) -> bool:
        """Whether everything asked for was given."""
        return self.labelled >= self.aim

    @property
    def missing(self) -> int:
        """How many more it takes until what was learned may judge."""
        return max(0, FEWEST - self.labelled)


def wants_answer_threshold(company: Company) -> int:
    """From how many per mille of likely criticism on a mention is queued (one query).

    300 until the company has labelled enough; then what reaches four of five of the mentions it
    called negative itself, as cross-validated with the last fit.
    """
    learned = learned_tone(company)
    if learned is None:
        return AT_FIRST
    return queue_from(learned.accepted and learned.switched_off_at is None, learned.figures)


def queue_from(is_used: bool, figures: Mapping[str, Any]) -> int:
    """The same, from what was found with the last fit and whether that judges now."""
    return int(figures.get("after" if is_used else "before", {}).get("queue_from", AT_FIRST))


def learned_tone(company: Company) -> ToneModel | None:
    """What a company's labels have taught, without the weights (one query)."""
    return ToneModel.of(company).defer("weights").first()


def asked(company: Company) -> Asked:
    """How far the company is with labelling (one query)."""
    german = ToneLabel.of(company).filter(mention__language=LANGUAGE)
    return Asked(german.values("mention").distinct().count())


def least_certain(company: Company, *, without: Collection[int] = ()) -> Mention | None:
    """Of the newest German mentions that nobody labelled the one it is least sure of (two queries).

    Stars speak for themselves; copies and what is about competitors is not asked for.
    """
    rows = (
        Mention.of(company)
        .filter(
            language=LANGUAGE,
            folded_into=None,
            is_own=True,
            is_by_us=False,
            rating=None,
            tone_by=None,
            labels=None,
        )
        .exclude(pk__in=list(without))
        .order_by("-published_at", "-id")
        .values_list("id", "tone_negative", "tone_positive")[:LOOKED_AT]
    )
    if not rows:
        return None
    chosen = min(rows, key=lambda row: _sureness(row[1], row[2]))[0]
    return Mention.of(company).select_related("source", "tone_by").get(id=chosen)


def _sureness(negative: int, positive: int) -> float:
    """How far a judgement is from the nearer of its two limits, in per mille."""
    weights = shipped()
    limits = weights.limits if weights else (0.5, 0.5)
    return min(abs(negative - 1000 * limits[0]), abs(positive - 1000 * limits[1]))
