"""How a value stands in an archive, and back: one way for each kind of column."""

import base64
import binascii
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from companies.archive.errors import ArchiveRefusedError

if TYPE_CHECKING:
    Column = models.Field[Any, Any]
else:
    Column = models.Field


def canonical(content: Any) -> bytes:
    """The one way to write this content: keys sorted, no spaces, UTF-8."""
    return json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def written(column: Column, value: Any) -> Any:
    """A value of this column as plain JSON."""
    if value is None or isinstance(column, models.JSONField):
        return value
    return _kind(column)[0](value)


def read(column: Column, value: Any) -> Any:
    """The value of this column again; raises ArchiveRefusedError if it cannot be one."""
    if value is None:
        if column.null or isinstance(column, models.JSONField):
            return None
        raise ArchiveRefusedError(f"{column}: there has to be a value.")
    if isinstance(column, models.JSONField):
        return value
    try:
        found = _kind(column)[1](value)
    except (ValueError, TypeError, InvalidOperation, binascii.Error) as wrong:
        raise ArchiveRefusedError(f"{column}: {value!r:.80} cannot stand here.") from wrong
    longest = getattr(column, "max_length", None)
    if isinstance(found, str) and longest and len(found) > longest:
        raise ArchiveRefusedError(f"{column}: longer than {longest} characters.")
    return found


def is_known(column: Column) -> bool:
    """Whether there is a way to write this kind of column."""
    try:
        return isinstance(column, models.ForeignKey | models.JSONField) or bool(_kind(column))
    except NotImplementedError:
        return False


Way = tuple[Callable[[Any], Any], Callable[[Any], Any]]


def _kind(column: Column) -> Way:
    for kinds, way in WAYS:
        if isinstance(column, kinds):
            return way
    if isinstance(column, ArrayField):
        of = column.base_field
        return (
            lambda value: [written(of, each) for each in value],
            lambda value: [read(of, each) for each in _only(list)(value)],
        )
    raise NotImplementedError(f"{column}: an archive has no way to write this")


def _only(kind: type[Any]) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"not a {kind.__name__}")
        return value

    return check


def _moment(value: str) -> datetime:
    found = datetime.fromisoformat(value)
    if found.utcoffset() is None:
        raise ValueError("a moment without a time zone")
    return found


def _text_to(kind: Callable[[str], Any]) -> Callable[[Any], Any]:
    return lambda value: kind(_only(str)(value))


# DateTimeField is a DateField, and every sort of number an IntegerField: the narrower first.
WAYS: tuple[tuple[tuple[type[Any], ...], Way], ...] = (
    ((models.BooleanField,), (bool, _only(bool))),
    ((models.IntegerField,), (int, _only(int))),
    ((models.CharField, models.TextField), (str, _only(str))),
    (
        (models.DateTimeField,),
        (lambda value: value.astimezone(UTC).isoformat(), _text_to(_moment)),
    ),
    ((models.DateField,), (lambda value: value.isoformat(), _text_to(date.fromisoformat))),
    ((models.TimeField,), (lambda value: value.isoformat(), _text_to(time.fromisoformat))),
    ((models.DecimalField,), (str, _text_to(Decimal))),
    ((models.UUIDField,), (str, _text_to(UUID))),
    (
        (models.BinaryField,),
        (
            lambda value: base64.b64encode(bytes(value)).decode(),
            _text_to(lambda text: base64.b64decode(text, validate=True)),
        ),
    ),
)
