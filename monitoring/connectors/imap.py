"""Sources of kind imap: alerts that come by e-mail, read from a folder and left as they are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, unquote, urlsplit

from billiard.exceptions import SoftTimeLimitExceeded
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from imap_tools import AND, UidRange

from monitoring.connectors.base import NOTHING, Batch, Entry, Setting
from monitoring.connectors.errors import SettingRefused, SignInMissing
from monitoring.connectors.feeds.dates import EARLIEST, read_date
from monitoring.connectors.mail.letters import entries, read
from monitoring.connectors.mail.session import MailBox, Place, signed_in
from monitoring.connectors.places import asked_in, authority_of, build, chosen
from monitoring.connectors.walking import BACKFILL, SOON
from monitoring.fetching import Client, FetchError, TooLarge, TooSlow
from monitoring.fetching.urls import read_url

AT_ONCE = 60
"""Mails of one visit."""
MOST = 500_000
"""Bytes of a mail: what stands behind them is an attachment."""
PAUSE = timedelta(minutes=10)
PORTS = {"tls": 993, "starttls": 143}
SCHEMES = {"imaps": "tls", "imap": "starttls"}
SENDER = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~@-]{1,100}")
DATED = re.compile(rb'INTERNALDATE "([^"]{10,40})"')
USUAL = "INBOX"


class Mail:
    """Mails of a folder. A mail of Google Alerts becomes the pages it lists."""

    kind = "imap"
    label = _("E-mail alerts")
    icon = "mail"
    settings = (
        Setting(
            "server",
            _("Mail server"),
            _("For incoming mail, as your provider names it: imap.example.org"),
        ),
        Setting(
            "encryption",
            _("Encryption"),
            choices=(
                ("tls", _("TLS from the start, port 993")),
                ("starttls", _("STARTTLS, port 143")),
            ),
        ),
        Setting(
            "folder",
            _("Folder"),
            _("Left empty: the inbox. A folder that a rule sorts the alerts into is better."),
            required=False,
            most=100,
        ),
        Setting(
            "sender",
            _("Only from this sender"),
            _("For example googlealerts-noreply@google.com; left empty: everything in the folder."),
            required=False,
            most=100,
        ),
    )
    credential = (
        Setting("user", _("User name"), _("Usually the e-mail address.")),
        Setting(
            "password",
            _("Password"),
            _("An app password, where the provider has them (Google, Apple and others do)."),
            secret=True,
        ),
    )
    needs_credential = True
    reads_back = True
    sees = _(
        "Alerts that others send you: Google Alerts, Talkwalker, newsletters, notices of forums. "
        "Of Google Alerts each page that is listed becomes an entry of its own, of other mails the "
        "whole mail. Nothing is marked as read, moved or deleted."
    )
    misses = _(
        "Attachments, other folders, and the pages behind the links. That such a page was changed "
        "or deleted later no mail tells. Whoever knows the address of the mailbox can write into "
        "it: take one that serves for alerts only. Microsoft 365 does not let programs sign in "
        "with a password."
    )

    def address_of(self, settings: Mapping[str, str]) -> str:
        """imaps:// (or imap:// for STARTTLS), server, folder, and ``from`` for a sender."""
        encryption = chosen(settings, "encryption", PORTS)
        host, port = _server(settings.get("server", ""), PORTS[encryption])
        folder = " ".join(settings.get("folder", "").split()) or USUAL
        if not folder.isprintable():
            raise SettingRefused("folder", _("This is not the name of a folder."))
        sender = settings.get("sender", "").strip().lower()
        if sender and not SENDER.fullmatch(sender):
            raise SettingRefused("sender", _("Enter an address, or a part of it, without blanks."))
        scheme = "imaps" if encryption == "tls" else "imap"
        shown = f"[{host}]" if ":" in host else host
        folder = USUAL if folder.upper() == USUAL else folder
        return build(
            f"{scheme}://{shown}:{port}", f"/{quote(folder[:100], safe='')}", {"from": sender}
        )

    def normalise_address(self, raw: str) -> str:
        """The address of the settings in ``raw``. Raises BadRequest."""
        parts = urlsplit(raw)
        return self.address_of(
            {
                "server": parts.netloc,
                "encryption": SCHEMES.get(parts.scheme, parts.scheme),
                "folder": unquote(parts.path.removeprefix("/")),
                "sender": asked_in(raw).get("from", ""),
            }
        )

    def described(self, address: str) -> str:
        """Which folder where."""
        place = _place(address)
        return gettext("Mails in “%(folder)s” on %(server)s") % {
            "folder": place.folder,
            "server": place.host,
        }

    def fetch(
        self,
        address: str,
        cursor: Mapping[str, str],
        client: Client,
        now: datetime,
        credential: Mapping[str, str] = NOTHING,
    ) -> Batch:
        """The newest mails, and a step into what an earlier visit left."""
        if not credential.get("user") or not credential.get("password"):
            raise SignInMissing("no password")
        place = _place(address)
        with signed_in(place, client, credential["user"], credential["password"]) as box:
            return Round(box, place, now).made(cursor)


def _server(typed: str, usual: int) -> tuple[str, int]:
    """Name and port; the port of the encryption where none is typed."""
    name = typed.strip().rpartition("//")[2].rstrip("/")
    refused = SettingRefused("server", _("Enter the name of a mail server: imap.example.org"))
    try:
        target = read_url(f"https://{name}/", any_port=True)
    except FetchError as problem:
        raise refused from problem
    if target.path != "/":
        raise refused
    given = urlsplit(f"https://{name}/").port
    return target.host, given or usual


def _place(address: str) -> Place:
    parts = urlsplit(address)
    host, port = _server(authority_of(address), PORTS[SCHEMES.get(parts.scheme, "tls")])
    folder = unquote(parts.path.removeprefix("/"))
    sender = asked_in(address).get("from", "")
    return Place(host, port, parts.scheme == "imaps", folder, sender)


@dataclass(frozen=True, slots=True)
class Gap:
    """Mails with numbers between two others, both left out, that are still to be read."""

    low: int
    high: int
    floor: datetime


@dataclass(slots=True)
class Round:
    """One visit to a folder. Numbers (UIDs) grow with arrival, as long as UIDVALIDITY stays."""

    box: MailBox
    place: Place
    now: datetime
    seen: list[Entry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    reached: datetime | None = None
    is_slow: bool = False

    def made(self, cursor: Mapping[str, str]) -> Batch:
        """What the visit brought.

        The cursor holds ``validity``, ``last`` and ``first`` (the highest and lowest number
        read), ``back`` (until when nothing is missing), and ``gap*``, of a gap.
        """
        validity = self._validity()
        # Numbered anew: everything is looked at again, and known by the mails' own ids.
        known = cursor if cursor.get("validity") == validity else {}
        last, first = _number(known, "last"), _number(known, "first")
        wanted = read_date(cursor.get("wanted"))
        floor = min(self.now - BACKFILL, wanted or self.now)
        gap = _gap(known, first, wanted)
        new = self._asked(last, 0, None if last else floor)
        rest = self._read(new)
        low, floor = (gap.low, min(gap.floor, floor)) if gap else (last, floor)
        if rest:
            # An old gap lies behind the new one: going down to its floor closes both.
            gap = Gap(low, rest[-1] + 1, floor)
        elif gap and not self.is_slow:
            rest = self._read(self._asked(gap.low, gap.high, gap.floor))
            gap = Gap(gap.low, rest[-1] + 1, gap.floor) if rest else None
        ended = floor if not gap and (wanted or not last or known.get("gap")) else None
        return self._batch(known, validity, gap, max([last, *new]), ended)

    def _batch(
        self,
        known: Mapping[str, str],
        validity: str,
        gap: Gap | None,
        last: int,
        ended: datetime | None,
    ) -> Batch:
        first = min(
            [*self.numbers, *([_number(known, "first")] if known.get("first") else [])] or [0]
        )
        back = ended.isoformat() if ended else known.get("back", "")
        numbers = {"validity": validity, "last": str(last), "first": str(first), "back": back}
        return Batch(
            entries=tuple({each.external_id: each for each in self.seen}.values()),
            cursor={
                **{key: value for key, value in numbers.items() if value not in ("", "0")},
                **(_kept(gap, self.reached or self.now) if gap else {}),
            },
            next_in=SOON if gap else PAUSE,
            notes=tuple(self.notes),
            reaches_back=gap is None,
        )

    def _validity(self) -> str:
        stated = self.box.client.response("UIDVALIDITY")[1]
        value = stated[-1] if stated else None
        return value.decode("ascii", "replace")[:20] if isinstance(value, bytes) else "0"

    def _asked(self, after: int, before: int, since: datetime | None) -> list[int]:
        """The numbers between two, ascending; ``before`` 0: all that follow."""
        if before and before - after < 2:
            return []
        # "7:*" always names the last mail too, even where its number is lower.
        span = UidRange(str(after + 1), str(before - 1) if before else "*")
        wish = AND(
            uid=span,
            from_=self.place.sender or None,
            date_gte=since.date() - timedelta(days=1) if since else None,
        )
        found = [int(each) for each in self.box.uids(wish, charset=None)]
        return sorted({each for each in found if after < each and (not before or each < before)})

    def _read(self, numbers: list[int]) -> list[int]:
        """Read the newest of them; what is left over for the next visit, ascending."""
        rest = list(numbers)
        while rest and len(self.numbers) < AT_ONCE:
            try:
                self._one(rest[-1])
            except (TooSlow, TooLarge):
                if not self.numbers:
                    raise
                self.is_slow = True
                break
            self.numbers.append(rest.pop())
        return rest

    def _one(self, number: int) -> None:
        parts = f"(UID INTERNALDATE BODY.PEEK[]<0.{MOST}>)"
        answer = self.box.client.uid("fetch", str(number), parts)[1]
        pairs = [each for each in answer if isinstance(each, tuple)]
        if not pairs:
            return
        stated = b" ".join([*(each[0] for each in pairs), *_plain(answer)])
        arrived = _arrived(stated) or self.now
        self.reached = min(self.reached or arrived, arrived)
        try:
            self.seen += entries(read(bytes(pairs[0][1]), arrived), self.now)
        except SoftTimeLimitExceeded:
            raise
        except Exception as problem:
            # A mail may break any parser there is; the others are read all the same.
            self.notes.append(f"mail {number} cannot be read: {type(problem).__name__}")


def _plain(answer: list[object]) -> list[bytes]:
    return [each for each in answer if isinstance(each, bytes)]


def _arrived(stated: bytes) -> datetime | None:
    found = DATED.search(stated)
    try:
        read_at = (
            datetime.strptime(found[1].decode().strip(), "%d-%b-%Y %H:%M:%S %z") if found else None
        )
    except ValueError:
        return None
    good = read_at is not None and read_at >= EARLIEST
    return read_at.astimezone(UTC) if read_at and good else None


def _number(known: Mapping[str, str], key: str) -> int:
    stated = known.get(key, "")
    return int(stated) if stated.isdecimal() and len(stated) < 12 else 0


def _gap(known: Mapping[str, str], first: int, wanted: datetime | None) -> Gap | None:
    """What is left to read, deepened by a wish to read further back."""
    floor = read_date(known.get("gap_floor"))
    if known.get("gap") and floor:
        floor = min(floor, wanted) if wanted else floor
        return Gap(_number(known, "gap_low") if not wanted else 0, _number(known, "gap"), floor)
    return Gap(0, first, wanted) if wanted and first else None


def _kept(gap: Gap, reached: datetime) -> dict[str, str]:
    return {
        "gap": str(gap.high),
        "gap_low": str(gap.low),
        "gap_floor": gap.floor.isoformat(),
        "gap_at": max(reached, gap.floor).isoformat(),
    }
