"""The comparison in the browser: who gets it, and that nobody else is named on it."""

import pytest

from companies.roles import Role
from tests.factories import make_member, make_user
from tests.rollout.pages.visit import text_of, visitor
from tests.rollout.test_comparison import client_of, clients_of, join

pytestmark = pytest.mark.django_db


def address(company) -> str:
    return f"/c/{company.slug}/comparison/"


@pytest.fixture
def ben():
    return make_user("Ben Ostler")


def test_it_begins_with_a_button_and_then_shows_the_others(ben):
    shown, *_others = clients_of(ben, 99, 7, 14, 21, 28, 35)
    browser = visitor(ben)
    assert "Nothing to compare with yet" in text_of(browser.get(address(shown)))
    said = text_of(browser.post(address(shown), follow=True))
    assert "figures joined." in said or "figure joined." in said
    assert "1 Culture check 99 days 14 days 21 days 28 days 5" in said


def test_no_other_client_is_named_on_it(ben):
    shown, *_others = clients_of(ben, 99, 7, 14, 21, 28, 35)
    join(ben, shown)
    page = visitor(ben).get(address(shown)).content.decode()
    assert "Firma 0" in page
    assert [name for name in (f"Firma {n}" for n in range(1, 6)) if name in page] == []


def test_too_few_are_said_to_be_and_nothing_happens(ben):
    shown, *_others = clients_of(ben, 99, 7, 14, 21, 28)
    said = text_of(visitor(ben).post(address(shown), follow=True))
    assert "There are too few new figures." in said
    assert "Nothing to compare with yet" in said


def test_a_comparison_is_offered_only_where_there_are_enough_new_figures(ben):
    shown, *_others = clients_of(ben, 99, 7, 14, 21, 28)
    said = text_of(visitor(ben).get(address(shown)))
    assert "As soon as five of your other clients have passed a stage" in said
    assert "Compare with my other clients" not in said
    clients_of(ben, 35)
    assert "Compare with my other clients" in text_of(visitor(ben).get(address(shown)))
    join(ben, shown)
    assert "Let new figures join" not in text_of(visitor(ben).get(address(shown)))


def test_a_client_within_the_only_group_reads_why_nothing_stands_beside_it(ben):
    shown, inside, *_others = clients_of(ben, 99, 7, 14, 21, 28, 35)
    join(ben, shown)
    said = text_of(visitor(ben).get(address(inside)))
    assert "The figures of this company stand in the only groups so far" in said
    assert "The figures of this company" not in text_of(visitor(ben).get(address(shown)))


@pytest.mark.parametrize("role", [Role.LEAD, Role.MANAGER, Role.MEMBER])
def test_it_is_for_consultants_alone(ben, role):
    company = client_of(ben, "Firma")
    other = make_member(company, role).user
    assert visitor(other).get(address(company)).status_code == 403
    assert visitor(other).post(address(company)).status_code == 403


def test_the_portfolio_leads_to_it_where_one_consults(ben):
    shown, led = client_of(ben, "Beraten"), client_of(make_user("Otto"), "Geleitet")
    make_member(led, Role.LEAD, user=ben)
    page = visitor(ben).get("/portfolio/").content.decode()
    assert f'href="{address(shown)}"' in page
    assert f'href="{address(led)}"' not in page
