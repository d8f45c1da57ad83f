"""Around playbooks: who leaves hands over, the calendar, the archive."""

from datetime import timedelta

import pgtrigger
import pytest

from companies.agenda import entries_of
from companies.archive.errors import ArchiveRefusedError
from companies.duties import duties_of, hand_over
from companies.refusals import RefusedError
from publishing.archive import broken_promises
from publishing.models import PlaybookStep, Run, RunStep
from publishing.services.steps import add_step
from publishing.services.working import give_step, return_step
from publishing.typed import StepText, UpTo
from tests.companies.archives import archive_of, bring
from tests.factories import MONDAY, make_member
from tests.publishing.builders import (
    PUBLICATION,
    begin,
    finish,
    finish_all,
    make_place,
    outcomes,
    step,
    take,
)

pytestmark = pytest.mark.django_db

FILM = StepText("Film it", "", "work", "start", 2, after_publication=False)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Files of these tests lie nowhere else."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def place():
    return make_place()


# --- Leaving ----------------------------------------------------------------------------------


def test_who_leaves_hands_over_open_steps_and_those_of_playbooks(place):
    run = begin(place, owner_1=place.member, owner_3=place.member)
    finish(place, run, 1)
    key = run.form_key
    playbook = run.playbook
    add_step(
        playbook_id=playbook.pk,
        words=FILM,
        up_to=UpTo(owner=place.member),
        deputy=place.lead,
        form_key=key,
        **place.by(place.lead),
    )
    held = duties_of(place.member)
    assert [(str(each.title), str(each.about)) for each in held] == [
        ("Send it to the press list", "Step of “New apprentices”"),
        ("Press release: Film it", "Step of a playbook"),
    ]
    for duty in held:
        hand_over(duty, place.lead)
    assert duties_of(place.member) == []
    assert step(run, 3).owner == place.lead
    film = PlaybookStep.of(place.company).get(title="Film it")
    assert (film.owner, film.deputy) == (place.lead, None)  # nobody stands in for themselves


def test_an_approval_is_not_handed_to_whoever_did_the_work(place):
    run = begin(place)
    finish(place, run, 1)
    (duty,) = [each for each in duties_of(place.manager) if each.key.startswith("run.")]
    with pytest.raises(RefusedError, match="Nobody approves their own work"):
        hand_over(duty, place.lead)
    hand_over(duty, place.member)
    assert step(run, 2).owner == place.member


def test_who_stands_in_hands_that_over_too(place):
    run = begin(place)
    give_step(
        step_id=step(run, 1).pk, owner=place.lead, deputy=place.member, **place.by(place.lead)
    )
    (duty,) = duties_of(place.member)
    other = make_member(place.company, name="Vera Vertretung")
    hand_over(duty, other)
    assert step(run, 1).deputy == other


# --- Calendar ---------------------------------------------------------------------------------


def test_open_steps_and_publications_stand_in_the_calendar(place):
    run = begin(place)
    finish(place, run, 1)
    found = [(str(each.title), each.starts) for each in entries_of(place.company)]
    day = PUBLICATION.date()
    assert found == [
        ("Due: Approve the press release", day - timedelta(days=5)),
        ("Due: Send it to the press list", day - timedelta(days=3)),
        ("Due: Put it on press portals", day),
        ("Publication: New apprentices", PUBLICATION),
        ("Due: Link it on the website", day + timedelta(days=1)),
        ("Due: Announce it on the channels", day + timedelta(days=1)),
    ]
    finish_all(place, run)
    assert entries_of(place.company) == []


# --- Archive ----------------------------------------------------------------------------------


def test_playbooks_and_runs_come_back_as_they_were(place, tmp_path):
    run = begin(place)
    finish(place, run, 1)
    return_step(step_id=step(run, 2).pk, reason="Zahlen fehlen.", **place.by(place.manager))
    finish_all(place, run)
    begin(place, take(place, "blog_post"), title="Second", publication_at=None)
    there = bring(archive_of(place.company), tmp_path)
    assert there.pk != place.company.pk
    runs = {each.title: each for each in Run.of(there)}
    assert {title: each.state for title, each in runs.items()} == {
        "New apprentices": "finished",
        "Second": "running",
    }
    assert outcomes(runs["New apprentices"]) == ["done"] * 6
    assert runs["New apprentices"].steps.get(position=2).returns.get().reason == "Zahlen fehlen."


def test_an_archive_with_a_forgotten_step_is_not_taken(place, tmp_path):
    run = finish_all(place, begin(place))
    with pgtrigger.ignore():
        RunStep.everywhere.filter(pk=step(run, 5).pk).update(
            outcome="", settled_by=None, settled_at=None
        )
    with pytest.raises(ArchiveRefusedError, match="finished with an open step"):
        bring(archive_of(place.company), tmp_path)


def test_every_broken_promise_is_named(place):
    run = finish_all(place, begin(place))
    assert list(broken_promises(place.company)) == []
    with pgtrigger.ignore():
        steps = RunStep.everywhere.filter(run=run)
        steps.filter(position=2).update(settled_by=place.lead.user)
        steps.filter(position=3).update(outcome="", settled_by=None, settled_at=None)
        steps.filter(position=4).update(settled_at=MONDAY)
    assert list(broken_promises(place.company)) == [
        "run 'New apprentices' is finished with an open step",
        "run 'New apprentices' has steps out of their order",
        "run 'New apprentices' was approved by whoever did the work",
        "run 'New apprentices' has a step that was done under its embargo",
    ]
