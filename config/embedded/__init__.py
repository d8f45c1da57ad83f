"""PostgreSQL and Valkey from their wheels, for whoever has no servers of their own.

Everything lives in one folder (``var/``). The first process that asks starts the servers,
every process that asked is one of their users, and the last user to leave stops them.
"""

from collections.abc import Callable
from pathlib import Path

from config.embedded import postgres, users, valkey
from config.embedded.account import Account
from config.embedded.errors import ServicesError

__all__ = ["ServicesError", "database_url", "look_after", "redis_url", "stop"]

_used: dict[Path, list[Callable[[Path], None]]] = {}


def database_url(root: Path) -> str:
    """The address of the running embedded PostgreSQL, as django-environ reads it.

    Starts the server if nobody has and makes this process one of its users.
    Raises ServicesError with a sentence for the operator.
    """
    root = _used_by_us(root, _ensure_postgres)
    return postgres.url(root)


def redis_url(root: Path) -> str:
    """The address (``redis://``) of the running embedded Valkey; otherwise as database_url."""
    root = _used_by_us(root, _ensure_valkey)
    return valkey.url(root)


def look_after(root: Path) -> None:
    """Start again whichever server this process uses and that has died; else under a millisecond.

    Raises ServicesError if it will not start.
    """
    for ensure in _used.get(root.resolve(), []):
        ensure(root.resolve())


def stop(root: Path) -> None:
    """Stop both servers, whoever may be using them; nothing happens if none runs."""
    valkey.stop(root)
    postgres.stop(root)


def _used_by_us(root: Path, ensure: Callable[[Path], None]) -> Path:
    root = root.resolve()
    if not users.joined(root):
        Account.of(root)
        users.join(root, at_the_end=stop)
    ensure(root)
    if ensure not in _used.setdefault(root, []):
        _used[root].append(ensure)
    return root


def _ensure_postgres(root: Path) -> None:
    if not postgres.ready(root):
        with users.alone(root):
            if not postgres.ready(root):
                postgres.start(root, Account.of(root))


def _ensure_valkey(root: Path) -> None:
    if not valkey.ready(root):
        with users.alone(root):
            if not valkey.ready(root):
                valkey.start(root, Account.of(root))
