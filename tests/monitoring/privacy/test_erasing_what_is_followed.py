"""Erasing reaches what is followed at its source, also after the author was forgotten."""

from datetime import timedelta

import pytest

from companies.models import Company
from companies.roles import Role
from monitoring.intake.authors import forget_authors
from monitoring.models import Feed, Followed, Item, Mention, Tombstone
from monitoring.selectors.persons import voices
from monitoring.services.persons import erase_person
from tests.factories import MONDAY, make_member
from tests.monitoring.api_server import ApiServer
from tests.monitoring.intake.test_following import status, visit, watching

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=400)


def erase_carol(company: Company) -> None:
    erase_person(
        company=company,
        asked="carol",
        keys=[each.key for each in voices(company, "Carol")],
        ground="Art. 17",
        confirmed=True,
        by=make_member(company, Role.LEAD).user,
        at=LATER,
    )


def stored() -> str:
    rows = [*Mention.everywhere.values(), *Item.objects.values(), *Followed.objects.values()]
    return repr(rows).lower()


def asked_anew(api: ApiServer) -> None:
    Feed.objects.update(cursor={})
    visit(api, status(1, "Lindner eins."), at=LATER + timedelta(days=1))


def test_what_is_erased_is_not_followed_any_more_and_not_begun_anew(api: ApiServer) -> None:
    company = watching(api)
    visit(api, status(1, "Lindner eins."))
    erase_carol(company)
    assert not Followed.objects.exists()
    asked_anew(api)
    assert not Followed.objects.exists()
    assert "carol" not in stored()


def test_whoever_had_a_pseudonym_is_erased_where_they_are_followed_too(api: ApiServer) -> None:
    company = watching(api)
    visit(api, status(1, "Lindner eins."))
    assert forget_authors(at=LATER) == 1
    assert Followed.objects.count() == Item.objects.count() == 1
    erase_carol(company)
    assert not Followed.objects.exists()
    assert not Item.objects.exists()
    assert "carol" not in stored()


def test_whoever_had_a_pseudonym_does_not_come_back_either(api: ApiServer) -> None:
    company = watching(api)
    visit(api, status(1, "Lindner eins."))
    forget_authors(at=LATER)
    erase_carol(company)
    Mention.everywhere.all().delete()
    asked_anew(api)
    assert Tombstone.of(company).count() == 1
    assert not Mention.everywhere.exists()
    assert not Item.objects.exists()
    assert not Followed.objects.exists()
