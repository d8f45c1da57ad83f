"""The embedded servers, really started, killed and found again in a folder of their own."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import environ
import psycopg
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config import embedded
from config.embedded.processes import running, send, wait_until
from tests.config.service_user import ServiceUser
from tests.patience import PATIENCE

Start = Callable[..., ServiceUser]


def connect(address: str) -> "psycopg.Connection[tuple[object, ...]]":
    parts = environ.Env.db_url_config(address)
    return psycopg.connect(host=parts["HOST"], user=parts["USER"], dbname=parts["NAME"])


def ask(address: str, question: str) -> object:
    with connect(address) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def servers(var: Path) -> tuple[int, int]:
    """How many postmasters and Valkeys work for this folder."""
    family = running("postgres", var / "postgres")
    parents = [parent(pid) for pid in family]
    heads = [pid for pid in parents if pid and pid not in family]  # 0: it ended while we counted
    return len(heads), len(running("valkey-server", var / "valkey"))


def parent(pid: int) -> int:
    """The process that made this one; 0 if it has just ended."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def kill_all(var: Path) -> None:
    """A power cut for the servers of this folder."""
    pids = running("postgres", var / "postgres") + running("valkey-server", var / "valkey")
    for pid in pids:
        send(pid, signal.SIGKILL)  # without its postmaster a child may just have ended by itself
    assert wait_until(lambda: servers(var) == (0, 0), PATIENCE)


def test_the_first_user_starts_both_and_the_last_one_stops_them(var: Path, user: Start) -> None:
    first, second = user(), user()
    addresses = first.addresses()
    assert second.addresses() == addresses
    assert servers(var) == (1, 1)
    assert first.leave() == (0, "")
    assert servers(var) == (1, 1)
    assert ask(addresses[0], "SELECT 41 + 1") == 42
    assert second.leave() == (0, "")
    assert servers(var) == (0, 0)
    assert not (var / "postgres" / "postmaster.pid").exists()


def test_what_was_stored_is_there_at_the_next_start(var: Path, user: Start) -> None:
    first = user()
    database, broker = first.addresses()
    with connect(database) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'Straße' AS word")
    with redis.Redis.from_url(broker) as link:
        link.set("kept", "yes")
    first.leave()
    second = user()
    database, broker = second.addresses()
    assert ask(database, "SELECT word FROM kept") == "Straße"
    with redis.Redis.from_url(broker) as link:
        assert link.get("kept") == b"yes"


def test_words_have_umlauts_and_the_clock_is_utc(user: Start) -> None:
    database, _ = user().addresses()
    assert ask(database, "SELECT lower('ÄÖÜ') || upper('äöü')") == "äöüÄÖÜ"
    assert ask(database, "SHOW timezone") == "UTC"
    assert ask(database, "SHOW synchronous_commit") == "on"
    assert ask(database, "SHOW jit") == "off"
    with connect(database) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        similar = connection.execute("SELECT similarity('Ärger', 'ärger')").fetchone()
    assert similar == (1.0,)


def test_the_application_is_no_superuser(user: Start) -> None:
    database, _ = user().addresses()
    assert ask(database, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_valkey_wants_its_password_and_forgets_nothing(user: Start) -> None:
    _, broker = user().addresses()
    with redis.Redis.from_url(broker) as link:
        assert link.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
        assert link.config_get("appendonly") == {"appendonly": "yes"}
    port = int(broker.rpartition(":")[2].partition("/")[0])
    with (
        redis.Redis(port=port, retry=Retry(NoBackoff(), 0)) as stranger,
        pytest.raises(redis.AuthenticationError),
    ):
        stranger.ping()


def test_eight_processes_at_the_same_moment_start_one_of_each(var: Path, user: Start) -> None:
    users = [user() for _ in range(8)]
    addresses = {tuple(each.addresses()) for each in users}
    assert len(addresses) == 1
    assert servers(var) == (1, 1)
    assert [each.leave() for each in users] == [(0, "")] * 8
    assert servers(var) == (0, 0)


def test_a_killed_user_does_not_keep_the_servers_alive(var: Path, user: Start) -> None:
    first, second = user(), user()
    first.addresses()
    second.addresses()
    first.kill()
    assert servers(var) == (1, 1)
    second.leave()
    assert servers(var) == (0, 0)


def test_a_power_cut_leaves_nothing_in_the_way(var: Path, user: Start) -> None:
    first = user()
    database, _ = first.addresses()
    with connect(database) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    first.kill()
    kill_all(var)
    assert (var / "postgres" / "postmaster.pid").exists()
    database, broker = user().addresses()
    assert ask(database, "SELECT number FROM kept") == 7
    with redis.Redis.from_url(broker) as link:
        assert link.ping()


def command_of(process: int) -> bytes:
    """What a process runs; nothing once it is dead, even if nobody has buried it yet."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def test_a_killed_postmaster_with_busy_children_is_replaced(var: Path, user: Start) -> None:
    first = user()
    database, _ = first.addresses()
    busy = connect(database)
    busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 100000000000)")
    postmaster = int((var / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)
    assert wait_until(lambda: not command_of(postmaster), PATIENCE)
    database, _ = user().addresses()
    assert ask(database, "SELECT 1") == 1
    # The orphan that computed is killed; the system may bury it a moment later.
    assert wait_until(lambda: servers(var) == (1, 1), PATIENCE)
    busy.close()


@pytest.mark.parametrize("name", ["postmaster.pid", ".s.PGSQL.5432.lock"])
def test_a_stale_file_may_name_a_process_of_somebody_else(
    var: Path, user: Start, name: str
) -> None:
    first = user()
    first.addresses()
    first.kill()
    kill_all(var)
    owner = (var / "postgres").stat().st_uid
    with subprocess.Popen(["sleep", "600"], user=owner) as stranger:  # the old number, taken again
        folder = var / ("run" if name.startswith(".s") else "postgres")
        if not (folder / name).exists():
            folder = Path((var / "run" / "sockets").read_text())
        lines = (folder / name).read_text().splitlines()
        (folder / name).write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        assert ask(user().addresses()[0], "SELECT 1") == 1
        assert stranger.poll() is None
        stranger.kill()


def test_a_start_cut_short_is_finished_by_the_next(var: Path, user: Start) -> None:
    first = user()
    begun = [var / folder / "PG_VERSION" for folder in ("postgres.new", "postgres")]
    assert wait_until(lambda: any(each.exists() for each in begun), PATIENCE)
    first.kill()
    assert ask(user().addresses()[0], "SELECT 1") == 1


def test_a_database_not_yet_made_is_made_by_the_next(var: Path, user: Start) -> None:
    first = user()
    first.addresses()
    (var / "postgres" / "etappe.made").unlink()
    assert ask(user().addresses()[0], "SELECT 1") == 1
    assert (var / "postgres" / "etappe.made").exists()


def test_an_unreadable_valkey_file_is_put_aside(var: Path, user: Start) -> None:
    first = user()
    first.addresses()
    first.leave()
    for file in (var / "valkey" / "appendonlydir").glob("*.incr.aof"):
        file.write_bytes(b"*3\r\n$3\r\nSET\r\nnonsense\r\n" * 3)
    with redis.Redis.from_url(user().addresses()[1]) as link:
        assert link.ping()
    assert len(list(var.glob("valkey.unreadable-*"))) == 1


def test_a_taken_port_is_given_up(var: Path, user: Start) -> None:
    first = user()
    old = first.addresses()[1]
    first.leave()
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", int(old.rpartition(":")[2].partition("/")[0])))
        squatter.listen()
        new = user().addresses()[1]
        assert new != old
        with redis.Redis.from_url(new) as link:
            assert link.ping()


def test_data_of_another_major_version_is_explained(var: Path, user: Start) -> None:
    data = var / "postgres"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("15\n")
    if os.geteuid() == 0:
        os.chown(data, pwd.getpwnam("nobody").pw_uid, -1)
    code, complaint = user().leave()
    assert code == 1
    assert complaint == (
        f"ServicesError: The data in {data} was written by PostgreSQL 15 and this is PostgreSQL "
        "18. Save it with pg_dump of version 15 and restore it into a new folder "
        f"(docs/operations.md, Upgrade), or move {data} away to begin with an empty one.\n"
    )


@pytest.mark.parametrize("name", ["x" * 120, "with a space, a 'quote' & ümlaut $HOME +%41?"])
def test_a_clone_may_lie_at_a_long_or_odd_path(tmp_path: Path, user: Start, name: str) -> None:
    root = tmp_path / name / "var"
    first = user(root)
    database, broker = first.addresses()
    try:
        folder = Path((root / "run" / "sockets").read_text())
        assert folder.stat().st_mode & 0o777 == 0o700
        assert ask(database, "SELECT 1") == 1
        first.leave()
        assert user(root).addresses() == [database, broker]
    finally:
        embedded.stop(root)
        shutil.rmtree(folder)


def test_a_forked_child_keeps_the_servers_until_it_ends(var: Path) -> None:
    program = """
import os, sys, time
from pathlib import Path
from config import embedded
root = Path(sys.argv[1])
embedded.database_url(root)
embedded.redis_url(root)
if os.fork() == 0:
    sys.stdin.read()
    sys.exit()
"""
    # The parent ends at once; its pipe stays open in the child.
    with subprocess.Popen([sys.executable, "-c", program, str(var)], stdin=subprocess.PIPE) as both:
        both.wait()
        assert servers(var) == (1, 1)
        assert both.stdin is not None
        both.stdin.close()
        assert wait_until(lambda: servers(var) == (0, 0), PATIENCE)


def test_a_server_that_died_is_started_again_for_those_who_use_it(var: Path, user: Start) -> None:
    first = user()
    addresses = first.addresses()
    kill_all(var)
    assert user().addresses() == addresses
    assert ask(addresses[0], "SELECT 1") == 1


def sessions_of(pids: Iterable[int]) -> set[int]:
    """The sessions of these processes; one that has ended meanwhile has none."""
    found = set()
    for pid in pids:
        with suppress(ProcessLookupError):
            found.add(os.getsid(pid))
    return found


def test_the_servers_hold_no_pipe_and_ignore_the_terminals_interrupt(var: Path) -> None:
    program = "import sys; from pathlib import Path; from config import embedded; import os;"
    program += "root = Path(sys.argv[1]); embedded.database_url(root);"
    program += "embedded.redis_url(root); os._exit(0)"
    done = subprocess.run(
        [sys.executable, "-c", program, str(var)], capture_output=True, timeout=PATIENCE, check=True
    )
    assert done.stdout == b""
    assert os.getsid(0) not in sessions_of(running("postgres", var / "postgres"))
    assert servers(var) == (1, 1)


def ordinary_user() -> int:
    """The number of an ordinary account that can reach this project; skips, saying so."""
    if os.geteuid() != 0:
        return os.geteuid()
    account = pwd.getpwnam("nobody")
    binary = Path(sys.prefix) / "lib"
    reach = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    if subprocess.run([*reach, "ls", str(binary)], capture_output=True).returncode != 0:
        pytest.skip(f"an ordinary user cannot enter {binary}")
    return account.pw_uid


@pytest.fixture
def passable() -> Iterator[Path]:
    """A folder for servers that others can reach: pytest shuts its own to them at each start."""
    with tempfile.TemporaryDirectory(prefix="etappe-") as folder:
        Path(folder).chmod(0o711)
        root = Path(folder) / "var"
        root.mkdir()
        yield root
        embedded.stop(root)


def owners_of(pids: Iterable[int]) -> set[int]:
    """Whose these processes are; one that has ended meanwhile is nobody's."""
    found = set()
    for pid in pids:
        with suppress(FileNotFoundError):
            found.add(Path(f"/proc/{pid}").stat().st_uid)
    return found


def test_an_ordinary_user_needs_nobodys_help(passable: Path, user: Start) -> None:
    uid = ordinary_user()
    os.chown(passable, uid, -1)
    first = user(passable, uid)
    assert ask(first.addresses()[0], "SELECT 1") == 1
    owners = owners_of(running("postgres", passable / "postgres"))
    assert owners == {uid}
    assert first.leave() == (0, "")
    assert servers(passable) == (0, 0)
    # Root may use the same folder afterwards, and the owner after root.
    assert user(passable).addresses()
    assert user(passable, uid).addresses()


def test_a_folder_of_somebody_else_is_refused_in_words(passable: Path, user: Start) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can make a folder that belongs to somebody else")
    uid = ordinary_user()
    code, complaint = user(passable, uid).leave()
    assert code == 1
    assert complaint.startswith(
        f"ServicesError: The folder {passable} belongs to root. Run Etappe as root, "
        "take the folder over"
    )
