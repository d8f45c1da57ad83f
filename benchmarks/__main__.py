"""All benchmarks: `python -m benchmarks [--quick]`. Each prints its own figures."""

import subprocess
import sys

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
    "kill_workers",
)
KNOW_QUICK = {
    "feed_path",
    "celery_batches",
    "alarm",
    "store_mentions",
    "read_mentions",
    "answer_figures",
    "kill_workers",
}


def main() -> int:
    """Run one after the other, each in a process of its own; returns how many failed."""
    quick, failed = "--quick" in sys.argv[1:], 0
    for name in ALL:
        print(f"\n=== {name} ===", flush=True)
        options = ["--quick"] if quick and name in KNOW_QUICK else []
        failed += (
            subprocess.run(
                [sys.executable, "-m", f"benchmarks.{name}", *options], check=False
            ).returncode
            != 0
        )
    return failed


if __name__ == "__main__":
    sys.exit(main())
