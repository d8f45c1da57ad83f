"""How often somebody may do what needs no account."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

HOUR, DAY = 3600, 24 * 3600


def within(key: str, *, most: int, seconds: int) -> bool:
    """Count one more under ``key``; False once there were more than ``most`` in ``seconds``.

    The time begins with the first one counted.
    """
    name = f"limit:{key}"
    cache.add(name, 0, seconds)
    try:
        return int(cache.incr(name)) <= most
    except ValueError:  # it ran out between the two
        return True


def address_of(request: HttpRequest) -> str:
    """From where it comes, as far as our own proxies tell (TRUSTED_PROXIES)."""
    return str(get_adapter(request).get_client_ip(request))
