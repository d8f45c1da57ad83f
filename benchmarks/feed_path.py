"""From the wire to the database: ninety feeds visited, against other feed readers.

Run `python -m benchmarks.feed_path [--quick]`. A server on loopback has two times 90 feeds of 10 to
100 German posts. *Often found*: every post is made of the words that the searches are made of, so
one in three is found at 1,000 searches, and at 10,000 a post becomes nearly five mentions. It shows
what hits cost. *Seldom found*: three posts in four are the talk of a region that nobody looks for,
so one in twelve is found at 1,000 searches, and at 10,000 there are 1.2 mentions a post: as for
small companies that watch the papers, blogs and forums of their region and trade, where nearly
everything is about others. The demands were set for 1.2. In turns, into emptied stores:

- *fetch, parse, store*: begun, asked, parsed and stored as items, with its outcome, by the
  product's functions; what the pipeline made of the items was worked out before;
- *the whole path*: the product's visits (fetch, parse, normalise, language, tone, signature, items,
  match, copies, mentions, desk), every company looking for ten things in a third of the feeds, at
  1,000 and 10,000 searches;
- *unchanged*: the same visits half an hour later, all answered by 304;
- *floor*: the same client, parser, table and indexes with nothing around them (feed_floor.py), so
  what is the product's own, and what no visit gets around;
- *reader* (`pip install reader`) and *newsboat* (`apt-get install newsboat`), updating their own
  databases; one that is missing is said to be missing.

Times are CPU time, ours with the database process, medians; a time counts once every way has stored
the same number of items.
"""

from __future__ import annotations

import argparse
import statistics
from collections import defaultdict
from collections.abc import Callable, Sequence

from benchmarks.database import cpu_seconds, own_database
from benchmarks.feed_peers import Took, has_newsboat, has_reader, newsboat, reader
from benchmarks.feed_site import FEEDS, OFTEN, SELDOM, addresses, items, site

ROUNDS = 5
SEARCHES = (1_000, 10_000)
PER_COMPANY = 10
ITEMS = items()
KINDS = {"often found": OFTEN, "seldom found": SELDOM}
BARE, WHOLE, UNCHANGED = "fetch, parse, store", "the whole path", "unchanged"
DEMANDED = {(BARE, "reader"): 8.0, (BARE, "newsboat"): 2.5, (UNCHANGED, "reader"): 5.0}
DEMANDED_WHOLE = {1_000: 2.5, 10_000: 1.4}


def main() -> None:
    """Print every way's rate and what is demanded, at each number of searches."""
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    rounds = 2 if options.parse_args().quick else ROUNDS
    peers = {"reader": reader} if has_reader() else {}
    peers |= {"newsboat": newsboat} if has_newsboat() else {}
    for name in ("reader", "newsboat"):
        if name not in peers:
            print(f"{name} is not installed: nothing is said about it")
    with own_database(), site() as port:
        from benchmarks.feed_visits import Visits

        kinds = {kind: addresses(port, looked_for) for kind, looked_for in KINDS.items()}
        visits = {kind: Visits(port, feeds) for kind, feeds in kinds.items()}
        for searches in SEARCHES:
            for kind, feeds in kinds.items():
                visits[kind].listen(searches // PER_COMPANY, PER_COMPANY)
                print(f"\n{kind}: ", end="")
                report(visits[kind], searches, peers, feeds, rounds)


def report(
    visits: object,
    searches: int,
    peers: dict[str, Callable[[Sequence[str]], Took]],
    feeds: Sequence[str],
    rounds: int,
) -> None:
    """Measure all ways in turns at one number of searches and print them."""
    from benchmarks.feed_floor import Floor
    from benchmarks.feed_visits import Visits

    assert isinstance(visits, Visits)
    floor = Floor(visits.client, visits.feeds)
    times: dict[tuple[str, str], list[float]] = defaultdict(list)
    for number in range(rounds + 1):
        took = {}
        visits.empty()
        took[BARE, "the floor"] = cpu_seconds(floor.stored)
        visits.check(ITEMS)
        visits.empty()
        took[BARE, "ours"] = cpu_seconds(visits.bare)
        visits.check(ITEMS)
        visits.empty()
        took[WHOLE, "ours"] = cpu_seconds(visits.whole)
        visits.check(ITEMS)
        took[UNCHANGED, "ours"] = cpu_seconds(visits.unchanged)
        took[UNCHANGED, "the floor"] = cpu_seconds(floor.unchanged)
        for name, peer in peers.items():
            theirs = peer(feeds)
            assert theirs.items == ITEMS, f"{name}: {theirs.items}"
            took[BARE, name] = took[WHOLE, name] = theirs.new
            took[UNCHANGED, name] = theirs.unchanged
        for key, seconds in took.items():
            times[key] += [seconds] if number else []  # The first round warms up.
    medians = {key: statistics.median(each) for key, each in times.items()}
    _print(searches, medians, visits.mentions() / ITEMS, peers)


def _print(
    searches: int,
    medians: dict[tuple[str, str], float],
    mentions: float,
    peers: dict[str, Callable[[Sequence[str]], Took]],
) -> None:
    print(f"{ITEMS:,} items of {FEEDS} feeds, {searches:,} searches, {mentions:.2f} mentions/item")
    for way in (BARE, WHOLE, UNCHANGED):
        number, what = (FEEDS, "feeds") if way == UNCHANGED else (ITEMS, "items")
        ours = medians[way, "ours"]
        print(f"  {way:<20}{number / ours:>9,.0f} {what} per CPU second")
        for peer in (*peers, "the floor"):
            if (way, peer) not in medians:
                continue
            theirs = medians[way, peer]
            wish = DEMANDED.get((way, peer))
            if way == WHOLE:
                wish = DEMANDED_WHOLE[searches] if peer == "reader" else None
            said = f" (demanded: {wish})" if wish else ""
            rate = number / theirs
            print(f"    {theirs / ours:7.2f} x {peer}, {rate:,.0f} {what} per CPU second{said}")


if __name__ == "__main__":
    main()
