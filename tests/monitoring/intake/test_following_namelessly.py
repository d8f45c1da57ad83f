"""Whoever left or was made nameless stays so, however often the entry is looked at."""

import pytest

from monitoring.intake.authors import forget_authors
from monitoring.intake.following import Looked
from monitoring.models import Followed, Item, Mention
from monitoring.services.retention import set_retention
from tests.factories import MONDAY, make_user
from tests.monitoring.api_server import Answer, ApiServer
from tests.monitoring.intake.looking_again import DAY, look, serve, status, visit, watching

pytestmark = pytest.mark.django_db


def test_an_author_who_left_is_forgotten_and_none_comes_back(api: ApiServer) -> None:
    company = watching(api)
    visit(api, status(1, "Lindner eins."), status(2, "Lindner zwei.", who="dora"))
    Mention.of(company).filter(author="Dora").update(author="", author_url="")
    nobody = status(1, "Lindner eins.") | {"account": {}}
    serve(api, nobody, status(2, "Lindner zwei, neu.", who="dora"))
    look(api, at=MONDAY + DAY)
    assert set(Mention.of(company).values_list("author", "author_url")) == {("", "")}


def test_what_was_pseudonymised_meanwhile_is_followed_and_stays_nameless(api: ApiServer) -> None:
    company = watching(api)
    visit(api, status(1, "Lindner eins."), status(2, "Lindner zwei.", who="dora"))
    assert forget_authors(at=MONDAY + 800 * DAY) == 2
    assert_nobody_is_named("carol", "dora")
    Item.objects.all().delete()
    changed = status(1, "Lindner eins, neu.")
    api.on("/api/v1/statuses/1", Answer(changed))
    api.on("/api/v1/statuses/2", Answer({"error": "x"}, 410))
    later = MONDAY + 801 * DAY
    assert look(api, at=later) == Looked(asked=2, edited=1, erased=1)
    mention = Mention.of(company).get(deleted_at_source__isnull=True)
    assert mention.text == "Lindner eins, neu." and mention.author.startswith("Pseudonym ")
    assert (mention.url, mention.external_id[0]) == ("", "~")
    assert Mention.of(company).get(deleted_at_source=later).text == ""


def assert_nobody_is_named(*handles: str) -> None:
    rows = repr(list(Followed.objects.values()))
    assert [each for each in handles if each in rows] == []


def test_what_another_company_keeps_for_longer_is_hidden_when_nobody_keeps_it_any_more(
    api: ApiServer,
) -> None:
    watching(api)
    longer = watching(api, name="Keller")
    visit(api, status(1, "Lindner eins."))
    set_retention(company=longer, keep_days=900, empties_text=False, by=make_user(), at=MONDAY)
    assert forget_authors(at=MONDAY + 800 * DAY) == 1
    assert Followed.objects.get().external_id == "https://m.example/users/carol/1"
    assert forget_authors(at=MONDAY + 900 * DAY) == 1
    assert_nobody_is_named("carol")
    assert Followed.objects.count() == 1


def test_an_entry_that_is_followed_namelessly_is_not_begun_anew_under_its_name(
    api: ApiServer,
) -> None:
    watching(api)
    visit(api, status(1, "Lindner eins."))
    forget_authors(at=MONDAY + 800 * DAY)
    Item.objects.all().delete()
    visit(api, status(1, "Lindner eins."), at=MONDAY + 801 * DAY)
    assert Item.objects.count() == 1
    assert Followed.objects.count() == 1
    assert_nobody_is_named("carol")


def test_what_was_forgotten_before_is_hidden_when_it_is_looked_at(api: ApiServer) -> None:
    watching(api)
    visit(api, status(1, "Lindner eins."))
    forget_authors(at=MONDAY + 800 * DAY)
    Followed.objects.update(external_id="https://m.example/users/carol/1", ref="1", is_hidden=False)
    serve(api, status(1, "Lindner eins."))
    assert look(api, at=MONDAY + 801 * DAY) == Looked(asked=1)
    assert_nobody_is_named("carol")
    assert Followed.objects.get().checked_at == MONDAY + 801 * DAY
