"""The list of mentions, fifty cards, through a web server: pages per CPU second of its processes.

Run `python -m benchmarks.web_servers [--quick]`. granian as production starts it (four threads) and
with one thread, and gunicorn's sync worker where it is installed (`pip install --target DIR
gunicorn packaging`, then `PYTHONPATH=DIR`); one process each, the same pages asked by turns and
compared first, once by one reader and once by four at a time. The database's time is not counted:
it is the same for all.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection  # noqa: TID251  to the servers started here
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.database import own_database
from benchmarks.filling import companies_of, fill
from benchmarks.mention_page import MANIFEST, say_more

MENTIONS = 5_000
PAGES, QUICK = 48, 16
ROUNDS = 3
GRANIAN = "granian --interface wsgi --host 127.0.0.1 --workers 1 --no-ws --log-level warning"
GUNICORN = "gunicorn --worker-class sync --workers 1 --log-level warning"
TICKS = os.sysconf("SC_CLK_TCK")
CHANGING = re.compile(rb'[A-Za-z0-9]{64}|(?<=nonce=")[^"]+')


class Served:
    """One server on a port of its own, in a process group of its own."""

    def __init__(self, command: list[str], port: int) -> None:
        self.port = port
        self.process = subprocess.Popen(
            [sys.executable, "-m", *command, "config.wsgi:application"], start_new_session=True
        )

    def cpu_seconds(self) -> float:
        """CPU seconds of all its processes that still run."""
        return sum(
            (int(fields[11]) + int(fields[12])) / TICKS
            for fields in _processes()
            if int(fields[2]) == self.process.pid
        )

    def page(self, path: str, cookie: str) -> bytes:
        """One page as a browser asks for it, on a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path, headers={"Cookie": cookie, "Connection": "close"})
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        assert answer.status == HTTPStatus.OK, (path, answer.status)
        return body

    def end(self) -> None:
        """Stop it with everything it started."""
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()


def main() -> None:
    """Fill, start all, compare, ask by turns, and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    pages = QUICK if options.parse_args().quick else PAGES
    with TemporaryDirectory() as folder:
        os.environ |= {
            "STATIC_ROOT": folder,
            "STATICFILES_BACKEND": MANIFEST,
            "ETAPPE_LOCAL": "1",
            "SECRET_KEY": "only for this benchmark",
        }
        with own_database("etappe_benchmark_servers"):
            report(pages)


def report(pages: int) -> None:
    """Measure and print what was found."""
    from django.core.management import call_command
    from django.urls import reverse
    from django.utils import timezone

    from companies.roles import Role
    from tests.factories import make_member, make_user
    from tests.monitoring.killed_workers import database_url

    call_command("collectstatic", interactive=False, verbosity=0)
    user = make_user()
    (company,) = companies_of(1)
    make_member(company, Role.LEAD, user=user)
    fill([company], MENTIONS)
    say_more(company, user, timezone.now())
    os.environ["DATABASE_URL"] = database_url()
    path, cookie = reverse("monitoring:mentions", args=(company.slug,)), _cookie(user)
    with _started() as servers:
        written = {_settled(server.page(path, cookie)) for server in servers.values()}
        assert len(written) == 1
        assert next(iter(written)).count(b'<article class="mention"') == 50
        for readers in (1, 4):
            print(f"\n{readers} at a time: pages of fifty mentions per CPU second of the server")
            for name, rate in _rates(servers, path, cookie, pages, readers).items():
                print(f"  {name:24}{rate:8.1f}")


def _rates(
    servers: dict[str, Served], path: str, cookie: str, pages: int, readers: int
) -> dict[str, float]:
    rates: dict[str, list[float]] = {name: [] for name in servers}
    for _round in range(ROUNDS):
        for name, server in servers.items():
            before = server.cpu_seconds()
            with ThreadPoolExecutor(readers) as pool:
                list(pool.map(lambda _, server=server: server.page(path, cookie), range(pages)))
            rates[name].append(pages / (server.cpu_seconds() - before))
    return {name: statistics.median(each) for name, each in rates.items()}


@contextmanager
def _started() -> Iterator[dict[str, Served]]:
    from config.product import free_port

    ways = {
        "granian, one thread": lambda port: [
            *GRANIAN.split(), "--blocking-threads", "1", "--port", str(port)
        ],
        "granian, four threads": lambda port: [
            *GRANIAN.split(), "--blocking-threads", "4", "--port", str(port)
        ],
    }  # fmt: skip
    if find_spec("gunicorn"):
        ways["gunicorn, sync"] = lambda port: [*GUNICORN.split(), "--bind", f"127.0.0.1:{port}"]
    else:
        print("gunicorn is not installed and left out")
    servers: dict[str, Served] = {}
    try:
        for name, command in ways.items():
            port = free_port(0)
            servers[name] = Served(command(port), port)
            _wait_for(servers[name])
        yield servers
    finally:
        for server in servers.values():
            server.end()


def _wait_for(server: Served) -> None:
    for _attempt in range(120):
        try:
            server.page("/healthz", "")
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise TimeoutError(server.port)


def _cookie(user: object) -> str:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _settled(page: bytes) -> bytes:
    """The page without what differs from answer to answer."""
    return CHANGING.sub(b"", page)


def _processes() -> Iterator[list[str]]:
    """The fields of /proc/N/stat behind the name, of every process there is."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                yield (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue


if __name__ == "__main__":
    main()
