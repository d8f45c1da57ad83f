"""A sort of thing a template can bring: read from and written to a company.

Rows of a stage's work are of one sort per kind of row; others stand beside this module.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from django import forms
from django.db.models import Model

from companies.models import Company, Membership, User
from rollout.days import local_day
from rollout.models import StageContent
from rollout.rowkinds import RowKind
from rollout.templating.entries import Values
from rollout.wording import Text
from rollout.writing import add_row, change_row


@dataclass(frozen=True, slots=True)
class Found:
    """Something a company has; ``ref`` names it there."""

    ref: str
    values: Values


class Sort(Protocol):
    """One sort of thing."""

    @property
    def key(self) -> str:
        """What it is known by."""

    @property
    def title(self) -> Text:
        """What several of it are called."""

    @property
    def name(self) -> str:
        """The field that names an entry."""

    def fields(self) -> Mapping[str, forms.Field]:
        """The fields a consultant fills in, new each time."""

    def read(self, company: Company) -> list[Found]:
        """What the company has of this sort."""

    def write(
        self, company: Company, values: Values, *, owner: Membership, by: User, at: datetime
    ) -> str:
        """A new one in the company, looked after by ``owner``; its ref. Raises RefusedError."""

    def change(self, company: Company, ref: str, values: Values, *, by: User, at: datetime) -> None:
        """The company's one anew. Raises RefusedError."""


@dataclass(frozen=True)
class RowSort:
    """Rows of a stage's work.

    ``plain`` are the fields that are taken as they are; ``owner`` the one that holds whoever
    looks after it; ``days`` those that hold a day, so many days after it is applied; ``refs``
    those that hold another row of the same stage, or several, by its name.
    """

    kind: RowKind
    number: int
    name: str
    plain: tuple[str, ...]
    owner: str = ""
    days: Mapping[str, int] = field(default_factory=dict)
    refs: Mapping[str, tuple[type[StageContent], str]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """That of its kind of row."""
        return self.kind.key

    @property
    def title(self) -> Text:
        """That of its kind of row."""
        return self.kind.title

    def fields(self) -> Mapping[str, forms.Field]:
        """Those of the kind's own form; other rows are named, one in a line."""
        own = {name: deepcopy(self.kind.form.base_fields[name]) for name in self.plain}
        return own | {name: self._ref_field(name) for name in self.refs}

    def _ref_field(self, name: str) -> forms.Field:
        asked = self.kind.form.base_fields[name]
        return forms.CharField(
            label=asked.label,
            help_text=asked.help_text,
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def read(self, company: Company) -> list[Found]:
        """The rows of the stage."""
        rows = self.kind.model.of(company).filter(stage__number=self.number)
        return [Found(str(row.pk), self._values(row)) for row in rows]

    def _values(self, row: StageContent) -> Values:
        own = {name: plain(getattr(row, name)) for name in self.plain}
        return own | {name: self._names(row, name) for name in self.refs}

    def _names(self, row: StageContent, name: str) -> str:
        _model, named = self.refs[name]
        if link := self.kind.links.get(name):
            rows = link.model.of(row.company).filter(**{link.here: row})
            return "\n".join(rows.values_list(f"{link.there}__{named}", flat=True))
        other = getattr(row, name)
        return str(getattr(other, named)) if isinstance(other, Model) else ""

    def write(
        self, company: Company, values: Values, *, owner: Membership, by: User, at: datetime
    ) -> str:
        """A new row; its day lies as far off as the template says."""
        on = local_day(company, at)
        later = {name: on + timedelta(days=days) for name, days in self.days.items()}
        whose = {self.owner: owner.user} if self.owner else {}
        full = self._typed(company, values) | later | whose
        row = add_row(company=company, number=self.number, of=self.kind, values=full, by=by, at=at)
        return str(row.pk)

    def change(self, company: Company, ref: str, values: Values, *, by: User, at: datetime) -> None:
        """The words of a row anew; its people and days stay."""
        change_row(
            company=company,
            number=self.number,
            of=self.kind,
            row_id=int(ref),
            values=self._typed(company, values),
            by=by,
            at=at,
        )

    def _typed(self, company: Company, values: Values) -> dict[str, Any]:
        typed = {name: values[name] for name in self.plain if name in values}
        return typed | {name: self._rows(company, name, values.get(name, "")) for name in self.refs}

    def _rows(self, company: Company, name: str, names: str) -> Any:
        model, named = self.refs[name]
        wanted = [each.strip() for each in names.splitlines() if each.strip()]
        rows = list(model.of(company).filter(stage__number=self.number, **{f"{named}__in": wanted}))
        return rows if name in self.kind.links else (rows[0] if rows else None)


def plain(value: Any) -> Any:
    """As JSON keeps it: decimals and days as text."""
    return value if isinstance(value, str | int | bool | list | None) else str(value)
