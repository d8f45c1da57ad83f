"""Against a server of Mastodon's interface written by others: mastodon-mock from PyPI.

``ETAPPE_MASTODON_MOCK`` names its command (``pip install mastodon-mock`` into an environment of
its own); without it these tests are skipped, saying so.
"""

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep
from typing import Any

import pytest

from monitoring.connectors.base import Kept
from monitoring.connectors.errors import RateLimited
from monitoring.connectors.mastodon import Mastodon
from monitoring.connectors.mastodon_own import OwnMastodon
from monitoring.fetching import Client, FetchError
from tests.patience import PATIENCE

COMMAND = os.environ.get("ETAPPE_MASTODON_MOCK") or shutil.which("mastodon_mock")
pytestmark = pytest.mark.skipif(not COMMAND, reason="mastodon-mock is not installed")


class Server:
    """The running server, and what a person does there."""

    def __init__(self, port: int) -> None:
        self.origin = f"http://127.0.0.1:{port}"
        self.client = Client(user_agent="Test", loopback=frozenset({("127.0.0.1", port)}))

    def post(self, path: str, payload: Any) -> Any:
        headers = {"Authorization": "Bearer mock_token", "Content-Type": "application/json"}
        content = json.dumps(payload).encode()
        answer = self.client.post(f"{self.origin}{path}", content=content, headers=headers)
        assert answer.status < 300, answer
        return answer

    def fault(self, **effect: Any) -> None:
        match = {"path": "/api/v1/timelines/tag/*"}
        self.post("/api/v1/_mock/faults", {"match": match, "effect": effect, "count": 1})


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert COMMAND
    running = subprocess.Popen(
        [COMMAND, "serve", "--in-memory", "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        found = Server(port)
        _wait_for(found)
        yield found
    finally:
        running.terminate()
        running.wait(PATIENCE)


def _wait_for(server: Server) -> None:
    until = monotonic() + PATIENCE
    while monotonic() < until:
        try:
            server.client.get(f"{server.origin}/api/v1/instance")
        except FetchError:
            sleep(0.2)
        else:
            return
    raise AssertionError("mastodon-mock did not start")


def test_a_hundred_and_thirty_posts_come_in_once_each_over_two_visits(server: Server) -> None:
    for number in range(130):
        server.post("/api/v1/statuses", {"status": f"Nummer {number} #seilbahn"})
    address, cursor = f"{server.origin}/tags/seilbahn", dict[str, str]()
    seen: list[str] = []
    for _visit in range(2):
        batch = Mastodon().fetch(address, cursor, server.client, datetime.now(UTC))
        seen += [entry.external_id for entry in batch.entries]
        cursor = batch.cursor
    assert "gap" not in cursor
    assert len(set(seen)) == 130
    (entry,) = [entry for entry in batch.entries if "Nummer 129 " in entry.html]
    assert entry.author_handle == f"testuser@{server.origin.removeprefix('http://')}"
    assert abs(entry.published_at - datetime.now(UTC)) < timedelta(minutes=2)


def test_its_limit_is_obeyed_and_its_search_is_read(server: Server) -> None:
    address, now = f"{server.origin}/tags/seilbahn", datetime.now(UTC)
    server.fault(type="ratelimit")
    with pytest.raises(RateLimited) as limited:
        Mastodon().fetch(address, {}, server.client, now)
    assert timedelta(seconds=1) <= limited.value.until - now <= timedelta(seconds=310)
    search = f"{server.origin}/search?q=Nummer"
    found = Mastodon().fetch(search, {}, server.client, now, {"token": "mock_token"})
    assert found.entries


def test_what_names_the_own_account_is_read_and_looked_at_again(server: Server) -> None:
    now = datetime.now(UTC)
    address, given = f"{server.origin}/@testuser", {"token": "mock_token"}
    found = OwnMastodon().fetch(address, {}, server.client, now, given)
    assert all(entry.addressed_to_us for entry in found.entries)
    posted = json.loads(server.post("/api/v1/statuses", {"status": "Erst so #karwendel"}).body)
    tag = f"{server.origin}/tags/karwendel"
    (entry,) = Mastodon().fetch(tag, {}, server.client, datetime.now(UTC)).entries
    kept = [Kept(entry.external_id, entry.ref), Kept("https://x.example/1", "999999999999999999")]
    seen = Mastodon().recheck(tag, kept, server.client, now, {})
    assert [each.external_id for each in seen.there] == [entry.external_id]
    assert seen.missing == {"https://x.example/1"}
    headers = {"Authorization": "Bearer mock_token"}
    gone = server.client.request(
        "DELETE", f"{server.origin}/api/v1/statuses/{posted['id']}", headers=headers
    )
    assert gone.status == 200
    seen = Mastodon().recheck(tag, kept[:1], server.client, now, {})
    assert (seen.there, seen.deleted | seen.missing) == ((), {entry.external_id})
