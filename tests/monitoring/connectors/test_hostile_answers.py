"""Whatever a server answers: a batch of clean entries or a ConnectorError, for every kind there is.

The kinds come from the registry: one that has no place in ``kinds.PLACES`` yet fails here.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from monitoring.connectors.base import Entry, Kept
from monitoring.connectors.errors import ConnectorError
from tests.monitoring.api_server import Answer, ApiServer
from tests.monitoring.connectors.kinds import NOW, PLACES, fetch, kinds, recheck, serve
from tests.patience import patience

ZIPPED = {"Content-Encoding": "gzip"}
PAGE = b"<!doctype html><html><body><h1>Just a moment</h1></body></html>"
ANSWERS: dict[str, Answer] = {
    "nothing": Answer(b""),
    "a page": Answer(PAGE, headers={"Content-Type": "text/html"}),
    "null": Answer(None),
    "a number": Answer(5),
    "a text": Answer("x"),
    "an empty list": Answer([]),
    "an empty object": Answer({}),
    "a list of anything": Answer([None, 1, "x", [], {}, [{}], True]),
    "cut short": Answer(b'{"items": [{"id": "1", "te'),
    "deep": Answer(b'{"data": ' + b"[" * 200_000),
    "deep and closed": Answer(b"[" * 100_000 + b"]" * 100_000),
    "a long number": Answer(b'{"id": ' + b"9" * 100_000 + b"}"),
    "no utf-8": Answer(b'{"id": "\xff\xfe\xed\xa0\x80"}'),
    "zeros": Answer(b"\x00" * 10_000),
    "far too much": Answer(b'{"items": [' + b"{}," * 4_000_000 + b"{}]}"),
    "a bomb": Answer(gzip.compress(b"[" * 50_000_000, 9), headers=ZIPPED),
    "a bomb in a bomb": Answer(gzip.compress(gzip.compress(b"0" * 50_000_000)), headers=ZIPPED),
    "no gzip": Answer(b"abc", headers=ZIPPED),
    "gzip cut short": Answer(gzip.compress(b"{}" * 1000)[:40], headers=ZIPPED),
    "deflate": Answer(zlib.compress(b"{}"), headers={"Content-Encoding": "deflate"}),
    "brotli": Answer(b"abc", headers={"Content-Encoding": "br"}),
    "a loop": Answer(b"", 302, {"Location": "/"}),
    "nowhere": Answer(b"", 302),
    "to a file": Answer(b"", 301, {"Location": "file:///etc/passwd"}),
    "to this machine": Answer(b"", 307, {"Location": "http://127.0.0.1:22/"}),
    "no content": Answer(b"", 204),
    "not changed": Answer(b"", 304),
    "a limit until ever": Answer({}, 429, {"Retry-After": "9" * 400}),
    "a limit that is none": Answer({}, 429, {"Retry-After": "soon", "X-RateLimit-Reset": "nan"}),
    "no request left": Answer({}, headers={"X-RateLimit-Remaining": "-inf", "Retry-After": "-5"}),
    "an unknown status": Answer({}, 599),
}


def test_every_kind_that_is_asked_is_tried_here() -> None:
    assert sorted(PLACES) == sorted(kinds())


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("answer", ANSWERS)
def test_no_answer_brings_anything_but_entries_or_a_named_error(
    api: ApiServer, kind: str, answer: str
) -> None:
    api.on("/", ANSWERS[answer])
    with patience():
        assert_clean(survived(kind, api))
        look_again(kind, api)


@pytest.mark.parametrize("kind", kinds())
def test_the_good_answer_that_is_spoiled_below_is_good(api: ApiServer, kind: str) -> None:
    serve(api, PLACES[kind].answers)
    assert fetch(kind, api).entries


HURTING: tuple[Any, ...] = (
    None, True, -1, 10**40, 1e308, "", "x", [], {}, [[]], [{"a": 1}], ["x"],
    "\x00\x01\ud800\udfff", "99999-12-31T00:00:00Z", "0000-00-00", "1e999", "javascript:alert(1)",
    "a" * 70_000, "\u202e\u2066<script>", "http://[::1", -(10**12), "2026-11-23T09:00:00+99:99",
)  # fmt: skip


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value in a document, to lists and objects too."""
    yield path
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(
        value, list) else ()  # fmt: skip
    for step, within in steps:
        yield from leaves(within, (*path, step))


def spoiled(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The document with another value at the end of a path."""
    if not path:
        return value
    changed = deepcopy(document)
    at = changed
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return changed


@pytest.mark.parametrize("kind", kinds())
def test_every_field_may_hold_anything(api: ApiServer, kind: str) -> None:
    answers = PLACES[kind].answers
    turn = 0
    with patience():
        for begin, document in answers.items():
            for path in leaves(document) if not isinstance(document, Answer) else ():
                for _value in range(4):
                    turn += 1
                    wrong = spoiled(document, path, HURTING[turn % len(HURTING)])
                    serve(api, {**answers, begin: wrong})
                    assert_clean(survived(kind, api))


@pytest.mark.parametrize("kind", kinds())
def test_the_good_entry_beside_bad_ones_is_read(api: ApiServer, kind: str) -> None:
    """In the longest list of each answer stand things that are none of its kind."""
    answers = {begin: beside_bad(document) for begin, document in PLACES[kind].answers.items()}
    serve(api, answers)
    assert fetch(kind, api).entries


def beside_bad(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: beside_bad(within) for key, within in value.items()}
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        return [None, 5, "x", [], {}, *(beside_bad(each) for each in value), {"id": {}}, True]
    return value


@pytest.mark.parametrize("kind", kinds())
def test_a_cursor_that_somebody_has_broken_is_no_hindrance(api: ApiServer, kind: str) -> None:
    serve(api, PLACES[kind].answers)
    keys = ("newest", "gap", "gap_floor", "gap_at", "gap_left", "back", "wanted", "etag",
            "modified", "page", "account", "api")  # fmt: skip
    for value in ("", "x", "99999-01-01", "\x00", "-1", "9" * 400):
        try:
            assert_clean(fetch(kind, api, dict.fromkeys(keys, value)).entries)
        except ConnectorError:
            continue


def survived(kind: str, api: ApiServer) -> tuple[Entry, ...]:
    try:
        batch = fetch(kind, api)
    except ConnectorError as error:
        str(error).encode()
        return ()
    json.dumps(batch.cursor)
    return batch.entries


def look_again(kind: str, api: ApiServer) -> None:
    """Nothing is taken for deleted because an answer makes no sense, at once at least."""
    kept = [Kept("https://m.example/1", "1"), Kept("at://did:plc:abc/app.bsky.feed.post/1", "")]
    try:
        seen = recheck(kind, api, kept)
    except ConnectorError:
        return
    if seen is not None:
        assert_clean(seen.there)
        assert seen.deleted == frozenset()


def assert_clean(entries: tuple[Entry, ...]) -> None:
    for entry in entries:
        assert 0 < len(entry.external_id) <= 500
        assert entry.published_at <= NOW
        for link in (entry.url, entry.author_url):
            assert link == "" or link.startswith(("http://", "https://"))
            assert len(link) <= 2_000
        assert entry.rating is None or 1 <= entry.rating <= 5
        assert entry.reach is None or 0 < entry.reach < 2**31
        said = (entry.external_id, entry.title, entry.text, entry.html, entry.author_name,
                entry.author_handle, entry.author_id, entry.lang, entry.ref)  # fmt: skip
        for text in (*said, entry.url, entry.author_url):
            text.encode()
            assert "\x00" not in text
