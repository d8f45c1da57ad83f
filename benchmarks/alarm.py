"""How often the alarm rings for nothing, and how soon it rings for a crisis.

    python -m benchmarks.alarm [--quick]

Made-up companies of five sizes live through a year: office hours and a weekly pattern, and every
fifth mention starts a small conversation, so that mentions come in bunches as they do in life. The
quiet ones have no crisis: each ring is a false alarm. The others have three planted ones: four
days' worth of mentions (25 at least), three of four critical, ebbing away over two days; and small
ones of half the size. A company that is blind for a day and a half each month must not be woken by
the return of its source.

The peer in the same run is the usual rule of three standard deviations over 14 days, at least four
mentions, two days apart, on hours and on days.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from statistics import fmean, median, pstdev
from zoneinfo import ZoneInfo

from monitoring.alarm.hours import DAY, WEEK, History, Hour, SourceHours, Tally, slot_of
from monitoring.alarm.replay import replay
from monitoring.alarm.rules import Thresholds

ZONE = ZoneInfo("Europe/Berlin")
FIRST = 473_352  # 2024-01-01, an hour of UTC
YEAR = 365 * DAY
SIZES = {"3 a week": 3 / 7, "2 a day": 2.0, "10 a day": 10.0, "60 a day": 60.0, "400 a day": 400.0}
CRITICAL = 0.15
SHAPE = [
    (0.25 if hour < 7 or hour > 21 else 1.6 if 9 <= hour < 18 else 1.0) * (0.5 if day >= 5 else 1.2)
    for day in range(7)
    for hour in range(24)
]


@dataclass(frozen=True)
class Life:
    """One company's hours; ``crises`` are the hours in which one began."""

    history: History
    crises: tuple[Hour, ...]


def live(per_day: float, seed: int, *, crisis: float = 0, blind: bool = False) -> Life:
    rng = random.Random(seed)
    number: Counter[Hour] = Counter()
    negative: Counter[Hour] = Counter()

    def say(hour: Hour, critical: float) -> None:
        number[hour] += 1
        negative[hour] += rng.random() < critical

    norm = sum(SHAPE) / WEEK
    for hour in range(FIRST, FIRST + YEAR):
        rate = per_day / DAY * SHAPE[slot_of(hour, ZONE)] / norm / 1.3
        for _ in range(poisson(rng, rate)):
            say(hour, CRITICAL)
            if rng.random() < 0.2:  # a conversation begins
                for _ in range(1 + poisson(rng, 0.5)):
                    say(hour + int(rng.expovariate(1 / 4)), CRITICAL)
    began = tuple(FIRST + day * DAY + rng.randrange(7, 20) for day in (80, 170, 260))
    for start in began if crisis else ():
        for _ in range(round(max(25, 4 * per_day) * crisis)):
            delay = rng.uniform(0, 2) if rng.random() < 0.15 else rng.expovariate(1 / 14)
            say(start + int(delay), 0.75)
    unseen = []
    if blind:
        unseen = [(FIRST + day * DAY, FIRST + day * DAY + 36) for day in range(40, 365, 30)]
        for first, end in unseen:
            for hour in range(first, end):
                number[hour] = negative[hour] = 0
    counts = {hour: Tally(many, negative[hour]) for hour, many in number.items() if many}
    source = SourceHours("all", FIRST, counts, unseen)
    return Life(History(ZONE, {1: source}), began)


def poisson(rng: random.Random, rate: float) -> int:
    if rate > 30:
        return max(0, round(rng.gauss(rate, rate**0.5)))
    product, many, floor = rng.random(), 0, 2.718281828459045**-rate
    while product > floor:
        product *= rng.random()
        many += 1
    return many


def ours(life: Life) -> list[Hour]:
    found = replay(life.history, FIRST + 5 * WEEK, FIRST + YEAR, Thresholds())
    return [ring.hour for ring in found.rings if not ring.raises]


def three_sigma(life: Life, length: int) -> list[Hour]:
    counts = life.history.sources[1].counts
    hours = [counts.get(hour, Tally()).number for hour in range(FIRST, FIRST + YEAR)]
    sums = [sum(hours[max(0, at - length + 1) : at + 1]) for at in range(YEAR)]
    rings: list[Hour] = []
    for at in range(5 * WEEK, YEAR):
        if sums[at] < 4 or (rings and FIRST + at - rings[-1] < 48):
            continue
        before = sums[at - length - 14 * DAY : at - length + 1 : length]
        if sums[at] > fmean(before) + 3 * pstdev(before):
            rings.append(FIRST + at)
    return rings


Rule = Callable[[Life], list[Hour]]
RULES: dict[str, Rule] = {
    "ours": ours,
    "3 sigma, hours": lambda life: three_sigma(life, 1),
    "3 sigma, days": lambda life: three_sigma(life, DAY),
}


def main() -> None:
    """Print false alarms a year, crises found and how soon; needs no database."""
    seeds = range(2 if "--quick" in sys.argv[1:] else 6)
    print(f"{len(seeds)} companies a line, a year each; delay: hours to the ring, median and worst")
    for size, per_day in SIZES.items():
        quiet = [live(per_day, seed) for seed in seeds]
        blind = [live(per_day, seed, blind=True) for seed in seeds]
        troubled = {
            name: [live(per_day, 1000 + seed, crisis=share) for seed in seeds]
            for name, share in (("crises", 1.0), ("small ones", 0.5))
        }
        for name, rule in RULES.items():
            begun = time.process_time()
            false = [len(rule(life)) for life in quiet]
            cost = (time.process_time() - begun) / len(quiet)
            returns = [len(rule(life)) for life in blind]
            print(
                f"{size:>10}  {name:<15} false a year {fmean(false):5.2f} (worst {max(false)})"
                f"  with blind days {fmean(returns):5.2f}"
                + "".join(found(kind, lives, rule) for kind, lives in troubled.items())
                + f"  {cost:5.2f} s a year",
                flush=True,
            )


def found(kind: str, lives: list[Life], rule: Rule) -> str:
    """How many planted crises were found within three days, and how soon."""
    delays, missed = [], 0
    for life in lives:
        rings = rule(life)
        for start in life.crises:
            after = [hour - start for hour in rings if 0 <= hour - start <= 3 * DAY]
            delays += after[:1]
            missed += not after
    soon = f"{median(delays):.0f} h, {max(delays)} h" if delays else "never"
    return f"  {kind}: missed {missed}/{3 * len(lives)}, delay {soon:<10}"


if __name__ == "__main__":
    main()
