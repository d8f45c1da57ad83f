"""What every connector yields, whatever it reads from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from monitoring.fetching import Client

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

NOTHING: Mapping[str, Any] = MappingProxyType({})


def _nothing() -> Mapping[str, Any]:
    return NOTHING


@dataclass(frozen=True, slots=True)
class Entry:
    """One normalised record. Text is clean of NUL, lone surrogates and control characters.

    ``external_id`` is opaque and unique within its source. ``title`` is plain text. The body is
    ``html`` as the source gave it, **not** made safe, or else ``text``. ``published_at`` is aware
    UTC and never in the future: what the source stated stands in ``stated_at``, which is None
    where it stated nothing. ``kind`` is post, comment, reply, review, article or message.
    """

    external_id: str
    url: str
    title: str
    html: str
    published_at: datetime
    stated_at: datetime | None = None
    edited_at: datetime | None = None
    text: str = ""
    author_name: str = ""
    author_handle: str = ""
    author_id: str = ""
    author_url: str = ""
    lang: str = ""
    kind: str = "article"
    parent_id: str = ""
    root_id: str = ""
    rating: int | None = None
    tags: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    metrics: Mapping[str, int] = field(default_factory=_nothing)
    raw: Mapping[str, Any] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Batch:
    """What one visit brought.

    ``cursor`` is to be stored in the same transaction as the entries and handed back next time.
    ``next_in`` is how long the source asks to be left alone, None where it does not say.
    ``moved_to`` is where the source says it lives from now on. ``notes`` are sentences for the
    log about what was left out.
    """

    entries: tuple[Entry, ...]
    cursor: dict[str, str] = field(default_factory=dict)
    next_in: timedelta | None = None
    moved_to: str | None = None
    not_modified: bool = False
    title: str = ""
    notes: tuple[str, ...] = ()


class Connector(Protocol):
    """One kind of source. ``kind`` is the key in the database, ``label`` its name for people."""

    kind: str

    @property
    def label(self) -> "StrPromise":
        """The name of this kind of source, translated."""

    def normalise_address(self, raw: str) -> str:
        """What a person typed as the one spelling that is stored. Raises BadRequest."""

    def fetch(
        self, address: str, cursor: Mapping[str, str], client: Client, now: datetime
    ) -> Batch:
        """Ask once. Raises ConnectorError and nothing else."""
