"""What is read: home, stages, conditions, dossiers; by whom, and how fast."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from companies.roles import Role
from monitoring.models import DeskCase
from rollout import gate
from rollout.models import Condition, Stage
from rollout.stages.culture import media
from tests.factories import make_company, make_member
from tests.rollout.builders import (
    Place,
    approve,
    at_the_gate,
    make_mention,
    make_place,
    make_profile,
    make_source,
    second_manager,
)
from tests.rollout.pages.visit import now, text_of, url, visitor

pytestmark = pytest.mark.django_db
PAGES = ("", "stages/1/", "stages/2/", "stages/1/submit/", "conditions/")


def promised(place: Place, *, due_in: int = 9) -> Condition:
    """The culture check has passed under a condition of the member's."""
    gate.approve_with_conditions(
        company=place.company,
        number=1,
        shown=place.hash_at(),
        reason="Wir fangen an.",
        conditions=[gate.Promise("Liste führen", place.member, now().date() + timedelta(days=9))],
        by=place.manager,
        at=now(),
    )
    return Condition.of(place.company).get()


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("who", ["lead", "manager", "member", "consultant"])
def test_everybody_reads_everything(who, language):
    place = at_the_gate()
    client = visitor(place.everybody()[who], language)
    for path in (*PAGES, "stages/1/decide/", "stages/1/dossier/1/"):
        assert client.get(url(place, path)).status_code == 200, path


def test_a_member_is_offered_nothing_they_may_not_do():
    place = make_place()
    html = visitor(place.member).get(url(place, "stages/1/")).content.decode()
    for path in ("links/create/", "measures/add/", "media/add/", "submit/"):
        assert f"/stages/1/{path}" not in html
    assert "/survey/" in html


@pytest.mark.parametrize("number", range(2, 8))
def test_a_locked_stage_says_what_it_is_for_and_what_comes_first(number):
    place = make_place()
    said = text_of(visitor(place.lead).get(url(place, f"stages/{number}/")))
    assert "What will be decided here" in said
    assert "First “Culture check” has to pass its gate." in said


def test_stages_that_are_not_there_are_not_there():
    place = make_place()
    for path in ("stages/0/", "stages/8/", "stages/99/decide/", "stages/1/dossier/1/"):
        assert visitor(place.lead).get(url(place, path)).status_code == 404


def test_work_of_one_stage_is_not_under_the_number_of_another():
    place = make_place()
    lead = visitor(place.lead)
    assert lead.get(url(place, "stages/2/measures/add/")).status_code == 404
    assert lead.get(url(place, "stages/1/plan/")).status_code == 404


def test_home_names_the_one_thing_to_do_for_each():
    place = at_the_gate()
    assert "Decide on “Culture check”" in text_of(visitor(place.manager).get(url(place)))
    assert "“Culture check” waits for its decision" in text_of(visitor(place.lead).get(url(place)))
    rosa = second_manager(place).user
    approve(place, at=now())
    assert "Work on “Listening”" in text_of(visitor(place.lead).get(url(place)))
    assert "Work on “Listening”" in text_of(visitor(rosa).get(url(place)))


def test_home_shows_no_figure_of_what_nobody_watches_as_good_news():
    place = make_place()
    said = text_of(visitor(place.lead).get(url(place)))
    assert said.count("No source is watched yet.") == 1
    assert "in four weeks" not in said


def test_home_says_what_waits_at_the_desk_and_what_of_it_is_late():
    place = make_place()
    page = visitor(place.lead).get(url(place)).content.decode()
    assert '<section class="panel at-desk"' not in page
    source, profile = make_source(place), make_profile(place)
    for due_at in (now() - timedelta(hours=1), now() + timedelta(days=1)):
        DeskCase.everywhere.create(
            company=place.company,
            mention=make_mention(source, profile),
            why="question",
            opened_at=now() - timedelta(days=2),
            came_in_at=now() - timedelta(days=2),
            due_at=due_at,
        )
    for person in (place.lead, place.manager):
        page = visitor(person).get(url(place))
        assert "2 mentions wait for an answer 1 of them late" in text_of(page)
        assert url(place, "desk/?queue=overdue") in page.content.decode()
    assert "wait for you" not in text_of(visitor(place.member).get(url(place)))


def test_a_company_without_stages_can_begin():
    company = make_company()
    lead, member = make_member(company, Role.LEAD).user, make_member(company).user
    path = f"/c/{company.slug}/begin/"
    assert "Begin the rollout" in text_of(visitor(lead).get(f"/c/{company.slug}/"))
    visitor(member).post(path)
    assert not Stage.of(company).exists()
    visitor(lead).post(path)
    again = visitor(lead).post(path, follow=True)
    assert "The rollout has already begun." in text_of(again)
    assert Stage.of(company).count() == 7


def test_a_condition_is_settled_by_somebody_else_than_its_owner():
    place = at_the_gate()
    condition = promised(place)
    path = url(place, f"conditions/{condition.pk}/settle/")
    owner = visitor(place.member)
    assert "settled by somebody else than whoever has to meet it" in text_of(owner.get(path))
    assert owner.post(path, {"settled": "met"}).status_code == 422
    lead = visitor(place.lead)
    assert 'value="waived"' not in lead.get(path).content.decode()
    assert lead.post(path, {"settled": "waived", "note": "x"}).status_code == 422
    lead.post(path, {"settled": "met", "note": "Liegt am Tresen."})
    lead.post(path, {"settled": "met", "note": "Liegt am Tresen."})
    said = text_of(lead.get(url(place, "conditions/")))
    assert "Met, says Jana Berg on" in said
    assert "Liegt am Tresen." in said


def test_a_waiver_needs_a_manager_and_a_reason():
    place = at_the_gate()
    condition = promised(place)
    path = url(place, f"conditions/{condition.pk}/settle/")
    manager = visitor(place.manager)
    refused = manager.post(path, {"settled": "waived", "note": " "})
    assert refused.status_code == 422
    assert "Please give a reason." in text_of(refused)
    manager.post(path, {"settled": "waived", "note": "Nicht mehr nötig."})
    condition.refresh_from_db()
    assert (condition.settled, condition.settled_by) == ("waived", place.manager)


def test_a_dossier_says_that_the_work_has_changed_since():
    place = at_the_gate()
    lead = visitor(place.lead)
    unchanged = text_of(lead.get(url(place, "stages/1/dossier/1/")))
    assert "changed since" not in unchanged
    gate.withdraw_stage(company=place.company, number=1, by=place.lead, at=now())
    media.add_medium(company=place.company, kind="owned", name="Neu", by=place.lead, at=now())
    changed = text_of(lead.get(url(place, "stages/1/dossier/1/")))
    assert "The work of this stage has been changed since this round was submitted." in changed
    assert "Neu" not in changed.split("Media inventory")[1]
    gate.submit_stage(company=place.company, number=1, by=place.lead, at=now())
    older = text_of(lead.get(url(place, "stages/1/dossier/1/")))
    assert "This is an earlier round." in older


def test_a_frozen_dossier_reads_in_the_language_of_its_reader():
    place = at_the_gate()
    english = text_of(visitor(place.manager, "en").get(url(place, "stages/1/dossier/1/")))
    german = text_of(visitor(place.manager, "de").get(url(place, "stages/1/dossier/1/")))
    assert "3 people have answered, from 2 roles." in english
    assert "Management has answered." in english
    assert "Management has answered." not in german
    assert place.hash_at() in english and place.hash_at() in german


def queries(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_home_and_stages_cost_the_same_however_much_there_is():
    place = at_the_gate()
    approve(place, at=now() - timedelta(hours=1))
    source, profile = make_source(place), make_profile(place)
    lead = visitor(place.lead)
    paths = {path: url(place, path) for path in ("", "stages/1/", "stages/2/")}
    before = {path: queries(lead, address) for path, address in paths.items()}
    for _ in range(20):
        make_mention(source, profile, day=now().date(), tone="negative")
        gate.reopen_stage(
            company=place.company, number=1, reason="Noch einmal", by=place.manager, at=now()
        )
        media.add_medium(company=place.company, kind="owned", name="W", by=place.lead, at=now())
        gate.submit_stage(company=place.company, number=1, by=place.lead, at=now())
        approve(place, at=now())
    after = {path: queries(lead, address) for path, address in paths.items()}
    assert after == before
    assert before[""] <= 26
    assert before["stages/1/"] <= 26
    assert before["stages/2/"] <= 28
