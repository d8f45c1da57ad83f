"""What a stage is. The seven stages are declared in rollout/stages/, one module each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from companies.roles import EDITORS, Role
from rollout.models import Stage
from rollout.parts import Part
from rollout.rowkinds import RowKind
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
    """A stage as it stands: its criteria, its work (plain JSON without floats), its files.

    ``rows`` gives the primary keys behind each list of ``work``, in the same order: they are not
    frozen, so that the same work has the same fingerprint in every installation.
    """

    results: tuple[Result, ...]
    work: Mapping[str, Any] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    rows: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def unmet(self) -> tuple[Result, ...]:
        """The criteria that keep the gate shut."""
        return tuple(result for result in self.results if result.blocks)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a stage's work on its page."""

    key: str
    title: Text


@dataclass(frozen=True, slots=True)
class Attestable:
    """A criterion that somebody of ``roles`` puts their name to, as no figure shows it (yet).

    ``ask`` is the question above the form, ``section`` the part of the page it stands in.
    ``about`` are the keys of the stage's work it is about word by word: what was changed since the
    form was opened is not confirmed.
    """

    key: str
    title: Text
    ask: Text
    section: str
    roles: frozenset[Role] = EDITORS
    about: tuple[str, ...] = ()


Names = Mapping[int, str]
"""People by number, as a stage's work mentions them."""


@dataclass(frozen=True)
class StageKind:
    """One kind of stage: words, work, criteria.

    ``assess(stage, on)`` reads everything in a few queries and applies the stage's pure rules;
    ``on`` is the company's local day. ``decides`` says what will be decided at its gate.
    ``rows`` are the kinds of rows its work is made of, ``attested`` what people put their name
    to, ``parts(work, names)`` the frozen work in words, in the order of the page.
    """

    key: str
    number: int
    title: Text
    purpose: Text
    decides: Text
    source: str
    assess: Callable[[Stage, date], Assessment]
    sections: Sequence[Section] = ()
    rows: Sequence[RowKind] = ()
    attested: Sequence[Attestable] = ()
    parts: Callable[[Mapping[str, Any], Names], tuple[Part, ...]] | None = None

    def row_kind(self, key: str) -> RowKind | None:
        """One of its kinds of rows, by its key."""
        return next((each for each in self.rows if each.key == key), None)

    def attestable(self, key: str) -> Attestable | None:
        """One of the criteria that somebody puts their name to."""
        return next((each for each in self.attested if each.key == key), None)
