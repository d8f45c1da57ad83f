"""The product as a whole, started and stopped by its own command in a folder of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.embedded.processes import running, wait_until
from config.product import free_port, healthy
from tests.patience import PATIENCE

PROJECT = Path(__file__).resolve().parents[2]


class Product:
    """``manage.py run`` on a free port, with what it has said so far."""

    def __init__(self, var: Path, port: int) -> None:
        self.port = port
        self.said: list[str] = []
        kept_out = ("DATABASE_URL", "REDIS_URL", "BASE_URL", "ALLOWED_HOSTS")
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "run"],
            cwd=PROJECT,
            env={
                **{name: value for name, value in os.environ.items() if name not in kept_out},
                "ETAPPE_VAR": str(var),
                "PORT": str(port),
                "ETAPPE_LOCAL": "1",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def wait_for(self, words: str) -> str:
        """The first new line with these words; fails with everything said if it ends first."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line)
            if words in line:
                return line
        pytest.fail("".join(self.said))

    def end(self, number: signal.Signals) -> int:
        """Its exit code after this signal, everything read."""
        self.process.send_signal(number)
        words, _ = self.process.communicate(timeout=PATIENCE)
        self.said.append(words)
        return self.process.returncode

    def children(self) -> list[int]:
        """The programs it has started."""
        task = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in task.read_text().split()]


Run = Callable[[], Product]


@pytest.fixture
def run(var: Path) -> Iterator[Run]:
    started: list[Product] = []

    def start() -> Product:
        started.append(Product(var, free_port(0)))
        return started[-1]

    yield start
    for product in started:
        product.process.kill()
        product.process.communicate()


def test_one_command_runs_everything_and_ctrl_c_leaves_nothing_behind(var: Path, run: Run) -> None:
    product = run()
    ready = product.wait_for("Ready:")
    assert re.fullmatch(rf" *\d+\.\d s  Ready: http://127\.0\.0\.1:{product.port}\n", ready)
    assert wait_until(lambda: healthy(product.port, "127.0.0.1"), PATIENCE)
    children = product.children()
    assert len(children) == 3
    assert product.end(signal.SIGINT) == 0
    assert product.said[-1].endswith("Stopped.\n")
    assert [pid for pid in children if Path(f"/proc/{pid}").exists()] == []
    assert running("postgres", var / "postgres") == []
    assert running("valkey-server", var / "valkey") == []


def test_a_program_that_dies_ends_the_rest_and_says_so(var: Path, run: Run) -> None:
    product = run()
    product.wait_for("Ready:")
    children = product.children()
    os.kill(children[0], signal.SIGKILL)
    report = product.wait_for("CommandError")
    assert report == "CommandError: The worker was killed by SIGKILL. Its last lines:\n"
    assert product.process.wait(timeout=PATIENCE) == 1
    assert wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), PATIENCE)
    assert running("postgres", var / "postgres") == []


def test_a_taken_port_is_said_before_anything_is_started(var: Path) -> None:
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", 0))
        squatter.listen()
        port = squatter.getsockname()[1]
        product = Product(var, port)
        words, _ = product.process.communicate(timeout=PATIENCE)
    assert words == (
        f"CommandError: Port {port} is taken by another program. Stop that one, or choose "
        f"another port: PORT={port + 1} make run\n"
    )
    assert product.process.returncode == 1
