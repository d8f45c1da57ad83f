"""How long a test waits for what should be there at once, and never how fast it has to be.

Speed is measured in benchmarks/. A test says only that something comes to an end, with inputs so
large that a cost which grows with their square would not, on any machine.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

PATIENCE = 120
"""Seconds that nothing in the tests should need, however slow or busy the machine is."""


@contextmanager
def patience(seconds: float = PATIENCE) -> Iterator[None]:
    """Fail what is still going on after so many seconds. For the main thread, not nested."""

    def give_up(number: int, frame: FrameType | None) -> None:
        pytest.fail(f"Still going on after {seconds:.0f} seconds: this would never end.")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
