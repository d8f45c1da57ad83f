"""A database of its own for a benchmark, created before and dropped after it."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import django
from django.conf import settings


@contextmanager
def own_database(name: str = "etappe_benchmark") -> Iterator[None]:
    """Point Django at a fresh, migrated database; nothing else is touched."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if not settings.configured or not django.apps.apps.ready:
        django.setup()
    from django.db import connection

    settings.DATABASES["default"]["TEST"]["NAME"] = name
    connection.settings_dict["TEST"]["NAME"] = name
    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


@contextmanager
def copied(suffix: str) -> Iterator[str]:
    """A copy of the database in use, without its migrations anew; its name."""
    from django.db import connection

    connection.close()
    connection.creation.clone_test_db(suffix, verbosity=0, autoclobber=True)
    try:
        yield f"{connection.settings_dict['NAME']}_{suffix}"
    finally:
        connection.close()
        connection.creation.destroy_test_db(suffix=suffix, verbosity=0)


def backend_seconds() -> float:
    """CPU seconds this connection's server process has used so far; 0 where it is out of sight."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    try:
        # Nanoseconds; /proc/<pid>/stat counts in hundredths of a second.
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process and of its database process together."""
    server, own = backend_seconds(), time.process_time()
    work()
    return time.process_time() - own + backend_seconds() - server


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many per cent do not exceed."""
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


def milliseconds(ask: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median and 95th percentile of the wall-clock time of asking, after one round to warm up."""
    ask()
    times = []
    for _round in range(rounds):
        started = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times), percentile(times, 95)


def cpu_milliseconds(ask: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The same in CPU time of this process and its database's, whatever else the machine does."""
    ask()
    times = [1000 * cpu_seconds(ask) for _round in range(rounds)]
    return statistics.median(times), percentile(times, 95)
