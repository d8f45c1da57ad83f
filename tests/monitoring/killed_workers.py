"""Real Celery workers that are killed while items flow; used by the test and the benchmark."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import redis
from django.conf import settings
from django.db import connection
from kombu import Connection

from config.celery import app
from tests.monitoring.feed_server import FeedServer
from tests.monitoring.listening import post

ROOT = Path(__file__).resolve().parents[2]
BROKER_NUMBER = 7


def broker_url() -> str:
    """A database of the broker that nobody else uses."""
    return f"{settings.REDIS_URL.removesuffix('/0').rstrip('/')}/{BROKER_NUMBER}"


def database_url() -> str:
    """The database of this process, for another one."""
    used = connection.settings_dict
    host = str(used["HOST"])
    # A folder with a socket stands before the name, as in config/embedded.
    if host.startswith("/"):
        return f"postgres://{used['USER']}@/{quote(host)}/{used['NAME']}"
    password = f":{quote(str(used['PASSWORD']), safe='')}" if used["PASSWORD"] else ""
    port = f":{used['PORT']}" if used["PORT"] else ""
    return f"postgres://{used['USER']}{password}@{host}{port}/{used['NAME']}"


@dataclass
class Workers:
    """One worker at a time, with everything it started."""

    server: FeedServer
    lease: int = 3
    kills: int = 0
    _process: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "REDIS_URL": broker_url(),
            "ETAPPE_LOCAL": "1",
            "SECRET_KEY": "only for this worker",
            "FETCH_LOOPBACK": f"127.0.0.1:{self.server.port}",
            "FETCH_HOST_GAP_SECONDS": "0",
            "FEED_INTERVAL_SECONDS": "1",
            "FEED_LEASE_SECONDS": str(self.lease),
            "LOG_LEVEL": "WARNING",
        }
        quiet = ("-W", "ignore:You're running the worker with superuser privileges")
        command = [
            sys.executable,
            *quiet,
            "-m",
            "celery",
            "--quiet",
            "-A",
            "config.celery",
            "worker",
        ]
        command += ["-c", "2", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
        command += ["--without-heartbeat"]
        self._process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)

    def kill(self) -> None:
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None
            self.kills += 1

    def flush_broker(self) -> None:
        redis.Redis.from_url(broker_url()).flushdb()

    def sweep(self) -> None:
        with Connection(broker_url()) as way:
            app.send_task("monitoring.tasks.sweep", connection=way)


@contextmanager
def working(server: FeedServer) -> Iterator[Workers]:
    workers = Workers(server)
    workers.flush_broker()
    try:
        yield workers
    finally:
        workers.kill()
        workers.flush_broker()


def publish_while_killing(
    workers: Workers,
    *,
    paths: list[str],
    kills: int,
    seed: int,
    life: tuple[float, float],
    has_begun: Callable[[], bool] = lambda: True,
) -> list[str]:
    """Let items flow, kill the worker at random moments; returns the ids of what was published.

    ``life`` is how many seconds a worker lives, from and to, its start included;
    the first one lives until ``has_begun``, since a slow machine would only see them start.
    """
    chance, published = random.Random(seed), list[str]()
    for number in range(kills):
        workers.start()
        end = time.monotonic() + chance.uniform(*life)
        while time.monotonic() < end or not (number or has_begun()):
            for path in paths:
                name = f"{len(published)}"
                words = " ".join(f"w{chance.randrange(10**6)}" for _ in range(10))
                item = post(name, f"Lindner braut {words}.", at=datetime.now(UTC))
                workers.server.publish(item, path=path)
                published.append(name)
            workers.sweep()
            time.sleep(0.2)
        workers.kill()
        if number % 4 == 1:
            workers.flush_broker()
    return published


def drain(workers: Workers, *, is_done: Callable[[], bool], seconds: float) -> None:
    """One more worker, left alone until everything is there or the time is over."""
    workers.start()
    end = time.monotonic() + seconds
    while not is_done() and time.monotonic() < end:
        workers.sweep()
        time.sleep(0.5)
