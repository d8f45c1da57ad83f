"""The programs that make up a running Etappe on one machine."""

import socket
import sys
from collections.abc import Mapping

from config.supervisor import Program

HOST = "127.0.0.1"


def port_taken(port: int) -> bool:
    """Whether somebody listens on this loopback port already."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def free_port(wished: int) -> int:
    """The wished loopback port, or one that the kernel finds free; 0 wishes for none."""
    if wished and not port_taken(wished):
        return wished
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def healthy(port: int, host: str) -> bool:
    """Whether the web server on this loopback port, asked as ``host``, says that it is alive."""
    request = f"GET /healthz HTTP/1.0\r\nHost: {host}\r\n\r\n"
    try:
        with socket.create_connection((HOST, port), timeout=2) as link:
            link.sendall(request.encode())
            return link.recv(12).endswith(b" 200")
    except OSError:
        return False


def worker(environment: Mapping[str, str]) -> Program:
    """Celery with two processes; a minute and a half to finish what it has begun."""
    options = ("--pool=prefork", "--concurrency=2", "--without-gossip", "--without-mingle")
    return _celery("worker", environment, 95.0, "worker", *options, "--hostname=etappe@%h")


def beat(environment: Mapping[str, str]) -> Program:
    """Celery's clock."""
    return _celery("beat", environment, 10.0, "beat", "--pidfile=")


def web(port: int, environment: Mapping[str, str]) -> Program:
    """granian on loopback, one process with threads."""
    return Program(
        name="web",
        command=[
            *(sys.executable, "-m", "granian", "--interface", "wsgi"),
            *("--host", HOST, "--port", str(port), "--workers", "1", "--blocking-threads", "4"),
            *("--no-ws", "--log-level", "warning", "config.wsgi:application"),
        ],
        environment=environment,
        patience=15.0,
    )


def demo_sources(port: int) -> Program:
    """The loopback server whose feeds keep publishing in the demo."""
    command = [sys.executable, "-m", "monitoring.demo_sources", "--port", str(port)]
    return Program(name="sources", command=command, patience=5.0)


def _celery(name: str, environment: Mapping[str, str], patience: float, *arguments: str) -> Program:
    # The warning about root is about pickled messages, which are not accepted anyway.
    quiet = ("-W", "ignore:You're running the worker with superuser privileges")
    command = [sys.executable, *quiet, "-m", "celery", "--quiet", "--app=config.celery", *arguments]
    return Program(name, [*command, "--loglevel=INFO"], environment, patience)
