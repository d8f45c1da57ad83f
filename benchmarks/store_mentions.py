"""From parsed feed to stored mention, against what the database can do at all.

Run `python -m benchmarks.store_mentions [--quick]`. The same items are brought to a company several
ways, in turns, into emptied tables, all in batches of the same size: 50 as a visit to a feed
brings them, 200 as an import is read, and 500, for which the demands are stated:

- *ours*: judged, stored as items, matched, folded, stored as mentions with words, matches, counts,
  bands, and as cases on the desk what wants an answer (about every fourth of these texts);
- *storing*: of that, only what happens in the transaction (items judged before);
- *storing old news*: the same, of items too old to be put on the desk as cases;
- *mentions alone*: of that, only the statement that writes the mentions, with their words;
- *bulk_create* and *get_or_create*: Django's ways of writing the same finished mentions, without
  items and matches; the second knows no batches, each of its rows is a transaction;
- *COPY*: the floor, the same finished rows copied into the same table with the same indexes, the
  words filed before; into a table between, the words filed on the way from there, which is what
  the statement does; and into a bare table without indexes.

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

BATCHES = (50, 200, 500)
ROUNDS = 5
OTHERS = (
    "bulk_create",
    "get_or_create",
    "COPY, same indexes",
    "COPY, then merge",
    "COPY, bare table",
)
# Of the statement alone, at 500 a batch; of the whole transaction, at any size.
DEMANDED = {
    ("ours, mentions alone", 500): {
        "bulk_create": 1.7,
        "get_or_create": 20,
        "COPY, same indexes": 0.8,
    },
    **{("ours, storing", batch): {"bulk_create": 1.5} for batch in BATCHES},
}
SEED = 7
WORDS = [*BRANDS, *NAMES, *TOPICS, *TOWNS, *TRADES]


def main() -> None:
    """Print items per CPU second of each way and the ratios between them."""
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    number = 1_000 if options.parse_args().quick else 5_000
    with own_database("etappe_benchmark_storing"):
        report(number)


def report(number: int) -> None:
    """Measure all ways in turns at each size of a batch, and print them."""
    from benchmarks.store_ways import Ways

    ways = Ways(entries(number), BATCHES[0])
    one_by_one = measured({"get_or_create": ways.get_or_create}, ways, number)
    for batch in BATCHES:
        ways.cut(batch)
        speed = measured(measures_of(ways), ways, number) | one_by_one
        print(
            f"\nStoring {number:,} mentions in batches of {batch}, rows per CPU second,"
            f" medians of {ROUNDS}"
        )
        for name, each in speed.items():
            print(f"  {name:<24}{each:>10,.0f}")
        for ours in ("ours, mentions alone", "ours, storing old news", "ours, storing"):
            demanded = DEMANDED.get((ours, batch), {})
            for name in OTHERS:
                demand = f"  (demanded: {demanded[name]})" if name in demanded else ""
                ratio = speed[ours] / speed[name]
                print(f"  {batch:3} a batch: {ours:<24}{ratio:6.2f} x {name}{demand}")


def measures_of(ways: Any) -> dict[str, Callable[[], None]]:
    """The ways that know batches, by name."""
    return {
        "ours, all the way": ways.ours,
        "ours, storing": ways.store,
        "ours, storing old news": ways.store_old_news,
        "ours, mentions alone": ways.mentions_alone,
        "bulk_create": ways.bulk_create,
        "COPY, same indexes": ways.copy,
        "COPY, then merge": ways.copy_and_merge,
        "COPY, bare table": ways.copy_bare,
    }


def measured(measures: dict[str, Callable[[], None]], ways: Any, number: int) -> dict[str, float]:
    """Rows per CPU second of each way, taken in turns."""
    times: dict[str, list[float]] = {name: [] for name in measures}
    for _round in range(ROUNDS):
        for name, measure in measures.items():
            ways.empty(with_items="alone" in name)
            times[name].append(cpu_seconds(measure))
            ways.check(name, number)
    return {name: number / statistics.median(each) for name, each in times.items()}


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
