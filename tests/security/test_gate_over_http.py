"""The decision as browsers send it: twice at once, and from a page that has grown old."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from companies.models import Deputy, Membership
from rollout.models import Decision, Stage
from tests.patience import PATIENCE
from tests.rollout.builders import at_the_gate, deputise
from tests.rollout.pages.visit import no_condition, url, visitor

pytestmark = pytest.mark.django_db(transaction=True)
DECIDE = "stages/1/decide/"


def states(place) -> list[str]:
    return list(Stage.of(place.company).order_by("number").values_list("state", flat=True)[:3])


def approval(place) -> dict[str, str]:
    return {"shown": place.hash_at(), **no_condition(), "act": "approve"}


def test_a_double_click_on_two_workers_approves_once_and_skips_nothing() -> None:
    for number in range(3):
        place = at_the_gate(f"Firma {number}")
        typed, together = approval(place), Barrier(2)
        browsers = [visitor(place.manager), visitor(place.manager)]

        def click(browser, place=place, typed=typed, together=together) -> int:
            try:
                together.wait(timeout=PATIENCE)
                return browser.post(url(place, DECIDE), typed).status_code
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            answers = sorted(pool.map(click, browsers))
        assert answers[0] == 302
        assert answers[1] in {302, 409, 422}
        assert Decision.of(place.company).count() == 1
        assert states(place) == ["passed", "open", "locked"]


def test_whoever_was_removed_or_lost_the_role_meanwhile_decides_nothing() -> None:
    place = at_the_gate()
    typed, browser = approval(place), visitor(place.manager)
    own = Membership.of(place.company).filter(user=place.manager)
    own.update(role="lead")
    assert browser.post(url(place, DECIDE), typed).status_code == 422
    own.update(role="manager", ended_at=timezone.now())
    assert browser.post(url(place, DECIDE), typed).status_code == 404
    assert states(place) == ["submitted", "locked", "locked"]


def test_a_deputy_whose_days_ended_meanwhile_decides_nothing() -> None:
    place = at_the_gate()
    today = timezone.localdate()
    people = {each.user_id: each for each in Membership.of(place.company)}
    deputise(
        place.company,
        deputy=people[place.member.pk],
        principal=people[place.manager.pk],
        starts_on=today,
        ends_on=today,
    )
    typed, browser = approval(place), visitor(place.member)
    assert browser.get(url(place, DECIDE)).status_code == 200
    yesterday = today - timedelta(days=1)
    Deputy.of(place.company).update(starts_on=yesterday, ends_on=yesterday)
    assert browser.post(url(place, DECIDE), typed).status_code == 422
    assert not Decision.of(place.company).exists()
    assert states(place) == ["submitted", "locked", "locked"]
