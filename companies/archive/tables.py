"""Which tables and columns are exported: walked from the models, never listed by hand."""

from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter

from django.apps import apps
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from companies.archive.specials import Special, special_of
from companies.models import Owned, User


@dataclass(frozen=True)
class Table:
    """One exported table."""

    model: type[Owned]

    @property
    def label(self) -> str:
        """``rollout.Stage``; the name of its member in the archive is made of it."""
        return self.model._meta.label

    @property
    def special(self) -> Special:
        """What is particular about it."""
        return special_of(self.label)

    @property
    def member(self) -> str:
        """Its file in the archive."""
        return f"tables/{self.label}.jsonl"

    @cached_property
    def columns(self) -> tuple["models.Field[object, object]", ...]:
        """Its columns in their order, without its key, its company and what is computed."""
        return tuple(
            field
            for field in self.model._meta.concrete_fields
            if not field.primary_key
            and field.name != "company"
            and field.name not in self.special.without
            and not isinstance(field, models.GeneratedField | SearchVectorField)
        )

    @cached_property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Foreign keys among the columns: name, and the label of the table they lead to."""
        return tuple(
            (field.name, field.related_model._meta.label)  # type: ignore[union-attr]
            for field in self.columns
            if isinstance(field, models.ForeignKey)
        )

    @property
    def to_itself(self) -> str:
        """The column that leads to another row of the same table; empty if there is none."""
        return next((name for name, target in self.links if target == self.label), "")


USER = User._meta.label


def owned_models() -> list[type[Owned]]:
    """Every model whose rows belong to a company, by label."""
    found = [each for each in apps.get_models() if issubclass(each, Owned)]
    return sorted(found, key=lambda each: each._meta.label)


def left_out() -> dict[str, str]:
    """The tables that are never exported, and why."""
    specials = {each._meta.label: special_of(each._meta.label) for each in owned_models()}
    return {label: special.left_out for label, special in specials.items() if special.left_out}


def confidential() -> dict[str, str]:
    """The tables that only the operator's archives hold, and why."""
    specials = {each._meta.label: special_of(each._meta.label) for each in owned_models()}
    return {
        label: special.confidential for label, special in specials.items() if special.confidential
    }


def tables(*, complete: bool = True) -> list[Table]:
    """The exported tables, each after those its rows point to.

    Columns that are filled in later (``Special.first``) do not count for the order.
    """
    known = {
        each._meta.label: Table(each)
        for each in owned_models()
        if not special_of(each._meta.label).left_out
        and (complete or not special_of(each._meta.label).confidential)
    }
    order = TopologicalSorter(
        {
            label: sorted(
                target
                for name, target in table.links
                if target in known and target != label and name not in table.special.first
            )
            for label, table in known.items()
        }
    )
    return [known[label] for label in order.static_order()]
