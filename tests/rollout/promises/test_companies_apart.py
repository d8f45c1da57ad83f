"""No row of a rollout links into another company."""

import pytest

from rollout.models import MediaEntry, Submission
from tests.rollout.builders import LATER, at_the_gate, make_place
from tests.rollout.promises.asking import decide, move, refused_by, switch_off

pytestmark = pytest.mark.django_db


def test_no_row_links_into_another_company():
    place, other = at_the_gate(), at_the_gate("Andere Firma")
    mine, theirs = place.stage(), other.stage()
    with refused_by("rollout_mediaentry_stage_id_same_company"):
        MediaEntry.everywhere.create(
            company=place.company, stage=make_place("Dritte").stage(), kind="owned", name="Web"
        )
    with refused_by("rollout_submission_stage_id_same_company"):
        Submission.everywhere.create(
            company=place.company,
            stage=make_place("Vierte").stage(),
            round=1,
            submitted_by=place.lead,
            submitted_at=LATER,
            snapshot=b"{}",
            work_hash="0" * 64,
        )
    with refused_by("rollout_stage_submission_its_own"):
        switch_off("rollout_stage", "stage_moves_along_the_table")
        move(mine, "submitted", theirs.submission)
    with refused_by("rollout_decision_about_exactly_this"):
        switch_off("rollout_decision", "decision_up_to_them")
        decide(other, company=place.company)
