"""A worker killed at random fifty times while 10,000 items flow: what is lost, what is doubled.

Run `python -m benchmarks.kill_workers [--quick]` (quick: 10 kills). Prints both counts and how far
the figures kept by triggers are off; all have to be 0. The broker is emptied again and again. The
same at small size is a test (tests/monitoring/test_killed_workers.py).
"""

from __future__ import annotations

import argparse
from collections import Counter

from benchmarks.database import own_database

KILLS, QUICK = 50, 10
PATHS = [f"/feed{number}" for number in range(12)]


def main() -> None:
    """Kill, drain, count."""
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    kills = QUICK if options.parse_args().quick else KILLS
    with own_database():
        report(kills)


def report(kills: int) -> None:
    """Let items flow through so many deaths and print what became of them."""
    from monitoring.models import Mention, MentionCount, VoiceCount
    from tests.factories import make_company, make_user
    from tests.monitoring.feed_server import feed_server
    from tests.monitoring.killed_workers import drain, publish_while_killing, working
    from tests.monitoring.listening import look_for, watch

    company, by = make_company(), make_user()
    look_for(company, "Lindner", by=by)
    with feed_server() as server, working(server) as workers:
        for path in PATHS:
            server.posts[path] = []
            watch(company, server.url(path), by=by)
        published = publish_while_killing(
            workers, paths=PATHS, kills=kills, seed=11, life=(3.0, 8.0)
        )
        found = Mention.of(company)
        drain(workers, is_done=lambda: found.count() >= len(published), seconds=300)
    stored = Counter(found.values_list("external_id", flat=True))
    lost = set(published) - set(stored)
    doubled = [name for name, number in stored.items() if number > 1]
    counted = sum(MentionCount.of(company).values_list("number", flat=True))
    spoken = sum(VoiceCount.of(company).values_list("number", flat=True))
    print(f"\n{len(published):,} items, {kills} workers killed, broker emptied {kills // 4} times")
    print(f"  lost {len(lost)}, doubled {len(doubled)}")
    print(f"  counts off by {counted - len(published)}, voices by {spoken - len(published)}")


if __name__ == "__main__":
    main()
