"""Why something was refused: kept as the sentence to translate and what was typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, override

from monitoring.pipeline.text import scrub

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Why:
    """A reason: a sentence, maybe with a place for ``%(typed)s``, and the field it lies with."""

    field: str
    sentence: "StrPromise | str"
    typed: str = ""

    def __str__(self) -> str:
        return _filled(str(self.sentence), self.typed)

    def stored(self) -> list[str]:
        """As JSON, in no language."""
        with override(None):
            return [self.field, str(self.sentence), scrub(self.typed)[:SHOWN]]


def told(stored: Sequence[Any]) -> str:
    """A stored reason in the reader's language; empty for none."""
    if len(stored) != 3:
        return ""
    _field, sentence, typed = stored
    return _filled(gettext(str(sentence)), str(typed))


def _filled(sentence: str, typed: str) -> str:
    return sentence.replace("%(typed)s", typed[:SHOWN])
