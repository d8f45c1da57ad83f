"""The one guarded way out: nothing else in the project may open a connection to another site."""

from monitoring.fetching.client import FEED, PAGE, WEBHOOK, Client, Limits, Response
from monitoring.fetching.errors import (
    FetchError,
    MalformedAnswer,
    RedirectLoop,
    RefusedAddress,
    TlsProblem,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
    UnsupportedAddress,
)
from monitoring.fetching.wire import Wire

__all__ = [
    "FEED",
    "PAGE",
    "WEBHOOK",
    "Client",
    "FetchError",
    "Limits",
    "MalformedAnswer",
    "RedirectLoop",
    "RefusedAddress",
    "Response",
    "TlsProblem",
    "TooLarge",
    "TooManyRedirects",
    "TooSlow",
    "Unreachable",
    "UnsupportedAddress",
    "Wire",
]
