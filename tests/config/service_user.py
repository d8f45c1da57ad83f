"""A process that uses embedded servers and can be told to leave, or be killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
# Says both addresses and stays a user until its standard input ends.
SCRIPT = """
import encodings.idna, os, sys
from pathlib import Path
from config import embedded
if sys.argv[2] != "self":
    os.setgroups([]); os.setgid(int(sys.argv[2])); os.setuid(int(sys.argv[2]))
try:
    root = Path(sys.argv[1])
    print(embedded.database_url(root), embedded.redis_url(root), flush=True)
except embedded.ServicesError as error:
    sys.exit(f"ServicesError: {error}")
sys.stdin.read()
"""


class ServiceUser:
    """A process that asks for both servers; ``uid`` is taken on after the imports."""

    def __init__(self, root: Path, uid: int | None = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, str(root), "self" if uid is None else str(uid)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
        )

    def addresses(self) -> list[str]:
        """The two addresses it was given, once it has them."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.process.communicate()
        return line.split()

    def leave(self) -> tuple[int, str]:
        """End it in an orderly way: its exit code and what it complained of."""
        _, complaint = self.process.communicate()
        return self.process.returncode, complaint

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()
