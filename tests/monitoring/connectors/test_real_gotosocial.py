"""Against a server of Mastodon's interface that people use: GoToSocial.

``ETAPPE_GOTOSOCIAL`` is the address of one that runs on this machine (http://localhost:8097), and
``ETAPPE_GOTOSOCIAL_TOKENS`` holds access tokens of two of its accounts, with a comma between;
without them these tests are skipped, saying so.
"""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import sleep
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from monitoring.connectors.base import Batch, Kept
from monitoring.connectors.errors import AuthError, SignInMissing
from monitoring.connectors.mastodon import Mastodon
from monitoring.connectors.mastodon_own import OwnMastodon
from monitoring.fetching import Client

ORIGIN = os.environ.get("ETAPPE_GOTOSOCIAL", "")
TOKENS = os.environ.get("ETAPPE_GOTOSOCIAL_TOKENS", "").split(",")
pytestmark = pytest.mark.skipif(
    not ORIGIN or len(TOKENS) != 2, reason="no GoToSocial runs here with two tokens"
)
POSTS = 45
Found = TypeVar("Found")


class Account:
    """What a person does there."""

    def __init__(self, token: str) -> None:
        parts = urlsplit(ORIGIN)
        assert parts.hostname and parts.port
        loopback = frozenset({(parts.hostname, parts.port)})
        self.client = Client(user_agent="Test", loopback=loopback)
        self.credential = {"token": token}
        self.name = self.call("GET", "/api/v1/accounts/verify_credentials")["username"]

    def call(self, method: str, path: str, payload: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self.credential['token']}"}
        content = b"" if payload is None else json.dumps(payload).encode()
        if content:
            headers["Content-Type"] = "application/json"
        answer = self.client.request(method, f"{ORIGIN}{path}", content=content, headers=headers)
        assert answer.status == 200, answer.body
        return json.loads(answer.body)

    def post(self, said: str) -> Any:
        return self.call("POST", "/api/v1/statuses", {"status": said, "visibility": "public"})


@pytest.fixture(scope="module")
def writer() -> Account:
    return Account(TOKENS[0])


@pytest.fixture(scope="module")
def reader() -> Account:
    return Account(TOKENS[1])


def until(ask: Callable[[], Found], good: Callable[[Found], bool]) -> Found:
    """What is found, as soon as it is as it should be: a server works on after it has answered."""
    for _second in range(60):
        found = ask()
        if good(found):
            return found
        sleep(1)
    raise AssertionError(found)


def read(reader: Account, path: str, **cursor: str) -> Batch:
    address, now = f"{ORIGIN}{path}", datetime.now(UTC)
    return Mastodon().fetch(address, cursor, reader.client, now, reader.credential)


def test_all_posts_under_a_hashtag_come_in_over_several_pages(
    writer: Account, reader: Account
) -> None:
    tag = f"seilbahn{uuid4().hex[:8]}"
    for number in range(POSTS):
        writer.post(f"Nummer {number} #{tag}")
    batch = until(lambda: read(reader, f"/tags/{tag}"), lambda found: len(found.entries) == POSTS)
    assert "gap" not in batch.cursor
    (entry,) = [each for each in batch.entries if "Nummer 7 " in each.html]
    assert entry.author_name.startswith(writer.name)
    assert abs(entry.published_at - datetime.now(UTC)) < timedelta(hours=1)
    assert entry.external_id.startswith(ORIGIN) and entry.url.startswith(ORIGIN)
    writer.post(f"Neu #{tag}")
    later = until(
        lambda: read(reader, f"/tags/{tag}", **batch.cursor),
        lambda found: any("Neu" in each.html for each in found.entries),
    )
    assert later.reaches_back


def test_without_a_token_it_asks_for_one_and_a_wrong_one_is_named(reader: Account) -> None:
    address, now = f"{ORIGIN}/tags/seilbahn", datetime.now(UTC)
    with pytest.raises(SignInMissing):
        Mastodon().fetch(address, {}, reader.client, now, {})
    with pytest.raises(AuthError):
        Mastodon().fetch(address, {}, reader.client, now, {"token": "wrong"})


def test_what_names_the_account_is_read_and_looked_at_again_until_it_is_gone(
    writer: Account, reader: Account
) -> None:
    word = uuid4().hex[:8]
    posted = writer.post(f"@{reader.name} wann öffnet ihr? {word}")
    address = f"{ORIGIN}/@{reader.name}"

    def addressed() -> list[Any]:
        found = OwnMastodon().fetch(
            address, {}, reader.client, datetime.now(UTC), reader.credential
        )
        return [each for each in found.entries if word in each.html]

    (entry,) = until(addressed, lambda found: bool(found))
    assert entry.addressed_to_us
    kept = [Kept(entry.external_id, entry.ref)]

    def look() -> Any:
        return Mastodon().recheck(address, kept, reader.client, datetime.now(UTC),
                                  reader.credential)  # fmt: skip

    assert [each.external_id for each in look().there] == [entry.external_id]
    edited = {"status": f"@{reader.name} wann öffnet ihr morgen? {word}"}
    writer.call("PUT", f"/api/v1/statuses/{posted['id']}", edited)
    seen = until(look, lambda found: "morgen" in found.there[0].html)
    assert seen.there[0].edited_at is not None
    writer.call("DELETE", f"/api/v1/statuses/{posted['id']}")
    seen = until(look, lambda found: not found.there)
    assert seen.missing | seen.deleted == {entry.external_id}
