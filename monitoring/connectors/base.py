"""What every connector yields, whatever it reads from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, dataclass_transform, runtime_checkable

from monitoring.fetching import Client

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

NOTHING: Mapping[str, Any] = MappingProxyType({})

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def _record(kind: type[Made]) -> type[Made]:
    """A dataclass that mypy keeps from being changed: Python's own way doubles the time it takes
    to make one of so many fields, and thousands are made in a second."""
    return dataclass(slots=True)(kind)


def _nothing() -> Mapping[str, Any]:
    return NOTHING


@_record
class Entry:
    """One normalised record. Text is clean of NUL, lone surrogates and control characters.

    ``external_id`` is opaque and unique within its source. ``title`` is plain text. The body is
    ``html`` as the source gave it, **not** made safe, or else ``text``. ``published_at`` is aware
    UTC and never in the future: what the source stated stands in ``stated_at``, which is None
    where it stated nothing. ``kind`` is post, comment, reply, review, article or message.
    ``ref`` is what the server wants to be asked for it by, where that is not ``external_id``.
    ``site`` is where it was said, where neither ``url`` nor the source's server tells.
    ``reach`` is how many followed the author when this was read, None where that is not said.
    ``addressed_to_us``: it names the account that is signed in, answers it, or is on its page.
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
    ref: str = ""
    site: str = ""
    reach: int | None = None
    addressed_to_us: bool = False
    tags: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    metrics: Mapping[str, int] = field(default_factory=_nothing)
    raw: Mapping[str, Any] = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Batch:
    """What one visit brought.

    ``cursor`` is to be stored in the same transaction as the entries and handed back next time.
    ``session`` is what the server gave for the credential (a token that ends): stored sealed,
    handed back with the credential; None where nothing changed.
    ``reaches_back`` says whether everything since the last visit is in it; None: look at the
    entries. ``lost`` is a time of which something is missing that no later visit will bring.
    ``next_in`` is how long the source asks to be left alone, None where it does not say.
    ``moved_to`` is where the source says it lives from now on. ``notes`` are sentences for the
    log about what was left out. ``deleted`` are the ids of entries that the source says are gone.
    """

    entries: tuple[Entry, ...]
    cursor: dict[str, str] = field(default_factory=dict)
    next_in: timedelta | None = None
    moved_to: str | None = None
    not_modified: bool = False
    title: str = ""
    notes: tuple[str, ...] = ()
    session: Mapping[str, str] | None = None
    reaches_back: bool | None = None
    lost: tuple[datetime, datetime] | None = None
    deleted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a person is asked for when a source is set up; the form is built from these.

    ``choices`` are (value, label); the first is the usual one. ``most`` is in characters.
    ``secret``: typed unseen.
    """

    key: str
    label: "StrPromise"
    help: "StrPromise | str" = ""
    required: bool = True
    choices: tuple[tuple[str, "StrPromise"], ...] = ()
    most: int = 200
    secret: bool = False


class Connector(Protocol):
    """One kind of source. ``kind`` is the key in the database, ``label`` its name for people.

    The settings of a source stand in its address and nowhere else: an address people can open,
    the same for the same settings, so that companies that ask the same share one visit.
    ``credential`` is what a sign-in consists of (empty: there is none); a source with a
    credential serves only the company that gave it. Where ``needs_credential`` is False it may
    be left out.
    """

    kind: str
    icon: str
    needs_credential: bool

    @property
    def settings(self) -> tuple[Setting, ...]:
        """What is asked for."""

    @property
    def credential(self) -> tuple[Setting, ...]:
        """What a sign-in consists of."""

    @property
    def label(self) -> "StrPromise":
        """The name of this kind of source, translated."""

    @property
    def sees(self) -> "StrPromise":
        """What it can see, in a sentence or two."""

    @property
    def misses(self) -> "StrPromise":
        """What it cannot see."""

    def address_of(self, settings: Mapping[str, str]) -> str:
        """The address of what was typed. Raises BadRequest, SettingRefused among them."""

    def normalise_address(self, raw: str) -> str:
        """An address in the one spelling that is stored. Raises BadRequest."""

    def described(self, address: str) -> str:
        """What stands at a stored address, for people: "#seilbahn, mastodon.social"."""

    def fetch(
        self,
        address: str,
        cursor: Mapping[str, str],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Batch:
        """Visit once. Raises ConnectorError and nothing else.

        ``credential`` holds what was typed and the last ``session``.
        """


@runtime_checkable
class ReadsBack(Protocol):
    """A connector that can be asked to read further back than the usual 30 days: it heeds
    ``wanted`` in the cursor, and says in ``back`` until when nothing is missing."""

    reads_back: bool


def _every_address(_address: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a server is asked whether what was read still stands there as it is stored.

    First after a day, then after half of an entry's age, at ``most`` so long after the last time.
    ``at_once`` entries in a round. ``expires`` is how long words may be kept without a look at
    the source, where its terms say so. ``site`` is where the entries stand, if that cannot be
    read from their ids. ``serves`` says of an address whether its entries can be asked for again.
    """

    most: timedelta
    at_once: int
    expires: timedelta | None = None
    site: str = ""
    serves: Callable[[str], bool] = _every_address


@dataclass(frozen=True, slots=True)
class Kept:
    """One stored entry: its id, and what the server wants to be asked for it by."""

    external_id: str
    ref: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What a second look found. ``there``: as it stands there now; ``deleted``: the source says
    so; ``missing``: not in its answer, which may be an accident; ``same``: still there, in words
    that cannot be compared. What is in none of them could not be asked for this time. ``session``
    as in Batch.
    """

    there: tuple[Entry, ...] = ()
    deleted: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    session: Mapping[str, str] | None = None
    same: frozenset[str] = frozenset()


@runtime_checkable
class Following(Protocol):
    """A connector that can look again: edits and deletions at the source are followed."""

    rhythm: Rhythm

    def recheck(
        self,
        address: str,
        kept: Sequence[Kept],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Seen:
        """Look at these entries again. Raises ConnectorError and nothing else."""
