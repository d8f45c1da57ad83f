"""Against a mail server written by others: Dovecot, as Debian has it.

``ETAPPE_DOVECOT`` names its program (``apt-get install dovecot-imapd``); without it, or without
the rights to start it, these tests are skipped, saying so.
"""

import os
import shutil
import socket
import ssl
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

import pytest
from imap_tools import MailBox as OtherMailBox

from monitoring.connectors.imap import Mail
from monitoring.connectors.mail.session import NoSuchFolder, WrongPassword
from monitoring.fetching import Client
from tests.monitoring.connectors.test_imap import letter
from tests.monitoring.fetching.servers import certificate
from tests.patience import PATIENCE

PROGRAM = os.environ.get("ETAPPE_DOVECOT") or shutil.which("dovecot")
pytestmark = [
    pytest.mark.skipif(not PROGRAM, reason="Dovecot is not installed"),
    pytest.mark.skipif(os.geteuid() != 0, reason="Dovecot is started by root only"),
]
CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
first_valid_uid = 1
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/127.0.0.1.pem
ssl_key = <{folder}/127.0.0.1.key
disable_plaintext_auth = yes
auth_mechanisms = plain login
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={folder}/mail/%u
}}
service imap-login {{
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {secure}
    ssl = yes
  }}
}}
namespace inbox {{
  inbox = yes
}}
"""


@dataclass(frozen=True)
class Dovecot:
    plain: int
    secure: int
    client: Client
    certificate: Path


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    # Not below pytest's own folder, into which Dovecot's ordinary users may not look.
    with tempfile.TemporaryDirectory(prefix="etappe-dovecot-") as place:
        yield from _serving(Path(place))


def _serving(folder: Path) -> Iterator[Dovecot]:
    folder.chmod(0o755)
    _server, trusted = certificate(folder, name="127.0.0.1")
    (folder / "mail").mkdir()
    shutil.chown(folder / "mail", "mail", "mail")
    plain, secure = free_port(), free_port()
    config = folder / "dovecot.conf"
    config.write_text(CONFIG.format(folder=folder, plain=plain, secure=secure))
    assert PROGRAM
    running = subprocess.Popen([PROGRAM, "-F", "-c", str(config)])
    opened = frozenset({("127.0.0.1", plain), ("127.0.0.1", secure)})
    client = Client(user_agent="Test", loopback=opened, tls=trusted)
    try:
        _wait_for(secure)
        yield Dovecot(plain, secure, client, folder / "127.0.0.1.pem")
    finally:
        running.terminate()
        running.wait(PATIENCE)


def _wait_for(port: int) -> None:
    until = monotonic() + PATIENCE
    while monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            sleep(0.1)
        else:
            return
    raise AssertionError("Dovecot did not start")


def owner_of(dovecot: Dovecot, user: str) -> OtherMailBox:
    context = ssl.create_default_context(cafile=str(dovecot.certificate))
    box = OtherMailBox("127.0.0.1", dovecot.secure, ssl_context=context)
    box.login(user, "secret")
    return box


def test_mails_come_in_once_and_stay_unread(dovecot: Dovecot) -> None:
    now, given = datetime.now(UTC), {"user": "anna", "password": "secret"}
    address = f"imaps://127.0.0.1:{dovecot.secure}/Alerts"
    with owner_of(dovecot, "anna") as box:
        box.folder.create("Alerts")
        for number in range(130):
            box.append(bytes(letter(number, f"Nummer {number}")), "Alerts", dt=now)
    seen, cursor = list[str](), dict[str, str]()
    for _visit in range(3):
        batch = Mail().fetch(address, cursor, dovecot.client, now, given)
        seen, cursor = [*seen, *(each.text.strip() for each in batch.entries)], batch.cursor
    assert sorted(seen) == sorted(f"Nummer {number}" for number in range(130))
    assert batch.reaches_back
    assert Mail().fetch(address, cursor, dovecot.client, now, given).entries == ()
    with owner_of(dovecot, "anna") as box:
        box.folder.set("Alerts")
        assert {each.flags for each in box.fetch(mark_seen=False, headers_only=True)} <= {
            (),
            ("\\Recent",),
        }


def test_starttls_and_the_servers_own_refusals_are_understood(dovecot: Dovecot) -> None:
    now, address = datetime.now(UTC), f"imap://127.0.0.1:{dovecot.plain}/INBOX"
    good = {"user": "berta", "password": "secret"}
    assert Mail().fetch(address, {}, dovecot.client, now, good).entries == ()
    with pytest.raises(WrongPassword):
        Mail().fetch(address, {}, dovecot.client, now, {**good, "password": "x"})
    with pytest.raises(NoSuchFolder):
        Mail().fetch(address.replace("INBOX", "M%C3%BCll"), {}, dovecot.client, now, good)
