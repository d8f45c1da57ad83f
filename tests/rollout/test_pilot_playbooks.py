"""The pilot: runs of playbooks in its time, or the word of the lead."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.utils.translation import override

from publishing.models import Run
from publishing.selectors import RunsInWindow
from publishing.services.playbooks import take_playbook
from publishing.services.runs import begin_run
from publishing.services.working import finish_step
from rollout.stage import Result
from rollout.stages.pilot.playbooks import playbooks_result
from tests.rollout.builders import Place
from tests.rollout.pages.visit import text_of, url, visitor
from tests.rollout.piloting import FIRST, pilot_place, plan, results


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def place(db: None) -> Place:
    return pilot_place()


NOT_CONFIRMED = Result(key="playbooks", title="", met=False, sentence="", attested=True)
CONFIRMED = replace(NOT_CONFIRMED, met=True, sentence="Confirmed: It hangs on the wall.")


@pytest.mark.parametrize(
    ("runs", "attested", "found"),
    [
        (RunsInWindow(3, 2, 1), NOT_CONFIRMED, (True, "2 of 2", "Counted: 2 runs", False)),
        (RunsInWindow(2, 1, 0), CONFIRMED, (True, "1 of 2", "Counted: 1 run", False)),
        (RunsInWindow(2, 0, 0), CONFIRMED, (False, "0 of 2", "Counted: 2 runs", False)),
        (RunsInWindow(1, 0, 1), CONFIRMED, (True, "", "Confirmed: It hangs", True)),
        (RunsInWindow(0, 0, 0), CONFIRMED, (True, "", "Confirmed: It hangs", True)),
        (RunsInWindow(0, 0, 0), NOT_CONFIRMED, (False, "", "No run of a playbook", True)),
    ],
    ids=["finished", "counted-before-said", "none-finished", "called-off", "said", "nothing"],
)
def test_runs_of_playbooks_count_and_a_word_stands_in_where_there_are_none(
    runs: RunsInWindow, attested: Result, found: tuple[bool, str, str, bool]
) -> None:
    result = playbooks_result(runs, attested)
    said = str(result.sentence)
    assert (result.met, str(result.figure), result.attested) == (found[0], found[1], found[3])
    assert said.startswith(found[2])


def playbook_run(place: Place, begun_at: datetime) -> Run:
    """A blog post by the shipped playbook, begun by the lead."""
    common = {"company": place.company, "by": place.lead, "at": begun_at}
    playbook = take_playbook(key="blog_post", language="en", **common)
    lead, manager = place.memberships["lead"], place.memberships["manager"]
    rows = list(playbook.steps.order_by("position"))
    return begin_run(
        playbook_id=playbook.pk,
        title="Why we weld",
        publication_at=None,
        owners={each.pk: manager if each.kind == "approval" else lead for each in rows},
        seen=playbook.revision,
        form_key=uuid4(),
        **common,
    )


def test_a_run_begun_in_the_pilots_time_counts_once_no_step_is_open(place: Place) -> None:
    plan(place)
    begun_at = datetime.combine(FIRST, time(9), UTC)
    run = playbook_run(place, begun_at)
    assert results(place)["playbooks"].met is False
    for step in run.steps.order_by("position"):
        who = {"company": place.company, "by": step.owner.user, "at": begun_at}
        finish_step(step_id=step.pk, note="", link="", **who)
    found = results(place)["playbooks"]
    assert (found.met, str(found.figure), found.mend) == (True, "1 of 1", "playbooks")
    page = text_of(visitor(place.lead).get(url(place, "stages/6/")))
    assert "Counted: 1 run of a playbook was begun in this time and finished" in page
    assert "To the playbooks" in page


def test_a_run_begun_before_the_pilot_does_not_count(place: Place) -> None:
    plan(place)
    playbook_run(place, datetime.combine(FIRST - timedelta(days=1), time(9), UTC))
    assert str(results(place)["playbooks"].sentence).startswith("No run of a playbook was begun")
