"""The guarded client, as the settings of this installation have it."""

from functools import cache

from django.conf import settings

from monitoring.fetching import Client


@cache
def client() -> Client:
    """One for the whole process; only the addresses in FETCH_LOOPBACK lead to this machine."""
    opened = (address.rpartition(":") for address in settings.FETCH_LOOPBACK)
    return Client(
        user_agent=f"Etappe (+{settings.BASE_URL})",
        loopback=frozenset((host, int(port)) for host, _colon, port in opened),
    )
