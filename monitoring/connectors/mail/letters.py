"""A mail as entries: one, or many where it is an alert that lists what was found."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from imap_tools.message import MailMessage

from monitoring.connectors.base import Entry
from monitoring.connectors.feeds.dates import EARLIEST
from monitoring.connectors.feeds.identity import external_id
from monitoring.connectors.feeds.words import clean, plain
from monitoring.connectors.mail.alerts import Found, found_in

ALERTS = "googlealerts-noreply@google.com"
MOST_FOUND = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """What is needed of a mail. ``arrived`` is the server's word, ``stated`` the sender's."""

    id: str
    subject: str
    sender: str
    name: str
    html: str
    text: str
    arrived: datetime
    stated: datetime | None


def read(raw: bytes, arrived: datetime) -> Letter:
    """A mail taken apart; may raise nearly anything for one that is built to do harm."""
    mail = MailMessage.from_bytes(raw)
    sender = mail.from_values
    number = "".join((mail.headers.get("message-id") or ("",))[0].split())
    return Letter(
        id=clean(number)[:400] or f"sha256:{sha256(raw).hexdigest()}",
        subject=plain(mail.subject, "text", 500),
        sender=plain(sender.email, "text", 200).lower() if sender else "",
        name=plain(sender.name, "text", 200) if sender else "",
        html=clean(mail.html),
        text=clean(mail.text),
        arrived=arrived,
        stated=_aware(mail.date),
    )


def entries(letter: Letter, now: datetime) -> list[Entry]:
    """The things an alert found; any other mail is one entry."""
    if letter.sender == ALERTS:
        found = found_in(letter.html, letter.text)[:MOST_FOUND]
        if found:
            return [_found(each, letter, now) for each in found]
    return [_whole(letter, now)]


def _found(found: Found, letter: Letter, now: datetime) -> Entry:
    return Entry(
        # The same page in two alerts is one entry.
        external_id=external_id(found.url, "", "", "", ""),
        url=found.url,
        title=plain(found.title, "html"),
        html=found.words,
        published_at=min(letter.arrived, now),
        stated_at=letter.arrived,
        author_name=plain(found.place, "html", 200),
        kind="article",
    )


def _whole(letter: Letter, now: datetime) -> Entry:
    stated = letter.stated or letter.arrived
    return Entry(
        external_id=external_id(letter.id, "", "", "", ""),
        url="",
        title=letter.subject,
        html=letter.html,
        text=letter.text,
        # Mails name any date; none is older than its arrival makes believable.
        published_at=min(letter.arrived, now),
        stated_at=min(stated, now),
        author_name=letter.name or letter.sender,
        author_handle=letter.sender,
        site=letter.sender.rpartition("@")[2],
        kind="message",
    )


def _aware(stated: datetime) -> datetime | None:
    try:
        read = stated.replace(tzinfo=UTC) if stated.tzinfo is None else stated.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return read if read >= EARLIEST else None
