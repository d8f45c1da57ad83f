"""Who uses the servers: a lock shared by all users, which the kernel gives back on a crash.

A forked child shares its parent's open file and so counts as a user until it ends. That is
why leaving never converts the lock held, but closes it and asks with a new one.
"""

import atexit
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

USERS = "users.lock"
STARTING = "starting.lock"

_held: dict[Path, int] = {}


def joined(root: Path) -> bool:
    """Whether this process is already a user."""
    return root in _held


def join(root: Path, *, at_the_end: Callable[[Path], None]) -> None:
    """Become a user until the process ends; the last one to end calls ``at_the_end``.

    Waits while a last user is stopping the servers.
    """
    handle = _open(root, USERS)
    fcntl.flock(handle, fcntl.LOCK_SH)
    _held[root] = handle
    atexit.register(leave, root, at_the_end=at_the_end)


def leave(root: Path, *, at_the_end: Callable[[Path], None]) -> None:
    """Stop being a user; if nobody else is one, call ``at_the_end`` while nobody can join."""
    handle = _held.pop(root, None)
    if handle is None:
        return
    os.close(handle)
    with nobody_using(root) as nobody:
        if nobody:
            at_the_end(root)


@contextmanager
def nobody_using(root: Path) -> Iterator[bool]:
    """Whether there is no user; if so, none can join before the block ends."""
    try:
        handle = _open(root, USERS)
    except FileNotFoundError:
        yield False
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(handle)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Only one process at a time looks after the servers."""
    handle = _open(root, STARTING)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def user_pids(root: Path) -> list[int]:
    """The processes that use the servers, this one included (Linux; elsewhere empty)."""
    lock = str(root.resolve() / USERS)
    return sorted(int(process.name) for process in _processes() if _has_open(process, lock))


def _processes() -> Iterator[Path]:
    proc = Path("/proc")
    return (entry for entry in (proc.iterdir() if proc.is_dir() else ()) if entry.name.isdigit())


def _has_open(process: Path, path: str) -> bool:
    try:
        return any(str(handle.readlink()) == path for handle in (process / "fd").iterdir())
    except OSError:
        return False


def _open(root: Path, name: str) -> int:
    handle = os.open(root / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if os.geteuid() == 0:
        owner = root.stat()
        os.fchown(handle, owner.st_uid, owner.st_gid)
    return handle
