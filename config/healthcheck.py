"""``python -m config.healthcheck web|worker|beat``: for the container's health check."""

import os
import sys
import time
from pathlib import Path

from config.product import healthy

# The clock writes its notes every three minutes.
BEAT_SILENCE = 600.0  # seconds


def web() -> bool:
    """The web server answers under its own name."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
    return healthy(int(os.environ.get("HEALTHCHECK_PORT", "8000")), host)


def worker() -> bool:
    """This container's worker answers over the broker."""
    from config.celery import app

    name = f"worker@{os.uname().nodename}"
    return bool(app.control.ping(destination=[name], timeout=10))


def beat() -> bool:
    """The clock has written its notes lately."""
    notes = Path(os.environ["ETAPPE_VAR"]) / "celerybeat-schedule"
    # Which endings the file gets depends on the system's database library.
    times = [path.stat().st_mtime for path in notes.parent.glob(f"{notes.name}*")]
    return bool(times) and time.time() - max(times) < BEAT_SILENCE


CHECKS = {"web": web, "worker": worker, "beat": beat}


if __name__ == "__main__":
    sys.exit(0 if CHECKS[sys.argv[1]]() else 1)
