"""All benchmarks: `python -m benchmarks [--quick] [NAME ...]`.

Each prints its own figures; at the end stands one table of how long each took and of every line
that says what was demanded.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass

ALL = (
    "parse_feeds",
    "feed_corpus",
    "fetching",
    "feed_path",
    "celery_batches",
    "match_profiles",
    "near_duplicates",
    "judge",
    "language",
    "alarm",
    "store_mentions",
    "read_mentions",
    "answer_figures",
    "mention_page",
    "web_servers",
    "kill_workers",
)
KNOW_QUICK = {
    "match_profiles",
    "language",
    "mention_page",
    "web_servers",
    "feed_path",
    "celery_batches",
    "alarm",
    "store_mentions",
    "read_mentions",
    "answer_figures",
    "kill_workers",
}


@dataclass(frozen=True, slots=True)
class Run:
    """One benchmark's run: how it ended, and what it said."""

    name: str
    seconds: float
    failed: bool
    lines: list[str]

    @property
    def demands(self) -> list[str]:
        """The lines that say what was demanded."""
        return [line for line in self.lines if "demanded" in line]


def main() -> int:
    """Run one after the other, each in a process of its own; returns how many failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of {', '.join(ALL)}; absent: all"
    )
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - set(ALL):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    names = [name for name in ALL if not chosen.names or name in chosen.names]
    runs = [run(name, quick=chosen.quick and name in KNOW_QUICK) for name in names]
    print(table(runs))
    return sum(each.failed for each in runs)


def run(name: str, *, quick: bool) -> Run:
    """Run one, its words shown as they come and kept."""
    print(f"\n=== {name} ===", flush=True)
    began, lines = time.monotonic(), []
    command = [sys.executable, "-m", f"benchmarks.{name}", *(["--quick"] if quick else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line.rstrip())
    return Run(name, time.monotonic() - began, process.returncode != 0, lines)


def table(runs: Iterable[Run]) -> str:
    """One line a benchmark, and under it what was demanded beside what was measured."""
    rows = ["\n=== all ==="]
    for each in runs:
        rows.append(f"{each.name:18}{each.seconds:6,.0f} s   {'FAILED' if each.failed else 'done'}")
        rows += [f"    {' '.join(line.split())}" for line in each.demands]
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
