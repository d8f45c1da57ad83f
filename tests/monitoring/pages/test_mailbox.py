"""Setting up a mailbox, tested over TLS from the page itself; what is wrong is said in words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from monitoring.credentials import credential_of
from monitoring.models import Source
from monitoring.outgoing import client
from tests.monitoring.connectors.test_imap import letter
from tests.monitoring.fetching.servers import certificate
from tests.monitoring.imap_server import PASSWORD, USER, ImapServer, imap_server
from tests.monitoring.pages.rows import Place


@pytest.fixture
def mail(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[ImapServer]:
    """A mail server whose certificate this installation trusts."""
    with imap_server(*certificate(tmp_path, name="127.0.0.1")) as running:
        settings.FETCH_LOOPBACK = [f"127.0.0.1:{running.port}"]
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "127.0.0.1.pem"))
        client.cache_clear()
        yield running
    client.cache_clear()


def typed(mail: ImapServer, **more: str) -> dict[str, str]:
    return {
        "server": f"127.0.0.1:{mail.port}",
        "encryption": "tls",
        "credential_user": USER,
        "credential_password": PASSWORD,
        **more,
    }


def test_a_mailbox_is_tested_and_watched_and_its_password_is_never_shown(
    place: Place, mail: ImapServer
) -> None:
    mail.mailbox.put(letter(1, "Lindner braut."), at=timezone.now())
    browser, url = place.browser(), place.url("sources/add/imap/")
    page = browser.post(url, typed(mail, test="1")).content.decode()
    assert "It works and carries 1 entry." in page and "Neues vom Blog" in page
    assert "ary pass" not in page
    kept = page.partition('name="kept" value="')[2].partition('"')[0]
    answer = browser.post(url, typed(mail, credential_password="", kept=kept, watch="1"))
    assert answer.status_code == 302
    source = Source.of(place.company).get()
    assert source.name == "Mails in “INBOX” on 127.0.0.1"
    assert credential_of(source.feed) == {"user": USER, "password": PASSWORD}
    assert source.feed.host == f"127.0.0.1:{mail.port}/{place.company.pk}"
    assert "with your own sign-in" in place.get(f"sources/{source.pk}/")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"credential_password": "x"}, "does not accept this user name and password"),
        ({"folder": "Alerts"}, "There is no folder of this name. There are: INBOX."),
        ({"server": "127.0.0.1:993"}, "This mail server is not on the public internet"),
    ],
    ids=["password", "folder", "inside"],
)
def test_what_is_wrong_with_a_mailbox_is_said_in_words(
    place: Place, mail: ImapServer, more: dict[str, str], said: str
) -> None:
    page = place.browser().post(place.url("sources/add/imap/"), typed(mail, test="1", **more))
    assert said in page.content.decode()


def test_a_wrong_certificate_is_said_before_a_password_is_sent(
    place: Place, mail: ImapServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    client.cache_clear()
    page = place.browser().post(place.url("sources/add/imap/"), typed(mail, test="1"))
    assert "its certificate is not valid" in page.content.decode()
    assert mail.mailbox.said == []
