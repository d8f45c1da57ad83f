"""From parsed feed to stored mention, against what the database can do at all.

Run `python -m benchmarks.store_mentions [--quick]`. The same items are brought to a company several
ways, in turns, into emptied tables, in batches as feeds bring them:

- *ours*: judged, stored as items, matched, folded, stored as mentions with words, matches, counts,
  bands, and as cases on the desk what wants an answer (about every fourth of these texts);
- *storing*: of that, only what happens in the transaction (items judged before);
- *storing old news*: the same, of items too old to be put on the desk as cases;
- *mentions alone*: of that, only the statement that writes the mentions, with their words;
- *bulk_create* and *get_or_create*: Django's ways of writing the same finished mentions, without
  items, matches and folding;
- *COPY*: the floor, the same finished rows copied into the same table with the same indexes; and
  into a bare table without any.

Times are CPU time of this process and its database process, medians; ratios are what to trust.
"""

from __future__ import annotations

import argparse
import random
import statistics
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from benchmarks.database import cpu_seconds, own_database
from benchmarks.match_profiles import BRANDS, NAMES, SENTENCES, TOPICS, TOWNS, TRADES

BATCH = 50
ROUNDS = 3
SEED = 7
WORDS = [*BRANDS, *NAMES, *TOPICS, *TOWNS, *TRADES]


def main() -> None:
    """Print items per CPU second of each way and the ratios between them."""
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    number = 1_000 if options.parse_args().quick else 5_000
    with own_database():
        report(number)


def report(number: int) -> None:
    """Measure all ways in turns and print them."""
    from benchmarks.store_ways import Ways

    ways = Ways(entries(number), BATCH)
    measures: dict[str, Callable[[], None]] = {
        "ours, all the way": ways.ours,
        "ours, storing": ways.store,
        "ours, storing old news": ways.store_old_news,
        "ours, mentions alone": ways.mentions_alone,
        "bulk_create": ways.bulk_create,
        "get_or_create": ways.get_or_create,
        "COPY, same indexes": ways.copy,
        "COPY, bare table": ways.copy_bare,
    }
    times: dict[str, list[float]] = {name: [] for name in measures}
    for _round in range(ROUNDS):
        for name, measure in measures.items():
            ways.empty(with_items="alone" in name)
            times[name].append(cpu_seconds(measure))
            ways.check(name, number)
    speed = {name: number / statistics.median(each) for name, each in times.items()}
    print(f"\nStoring {number:,} mentions in batches of {BATCH}, rows per CPU second")
    for name, each in speed.items():
        print(f"  {name:<24}{each:>10,.0f}")
    for ours in ("ours, mentions alone", "ours, storing old news", "ours, storing"):
        print(f"{ours}, against")
        for name in ("bulk_create", "get_or_create", "COPY, same indexes", "COPY, bare table"):
            print(f"  {speed[ours] / speed[name]:6.2f} x {name}")


def entries(number: int) -> list[Any]:
    """Believable German posts, each of its own, one in twenty a copy of the one before."""
    from monitoring.connectors.base import Entry
    from tests.factories import MONDAY

    chance = random.Random(SEED)
    found: list[Entry] = []
    text = ""
    for pk in range(number):
        if pk % 20 or not text:
            words = " ".join(chance.choices(WORDS, k=30))
            text = f"Lindner: {words}. {chance.choice(SENTENCES)}"
        found.append(
            Entry(
                external_id=f"urn:post:{pk}",
                url=f"https://blog.example/{pk}",
                title="",
                html=f"<p>{text}</p>",
                published_at=MONDAY - timedelta(minutes=pk % 9_000),
                author_name=f"Autor {pk % 300}",
            )
        )
    return found


if __name__ == "__main__":
    main()
