"""What a page says to who hears it: headings that follow each other, and nothing torn apart."""

import re

import pytest
from django.test import Client

from tests.architecture.examples import make_house
from tests.architecture.test_queries import grow, open_all, pages

pytestmark = pytest.mark.django_db
HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)
TORN = re.compile(r"<p\b[^>]*>(?:(?!</p>).)*?<(?:form|div|p|ul|ol|dl|table|h\d)\b[^>]*>", re.DOTALL)


def faults(page: str) -> list[str]:
    """What is wrong with the headings, and the blocks that cannot stand in their paragraph."""
    headings = [
        (int(level), re.sub(r"<[^>]+>|\s", "", text)) for level, text in HEADING.findall(page)
    ]
    levels = [level for level, _text in headings]
    leaps = [
        f"h{before} is followed by h{after}"
        for before, after in zip([0, *levels], levels, strict=False)
        if after > before + 1
    ]
    empty = [f"an empty h{level}" for level, text in headings if not text]
    titles = [] if levels.count(1) == 1 else [f"{levels.count(1)} headings of the page"]
    return [*titles, *leaps, *empty, *TORN.findall(page)]


def test_every_page_has_an_outline() -> None:
    house = make_house()
    open_all(house)
    grow(house, 2)
    client = Client()
    client.force_login(house.admin.user)
    read = [(url, client.get(url)) for url in pages(house)]
    said = {url: answer.content.decode() for url, answer in read if not answer.streaming}
    # What is fetched into a page that is already there has no outline of its own.
    shown = {url: page for url, page in said.items() if "<html" in page[:200]}
    assert len(shown) > 60
    assert {url: found for url, page in shown.items() if (found := faults(page))} == {}


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<h1>Ziele</h1><h2>Kennzahlen</h2>", []),
        ("<h1>Ziele</h1><h3>Kennzahlen</h3>", ["h1 is followed by h3"]),
        ("<h1>Ziele</h1><h2> </h2>", ["an empty h2"]),
        ("<h2>Ziele</h2>", ["0 headings of the page", "h0 is followed by h2"]),
        ("<h1>Ziele</h1><p class='row'>Und<form>", ["<p class='row'>Und<form>"]),
    ],
    ids=["whole", "leap", "empty", "untitled", "torn"],
)
def test_a_fault_is_found(page: str, found: list[str]) -> None:
    assert faults(page) == found
