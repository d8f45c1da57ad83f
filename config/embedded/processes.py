"""The servers' processes, found by what they are and never by a remembered number alone."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

PROC = Path("/proc")


def running(name: str, folder: Path) -> list[int]:
    """Processes called ``name`` that work in ``folder`` (Linux; elsewhere always empty).

    A zombie works nowhere and is not found; neither is a stranger who got an old number.
    """
    if not PROC.is_dir():
        return []
    place = str(folder.resolve())
    return [
        int(entry.name)
        for entry in PROC.iterdir()
        if entry.name.isdigit() and _is(entry, name, place)
    ]


def end(name: str, folder: Path, *signals: tuple[signal.Signals, float]) -> None:
    """Send each signal in turn, with so many seconds of patience, until none is running."""
    for number, patience in signals:
        for pid in running(name, folder):
            send(pid, number)
        if wait_until(lambda: not running(name, folder), patience):
            return


def send(pid: int, number: signal.Signals) -> None:
    """Send a signal to a process that may just have ended."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Ask every few hundredths of a second; False if it did not come true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _is(process: Path, name: str, place: str) -> bool:
    try:
        # The name first: it may be read for everybody's processes and is nearly always another.
        if (process / "comm").read_text().strip() != name:
            return False
        return str((process / "cwd").readlink()).removesuffix(" (deleted)") == place
    except OSError:
        return False
