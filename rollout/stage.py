"""What a stage is. The seven stages are declared in rollout/stages/, one module each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from rollout.models import Stage
from rollout.wording import Text


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one criterion.

    ``title`` says what is asked, ``sentence`` what was found, ``figure`` is the number that made
    it so, as ``rollout.wording`` says it: "2 (at least 3)". ``mend`` is the key of the section
    where it is mended. ``attested``: it rests on somebody's word and evidence, not on a count
    alone. Only ``blocking`` ones keep the gate shut.
    """

    key: str
    title: Text
    met: bool
    sentence: Text
    figure: Text = ""
    blocking: bool = True
    mend: str = ""
    attested: bool = False

    @property
    def blocks(self) -> bool:
        """Whether the gate stays shut because of it."""
        return self.blocking and not self.met


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is frozen with the work, by its hash; ``path`` is where storage keeps it."""

    name: str
    sha256: str
    path: str
    criterion: str
    subject: str


@dataclass(frozen=True)
class Assessment:
    """A stage as it stands: its criteria, its work (plain JSON without floats), its files."""

    results: tuple[Result, ...]
    work: Mapping[str, Any] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()

    @property
    def unmet(self) -> tuple[Result, ...]:
        """The criteria that keep the gate shut."""
        return tuple(result for result in self.results if result.blocks)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a stage's work on its page."""

    key: str
    title: Text


@dataclass(frozen=True)
class StageKind:
    """One kind of stage: words, work, criteria.

    ``assess(stage, on)`` reads everything in a few queries and applies the stage's pure rules;
    ``on`` is the company's local day. ``decides`` says what will be decided at its gate.
    ``complete`` is false while the stage's work is not part of this version.
    """

    key: str
    number: int
    title: Text
    purpose: Text
    decides: Text
    source: str
    assess: Callable[[Stage, date], Assessment]
    sections: Sequence[Section] = ()
    complete: bool = True


def comes_later(stage: Stage, on: date) -> Assessment:
    """A stage that can open but not be submitted: its work is not part of this version."""
    return Assessment(
        results=(
            Result(
                key="later_version",
                title=_("The work of this stage"),
                met=False,
                sentence=_("This stage’s work comes with a later version of Etappe."),
            ),
        )
    )
