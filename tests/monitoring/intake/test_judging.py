"""Only what some search finds is judged, each item once."""

from collections.abc import Iterable, Mapping

import pytest

from companies.models import Company
from monitoring.connectors.base import Entry
from monitoring.intake.items import Stored, read, store_items
from monitoring.intake.judging import judged
from monitoring.intake.matching import Wanted, index, wanted, watchers_of
from monitoring.intake.placing import place
from monitoring.models import Mention, Source
from monitoring.pipeline.judge import Judged
from tests.factories import MONDAY, make_company, make_user
from tests.monitoring.listening import look_for, watch

pytestmark = pytest.mark.django_db
TEXTS = {
    "1": "Das Bier von Lindner ist leider völlig ungenießbar!",
    "2": "Es regnet seit Tagen in Franken.",
    "3": "Wann öffnet Lindner den Biergarten?",
}


class Remembering:
    """Judges as the product does, and remembers what it was asked about."""

    def __init__(self, *, without: str = "") -> None:
        self.asked: list[str] = []
        self.without = without

    def __call__(self, items: Iterable[Stored]) -> Mapping[int, Judged]:
        given = list(items)
        self.asked += sorted({item.external_id for item in given})
        return judged(item for item in given if item.external_id != self.without)


def listening_companies(number: int) -> Source:
    """So many companies look for the same in one source."""
    by = make_user()
    sources = []
    for _ in range(number):
        company: Company = make_company()
        look_for(company, "Lindner", by=by)
        sources.append(watch(company, "https://blog.example/feed", by=by))
    return sources[0]


def brought(source: Source) -> list[Wanted]:
    entries = [
        Entry(key, f"https://blog.example/{key}", "", text, MONDAY) for key, text in TEXTS.items()
    ]
    stored = store_items(source.feed_id, read(entries, site="blog.example"), at=MONDAY)
    return list(wanted(stored, watchers_of(source.feed_id), index()))


def test_what_no_search_finds_is_not_judged() -> None:
    judge = Remembering()
    assert place(brought(listening_companies(3)), judge=judge) == 6
    assert judge.asked == ["1", "3"]


def test_many_companies_hear_the_same_of_one_item() -> None:
    place(brought(listening_companies(3)))
    found = Mention.everywhere.values_list("external_id", "tone", "kind", "is_question").distinct()
    assert sorted(found) == [
        ("1", "negative", "criticism", False),
        ("3", "neutral", "question", True),
    ]


def test_what_is_known_already_is_not_judged_again() -> None:
    source = listening_companies(1)
    first = brought(source)
    place(first)
    judge = Remembering()
    assert place(first, judge=judge) == 0
    assert judge.asked == []


def test_an_item_that_cannot_be_judged_costs_only_itself() -> None:
    source = listening_companies(1)
    assert place(brought(source), judge=Remembering(without="1")) == 1
    assert Mention.everywhere.get().external_id == "3"
