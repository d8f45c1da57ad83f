"""A mail server on loopback: enough of IMAP4rev1 to read a folder, over real sockets and TLS."""

from __future__ import annotations

import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import BinaryIO

from monitoring.fetching import Client
from tests.patience import PATIENCE

USER, PASSWORD = "alerts@lindner.example", 'can"ary pass\\word'


@dataclass(frozen=True)
class Stored:
    """One mail in a folder."""

    uid: int
    raw: bytes
    arrived: datetime
    sender: str


@dataclass
class Mailbox:
    """The folders, and how the server behaves.

    ``said`` are the commands, passwords left out. ``slipped_in`` is what somebody in between adds
    in the open to the server's consent to STARTTLS.
    """

    uidvalidity: int = 7
    folders: dict[str, list[Stored]] = field(default_factory=lambda: {"INBOX": []})
    refuses: bytes = b"[AUTHENTICATIONFAILED] Authentication failed."
    greeting: bytes = b"* OK ready\r\n"
    offers_starttls: bool = True
    slipped_in: bytes = b""
    answers: dict[str, bytes] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def put(
        self,
        raw: bytes | EmailMessage,
        *,
        at: datetime,
        sender: str = "",
        folder: str = "INBOX",
        uid: int | None = None,
    ) -> None:
        mails = self.folders.setdefault(folder, [])
        number = uid or (mails[-1].uid + 1 if mails else 1)
        mails.append(Stored(number, bytes(raw), at, sender))


class ImapServer:
    """``tls`` encrypts at once; ``starttls`` when asked to."""

    def __init__(self, tls: ssl.SSLContext, trusted: ssl.SSLContext, *, at_once: bool) -> None:
        self.mailbox = Mailbox()
        self._tls, self._trusted, self._at_once = tls, trusted, at_once
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> str:
        scheme = "imaps" if self._at_once else "imap"
        return f"{scheme}://127.0.0.1:{self.port}/INBOX"

    def client(self) -> Client:
        return Client(
            user_agent="Test",
            loopback=frozenset({("127.0.0.1", self.port)}),
            tls=self._trusted,
        )

    def stop(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _address = self._listener.accept()
                threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with suppress(OSError, ValueError):
            connection.settimeout(PATIENCE)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._at_once:
                connection = self._tls.wrap_socket(connection, server_side=True)
            Talk(self.mailbox, connection, self._tls, self._at_once).go_on()
            connection.close()


class Talk:
    """One connection."""

    def __init__(
        self, mailbox: Mailbox, connection: socket.socket, tls: ssl.SSLContext, encrypted: bool
    ) -> None:
        self.mailbox, self.connection, self.tls = mailbox, connection, tls
        self.encrypted = encrypted
        self.folder = "INBOX"
        self.lines: BinaryIO = connection.makefile("rb")

    def go_on(self) -> None:
        self.send(self.mailbox.greeting)
        while line := self.lines.readline():
            tag, _blank, rest = line.decode().rstrip("\r\n").partition(" ")
            name = rest.split(" ")[0].upper()
            name = f"UID {rest.split(' ')[1].upper()}" if name == "UID" else name
            self.mailbox.said.append(name if name == "LOGIN" else rest)
            if name in self.mailbox.answers:
                self.send(self.mailbox.answers[name].replace(b"TAG", tag.encode()))
                continue
            if not self.answer(tag, name, rest):
                return

    def send(self, content: bytes) -> None:
        self.connection.sendall(content)

    def answer(self, tag: str, name: str, rest: str) -> bool:
        ok = f"{tag} OK done\r\n".encode()
        if name == "CAPABILITY":
            more = b"" if self.encrypted or not self.mailbox.offers_starttls else b" STARTTLS"
            self.send(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN" + more + b"\r\n" + ok)
        elif name == "STARTTLS":
            self.send(ok + self.mailbox.slipped_in)
            self.connection = self.tls.wrap_socket(self.connection, server_side=True)
            self.lines, self.encrypted = self.connection.makefile("rb"), True
        elif name == "LOGIN":
            assert self.encrypted, "a password in the open"
            user, password = re.findall(r'"((?:[^"\\]|\\.)*)"', rest)
            good = (_unquoted(user), _unquoted(password)) == (USER, PASSWORD)
            refused = f"{tag} NO ".encode() + self.mailbox.refuses + b"\r\n"
            self.send(ok if good else refused)
        elif name in ("EXAMINE", "SELECT"):
            self.examine(tag, rest, ok)
        elif name == "LIST":
            for folder in self.mailbox.folders:
                self.send(f'* LIST () "/" "{folder}"\r\n'.encode())
            self.send(ok)
        elif name == "UID SEARCH":
            found = " ".join(str(each.uid) for each in self.found(rest))
            self.send(f"* SEARCH {found}\r\n".encode() + ok)
        elif name == "UID FETCH":
            self.fetch(rest, ok)
        else:
            self.send(f"{tag} BAD unknown\r\n".encode())
        return name != "LOGOUT"

    def examine(self, tag: str, rest: str, ok: bytes) -> None:
        folder = rest.partition(" ")[2].strip('"')
        if folder not in self.mailbox.folders:
            self.send(f"{tag} NO [NONEXISTENT] no such folder\r\n".encode())
            return
        self.folder = folder
        self.send(f"* {len(self.mailbox.folders[folder])} EXISTS\r\n".encode())
        self.send(f"* OK [UIDVALIDITY {self.mailbox.uidvalidity}] valid\r\n".encode())
        self.send(ok.replace(b"OK done", b"OK [READ-ONLY] done"))

    def found(self, rest: str) -> list[Stored]:
        mails = self.mailbox.folders[self.folder]
        span = re.search(r"UID (\d+):(\d+|\*)", rest.partition("SEARCH")[2])
        assert span, rest
        low = int(span[1])
        high = int(span[2]) if span[2] != "*" else max([low, *(each.uid for each in mails)])
        # As RFC 3501 has it: "7:*" names the last mail also where its number is lower.
        last = [mails[-1].uid] if mails and span[2] == "*" else []
        chosen = [each for each in mails if low <= each.uid <= high or each.uid in last]
        if sender := re.search(r'FROM "([^"]*)"', rest):
            chosen = [each for each in chosen if sender[1] in each.sender]
        if since := re.search(r"SINCE (\d+-\w+-\d+)", rest):
            day = datetime.strptime(since[1], "%d-%b-%Y").replace(tzinfo=UTC)
            chosen = [each for each in chosen if each.arrived >= day]
        return chosen

    def fetch(self, rest: str, ok: bytes) -> None:
        number = int(rest.split(" ")[2])
        size = re.search(r"BODY\.PEEK\[\]<0\.(\d+)>", rest)
        assert size, rest
        for place, each in enumerate(self.mailbox.folders[self.folder], 1):
            if each.uid == number:
                raw = each.raw[: int(size[1])]
                date = each.arrived.strftime("%d-%b-%Y %H:%M:%S +0000")
                head = f'* {place} FETCH (UID {number} INTERNALDATE "{date}" BODY[]<0> '
                self.send(f"{head}{{{len(raw)}}}\r\n".encode() + raw + b")\r\n")
        self.send(ok)


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


@contextmanager
def imap_server(
    tls: ssl.SSLContext, trusted: ssl.SSLContext, *, at_once: bool = True
) -> Iterator[ImapServer]:
    server = ImapServer(tls, trusted, at_once=at_once)
    try:
        yield server
    finally:
        server.stop()
