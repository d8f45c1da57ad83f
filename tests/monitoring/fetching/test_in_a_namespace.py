"""What was really dialled, seen from inside a network in which every address is local."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
EVERYTHING_IS_HERE = (
    "ip link set lo up && ip route add local 0.0.0.0/0 dev lo && "
    "(ip -6 route add local ::/0 dev lo || true) && "
    'exec "$0" -m tests.monitoring.fetching.inside_namespace'
)


def _refused() -> str:
    if not shutil.which("unshare") or not shutil.which("ip"):
        return "unshare or ip is not installed"
    probe = "ip link set lo up && ip route add local 0.0.0.0/0 dev lo"
    tried = subprocess.run(["unshare", "-rn", "sh", "-c", probe], capture_output=True, text=True)
    return tried.stderr.strip() if tried.returncode else ""


REFUSED = _refused()


@pytest.mark.skipif(bool(REFUSED), reason=f"no network namespace here: {REFUSED}")
def test_nothing_hostile_is_connected_to_where_every_address_answers() -> None:
    run = subprocess.run(
        ["unshare", "-rn", "sh", "-c", EVERYTHING_IS_HERE, sys.executable],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == {
        "forbidden": [],
        "seen": ["169.254.169.254", "93.184.216.34"],
        "public": "public",
    }
