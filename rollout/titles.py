"""What a stage is called: the waves of the expansion by their number and their name (S0)."""

from typing import cast

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rollout.models import Stage
from rollout.models.expansion import wave_name
from rollout.stages import STAGES, kind_of
from rollout.wording import Text, words

FIRST_WAVE = len(STAGES)
"""The number of the stage that is the first wave; every later one is a wave too."""


def with_names(stages: QuerySet[Stage]) -> QuerySet[Stage]:
    """The same rows, each with the name of its wave: no query more."""
    return cast("QuerySet[Stage]", stages.annotate(wave_name=wave_name("pk")))


def title_of(stage: Stage) -> Text:
    """``Wave 2: Recruiting``; without the name where the row was read without (no query)."""
    return title_at(stage.number, getattr(stage, "wave_name", None) or "")


def title_at(number: int, name: str = "") -> Text:
    """The title of the stage with this number, with the name of its wave if there is one.

    Until the expansion has a second wave or a name, it is called as every company knows it.
    """
    if name:
        return words(_("Wave %(number)s: %(name)s"), {"number": wave_of(number), "name": name})
    if number > FIRST_WAVE:
        return words(_("Wave %(number)s"), {"number": wave_of(number)})
    return kind_of(number).title


def place_of(stage: Stage, total: int) -> Text:
    """Where somebody stands who works on this stage: its number of ``total``, or the wave.

    Who has waves already and works on an earlier stage has reopened it.
    """
    values = {"number": stage.number, "total": total, "stage": title_of(stage)}
    if stage.number < FIRST_WAVE < total:
        return words(_("Back at stage %(number)s: %(stage)s"), values)
    if total <= FIRST_WAVE:
        return words(_("Stage %(number)s of %(total)s: %(stage)s"), values)
    return words(_("Expansion, %(stage)s"), values)


def wave_of(number: int) -> int:
    """Which wave a stage is; below 1 for the stages before the expansion."""
    return number - FIRST_WAVE + 1
