"""The supervisor with real little programs: what it passes on, notices and ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config.embedded.processes import wait_until
from config.supervisor import Program, Stopped, Supervisor, SupervisorError
from tests.patience import PATIENCE

Script = Callable[[str, str], Path]
PROJECT = Path(__file__).resolve().parents[2]

OBEDIENT = """
    import signal, sys, time
    signal.signal(signal.SIGTERM, lambda *_: (print("goodbye", flush=True), sys.exit()))
    print("hello", flush=True)
    time.sleep(600)
"""
STUBBORN = """
    import signal, time
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("hello", flush=True)
    time.sleep(600)
"""
# Leaves a child of its own behind that hears nothing.
PARENT = """
    import subprocess, sys, time
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    print("child", child.pid, flush=True)
    time.sleep(600)
"""


def program(name: str, path: Path, grace: float = PATIENCE) -> Program:
    return Program(name, [sys.executable, str(path)], patience=grace)


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def test_lines_are_passed_on_with_the_name_in_front_and_the_last_started_stops_first(
    script: Script,
) -> None:
    said: list[str] = []
    path = script("obedient.py", OBEDIENT)
    with Supervisor(said.append) as supervisor:
        for name in ("first", "second"):
            supervisor.start(program(name, path))
            supervisor.wait_until(
                lambda name=name: f"{name:<7} | hello" in said, seconds=PATIENCE, what="Hello"
            )
    assert said == [
        "first   | hello",
        "second  | hello",
        "second  | goodbye",
        "first   | goodbye",
    ]


def test_a_program_that_ends_is_reported_with_its_last_lines_and_ends_the_others(
    script: Script,
) -> None:
    said: list[str] = []
    failing = script("failing.py", "print('no database'); raise SystemExit(3)")
    with pytest.raises(SupervisorError) as report, Supervisor(said.append) as supervisor:
        supervisor.start(program("web", script("obedient.py", OBEDIENT)))
        supervisor.wait_until(lambda: "web     | hello" in said, seconds=PATIENCE, what="Hello")
        supervisor.start(program("worker", failing))
        supervisor.run()
    assert str(report.value) == "The worker ended with 3. Its last lines:\n  no database"
    assert said[-1] == "web     | goodbye"


def test_a_killed_program_is_reported_by_the_name_of_its_signal(script: Script) -> None:
    path = script("self.py", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(SupervisorError) as report, Supervisor(lambda _: None) as supervisor:
        supervisor.start(program("beat", path))
        supervisor.run()
    assert str(report.value) == "The beat was killed by SIGKILL. Its last lines:\n  (nothing)"


def test_whoever_does_not_stop_is_ended_after_its_patience(script: Script) -> None:
    said: list[str] = []
    with Supervisor(said.append) as supervisor:
        supervisor.start(program("web", script("stubborn.py", STUBBORN), grace=0.3))
        supervisor.wait_until(lambda: bool(said), seconds=PATIENCE, what="Hello")
        began = time.monotonic()
    assert 0.3 <= time.monotonic() - began < PATIENCE


def test_children_of_a_program_end_with_it(script: Script) -> None:
    said: list[str] = []
    with Supervisor(said.append) as supervisor:
        supervisor.start(program("worker", script("parent.py", PARENT)))
        supervisor.wait_until(lambda: bool(said), seconds=PATIENCE, what="Its child")
        child = int(said[0].split()[-1])
        assert alive(child)
    assert wait_until(lambda: not alive(child), PATIENCE)


def test_what_is_not_ready_in_time_is_named(script: Script) -> None:
    with pytest.raises(SupervisorError) as report, Supervisor(lambda _: None) as supervisor:
        supervisor.wait_until(lambda: False, seconds=0.1, what="The web server")
    assert str(report.value) == "The web server was not ready after 0 seconds."


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_and_is_given_back(script: Script, number: int) -> None:
    before = signal.getsignal(number)
    said: list[str] = []
    with pytest.raises(Stopped), Supervisor(said.append) as supervisor:
        supervisor.start(program("web", script("obedient.py", OBEDIENT)))
        supervisor.wait_until(lambda: bool(said), seconds=PATIENCE, what="Hello")
        os.kill(os.getpid(), number)
        supervisor.run()
    assert said == ["web     | hello", "web     | goodbye"]
    assert signal.getsignal(number) == before


def test_the_services_are_looked_after_now_and_then() -> None:
    looks: list[float] = []

    def look() -> None:
        looks.append(time.monotonic())
        if len(looks) == 2:
            os.kill(os.getpid(), signal.SIGTERM)

    with pytest.raises(Stopped), Supervisor(lambda _: None) as supervisor:
        supervisor.run(every=0.1, then=look)
    assert len(looks) == 2


def test_a_killed_supervisor_takes_its_programs_along(script: Script) -> None:
    path = script("obedient.py", OBEDIENT)
    text = f"""
        import sys
        from config.supervisor import Program, Supervisor
        with Supervisor(lambda line: print(line, flush=True)) as supervisor:
            supervisor.start(Program("web", [sys.executable, {str(path)!r}]))
            print("pid", supervisor._children[0].process.pid, flush=True)
            supervisor.run()
    """
    with subprocess.Popen(
        [sys.executable, str(script("supervising.py", text))],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    ) as outer:
        assert outer.stdout is not None
        # Two threads say one line each, and either may be the first.
        hello, child = sorted((outer.stdout.readline() for _ in range(2)), reverse=True)
        assert hello == "web     | hello\n"
        outer.kill()
    assert wait_until(lambda: not alive(int(child.split()[-1])), PATIENCE)


def test_the_supervisor_stops_when_nobody_reads_it_any_more(script: Script) -> None:
    def refuse(_: str) -> None:
        raise BrokenPipeError

    with pytest.raises(Stopped), Supervisor(refuse) as supervisor:
        supervisor.start(program("web", script("obedient.py", OBEDIENT)))
        supervisor.run()
