"""A walk over every page that somebody reaches by following links from where they arrive."""

from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs, urldefrag, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.journeys.looks import Look, look_at

ADDRESSES = "(links) => links.map((a) => new URL(a.getAttribute('href'), a.baseURI).href)"
OF_ONE_KIND = 2
"""So many pages of one address pattern are looked at: rows differ, their pages hardly do."""


def walk(page: Page, who: str, starts: Iterable[str] = ("/",)) -> Iterator[Look]:
    """Look at each kind of page within reach of ``starts``, in the order of the links."""
    waiting, seen = list(starts), dict[tuple[str, ...], int]()
    known = set(waiting)
    while waiting:
        kind = _kind(path := waiting.pop(0))
        if kind is None or seen.get(kind, 0) >= OF_ONE_KIND:
            continue
        seen[kind] = seen.get(kind, 0) + 1
        if not _open(page, path):
            continue
        yield look_at(page, who)
        for link in _links(page):
            if link not in known:
                known.add(link)
                waiting.append(link)


def _open(page: Page, path: str) -> bool:
    """Whether there is a page to look at: a file that is downloaded is none."""
    response = page.request.head(path) if "/files/" in path else page.goto(path)
    return response is not None and "text/html" in response.headers.get("content-type", "")


def _links(page: Page) -> list[str]:
    """The addresses within the product that this page leads to."""
    origin = "/".join(page.url.split("/", 3)[:3])
    found = page.eval_on_selector_all("a[href]", ADDRESSES)
    return [
        urldefrag(link).url.removeprefix(origin) for link in found if link.startswith(f"{origin}/")
    ]


def _kind(path: str) -> tuple[str, ...] | None:
    """What pages of one kind share: the view, the stage and the names of what was asked for."""
    parts = urlsplit(path)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    stage = str(match.kwargs.get("number", ""))
    return match.view_name, stage, *sorted(parse_qs(parts.query, keep_blank_values=True))
