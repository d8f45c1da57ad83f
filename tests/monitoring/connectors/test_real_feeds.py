"""Feeds as programs of others write them: Pelican, Hugo and Eleventy, each with three posts.

``ETAPPE_PELICAN`` and ``ETAPPE_HUGO`` name the programs, ``ETAPPE_ELEVENTY`` a folder in which
``@11ty/eleventy`` and ``@11ty/eleventy-plugin-rss`` are installed; what is not there is skipped,
saying so.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitoring.connectors.base import Entry
from monitoring.connectors.feeds.parse import parse
from tests.patience import PATIENCE

PELICAN = os.environ.get("ETAPPE_PELICAN") or shutil.which("pelican")
HUGO = os.environ.get("ETAPPE_HUGO") or shutil.which("hugo")
ELEVENTY = os.environ.get("ETAPPE_ELEVENTY", "")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SITE = "https://alps.example"
TITLES = ["Größe & Grüße", "Seilbahn: 3 > 2", "Die „Alm“ brennt"]
TAG = re.compile(r"<[^>]*>")
BODY = "Die **Seilbahn** steht. [Mehr](/mehr)\n\nÜbermorgen fährt sie.\n"


def run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=PATIENCE * 4)


def with_pelican(folder: Path) -> list[Path]:
    settings = {
        "SITEURL": SITE, "SITENAME": "Alpenbote", "TIMEZONE": "UTC", "DEFAULT_LANG": "de",
        "FEED_DOMAIN": SITE, "FEED_ALL_ATOM": "feed.atom", "FEED_ALL_RSS": "feed.rss",
        "RSS_FEED_SUMMARY_ONLY": False,
    }  # fmt: skip
    said = "".join(f"{key} = {value!r}\n" for key, value in settings.items())
    (folder / "conf.py").write_text(said, "utf-8")
    (folder / "content").mkdir()
    for number, title in enumerate(TITLES):
        head = f"Title: {title}\nDate: 2026-11-2{number} 09:00\nAuthor: Carol Ö.\nSlug: p{number}\n"
        (folder / "content" / f"{number}.md").write_text(f"{head}\n{BODY}", "utf-8")
    run(folder, str(PELICAN), "content", "-s", "conf.py", "-o", "out")
    return [folder / "out/feed.atom", folder / "out/feed.rss"]


def with_hugo(folder: Path) -> list[Path]:
    settings = f'baseURL = "{SITE}/"\ntitle = "Alpenbote"\nlanguageCode = "de"\n'
    (folder / "config.toml").write_text(settings, "utf-8")
    (folder / "content/posts").mkdir(parents=True)
    for number, title in enumerate(TITLES):
        head = f"title = '{title}'\ndate = 2026-11-2{number}T09:00:00Z\n"
        (folder / f"content/posts/{number}.md").write_text(f"+++\n{head}+++\n{BODY}", "utf-8")
    run(folder, str(HUGO), "--buildFuture")
    return [folder / "public/index.xml"]


def with_eleventy(folder: Path) -> list[Path]:
    (folder / "node_modules").symlink_to(Path(ELEVENTY) / "node_modules")
    one = """  config.addPlugin(feedPlugin, {type: "TYPE", outputPath: "/feed.TYPE",
    collection: {name: "posts", limit: 10},
    metadata: {language: "de", title: "Alpenbote", base: "SITE/", author: {name: "Carol Ö."}}});
"""
    added = "".join(one.replace("TYPE", each).replace("SITE", SITE) for each in FORMATS)
    script = (
        'import { feedPlugin } from "@11ty/eleventy-plugin-rss";\n'
        f"export default function (config) {{\n{added}}}\n"
    )
    (folder / "eleventy.config.mjs").write_text(script, "utf-8")
    for number, title in enumerate(TITLES):
        head = f"title: '{title}'\ndate: 2026-11-2{number}T09:00:00Z\ntags: posts\n"
        (folder / f"{number}.md").write_text(f"---\n{head}---\n{BODY}", "utf-8")
    run(folder, "node", "node_modules/@11ty/eleventy/cmd.cjs")
    return [folder / f"_site/feed.{each}" for each in FORMATS]


FORMATS = ["atom", "rss", "json"]
MAKERS: dict[str, tuple[Callable[[Path], list[Path]], bool]] = {
    "pelican": (with_pelican, bool(PELICAN)),
    "hugo": (with_hugo, bool(HUGO)),
    "eleventy": (with_eleventy, bool(ELEVENTY)),
}


def read(path: Path) -> tuple[Entry, ...]:
    return parse(path.read_bytes(), url=f"{SITE}/{path.name}", now=NOW).entries


@pytest.mark.parametrize("maker", MAKERS)
def test_what_a_program_of_others_writes_is_read_whole(maker: str, tmp_path: Path) -> None:
    make, is_there = MAKERS[maker]
    if not is_there:
        pytest.skip(f"{maker} is not installed")
    for path in make(tmp_path):
        told = sorted(read(path), key=lambda each: each.published_at)
        assert [each.title for each in told] == TITLES, path.name
        assert [each.published_at.day for each in told] == [20, 21, 22], path.name
        for entry in told:
            assert "Die Seilbahn steht." in TAG.sub("", entry.html), path.name
            assert "Übermorgen fährt sie." in entry.html, path.name
            assert entry.url.startswith(f"{SITE}/"), path.name
            assert entry.external_id, path.name
        assert len({each.external_id for each in told}) == 3
