"""Folders for embedded servers, processes that use them, little programs to look after."""

import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config import embedded
from tests.config.service_user import ServiceUser


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    root = tmp_path / "var"
    yield root
    if root.exists():
        embedded.stop(root)


@pytest.fixture
def user(var: Path) -> Iterator[Callable[..., ServiceUser]]:
    """Starts a process that uses the servers in ``var``; whatever is left is killed after."""
    started: list[ServiceUser] = []

    def start(root: Path = var, uid: int | None = None) -> ServiceUser:
        started.append(ServiceUser(root, uid))
        return started[-1]

    yield start
    for each in started:
        each.kill()


@pytest.fixture
def script(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a little Python program for a supervisor to look after."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(textwrap.dedent(text))
        return path

    return write
