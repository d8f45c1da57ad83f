"""The whole real product, started by its own command as one who tries it would."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from config.product import free_port
from tests.patience import PATIENCE

PROJECT = Path(__file__).resolve().parents[2]
READY_SECONDS = 600
OF_THE_TESTS = (
    "ALLOWED_HOSTS",
    "BASE_URL",
    "DATABASE_URL",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
    "PYTEST_CURRENT_TEST",
    "PYTEST_VERSION",
    "REDIS_URL",
)
"""What a test's environment says and the product must not hear: it decides these itself."""


class Product:
    """``manage.py demo`` in a folder of its own, on a free port, its mails thrown away.

    PostgreSQL, Valkey, worker, clock, web server and demo sources are the real ones. A context:
    ready inside, stopped with everything it started after.
    """

    def __init__(self, folder: Path) -> None:
        self.port = free_port(0)
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = folder / "demo.log"
        self._folder = folder

    def __enter__(self) -> Self:
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [sys.executable, "manage.py", "demo"],
                cwd=PROJECT,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def said(self) -> str:
        """Everything it has printed so far."""
        return self._log.read_text(errors="replace")

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
        return kept | {
            "EMAIL_URL": "dummymail://",
            "ETAPPE_LOCAL": "1",
            "ETAPPE_VAR": str(self._folder / "var"),
            "PORT": str(self.port),
        }

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while "Ready:" not in self.said:
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"manage.py demo was not ready:\n{self.said}")
            time.sleep(0.2)
