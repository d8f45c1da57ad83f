"""Every page within reach, as each kind of person: readable, accessible, in one language."""

import re
from collections.abc import Callable, Iterable

import polib
import pytest

from tests.journeys.looks import Look, look_at
from tests.journeys.people import CARLA, GEORG, KATHI, MARKUS, PETRA, Seats
from tests.journeys.product import PROJECT
from tests.journeys.walk import Kind, walk

pytestmark = pytest.mark.browser

EDITORS = (PETRA, MARKUS, CARLA)
OTHERS = (GEORG, KATHI)
LOOKED_AT_BY_ALL = 2
"""Beyond this stage the pages are made of the same parts: an editor's look stands for all."""
FOR_STRANGERS = (
    "/accounts/login/",
    "/accounts/password/reset/",
    "/accounts/signup/",
    "/invitations/no-such-invitation/",
    "/survey/no-such-link/",
    "/no-such-page/",
    "/styleguide/",
)
PLACEHOLDER = re.compile(r"%\(\w+\)|\{\w*\}|\{%|\{\{|\bNone\b|<lazy|&\w+;")
ENGLISH = re.compile(
    r"\b(the|and|of|your|with|this|from|not|you|is|are|save|submit|cancel|delete|edit|add|"
    r"settings|search|mention|mentions|source|sources|sign)\b",
    re.IGNORECASE,
)
SAME_IN_BOTH = {"Website", "Feed", "Export", "Status", "Name", "System", "Details"}


@pytest.fixture(scope="module")
def looks(all_seats: Seats) -> list[Look]:
    """Each kind of page as each person saw it, and what strangers get to see."""
    seen = set[Kind]()
    found = [look for who in EDITORS for look in walk(all_seats.of(who), who, seen)]
    same = {kind for kind in seen if not kind.company or kind.asks or kind.stage > LOOKED_AT_BY_ALL}
    for who in OTHERS:
        found += walk(all_seats.of(who), who, set(same))
    page = all_seats.stranger()
    for path in FOR_STRANGERS:
        page.goto(path)
        found.append(look_at(page, "a stranger"))
    page = all_seats.stranger(locale="en-GB")
    page.goto("/accounts/login/")
    found.append(look_at(page, "a stranger from England"))
    assert all_seats.watch.noted == []
    all_seats.leave()
    return found


def test_the_walk_reaches_what_each_person_needs(looks: list[Look]) -> None:
    reached = {(look.who, re.sub(r"\d+", "1", look.path.split("?")[0])) for look in looks}
    brenner = "/c/holzmanufaktur-brenner"
    assert {
        (PETRA, f"{brenner}/"),
        (PETRA, f"{brenner}/stages/1/"),
        (PETRA, f"{brenner}/stages/1/dossier/1/"),
        (PETRA, f"{brenner}/mentions/"),
        (PETRA, f"{brenner}/settings/people/1/"),
        (PETRA, "/profile/"),
        (GEORG, f"{brenner}/conditions/"),
        (CARLA, "/portfolio/"),
        (MARKUS, "/c/lindner-braeu/"),
        (KATHI, "/c/lindner-braeu/dashboard/"),
    } <= reached


def test_no_page_breaks_a_rule_of_accessibility(looks: list[Look]) -> None:
    assert _readably(looks, lambda look: look.problems) == ""


def test_no_page_scrolls_sideways_on_a_phone(looks: list[Look]) -> None:
    assert _readably(looks, lambda look: look.too_wide) == ""


def test_no_page_shows_what_should_have_been_filled_in(looks: list[Look]) -> None:
    assert _readably(looks, lambda look: PLACEHOLDER.findall(look.text)) == ""


def test_no_german_page_shows_a_message_that_has_a_german_translation(looks: list[Look]) -> None:
    english = {
        entry.msgid
        for entry in polib.pofile(str(PROJECT / "locale/de/LC_MESSAGES/django.po"))
        if entry.msgstr and entry.msgstr != entry.msgid
    } - SAME_IN_BOTH
    german = [look for look in looks if look.language == "de"]
    assert _readably(german, lambda look: english & _lines(look.text)) == ""


def test_no_label_on_a_german_page_is_english(looks: list[Look]) -> None:
    german = [look for look in looks if look.language == "de" and look.path != "/styleguide/"]
    assert _readably(german, lambda look: filter(ENGLISH.search, look.interface)) == ""


def _lines(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines()}


def _readably(looks: list[Look], faults: Callable[[Look], Iterable[str]]) -> str:
    """The faults, each once, with the page on which it was first seen."""
    first: dict[str, str] = {}
    for look in looks:
        for fault in faults(look):
            first.setdefault(fault, f"{look.path} ({look.who})")
    return "\n".join(f"{where}\n    {fault}" for fault, where in first.items())
