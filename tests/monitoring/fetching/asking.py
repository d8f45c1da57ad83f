"""The client as tests use it, and how much it may take."""

from monitoring.fetching import Client, Limits
from tests.monitoring.fetching.servers import RawServer, http
from tests.patience import PATIENCE

AGENT = "Etappe/1.0 (+https://etappe.example/)"
QUICK = Limits(body=1_000_000, seconds=0.6)
SMALL = Limits(body=1_000_000, seconds=PATIENCE)


def client_for(*servers: RawServer, **options: object) -> Client:
    opened = frozenset().union(*(server.open for server in servers))
    return Client(user_agent=AGENT, loopback=opened, **options)  # type: ignore[arg-type]


def redirect(location: str, status: str = "302 Found") -> bytes:
    return http(status=status, headers={"Location": location})
