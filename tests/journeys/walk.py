"""A walk over every page that somebody reaches by following links from where they arrive."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urldefrag, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page

from tests.journeys.looks import Look, look_at

ADDRESSES = "(links) => links.map((a) => new URL(a.getAttribute('href'), a.baseURI).href)"


class Kind(NamedTuple):
    """What pages of one kind share: rows of a list differ, their pages hardly do."""

    view: str
    company: str
    stage: int
    asks: bool


def walk(page: Page, who: str, seen: set[Kind]) -> Iterator[Look]:
    """Look at each kind of page that can be reached and is not in ``seen``, which grows."""
    waiting, known = ["/"], {"/"}
    while waiting:
        path = waiting.pop(0)
        kind = _kind(path)
        if kind is None or (kind in seen and path != "/") or not _open(page, path):
            continue
        seen |= {kind, _kind(page.url) or kind}
        yield look_at(page, who)
        links = [link for link in _links(page) if link not in known]
        known.update(links)
        waiting += links


def _open(page: Page, path: str) -> bool:
    """Whether there is a page to look at: what is downloaded is none."""
    try:
        response = page.goto(path)
    except Error as error:
        if "Download is starting" not in error.message:
            raise
        return False
    return response is not None and "text/html" in response.headers.get("content-type", "")


def _links(page: Page) -> list[str]:
    """The addresses within the product that this page leads to."""
    origin = "/".join(page.url.split("/", 3)[:3])
    found = page.eval_on_selector_all("a[href]", ADDRESSES)
    return [
        urldefrag(link).url.removeprefix(origin) for link in found if link.startswith(f"{origin}/")
    ]


def _kind(path: str) -> Kind | None:
    parts = urlsplit(path)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    company, stage = match.kwargs.get("company", ""), match.kwargs.get("number", 0)
    return Kind(match.view_name, company, stage, bool(parts.query))
