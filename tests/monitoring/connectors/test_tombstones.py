"""What an Atom feed says was deleted, as RFC 6721 has it."""

from datetime import UTC, datetime

import pytest

from monitoring.connectors.feeds.parse import parse
from tests.patience import patience

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HEAD = (
    '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
    'xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>Alpenbote</title>'
)
ENTRY = "<entry><id>tag:a.example,2026:1</id><title>Eins</title></entry>"


def buried(body: str) -> tuple[list[str], frozenset[str]]:
    feed = parse(body.encode(), url="https://a.example/feed", now=NOW)
    return [entry.external_id for entry in feed.entries], feed.deleted


def test_entries_and_tombstones_are_told_apart() -> None:
    stone = (
        '<at:deleted-entry ref="tag:a.example,2026:2" when="2026-11-21T10:00:00Z">'
        "<at:by><name>Carol</name></at:by><at:comment>Rechtswidrig</at:comment></at:deleted-entry>"
        "<at:deleted-entry when='2026-11-21T10:00:00Z' ref='https://a.example/?p=3&amp;x=1'/>"
    )
    assert buried(f"{HEAD}{stone}{ENTRY}</feed>") == (
        ["tag:a.example,2026:1"],
        {"tag:a.example,2026:2", "https://a.example/?p=3&x=1"},
    )


def test_what_stands_there_again_is_not_gone() -> None:
    stone = '<at:deleted-entry ref="tag:a.example,2026:1" when="2026-11-21T10:00:00Z"/>'
    assert buried(f"{HEAD}{stone}{ENTRY}</feed>") == (["tag:a.example,2026:1"], frozenset())


@pytest.mark.parametrize(
    "stone",
    [
        '<deleted-entry ref="tag:a.example,2026:2"/>',
        '<x:deleted-entry xmlns:x="http://x.example/" ref="tag:a.example,2026:2"/>',
        "<at:deleted-entry when='2026-11-21T10:00:00Z'/>",
        '<at:deleted-entry ref=""/>',
        '<at:deleted-entry href="tag:a.example,2026:2"/>',
    ],
    ids=["no prefix", "another namespace", "no ref", "an empty ref", "another attribute"],
)
def test_what_only_looks_like_one_is_none(stone: str) -> None:
    assert buried(f"{HEAD}{stone}{ENTRY}</feed>")[1] == frozenset()


@pytest.mark.parametrize("quote", ["<![CDATA[%s]]>", "<!--%s-->", "<![CDATA[%s"])
def test_what_a_reader_has_written_into_an_entry_deletes_nothing(quote: str) -> None:
    stone = '<at:deleted-entry ref="tag:a.example,2026:2"/>'
    bound = '<i xmlns:at="http://purl.org/atompub/tombstones/1.0">'
    entry = f"<entry><id>tag:a.example,2026:3</id><title>{quote % (bound + stone)}</title></entry>"
    assert buried(f"{HEAD}{ENTRY}{entry}</feed>")[1] == frozenset()
    unbound = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Alpenbote</title>'
    assert buried(f"{unbound}{ENTRY}{entry}</feed>")[1] == frozenset()


def test_endless_stones_come_to_an_end() -> None:
    many = "".join(f'<at:deleted-entry ref="tag:{number}"/>' for number in range(20_000))
    open_ones = "<at:deleted-entry " * 50_000
    with patience():
        assert len(buried(f"{HEAD}{ENTRY}{many}</feed>")[1]) == 2_000
        buried(f"{HEAD}{ENTRY}{open_ones}")
        buried(f"{HEAD}{ENTRY}{'<!--' * 100_000}")
        buried(f"{HEAD}{ENTRY}{'<![CDATA[' * 50_000}")
