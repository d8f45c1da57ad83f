"""A stage that is reopened, and what later stages rest on meanwhile."""

import pytest

from companies.refusals import RefusedError
from rollout import gate, snapshot
from rollout.models import Stage
from rollout.selectors import rollout_of
from rollout.stages.culture import media
from tests.rollout.builders import (
    LATER,
    approve,
    listen,
    make_mention,
    make_profile,
    make_source,
    passed,
    submit,
)

pytestmark = pytest.mark.django_db


def states(place):
    return [stage.state for stage in Stage.of(place.company)]


def test_one_stage_at_a_gate_and_reopening_waits_for_it():
    place = passed()
    make_mention(make_source(place), make_profile(place))
    listen(place)
    submit(place, 2, at=LATER)
    with pytest.raises(RefusedError):
        gate.reopen_stage(
            company=place.company, number=1, reason="Neu.", by=place.manager, at=LATER
        )


def test_reopening_locks_nothing_behind_it_but_later_gates_wait():
    place = passed()
    make_mention(make_source(place), make_profile(place))
    listen(place)
    gate.reopen_stage(
        company=place.company, number=1, reason="Neuer Chef.", by=place.manager, at=LATER
    )
    assert states(place) == ["open", "open"] + ["locked"] * 5
    with pytest.raises(RefusedError):
        submit(place, 2, at=LATER)
    submit(place, 1, at=LATER)
    assert place.stage().submission.round == 2
    approve(place)
    submit(place, 2, at=LATER)
    assert states(place)[:3] == ["passed", "submitted", "locked"]


def test_later_stages_rest_on_an_older_version_exactly_when_the_content_differs():
    place = passed()
    make_mention(make_source(place), make_profile(place))
    listen(place)
    submit(place, 2, at=LATER)
    approve(place, 2)

    def rework(change):
        gate.reopen_stage(
            company=place.company, number=1, reason="Neu.", by=place.manager, at=LATER
        )
        assert rollout_of(place.company).steps[1].rests_on_older == ()
        change()
        submit(place, 1, at=LATER)
        approve(place, 1)
        return rollout_of(place.company).steps[1].rests_on_older

    assert rework(lambda: None) == ()
    entry = {}
    assert rework(
        lambda: entry.update(
            row=media.add_medium(
                company=place.company, kind="paid", name="Anzeigen", by=place.lead, at=LATER
            )
        )
    ) == (1,)
    assert (
        rework(
            lambda: media.remove_medium(
                company=place.company, entry_id=entry["row"].pk, by=place.lead, at=LATER
            )
        )
        == ()
    )


def test_listening_rests_on_the_culture_check_that_passed():
    place = passed()
    make_mention(make_source(place), make_profile(place))
    listen(place)
    submission = submit(place, 2, at=LATER)
    content = snapshot.read(submission.snapshot)
    assert content["rests_on"] == {"1": place.stage(1).submission.work_hash}
