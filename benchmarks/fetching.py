"""What the guarded client costs: the same feeds fetched by it and by other clients.

Run `python -m benchmarks.fetching`. Peers (urllib3, requests, httpx, aiohttp) are imported where
they are installed, each in two manners: a new connection for every request, as ours has it (what
was checked is what is connected to, and no connection outlives its request), and connections kept.
Feeds of one site are asked one after the other, as a worker does. CPU time of the process, medians
of interleaved rounds; every client must have got the same bytes.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from benchmarks.feed_site import addresses, document, site
from monitoring.fetching import Client

ROUNDS = 7
PEERS = ("urllib3", "requests", "httpx", "aiohttp")
CLOSE = {"Connection": "close"}

Fetch = Callable[[list[str]], list[bytes]]


def main() -> None:
    """Print feeds per CPU second of each client and how ours compares."""
    with site() as port:
        client = Client(user_agent="Benchmark", loopback=frozenset({("127.0.0.1", port)}))
        ways: dict[str, Fetch] = {"ours": partial(_ours, client)}
        for name in PEERS:
            if find_spec(name) is None:
                print(f"{name} is not installed: nothing is said about it")
            else:
                ways |= dict(_peer(name))
        report(ways, addresses(port))


def report(ways: dict[str, Fetch], urls: list[str]) -> None:
    """Measure in turns and print."""
    expected = [document(number) for number in range(len(urls))]
    times: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(ROUNDS + 1):
        for name, fetch in ways.items():
            began = time.process_time()
            found = fetch(urls)
            spent = time.process_time() - began
            assert found == expected, name
            times[name] += [spent] if number else []  # The first round warms up.
    medians = {name: statistics.median(each) for name, each in times.items()}
    size = sum(map(len, expected)) / len(expected) / 1_000
    print(f"{len(urls)} feeds of {size:.0f} kB on average, feeds per CPU second")
    for name, spent in medians.items():
        compared = "" if name == "ours" else f"  ours takes {medians['ours'] / spent:.2f} x as long"
        print(f"  {name:<22}{len(urls) / spent:>8,.0f}{compared}")


def _ours(client: Client, urls: list[str]) -> list[bytes]:
    return [client.get(url).body for url in urls]


def _peer(name: str) -> Iterator[tuple[str, Fetch]]:
    module = import_module(name)
    yield name, partial(globals()[f"_{name}"], module, CLOSE)
    yield f"{name}, kept", partial(globals()[f"_{name}"], module, {})


def _urllib3(urllib3: Any, headers: dict[str, str], urls: list[str]) -> list[bytes]:
    pool = urllib3.PoolManager()
    return [pool.request("GET", url, headers=headers).data for url in urls]


def _requests(requests: Any, headers: dict[str, str], urls: list[str]) -> list[bytes]:
    with requests.Session() as session:
        return [session.get(url, headers=headers).content for url in urls]


def _httpx(httpx: Any, headers: dict[str, str], urls: list[str]) -> list[bytes]:
    with httpx.Client() as client:
        return [client.get(url, headers=headers).content for url in urls]


def _aiohttp(aiohttp: Any, headers: dict[str, str], urls: list[str]) -> list[bytes]:
    async def all_of_them() -> list[bytes]:
        async with aiohttp.ClientSession(headers=headers) as session:
            bodies = []
            for url in urls:
                async with session.get(url) as answer:
                    bodies.append(await answer.read())
            return bodies

    return asyncio.run(all_of_them())


if __name__ == "__main__":
    main()
