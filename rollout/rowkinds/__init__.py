"""What a kind of row in a stage's work is: its table, its form, its words.

Services, pages, addresses and the log derive from it: a stage that has one more kind of row
declares it, and is done.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from companies.forms.base import CompanyForm
from companies.models import Company
from rollout.models import Stage, StageContent
from rollout.wording import Text

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """Something one can take over and change: what the button says, and what is filled in."""

    label: Text
    values: Values


@dataclass(frozen=True, slots=True)
class Link:
    """A field that holds several rows, each kept as a row of ``model`` from here to there."""

    model: type[StageContent]
    here: str
    there: str


@dataclass(frozen=True)
class RowKind:
    """One kind of row.

    ``key`` stands in the address and names the list in the stage's frozen work. The form's
    fields are named as the model's; ``links`` are fields that hold several rows. ``check(stage,
    values, row, on)`` raises RefusedError at a field; ``row`` is None for a new one. ``author``
    names the field that holds whoever wrote it. Of a ``single`` kind a stage has one row.
    ``check_removal(stage, row)`` raises RefusedError where a row has to stay.
    ``same_stage`` names fields that hold a row of the same stage, and of no other.
    ``initial(company, stage, on)`` suggests what a new one begins with.
    ``added``, ``changed`` and ``removed`` are sentences of the log about ``%(name)s``.
    """

    key: str
    model: type[StageContent]
    form: type[CompanyForm]
    title: Text
    add: Text
    change: Text
    added: Text
    changed: Text
    removed: Text
    section: str = ""
    single: bool = False
    links: Mapping[str, Link] = field(default_factory=dict)
    author: str = ""
    same_stage: Sequence[str] = ()
    check: Callable[[Stage, Values, StageContent | None, date], None] | None = None
    derive: Callable[[Stage, Values, Any], Values] | None = None
    named: Callable[[Any], str] = str
    examples: Sequence[Example] | Callable[[], Sequence[Example]] = ()
    initial: Callable[[Company, Stage, date], Values] | None = None
    check_removal: Callable[[Stage, StageContent], None] | None = None

    @property
    def anchor(self) -> str:
        """The section of the page it stands in."""
        return self.section or self.key

    def all_examples(self) -> Sequence[Example]:
        """The examples, made when they are asked for."""
        return self.examples() if callable(self.examples) else self.examples

    def act(self, stage_key: str, what: str) -> str:
        """The act in the log: ``goals.target_group_added``."""
        return f"{stage_key}.{self.key}_{what}"
