"""Against Bluesky's own server with its search: @atproto/dev-env from npm.

``ETAPPE_BLUESKY_PDS`` is the address of one that runs on this machine (http://localhost:2583);
without it these tests are skipped, saying so.
"""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from time import sleep
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from monitoring.connectors.base import Batch, Kept, Seen
from monitoring.connectors.bluesky import Bluesky
from monitoring.connectors.errors import AuthError
from monitoring.fetching import Client

PDS = os.environ.get("ETAPPE_BLUESKY_PDS", "")
pytestmark = pytest.mark.skipif(not PDS, reason="no server of Bluesky runs here")
POSTS = 7
POST = "app.bsky.feed.post"
Found = TypeVar("Found")


def moment() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


def until(ask: Callable[[], Found], good: Callable[[Found], bool]) -> Found:
    """What is found, as soon as it is as it should be: the index lags behind."""
    for _second in range(60):
        found = ask()
        if good(found):
            return found
        sleep(1)
    raise AssertionError(found)


class Account:
    """A new account on the server, with an app password."""

    def __init__(self) -> None:
        parts = urlsplit(PDS)
        assert parts.hostname and parts.port
        loopback = frozenset({(parts.hostname, parts.port)})
        self.client = Client(user_agent="Test", loopback=loopback)
        self.token = ""
        name = f"b{uuid4().hex[:12]}"
        self.word = f"Seilbahn{name}"
        made = self.call(
            "com.atproto.server.createAccount",
            {"handle": f"{name}.test", "email": f"{name}@example.test", "password": "hunter22"},
        )
        self.did, self.handle, self.token = made["did"], made["handle"], made["accessJwt"]
        password = self.call("com.atproto.server.createAppPassword", {"name": "monitor"})
        self.credential = {"identifier": self.handle, "password": password["password"]}

    def call(self, name: str, payload: Any) -> Any:
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        content = json.dumps(payload).encode()
        answer = self.client.post(f"{PDS}/xrpc/{name}", content=content, headers=headers)
        assert answer.status == 200, answer.body
        return json.loads(answer.body)

    def say(self, text: str) -> str:
        """Its address."""
        return self.record(
            POST, {"$type": POST, "text": text, "langs": ["de"], "createdAt": moment()}
        )

    def record(self, collection: str, record: Any) -> str:
        made = {"repo": self.did, "collection": collection, "record": record}
        return str(self.call("com.atproto.repo.createRecord", made)["uri"])

    def look(self, kept: list[Kept], **given: str) -> Seen:
        credential = {**self.credential, **given}
        address = f"{PDS}/search?q={self.word}"
        return Bluesky().recheck(address, kept, self.client, datetime.now(UTC), credential)

    def fetch(self, **given: str) -> Batch:
        address = f"{PDS}/search?q={self.word}"
        credential = {**self.credential, **given}
        return Bluesky().fetch(address, {}, self.client, datetime.now(UTC), credential)


@pytest.fixture(scope="module")
def account() -> Account:
    made = Account()
    for number in range(POSTS):
        made.say(f"{made.word} Nummer {number}")
    session = made.fetch().session or {}
    for _second in range(30):
        if len(made.fetch(**session).entries) == POSTS:
            break
        sleep(1)
    return made


def test_posts_are_found_in_a_session_that_is_kept(account: Account) -> None:
    first = account.fetch()
    assert len(first.entries) == POSTS
    assert {entry.author_handle for entry in first.entries} == {account.handle}
    assert {entry.lang for entry in first.entries} == {"de"}
    assert first.session and first.session["access"] and first.session["refresh"]
    again = account.fetch(**first.session)
    assert (len(again.entries), again.session) == (POSTS, None)


def test_how_many_follow_the_author_is_asked_for_and_a_deleted_post_is_missed(
    account: Account,
) -> None:
    other = Account()
    follow = {"$type": "app.bsky.graph.follow", "subject": account.did, "createdAt": moment()}
    other.record("app.bsky.graph.follow", follow)
    gone = account.say(f"{account.word} verschwindet")
    entries = until(lambda: account.fetch().entries, lambda found: len(found) == POSTS + 1)
    assert until(
        lambda: {entry.reach for entry in account.fetch().entries}, lambda found: found == {1}
    )
    kept = [Kept(entry.external_id, entry.ref) for entry in entries]
    account.call(
        "com.atproto.repo.deleteRecord",
        {"repo": account.did, "collection": POST, "rkey": gone.rpartition("/")[2]},
    )
    seen = until(lambda: account.look(kept), lambda found: bool(found.missing))
    assert (seen.missing, seen.deleted) == ({gone}, set())
    assert (len(seen.there), {entry.reach for entry in seen.there}) == (POSTS, {1})
    assert account.look(kept, access="broken").missing == {gone}
    with pytest.raises(AuthError):
        account.look(kept, password="wrong")


def test_broken_tokens_are_renewed_and_a_wrong_password_is_named(account: Account) -> None:
    session = account.fetch().session or {}
    renewed = account.fetch(**{**session, "access": "broken"})
    assert renewed.session and renewed.session["refresh"] != session["refresh"]
    assert account.fetch(access="broken", refresh="broken").session
    with pytest.raises(AuthError):
        account.fetch(password="wrong")
