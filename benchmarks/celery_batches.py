"""What carrying items to a worker costs: fifty in one task, against one task an item.

Run `python -m benchmarks.celery_batches [--quick]`. A real worker (`celery -A
benchmarks.celery_batches`), the project's settings and broker; the task unpacks what it was given
and does nothing with it, so that only the carrying is measured. Counted is CPU time of whoever
sends, of the worker with its child, and of the broker; both ways in turns, medians, nothing counted
before everything was acknowledged. Demanded: batches of 50 at least 20 times. The product goes
further: a message carries the number of a feed, and its items never pass through the broker.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from kombu import Connection

from config.celery import app

BROKER_NUMBER = 6
BATCH = 50
ROUNDS = 5
DEMANDED = 20.0
ITEMS, QUICK = 4_000, 1_000
TEXT = "Die Seilbahn am Gletscher stand am Vormittag wieder still, berichten Gäste. " * 4
ROOT = Path(__file__).resolve().parents[1]
TICK = os.sysconf("SC_CLK_TCK")


@app.task(name="benchmarks.take")
def take(*, items: list[dict[str, Any]], **_: Any) -> None:
    """Look at every item once."""
    assert all(item["text"] for item in items)


def main() -> None:
    """Print items per CPU second of both ways and their ratio."""
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    number = QUICK if options.parse_args().quick else ITEMS
    url = f"{settings.REDIS_URL.removesuffix('/0').rstrip('/')}/{BROKER_NUMBER}"
    broker = redis.Redis.from_url(url)
    broker.flushdb()
    with worker(url) as pid:
        report(broker, url, pid, number)
    broker.flushdb()


def report(broker: redis.Redis[bytes], url: str, pid: int, number: int) -> None:
    """Measure both ways in turns and print them."""
    items = [{"id": f"https://alps.example/{place}", "text": TEXT} for place in range(number)]
    times: dict[int, list[float]] = {1: [], BATCH: []}
    for counted in range(ROUNDS + 1):
        for size, spent in times.items():
            seconds = carry(broker, url, pid, items, size)
            spent += [seconds] if counted else []  # The first round warms up.
    medians = {size: statistics.median(spent) for size, spent in times.items()}
    print(f"{number:,} items of {len(TEXT)} characters, per CPU second of sender, worker, broker")
    for size, seconds in medians.items():
        print(f"  {size:>3} a task{number / seconds:>12,.0f}")
    print(f"  {medians[1] / medians[BATCH]:.1f} x (demanded: {DEMANDED})")


def carry(
    broker: redis.Redis[bytes], url: str, pid: int, items: Sequence[dict[str, Any]], size: int
) -> float:
    """Send all items in tasks of this size and wait until all are acknowledged; CPU seconds."""
    began = _worker_seconds(pid) + _broker_seconds(broker)
    sent = time.process_time()
    with Connection(url) as way:
        for start in range(0, len(items), size):
            batch = items[start : start + size]
            app.send_task("benchmarks.take", kwargs={"items": batch}, connection=way)
    sent = time.process_time() - sent
    while broker.llen("celery") or broker.hlen("unacked"):
        time.sleep(0.2)
    return sent + _worker_seconds(pid) + _broker_seconds(broker) - began


@contextmanager
def worker(url: str) -> Iterator[int]:
    """The process number of a running worker with one child."""
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "benchmarks.celery_batches"]
    command += ["worker", "-c", "1", "--loglevel", "WARNING"]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    environment = os.environ | {"REDIS_URL": url, "LOG_LEVEL": "WARNING"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _worker_seconds(pid: int) -> float:
    """Of a process and its children, the living and those that were waited for."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return _seconds(pid) + sum(_seconds(int(child)) for child in children)


def _seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICK


def _broker_seconds(broker: redis.Redis[bytes]) -> float:
    used: dict[str, float] = broker.info("cpu")
    return used["used_cpu_sys"] + used["used_cpu_user"]


if __name__ == "__main__":
    main()
