"""Run in a network namespace in which every address is this machine.

Whatever is dialled really arrives, so what was dialled is seen and not guessed. Prints JSON:
the addresses that were connected to while hostile ones were asked for, and the answer of a
public one.
"""

import json
import socket
import threading
from contextlib import suppress

from monitoring.fetching import Client, FetchError, Limits
from tests.monitoring.fetching.hostile import hostile_urls
from tests.monitoring.fetching.test_hostile_addresses import lenient

PORTS = (22, 25, 80, 443, 5432, 6379, 8080, 8443, 11211)
arrived: list[str] = []


def listen(family: socket.AddressFamily, everywhere: str, port: int) -> None:
    listener = socket.socket(family, socket.SOCK_STREAM)
    if family == socket.AF_INET6:
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    listener.bind((everywhere, port))
    listener.listen(64)
    threading.Thread(target=accept, args=(listener,), daemon=True).start()


def accept(listener: socket.socket) -> None:
    while True:
        connection, _ = listener.accept()
        arrived.append(connection.getsockname()[0])
        with connection, suppress(OSError):
            connection.recv(4096)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npublic")


def main() -> None:
    for port in PORTS:
        listen(socket.AF_INET, "0.0.0.0", port)
    with suppress(OSError):
        for port in PORTS:
            listen(socket.AF_INET6, "::", port)
    client = Client(user_agent="Etappe", resolve=lenient)
    for url in hostile_urls():
        with suppress(FetchError):
            client.get(url, limits=Limits(seconds=2))
    forbidden = list(arrived)
    arrived.clear()
    # The net itself is tested too: an unguarded connection has to be seen.
    socket.create_connection(("169.254.169.254", 80), 2).close()
    body = client.get("http://93.184.216.34/").body.decode()
    print(json.dumps({"forbidden": forbidden, "seen": sorted(arrived), "public": body}))  # noqa: T201


if __name__ == "__main__":
    main()
