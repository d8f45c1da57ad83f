"""Feeds as they should not be: everything read, no matter how broken, and letters as meant.

Run `python -m benchmarks.feed_corpus [DIRECTORY]`. DIRECTORY holds feeds of somebody else's; made
for it is the folder `tests` of feedparser's repository, which says of many files what title is
right. Demanded: no raise, every entry that feedparser finds, and titles right at least as often as
with feedparser. Without a directory only the feeds made here are read: German titles in the
encodings that sites use, named rightly, wrongly or not at all.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import feedparser

NOW = datetime(2026, 11, 22, tzinfo=UTC)
URL = "https://alps.example/feed"
TITLES = ("Störung am Gletscher", "„Große Grüße“ – für 5 €", "Skischüler fährt Straßenbahn")
# What the bytes are, what the XML declaration says, what the header says.
ENCODINGS = (
    ("utf-8", "utf-8", ""),
    ("utf-8", "", ""),
    ("utf-8", "iso-8859-1", ""),
    ("utf-8", "", "iso-8859-1"),
    ("cp1252", "windows-1252", ""),
    ("cp1252", "iso-8859-1", ""),
    ("cp1252", "utf-8", ""),
    ("cp1252", "", ""),
    ("cp1252", "", "utf-8"),
    ("cp1252", "", "windows-1252"),
    ("utf-16", "utf-16", ""),
    ("utf-16-le", "", ""),
)
HEADER = re.compile(r"^Header:\s+Content-type:(.*)$", re.MULTILINE | re.IGNORECASE)
STATED = re.compile(r"Expect:.*entries\[0\]\['title'\] == (u?'[^'\n]*'|\"[^\"\n]*\")\s*$", re.M)
TAG = re.compile(r"<[/!A-Za-z][^<>]*>")


@dataclass(frozen=True, slots=True)
class Case:
    """One document; ``title`` is the right one of its first entry, None where nobody says."""

    name: str
    body: bytes
    content_type: str
    title: str | None


def main() -> None:
    """Print both sets; the second only where a directory is given."""
    options = argparse.ArgumentParser()
    options.add_argument("directory", nargs="?", type=Path)
    directory = options.parse_args().directory
    report("made here, in encodings named rightly, wrongly or not", list(made()))
    if directory is None:
        print("no directory of feeds is given: theirs are left out")
    else:
        report(f"of {directory}", list(found_in(directory)))


def report(title: str, cases: list[Case]) -> None:
    """Read all with both and print what came of it."""
    count, missed, wrong = Counter[str](), list[str](), list[str]()
    for case in cases:
        found, ours = _theirs(case), _ours(case, count)
        theirs, distinct = [entry.get("title", "") for entry in found], _distinct(found)
        count["their entries"] += len(theirs)
        count["repeated"] += len(theirs) - distinct
        count["of them ours"] += min(len(ours), distinct)
        count["our entries"] += len(ours)
        if len(ours) < distinct:
            missed.append(f"{case.name}: {len(ours)} of {distinct}")
        if case.title is not None:
            count["titles stated"] += 1
            right = _is_right(ours, case.title)
            count["right with ours"] += right
            count["right with theirs"] += _is_right(theirs, case.title)
            wrong += [] if right else [f"{case.name}: {ours[:1]} is not {case.title!r}"]
    print(f"\n{len(cases):,} documents {title}")
    print(f"  raised {count['raised']}, said to be no feed {count['no feed']}")
    print(
        f"  entries: feedparser {count['their entries']:,}, {count['repeated']} said twice; "
        f"of the others ours {count['of them ours']:,}, ours in all {count['our entries']:,}"
    )
    print(
        f"  titles stated {count['titles stated']}, right: ours {count['right with ours']}, "
        f"feedparser {count['right with theirs']}"
    )
    for line in (*missed[:20], *wrong[:20]):
        print(f"    {line}")


def made() -> Iterator[Case]:
    """German feeds in every encoding of the table."""
    for title in TITLES:
        for encoding, declared, stated in ENCODINGS:
            said = f' encoding="{declared}"' if declared else ""
            text = (
                f'<?xml version="1.0"{said}?>\n<rss version="2.0"><channel><title>x</title>'
                f"<item><title>{title}</title><link>https://alps.example/1</link></item>"
                "</channel></rss>"
            )
            kind = "application/rss+xml" + (f"; charset={stated}" if stated else "")
            yield Case(f"{encoding}/{declared}/{stated}", text.encode(encoding), kind, title)


def found_in(directory: Path) -> Iterator[Case]:
    """All files of a directory, with what they say in a comment about headers and titles."""
    for path in sorted(directory.rglob("*")):
        if path.is_file() and path.suffix in {".xml", ".rss", ".atom", ".json"}:
            body = path.read_bytes()
            text = body.replace(b"\0", b"").decode("utf-8", "ignore")
            header, stated = HEADER.search(text), STATED.search(text)
            title = ast.literal_eval(stated[1]) if stated else None
            kind = header[1].strip() if header else ""
            yield Case(str(path.relative_to(directory)), body, kind, title)


def _ours(case: Case, count: Counter[str]) -> list[str]:
    from monitoring.connectors.feeds.parse import NotAFeed, parse

    try:
        feed = parse(case.body, url=URL, content_type=case.content_type, now=NOW)
    except NotAFeed:
        count["no feed"] += 1
        return []
    except Exception as problem:  # This is what is counted here.
        print(f"    {case.name} raised {problem!r}")
        count["raised"] += 1
        return []
    return [entry.title for entry in feed.entries]


def _theirs(case: Case) -> list[feedparser.FeedParserDict]:
    headers = {"content-type": case.content_type} if case.content_type else {}
    feed = feedparser.parse(io.BytesIO(case.body), response_headers=headers)
    return list(feed.entries)


def _distinct(entries: list[feedparser.FeedParserDict]) -> int:
    """How many differ in name, link, title or date: what is said twice is stored once."""
    marks = ("id", "link", "title", "published", "updated")
    return len({tuple(entry.get(mark, "") for mark in marks) for entry in entries})


def _is_right(titles: Iterable[str], stated: str) -> bool:
    """Compared as plain text: what is markup and what is escaped differs by taste."""
    first = next(iter(titles), None)
    return first is not None and _plain(first) == _plain(stated)


def _plain(title: str) -> str:
    for _round in range(2):
        title = unescape(TAG.sub(" ", title))
    return "".join(title.split())


if __name__ == "__main__":
    main()
