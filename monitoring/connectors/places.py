"""Addresses that hold the settings of a source: built from what was typed, and read back."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from django.utils.translation import gettext_lazy as _

from monitoring.connectors.asking import THIS_MACHINE
from monitoring.connectors.errors import BadRequest, SettingRefused
from monitoring.fetching import FetchError
from monitoring.fetching.urls import read_url


def server(typed: str, field: str = "server") -> str:
    """The origin of a server as people name it: "mastodon.social", or any page on it.

    Always https://, save for this machine, which only demo and tests open. Raises SettingRefused.
    """
    address = typed.strip()
    if "://" not in address:
        address = f"https://{address}"
    try:
        target = read_url(address, any_port=True)
    except FetchError as problem:
        raise SettingRefused(field, _("Enter the name of a server: example.org")) from problem
    scheme = target.scheme if target.host in THIS_MACHINE else "https"
    default = {"http": 80, "https": 443}
    plain = target.port in (default[target.scheme], default[scheme])
    host = f"[{target.host}]" if ":" in target.host else target.host
    return f"{scheme}://{host}" if plain else f"{scheme}://{host}:{target.port}"


def origin_of(address: str) -> str:
    """Scheme and server of a stored address. Raises BadRequest."""
    try:
        target = read_url(address, any_port=True)
    except FetchError as problem:
        raise BadRequest(str(problem), sentence=problem.sentence) from problem
    return f"{target.scheme}://{target.authority}"


def authority_of(address: str) -> str:
    """The server of any stored address, with its port where it is not the usual one of the web.

    Raises FetchError.
    """
    scheme, _colon, rest = address.partition(":")
    known = scheme if scheme in ("http", "https") else "https"
    return read_url(f"{known}:{rest}", any_port=True).authority


def name_of(address: str) -> str:
    """The server of an address as people name it."""
    return urlsplit(address).netloc.removeprefix("www.")


def build(origin: str, path: str, asked: Mapping[str, str]) -> str:
    """The address of a path, whose parts are quoted already; what is empty is left out."""
    query = urlencode({key: value for key, value in asked.items() if value}, quote_via=quote)
    return f"{origin}{path}?{query}" if query else f"{origin}{path}"


def asked_in(address: str) -> dict[str, str]:
    """What stands behind the question mark; of doubled keys the last one counts."""
    return dict(parse_qsl(urlsplit(address).query))


def words(settings: Mapping[str, str], key: str = "query") -> str:
    """Search words, blanks made single. Raises SettingRefused where there are none."""
    found = " ".join(settings.get(key, "").split())
    if not found:
        raise SettingRefused(key, _("Enter what to look for."))
    return found[:200]


def chosen(settings: Mapping[str, str], key: str, choices: Mapping[str, object]) -> str:
    """One of the choices, the first where nothing was chosen. Raises SettingRefused."""
    found = settings.get(key) or next(iter(choices))
    if found not in choices:
        raise SettingRefused(key, _("Choose one of these."))
    return found
