"""Where one can answer: a forum takes answers, an alert full of press articles does not."""

from urllib.parse import urlsplit

ALERTS = frozenset({"google.com", "google.de", "news.google.com", "bing.com", "talkwalker.com"})
"""Servers whose feeds are searches over the press."""


def takes_answers(source_kind: str, address: str) -> bool:
    """What the desk supposes of a source, until somebody says otherwise.

    A silently missed question is the dearer mistake: only searches over the press are left out.
    """
    if source_kind != "feed":
        return True
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return not any(host == each or host.endswith(f".{each}") for each in ALERTS)
