"""Starts a few programs, passes their words on, and ends all of them with the first.

Each program leads a session of its own, so that Ctrl-C reaches only the supervisor, which then
stops them in an orderly way: the last started first.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import IO

PR_SET_PDEATHSIG = 1
LOOK_EVERY = 0.2  # seconds
LINES_HEARD = 1000
LINES_REPEATED = 20
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Program:
    """What to start: its name before its lines, and the seconds it has to stop by itself."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    patience: float = 15.0


class SupervisorError(Exception):
    """A program ended, or was not ready in time; the sentence says which."""


class Stopped(Exception):  # noqa: N818 - a wish, no error
    """Somebody asked for the end: Ctrl-C, SIGTERM or a closed terminal."""


class Supervisor:
    """Looks after programs while used as a context; leaving the context stops them all."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._children: list[_Child] = []
        self._lock = threading.Lock()
        self._asked = 0
        self._before: dict[signal.Signals, signal._HANDLER] = {}

    def __enter__(self) -> "Supervisor":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self._before[number] = signal.signal(number, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def start(self, program: Program) -> None:
        """Start a program now; its lines are passed on with its name in front."""
        self._children.append(_Child(program, self._pass_on))

    def wait_until(self, condition: Callable[[], bool], *, seconds: float, what: str) -> None:
        """Look after everything until the condition holds.

        Raises SupervisorError after so many seconds or if a program ends, Stopped when asked to.
        """
        deadline = time.monotonic() + seconds
        while not condition():
            self.look()
            if time.monotonic() > deadline:
                raise SupervisorError(f"{what} was not ready after {seconds:.0f} seconds.")
            time.sleep(LOOK_EVERY)

    def run(self, *, every: float = 5.0, then: Callable[[], None] = lambda: None) -> None:
        """Look after everything for good, calling ``then`` every so many seconds.

        Raises SupervisorError if a program ends, Stopped when asked to.
        """
        due = time.monotonic() + every
        while True:
            self.look()
            if time.monotonic() > due:
                then()
                due = time.monotonic() + every
            time.sleep(LOOK_EVERY)

    def heard(self, name: str, words: str) -> bool:
        """Whether the program of this name has said these words lately."""
        return any(
            words in line
            for child in self._children
            if child.program.name == name
            for line in child.lately()
        )

    def look(self) -> None:
        """Raise Stopped if somebody asked for the end, SupervisorError if a program ended."""
        if self._asked:
            raise Stopped
        for child in self._children:
            if (code := child.process.poll()) is not None:
                raise SupervisorError(child.last_words(code))

    def stop(self) -> None:
        """Stop what runs, the last started first; being asked a second time makes it quick."""
        asked_before = self._asked
        while self._children:
            child = self._children.pop()
            child.stop(hurry=lambda: self._asked > max(asked_before, 1))

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self._asked += 1

    def _pass_on(self, line: str) -> None:
        with self._lock:
            try:
                self._say(line)
            except (BrokenPipeError, ValueError):
                # Whoever read our words has gone, and so should we.
                self._asked += 1


class _Child:
    """A running program, the thread that reads what it says, and its last lines."""

    def __init__(self, program: Program, say: Callable[[str], None]) -> None:
        self.program = program
        self._say = say
        self._last: deque[str] = deque(maxlen=LINES_HEARD)
        self.process = subprocess.Popen(  # noqa: S603
            program.command,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **program.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_end_with_parent if _libc else None,
            text=True,
            errors="replace",
        )
        self._reader = threading.Thread(target=self._read, args=(self.process.stdout,), daemon=True)
        self._reader.start()

    def lately(self) -> list[str]:
        """Its last lines, oldest first."""
        return list(self._last)

    def last_words(self, code: int) -> str:
        """A sentence about its end, with what it said last."""
        self._reader.join(timeout=5)
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"
        said = "\n".join(f"  {line}" for line in self.lately()[-LINES_REPEATED:]) or "  (nothing)"
        return f"The {self.program.name} {how}. Its last lines:\n{said}"

    def stop(self, *, hurry: Callable[[], bool]) -> None:
        """Ask it to end, wait for so long as it may take, then end its whole session."""
        if self.process.poll() is None:
            self.process.terminate()
        deadline = time.monotonic() + self.program.patience
        while self.process.poll() is None and time.monotonic() < deadline and not hurry():
            time.sleep(0.02)
        # Its children too: a killed program leaves its own behind.
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._reader.join(timeout=2)
        if self.process.stdout is not None and not self._reader.is_alive():
            self.process.stdout.close()

    def _read(self, words: IO[str]) -> None:
        for line in words:
            self._last.append(line.rstrip())
            self._say(f"{self.program.name:<7} | {line.rstrip()}")


def _end_with_parent() -> None:
    """Runs in the new process: if the supervisor is killed, this one is asked to end."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
