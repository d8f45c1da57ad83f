"""What can be wrong with a company's working time, said so that the person can mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class WorkingTimeError(ValueError):
    """`str()` is a sentence for the person, in the language active when it is read."""

    def __init__(self, sentence: StrOrPromise, **facts: object) -> None:
        super().__init__(sentence, facts)
        self.sentence = sentence
        self.facts = facts

    def __str__(self) -> str:
        return str(self.sentence) % self.facts


class InvalidWorkingTimeError(WorkingTimeError):
    """The facts contradict each other; `weekday` (0 = Monday) says on which day, if on one."""

    def __init__(self, sentence: StrOrPromise, *, on: int | None = None, **facts: object) -> None:
        super().__init__(sentence, **facts)
        self.weekday = on


class NeverOpenError(WorkingTimeError):
    """Two years of days were looked at and none of them is a working day."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "There is no working day within two years. "
                "Please enter opening hours in the settings, or shorten the closures."
            )
        )
