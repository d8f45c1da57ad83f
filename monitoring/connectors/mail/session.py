"""A sign-in at a mail server, over the guarded connection; every failure has a name."""

import imaplib
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from imap_tools import errors as mail_errors
from imap_tools.mailbox import BaseMailBox

from monitoring.connectors.errors import (
    AuthError,
    BadRequest,
    ConnectorError,
    Transient,
    Unexpected,
    from_fetch,
)
from monitoring.connectors.feeds.words import plain
from monitoring.fetching import Client, FetchError, MalformedAnswer, RefusedAddress, Wire

LINE = 4_000_000
"""Longer than any honest answer: the numbers of 500,000 mails."""
FOLDERS_SHOWN = 12
CODE = re.compile(rb"\[([A-Z-]{1,40})[\] ]")
BUSY = (b"UNAVAILABLE", b"INUSE", b"LIMIT", b"OVERQUOTA", b"SERVERBUG", b"CONTACTADMIN")
APP_PASSWORD = re.compile(rb"app(?:lication)?[- ]specific password|app password", re.IGNORECASE)


class WrongPassword(AuthError):  # noqa: N818 (named for what happened)
    """The mail server does not take user name and password."""

    sentence = _(
        "The mail server does not accept this user name and password. Many providers want an "
        "app password instead of your own, and some want access by IMAP switched on first."
    )


class AppPasswordAsked(AuthError):  # noqa: N818
    """The server says that the password of a person is not enough."""

    sentence = _(
        "The mail server wants an app password instead of your own. It is made in the settings "
        "of the mailbox."
    )


class NoSuchFolder(BadRequest):
    """The mailbox is there, the folder is not."""

    sentence = _("There is no folder of this name in the mailbox.")


class NotPublicServer(BadRequest):
    """The name leads into a private network."""

    sentence = _("This mail server is not on the public internet, so it is not asked.")


class NoMailServerThere(BadRequest):
    """Whatever answers does not speak IMAP."""

    sentence = _("No mail server answers there. Check its name and the kind of encryption.")


class NoEncryption(BadRequest):
    """The server does not offer STARTTLS, and a password is not sent in the open."""

    sentence = _(
        "This mail server offers no encryption on this connection, so no password is sent. "
        "Try the other kind of encryption."
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Which folder of which server. ``at_once``: encrypted before the first word."""

    host: str
    port: int
    at_once: bool
    folder: str
    sender: str


class GuardedImap(imaplib.IMAP4):
    """The library's client with our connection under it."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._rest = bytearray()
        super().__init__(wire.host, wire.port)

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        """Nothing to do: it is open already."""
        self.host, self.port = host, port

    def read(self, size: int) -> bytes:
        """Exactly so many bytes, fewer at the end of the connection."""
        while len(self._rest) < size and (more := self._wire.read()):
            self._rest += more
        return self._taken(size)

    def readline(self) -> bytes:
        """One line with its end; raises MalformedAnswer for one that does not end."""
        searched = 0
        while (end := self._rest.find(b"\n", searched)) < 0:
            searched = len(self._rest)
            more = self._wire.read()
            if not more:
                return self._taken(searched)
            self._rest += more
            if searched > LINE:
                raise MalformedAnswer("a line without an end")
        return self._taken(end + 1)

    def send(self, data: bytes) -> None:  # type: ignore[override]
        """All of it."""
        self._wire.write(data)

    def shutdown(self) -> None:
        """Let go of the connection."""
        self._wire.close()

    def encrypt(self, client: Client) -> None:
        """STARTTLS; raises NoEncryption where the server does not offer it."""
        if "STARTTLS" not in self.capabilities:
            raise NoEncryption("no STARTTLS")
        status, _said = self._simple_command("STARTTLS")
        if status != "OK":
            raise NoEncryption("STARTTLS refused")
        client.upgrade(self._wire)
        # What came in the open before must not be taken for an answer after it.
        self._rest.clear()
        self._get_capabilities()

    def _taken(self, size: int) -> bytes:
        taken = bytes(self._rest[:size])
        del self._rest[:size]
        return taken


class MailBox(BaseMailBox):
    """A mailbox over a guarded connection."""

    def __init__(self, place: Place, client: Client) -> None:
        self._place, self._client = place, client
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        place = self._place
        wire = self._client.connect(place.host, place.port, tls=place.at_once)
        try:
            imap = GuardedImap(wire)
            if not place.at_once:
                imap.encrypt(self._client)
        except BaseException:
            wire.close()
            raise
        return imap


@contextmanager
def signed_in(place: Place, client: Client, user: str, password: str) -> Iterator[MailBox]:
    """A mailbox, signed in, the folder opened for reading only. Raises ConnectorError.

    Read-only (EXAMINE): whatever is read there stays as unread as it was.
    """
    with _named():
        box = MailBox(place, client)
        try:
            _sign_in(box, user, password)
            _open(box, place.folder)
            yield box
        finally:
            with suppress(Exception):
                box.client.shutdown()


def _sign_in(box: MailBox, user: str, password: str) -> None:
    if not (user + password).isprintable():
        raise WrongPassword("characters that no password has")
    try:
        if (user + password).isascii():
            box.login(user, password, initial_folder=None)
        else:
            box.login_utf8(user, password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except (mail_errors.MailboxLoginError, imaplib.IMAP4.error) as problem:
        raise _refused(problem) from None


def _refused(problem: Exception) -> ConnectorError:
    """Why: never with the server's own words, which may repeat what was sent."""
    result = getattr(problem, "command_result", None)
    said = b" ".join(part for part in result[1] if isinstance(part, bytes)) if result else b""
    said = said or str(problem).encode("ascii", "replace")
    found = CODE.search(said)
    code = found[1] if found else b""
    if code in BUSY:
        return Transient(f"sign-in refused: {code.decode()}")
    if APP_PASSWORD.search(said):
        return AppPasswordAsked("sign-in refused: app password")
    return WrongPassword(f"sign-in refused: {code.decode() or 'NO'}")


def _open(box: MailBox, folder: str) -> None:
    try:
        box.folder.set(folder, readonly=True)
    except mail_errors.MailboxFolderSelectError:
        names = sorted(plain(each.name, "text", 60) for each in box.folder.list())
        shown = ", ".join(names[:FOLDERS_SHOWN])
        said = format_lazy(_("There is no folder of this name. There are: {names}."), names=shown)
        raise NoSuchFolder("no such folder", sentence=said if names else None) from None


@contextmanager
def _named() -> Iterator[None]:
    """Whatever is raised below becomes one of ours."""
    try:
        yield
    except ConnectorError:
        raise
    except RefusedAddress as problem:
        raise NotPublicServer(str(problem)) from None
    except FetchError as problem:
        raise from_fetch(problem) from problem
    except imaplib.IMAP4.abort as problem:
        raise Transient(f"broken off: {type(problem).__name__}") from None
    except (imaplib.IMAP4.error, mail_errors.ImapToolsError) as problem:
        raise NoMailServerThere(f"no IMAP: {type(problem).__name__}") from None
    except (ValueError, LookupError, TypeError, AttributeError) as problem:
        # The libraries read answers as they ought to be; a hostile one breaks them anyhow.
        raise Unexpected(f"an answer of another shape: {type(problem).__name__}") from problem
