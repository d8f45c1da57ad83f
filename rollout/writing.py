"""Rows of a stage's work are added, changed and removed: one way for every kind of them."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from rollout.days import local_day
from rollout.editing import editing, member_or_refused, row_or_refused
from rollout.models import Stage, StageContent
from rollout.refusals import SENTENCES, RefusedError
from rollout.rowkinds import Link, RowKind, Values
from rollout.stages import kind_of
from rollout.titles import title_at
from rollout.wording import Text, words

NOT_A_MEMBER = _("Please choose somebody who belongs to the company.")
OTHER_STAGE = _("This belongs to another stage. Please look at the page again.")


def add_row(
    *, company: Company, number: int, of: RowKind, values: Values, by: User, at: datetime
) -> StageContent:
    """A new row in the work of stage ``number``; of a single kind, the row anew.

    ``values`` are named as the model's fields; fields that hold several rows take a list of
    them. Raises RefusedError with the field it is about.
    """
    stage_kind = kind_of(number)
    with editing(company, number, title_at(number), by=by, at=at) as stage:
        row = of.model.of(company).filter(stage=stage).first() if of.single else None
        what = "changed" if row else "added"
        row = row or of.model(company=company, stage=stage)
        row.stage = stage
        _write(of, row, values, by=by, at=at)
        audit.record(company, of.act(stage_kind.key, what), by=by, at=at, name=of.named(row))
    return row


def change_row(
    *,
    company: Company,
    number: int,
    of: RowKind,
    row_id: int,
    values: Values,
    by: User,
    at: datetime,
) -> StageContent:
    """Say a row anew; what ``values`` does not name stays as it is."""
    stage_kind = kind_of(number)
    with editing(company, number, title_at(number), by=by, at=at) as stage:
        row = _row_of(stage, of, row_id)
        _write(of, row, values, by=by, at=at)
        audit.record(company, of.act(stage_kind.key, "changed"), by=by, at=at, name=of.named(row))
    return row


def remove_row(
    *, company: Company, number: int, of: RowKind, row_id: int, by: User, at: datetime
) -> None:
    """Take a row back; refused while something else rests on it."""
    stage_kind = kind_of(number)
    with editing(company, number, title_at(number), by=by, at=at) as stage:
        row = _row_of(stage, of, row_id)
        if of.check_removal:
            of.check_removal(stage, row)
        name = of.named(row)
        try:
            row.delete()
        except ProtectedError as error:
            raise RefusedError(_still_used(name, error)) from error
        audit.record(company, of.act(stage_kind.key, "removed"), by=by, at=at, name=name)


def _still_used(name: str, error: ProtectedError) -> Text:
    first = min(error.protected_objects, key=lambda each: each._meta.label)
    return words(
        _("“%(name)s” cannot be removed: something rests on it (%(what)s “%(user)s”)."),
        {"name": name, "what": first._meta.verbose_name, "user": str(first)},
    )


def _row_of(stage: Stage, of: RowKind, row_id: int) -> StageContent:
    row = row_or_refused(stage.company, of.model, row_id)
    if row.stage_id != stage.pk:
        raise RefusedError(OTHER_STAGE)
    row.stage = stage
    return row


def _write(of: RowKind, row: StageContent, values: Values, *, by: User, at: datetime) -> None:
    company = row.stage.company
    for name, value in values.items():
        if isinstance(value, User):
            member_or_refused(company, value, NOT_A_MEMBER, field=name)
    for name in of.same_stage:
        other = values.get(name)
        if other is not None and other.stage_id != row.stage.pk:
            raise RefusedError(OTHER_STAGE, field=name)
    if of.check:
        of.check(row.stage, values, row if row.pk else None, local_day(company, at))
    if of.derive:
        values = {**values, **of.derive(row.stage, values, row if row.pk else None)}
    for name, value in values.items():
        if name not in of.links:
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    if of.author:
        setattr(row, of.author, by)
    validate(row)
    row.save()
    for name, link in of.links.items():
        if name in values:
            _link(row, link, list(values[name]))


def validate(row: StageContent) -> None:
    """What the database would refuse, said at the field beforehand; raises RefusedError."""
    try:
        row.clean_fields(exclude=["company", "stage"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise RefusedError(messages[0], field=field) from error
    for constraint in row._meta.constraints:
        try:
            constraint.validate(type(row), row)  # type: ignore[attr-defined]
        except ValidationError as error:
            field = constraint.fields[-1] if isinstance(constraint, UniqueConstraint) else ""
            sentence = SENTENCES.get(constraint.name, error.messages[0])
            raise RefusedError(sentence, field=field) from error


def _link(row: StageContent, link: Link, wanted: list[StageContent]) -> None:
    here: Mapping[str, StageContent] = {link.here: row}
    rows = link.model.of(row.company).filter(**here)
    rows.exclude(**{f"{link.there}__in": wanted}).delete()
    kept = set(rows.values_list(link.there, flat=True))
    for each in wanted:
        if each.pk not in kept:
            link.model.everywhere.create(
                company=row.company, stage=row.stage, **here, **{link.there: each}
            )
