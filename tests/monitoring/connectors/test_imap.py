"""Alerts by e-mail, read over real sockets and TLS from a small mail server."""

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from monitoring.connectors.base import Batch
from monitoring.connectors.errors import (
    BadRequest,
    ConnectorError,
    SettingRefused,
    SignInMissing,
    Transient,
    Unexpected,
)
from monitoring.connectors.imap import AT_ONCE, Mail
from monitoring.connectors.mail.session import (
    AppPasswordAsked,
    NoEncryption,
    NoMailServerThere,
    NoSuchFolder,
    NotPublicServer,
    WrongPassword,
)
from monitoring.fetching import Client
from tests.monitoring.fetching.servers import certificate
from tests.monitoring.imap_server import PASSWORD, USER, ImapServer, imap_server

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
GIVEN = {"user": USER, "password": PASSWORD}
Contexts = tuple[ssl.SSLContext, ssl.SSLContext]


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> Contexts:
    return certificate(Path(tmp_path_factory.mktemp("tls")), name="127.0.0.1")


@pytest.fixture
def mail(contexts: Contexts) -> Iterator[ImapServer]:
    with imap_server(*contexts) as running:
        yield running


def letter(number: int | str, text: str = "Lindner braut.", **headers: str) -> EmailMessage:
    written = EmailMessage()
    written["Message-ID"] = f"<{number}@blog.example>"
    written["From"] = "Carol Muster <Carol@blog.example>"
    written["Subject"] = "Neues vom Blog"
    written["Date"] = "Mon, 23 Nov 2026 08:00:00 +0100"
    for name, value in headers.items():
        del written[name]
        written[name] = value
    written.set_content(text)
    return written


def fetch(mail: ImapServer, *, path: str = "", **cursor: str) -> Batch:
    return Mail().fetch(mail.address + path, cursor, mail.client(), NOW, GIVEN)


def texts(batch: Batch) -> list[str]:
    return [entry.text.strip() for entry in batch.entries]


def test_a_mail_is_one_entry_and_stays_unread(mail: ImapServer) -> None:
    mail.mailbox.put(letter(1), at=NOW - timedelta(hours=1))
    batch = fetch(mail)
    (entry,) = batch.entries
    assert (entry.external_id, entry.title) == ("<1@blog.example>", "Neues vom Blog")
    assert (entry.author_name, entry.author_handle) == ("Carol Muster", "carol@blog.example")
    assert (entry.site, entry.kind, entry.url) == ("blog.example", "message", "")
    assert entry.text.strip() == "Lindner braut."
    assert entry.published_at == NOW - timedelta(hours=1)
    assert entry.stated_at == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    assert batch.reaches_back and batch.cursor["last"] == "1"
    said = " ".join(mail.mailbox.said)
    assert 'EXAMINE "INBOX"' in said and "BODY.PEEK[]" in said
    for word in ("SELECT", "STORE", "COPY", "MOVE", "EXPUNGE", "BODY[]"):
        assert word not in said


def test_the_next_visit_asks_for_what_follows_and_takes_the_last_one_not_twice(
    mail: ImapServer,
) -> None:
    mail.mailbox.put(letter(1), at=NOW - timedelta(hours=2))
    first = fetch(mail)
    assert texts(fetch(mail, **first.cursor)) == []
    mail.mailbox.put(letter(2, "Freibier."), at=NOW - timedelta(minutes=5))
    second = fetch(mail, **first.cursor)
    assert texts(second) == ["Freibier."]
    assert second.cursor["last"] == "2"
    assert any("UID SEARCH (UID 2:*)" in said for said in mail.mailbox.said)


def test_a_new_folder_is_read_thirty_days_back(mail: ImapServer) -> None:
    mail.mailbox.put(letter(1, "alt"), at=NOW - timedelta(days=40))
    mail.mailbox.put(letter(2, "neu"), at=NOW - timedelta(days=20))
    batch = fetch(mail)
    assert texts(batch) == ["neu"]
    assert batch.cursor["back"] == (NOW - timedelta(days=30)).isoformat()


def test_many_mails_come_in_over_several_visits_newest_first(mail: ImapServer) -> None:
    total = 2 * AT_ONCE + 5
    for number in range(total):
        mail.mailbox.put(
            letter(number, f"Nummer {number}"), at=NOW - timedelta(minutes=total - number)
        )
    first = fetch(mail)
    assert texts(first)[0] == f"Nummer {total - 1}"
    assert not first.reaches_back and first.next_in == timedelta(minutes=5)
    assert first.cursor["gap_at"] == (NOW - timedelta(minutes=AT_ONCE)).isoformat()
    mail.mailbox.put(letter("x", "Dazwischen"), at=NOW)
    seen, cursor = texts(first), first.cursor
    for _visit in range(2):
        batch = fetch(mail, **cursor)
        seen, cursor = seen + texts(batch), batch.cursor
    assert batch.reaches_back and "gap" not in batch.cursor
    assert sorted(seen) == sorted([*(f"Nummer {number}" for number in range(total)), "Dazwischen"])


def test_a_folder_numbered_anew_is_read_again_by_the_mails_own_names(mail: ImapServer) -> None:
    mail.mailbox.put(letter(1), at=NOW - timedelta(days=3), uid=500)
    cursor = fetch(mail).cursor
    mail.mailbox.uidvalidity = 8
    mail.mailbox.folders["INBOX"] = []
    mail.mailbox.put(letter(1), at=NOW - timedelta(days=3), uid=1)
    mail.mailbox.put(letter(2, "Neu."), at=NOW - timedelta(days=1), uid=2)
    batch = fetch(mail, **cursor)
    assert [entry.external_id for entry in batch.entries] == [
        "<2@blog.example>",
        "<1@blog.example>",
    ]
    assert (batch.cursor["validity"], batch.cursor["last"]) == ("8", "2")


def test_a_wish_to_read_further_back_is_granted(mail: ImapServer) -> None:
    mail.mailbox.put(letter(1, "uralt"), at=NOW - timedelta(days=300))
    mail.mailbox.put(letter(2, "alt"), at=NOW - timedelta(days=100))
    mail.mailbox.put(letter(3, "neu"), at=NOW - timedelta(days=1))
    cursor = fetch(mail).cursor
    wanted = NOW - timedelta(days=200)
    batch = fetch(mail, **cursor, wanted=wanted.isoformat())
    assert texts(batch) == ["alt"]
    assert batch.cursor["back"] == wanted.isoformat() and "wanted" not in batch.cursor
    empty = fetch(mail, **batch.cursor)
    assert texts(empty) == [] and empty.cursor["back"] == wanted.isoformat()


def test_only_one_sender_is_read_where_one_is_named(mail: ImapServer) -> None:
    mail.mailbox.put(letter(1, "ja"), at=NOW, sender="a@alerts.example")
    mail.mailbox.put(letter(2, "nein"), at=NOW, sender="b@blog.example")
    assert texts(fetch(mail, path="?from=alerts.example")) == ["ja"]


def test_starttls_comes_before_the_password(contexts: Contexts) -> None:
    with imap_server(*contexts, at_once=False) as mail:
        mail.mailbox.put(letter(1), at=NOW)
        assert texts(fetch(mail)) == ["Lindner braut."]
        assert mail.mailbox.said.index("STARTTLS") < mail.mailbox.said.index("LOGIN")
        mail.mailbox.offers_starttls = False
        mail.mailbox.said.clear()
        with pytest.raises(NoEncryption):
            fetch(mail)
        assert "LOGIN" not in mail.mailbox.said


def test_what_was_slipped_in_before_the_encryption_is_not_read(contexts: Contexts) -> None:
    with imap_server(*contexts, at_once=False) as mail:
        mail.mailbox.slipped_in = b"* BYE somebody in between\r\n"
        mail.mailbox.put(letter(1), at=NOW)
        assert texts(fetch(mail)) == ["Lindner braut."]


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        (b"[AUTHENTICATIONFAILED] Authentication failed.", WrongPassword),
        (b"[ALERT] Application-specific password required: https://x", AppPasswordAsked),
        (b"[UNAVAILABLE] Temporary authentication failure.", Transient),
        (b'LOGIN failed, you sent can"ary pass\\word', WrongPassword),
    ],
    ids=["wrong", "app", "busy", "echo"],
)
def test_a_refused_sign_in_says_why_and_repeats_nothing(
    mail: ImapServer, refusal: bytes, expected: type[ConnectorError]
) -> None:
    mail.mailbox.refuses = refusal
    with pytest.raises(expected) as raised:
        Mail().fetch(mail.address, {}, mail.client(), NOW, {"user": USER, "password": "x"})
    assert type(raised.value) is expected
    assert "ary" not in str(raised.value) and raised.value.__cause__ is None


def test_a_folder_that_is_missing_is_named_with_those_that_are_there(mail: ImapServer) -> None:
    mail.mailbox.folders["Alerts"] = []
    with pytest.raises(NoSuchFolder) as raised:
        Mail().fetch(mail.address.replace("INBOX", "Allerts"), {}, mail.client(), NOW, GIVEN)
    assert str(raised.value.sentence) == (
        "There is no folder of this name. There are: Alerts, INBOX."
    )


def test_a_certificate_nobody_vouches_for_is_refused_before_the_password(
    mail: ImapServer,
) -> None:
    opened = frozenset({("127.0.0.1", mail.port)})
    with pytest.raises(Transient) as raised:
        Mail().fetch(mail.address, {}, Client(user_agent="T", loopback=opened), NOW, GIVEN)
    assert "certificate is not valid" in str(raised.value.sentence)
    assert mail.mailbox.said == []


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.5", "169.254.169.254", "[::1]", "localhost"])
def test_no_mail_server_inside_is_asked(host: str) -> None:
    with pytest.raises(NotPublicServer):
        Mail().fetch(f"imaps://{host}:993/INBOX", {}, Client(user_agent="T"), NOW, GIVEN)


def test_no_other_port_is_asked() -> None:
    with pytest.raises(BadRequest):
        Mail().fetch("imaps://mail.example:22/INBOX", {}, Client(user_agent="T"), NOW, GIVEN)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"UID SEARCH": b"* SEARCH \xff\xfe x\r\nTAG OK done\r\n"}, Unexpected),
        ({"UID SEARCH": b"* SEARCH 1 2 nonsense\r\nTAG OK done\r\n"}, Unexpected),
        ({"UID SEARCH": b"TAG NO [SERVERBUG] x\r\n"}, NoMailServerThere),
        ({"UID SEARCH": b"* BYE\r\n"}, Transient),
        ({"EXAMINE": b"* OK [UIDVALIDITY\r\nTAG BAD x\r\n"}, NoMailServerThere),
        ({"UID FETCH": b"* 1 FETCH (UID 1 BODY[] {999999999999}\r\nshort"}, ConnectorError),
        ({"CAPABILITY": b"HTTP/1.1 400 Bad Request\r\n\r\n"}, Transient),
    ],
    ids=["bytes", "words", "refused", "bye", "examine", "broken-off", "http"],
)
def test_an_answer_of_another_shape_has_a_name(
    mail: ImapServer, answers: dict[str, bytes], expected: type[ConnectorError]
) -> None:
    mail.mailbox.put(letter(1), at=NOW)
    mail.mailbox.answers = answers
    with pytest.raises(ConnectorError) as raised:
        fetch(mail)
    assert isinstance(raised.value, expected), repr(raised.value)


def test_a_website_at_the_port_of_a_mail_server_is_none(mail: ImapServer) -> None:
    mail.mailbox.greeting = b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n"
    with pytest.raises(ConnectorError):
        fetch(mail)


def nested(depth: int) -> bytes:
    parts = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (each, each)
        for each in range(depth)
    )
    return b"Message-ID: <deep@x>\r\nFrom: a@b.example\r\n" + parts + b"\r\nx"


@pytest.mark.parametrize(
    "raw",
    [
        nested(3000),
        b"",
        b"\xff" * 1000,
        b"From: " + b"(" * 50_000 + b"\r\n\r\nx",
        b"Subject: =?utf-8?q?" + b"=41" * 40_000 + b"?=\r\n\r\nx",
        b"Content-Type: text/plain; charset=no-such\r\n\r\nx",
        b"Date: Mon, 99 Foo 99999999 99:99\r\n\r\nx",
        b"Content-Type: text/html\r\n\r\n" + b"<div>" * 100_000,
        b"Message-ID: <\x00\xed\xa0\x80@x>\r\n\r\n\x00\x01",
    ],
    ids=["nested", "empty", "bytes", "brackets", "subject", "charset", "date", "deep", "odd"],
)
def test_a_hostile_mail_costs_at_most_itself(mail: ImapServer, raw: bytes) -> None:
    mail.mailbox.put(letter(1), at=NOW - timedelta(hours=1))
    mail.mailbox.put(raw, at=NOW)
    batch = fetch(mail)
    assert "Lindner braut." in texts(batch)
    assert batch.cursor["last"] == "2"


def test_of_a_huge_mail_the_beginning_is_read(mail: ImapServer) -> None:
    mail.mailbox.put(letter(1, "Anfang. " + "x" * 3_000_000), at=NOW)
    (entry,) = fetch(mail).entries
    assert entry.text.startswith("Anfang.") and len(entry.text) < 600_000


def test_without_a_password_nothing_is_asked(mail: ImapServer) -> None:
    with pytest.raises(SignInMissing):
        Mail().fetch(mail.address, {}, mail.client(), NOW)
    assert mail.mailbox.said == []


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ({"server": "IMAP.Strato.de"}, "imaps://imap.strato.de:993/INBOX"),
        (
            {"server": "imap.strato.de", "encryption": "starttls", "folder": "inbox"},
            "imap://imap.strato.de:143/INBOX",
        ),
        (
            {"server": "imap.gmail.com:993/", "folder": "Alerts/Über uns", "sender": "A@b.example"},
            "imaps://imap.gmail.com:993/Alerts%2F%C3%9Cber%20uns?from=a%40b.example",
        ),
    ],
    ids=["plain", "starttls", "all"],
)
def test_the_settings_stand_in_the_address(settings: dict[str, str], address: str) -> None:
    assert Mail().address_of(settings) == address
    assert Mail().normalise_address(address) == address


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"server": ""}, "server"),
        ({"server": "mail.example/INBOX"}, "server"),
        ({"server": "user@mail.example"}, "server"),
        ({"server": "mail.example", "encryption": "none"}, "encryption"),
        ({"server": "mail.example", "folder": "a\x07b"}, "folder"),
        ({"server": "mail.example", "sender": 'x" ALL'}, "sender"),
    ],
    ids=["empty", "path", "user", "open", "control", "injected"],
)
def test_settings_that_cannot_be_are_refused_where_they_stand(
    settings: dict[str, str], field: str
) -> None:
    with pytest.raises(SettingRefused) as refused:
        Mail().address_of(settings)
    assert refused.value.field == field


def test_people_read_which_folder_is_meant() -> None:
    assert (
        Mail().described("imaps://imap.strato.de:993/Alerts")
        == "Mails in “Alerts” on imap.strato.de"
    )
