"""One row of any table, made from the table itself, so that a new table needs nothing here.

Rows of a company link to rows of the same company, which are made along the way. What a table
asks for beyond plain words and numbers is said in ``SAID``.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pgtrigger
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, connection, models, transaction

from companies.models import Company, Department, Membership, Owned, User
from monitoring.models import Feed, Incident
from publishing.models import RunStep
from rollout.models import Submission
from rollout.refusals import constraint_of
from tests.factories import MONDAY, make_company, make_member, make_user

_numbers = count(1)


def _about_a_submission(company: Company) -> dict[str, Any]:
    submission = row_of(Submission, company)
    submission.refresh_from_db()
    return {
        "submission": submission,
        "submitted_by": submission.submitted_by,
        "content_hash": submission.content_hash,
        "decided_by": make_user(),
        "act": "approve",
    }


SAID: dict[str, Callable[[Company], dict[str, Any]]] = {
    "companies.BusinessHours": lambda _: {"opens": time(8), "closes": time(17)},
    "companies.Deputy": lambda company: {
        "deputy": make_member(company),
        "principal": make_member(company),
    },
    "companies.Membership": lambda _: {"user": make_user()},
    "guidelines.Comment": lambda _: {"text": "Warum?"},
    "guidelines.GuidelineVersion": lambda _: {"number": next(_numbers)},
    "guidelines.Training": lambda _: {"starts_at": MONDAY, "ends_at": MONDAY + timedelta(hours=1)},
    "monitoring.AnswerPromise": lambda _: {"minutes": 60},
    "monitoring.RoutingRule": lambda company: {"department": row_of(Department, company)},
    "monitoring.Hook": lambda company: {"feed": row_of(Feed, company, private_to=company)},
    "monitoring.Host": lambda _: {"name": f"{next(_numbers)}.example.org"},
    "monitoring.Mention": lambda _: {"tone": "neutral"},
    "monitoring.ToneLabel": lambda _: {"tone": "neutral", "was": "negative"},
    "monitoring.Peak": lambda company: {
        "incident": Incident.of(company).first() or row_of(Incident, company)
    },
    "publishing.RunReturn": lambda company: {
        "back_to": row_of(RunStep, company),
        "step": row_of(RunStep, company),
    },
    "publishing.RunStep": lambda _: {"position": next(_numbers)},
    "rollout.Decision": _about_a_submission,
    "rollout.OwnStatement": lambda _: {"key": f"own_{next(_numbers)}"},
    "rollout.Submission": lambda _: {"round": next(_numbers)},
    "rollout.TemplateVersion": lambda _: {"number": next(_numbers)},
    "rollout.Wave": lambda _: {"kind": "monitoring"},
}
"""By table, what plain words and numbers do not suit."""


def row_of(model: type[models.Model], company: Company, /, **fields: Any) -> Any:
    """A new row of a table; triggers sleep meanwhile, constraints do not."""
    values = values_of(model, company, **fields)
    with triggers_asleep():
        return model._base_manager.create(**values)


def values_of(model: type[models.Model], company: Company, /, **fields: Any) -> dict[str, Any]:
    """What a new row of a table says."""
    number = next(_numbers)
    if (said := SAID.get(model._meta.label)) is not None:
        fields = said(company) | fields
    for field in model._meta.concrete_fields:
        if field.name not in fields and field.attname not in fields and _is_wanted(field):
            fields[field.name] = _value(field, company, number)
    return fields


@contextmanager
def triggers_asleep() -> Iterator[None]:
    """Writes that no trigger of ours sees, not even later one that waits for the commit."""
    with pgtrigger.ignore(), transaction.atomic():
        yield
        _settle()


def _settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def refusal(write: Callable[[], object]) -> str:
    """The name of the promise by which the database refuses a write; empty if it does not.

    Whatever was written is taken back.
    """
    try:
        with transaction.atomic():
            write()
            _settle()
            transaction.set_rollback(True)
    except DatabaseError as error:
        return constraint_of(error) or type(error).__name__
    return ""


def _is_wanted(field: "models.Field[Any, Any]") -> bool:
    if field.null or field.has_default() or isinstance(field, models.GeneratedField):
        return False
    return isinstance(field, models.UUIDField) or not (field.primary_key or field.blank)


def _value(field: "models.Field[Any, Any]", company: Company, number: int) -> Any:
    if isinstance(field, models.ForeignKey):
        return _linked(field.related_model, company)
    if field.choices:
        return next(value for value, _label in field.flatchoices)
    return plain(field, number)


def plain(field: "models.Field[Any, Any]", number: int) -> Any:
    """A value that a column of this type takes, told from others by the number."""
    moment = MONDAY + timedelta(weeks=number)
    for kind, value in (
        (models.UUIDField, uuid4()),
        (models.URLField, f"https://example.org/{number}"),
        (models.EmailField, f"{number}@example.org"),
        (models.CharField | models.TextField, f"{number} {field.name}"[: field.max_length]),
        (models.DateTimeField, moment),
        (models.DateField, moment.date()),
        (models.TimeField, time(9)),
        (models.DurationField, timedelta(hours=1)),
        (models.BooleanField, False),
        (models.IntegerField | models.DecimalField | models.FloatField, 1),
        (models.JSONField, {}),
        (models.BinaryField, str(number).encode()),
        (ArrayField, [1, 2, 3, 4, 5]),
    ):
        if isinstance(field, kind):
            return value
    raise AssertionError(field)


def _linked(model: type[models.Model], company: Company) -> models.Model:
    if model is Company:
        return company
    if model is User:
        return (Membership.of(company).order_by("pk").last() or make_member(company)).user
    there = model.of(company).order_by("pk").last() if issubclass(model, Owned) else None
    return there or row_of(model, company)


@dataclass(frozen=True)
class Check:
    """Changes of a row that a check refuses, and others, as near as possible, that it takes.

    A value may be an expression over the row's columns, or a function of the row.
    """

    model: type[models.Model]
    refused: tuple[dict[str, Any], ...]
    taken: tuple[dict[str, Any], ...]


def known_words(model: type[models.Model], field: str) -> Check:
    """A check that takes the choices of a field and nothing else."""
    choices = model._meta.get_field(field).flatchoices  # type: ignore[union-attr]
    return Check(model, ({field: "?"},), tuple({field: word} for word, _label in choices))


def says_something(model: type[models.Model], field: str) -> Check:
    """A check that takes no blank text."""
    return Check(model, ({field: ""}, {field: " \n"}), ({field: " ja\n"},))


def starts_first(model: type[models.Model], first: str, last: str) -> Check:
    """A check that takes a first day up to the last."""
    day = MONDAY.date()
    return Check(
        model,
        ({first: day, last: day - timedelta(days=1)},),
        ({first: day, last: day}, {first: day, last: day + timedelta(days=1)}),
    )


def between(model: type[models.Model], field: str, least: Any, most: Any, step: Any = 1) -> Check:
    """A check that takes numbers between two, both included."""
    return Check(
        model,
        ({field: least - step}, {field: most + step}),
        ({field: least}, {field: most}),
    )


def answers_of(check: Check) -> tuple[list[str], list[str]]:
    """What the database answers to the changes to be refused, and to those to be taken."""
    row = row_of(check.model, make_company())
    return (
        [_answer(row, changes) for changes in check.refused],
        [_answer(row, changes) for changes in check.taken],
    )


def wanted_of(name: str, check: Check) -> tuple[list[str], list[str]]:
    """What it should answer."""
    return [name] * len(check.refused), [""] * len(check.taken)


def checks_of(app: str) -> set[str]:
    """The names of all checks on the tables of an app."""
    return {
        constraint.name
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    }


def _answer(row: models.Model, changes: dict[str, Any]) -> str:
    rows = type(row)._base_manager.filter(pk=row.pk)

    def write() -> None:
        values = {key: value(row) if callable(value) else value for key, value in changes.items()}
        with triggers_asleep():
            rows.update(**values)

    return refusal(write)
