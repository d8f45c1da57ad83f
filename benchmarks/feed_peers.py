"""Other feed readers on the same feeds: reader (Python) and newsboat (C++), each where it is there.

`python -m benchmarks.feed_peers ADDRESS…` updates these feeds with reader twice and prints what it
took as JSON; benchmarks/feed_path.py starts it as a process of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.feed_site import FEEDS


@dataclass(frozen=True, slots=True)
class Took:
    """CPU seconds of an update in which everything was new and of one in which nothing was."""

    new: float
    unchanged: float
    items: int


def has_reader() -> bool:
    """Whether it can be imported (`pip install reader`)."""
    return all(find_spec(name) is not None for name in ("reader", "sgmllib"))


def has_newsboat() -> bool:
    """Whether it is installed (`apt-get install newsboat`)."""
    return shutil.which("newsboat") is not None


def reader(addresses: Sequence[str]) -> Took:
    """In a process of its own, with a file as its database; its start is not counted."""
    command = [sys.executable, "-m", "benchmarks.feed_peers", *addresses]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Took(**json.loads(done.stdout))


def newsboat(addresses: Sequence[str]) -> Took:
    """Started anew for each update, as from cron; its start of a few milliseconds is counted."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "urls").write_text("\n".join(addresses) + "\n")
        (home / "config").write_text("download-retries 1\nreload-threads 1\n")
        new, unchanged = _reloaded(home), _reloaded(home)
        with sqlite3.connect(home / "cache.db") as database:
            items = database.execute("SELECT count(*) FROM rss_item").fetchone()[0]
        return Took(new, unchanged, items)


def _reloaded(home: Path) -> float:
    command = ["newsboat", "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload"]
    environment = os.environ | {"HOME": str(home)}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=home, env=environment, stdout=quiet, stderr=quiet)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, process.returncode
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Update twice with reader and print it."""
    made: Any = import_module("reader").make_reader
    with TemporaryDirectory() as folder:
        peer = made(str(Path(folder) / "reader.sqlite"))
        for address in sys.argv[1:]:
            peer.add_feed(address)
        new, unchanged = _updated(peer), _updated(peer)
        assert peer.get_feed_counts().broken == 0
        assert peer.get_feed_counts().total == FEEDS
        print(json.dumps({"new": new, "unchanged": unchanged, "items": _items(peer)}))


def _updated(peer: Any) -> float:
    began = time.process_time()
    peer.update_feeds(scheduled=False)
    return time.process_time() - began


def _items(peer: Any) -> int:
    return int(peer.get_entry_counts().total)


if __name__ == "__main__":
    main()
