"""The way through a gate, as people walk it."""

import json
from datetime import timedelta

import pytest

from companies.access import standing_of
from companies.models import AuditEntry, Notice
from companies.refusals import RefusedError
from companies.roles import Role
from rollout import gate, snapshot
from rollout.machine import Act
from rollout.models import Decision, MediaEntry, Stage
from rollout.selectors import stage_page
from rollout.stages.culture import measures, media
from tests.factories import MONDAY, make_company, make_member
from tests.rollout.builders import (
    CLOSED,
    LATER,
    TODAY,
    answer,
    approve,
    at_the_gate,
    listen,
    make_mention,
    make_place,
    make_profile,
    make_ready,
    make_source,
    passed,
    second_manager,
    submit,
)

pytestmark = pytest.mark.django_db


def states(place):
    return [stage.state for stage in Stage.of(place.company)]


def test_a_rollout_begins_with_seven_stages_and_the_first_is_open():
    place = make_place()
    assert states(place) == ["open"] + ["locked"] * 6
    assert [stage.number for stage in Stage.of(place.company)] == [1, 2, 3, 4, 5, 6, 7]
    assert place.stage().opened_at == MONDAY


def test_a_rollout_begins_once():
    place = make_place()
    with pytest.raises(RefusedError, match=r"already begun|bereits begonnen"):
        gate.begin_rollout(company=place.company, by=place.lead, at=MONDAY)


def test_a_member_does_not_begin_a_rollout():
    company = make_company()
    member = make_member(company, Role.MEMBER)
    with pytest.raises(RefusedError):
        gate.begin_rollout(company=company, by=member.user, at=MONDAY)
    assert not Stage.of(company).exists()


def test_a_stage_with_open_criteria_is_not_submitted():
    place = make_place()
    with pytest.raises(RefusedError):
        submit(place)
    assert states(place)[0] == "open"


def test_a_submission_freezes_the_work_and_hashes_its_very_bytes():
    place = at_the_gate()
    stage = place.stage()
    assert stage.state == "submitted"
    kept = bytes(stage.submission.snapshot)
    assert stage.submission.content_hash == snapshot.sha256(kept)
    content = json.loads(kept)
    assert snapshot.canonical(content) == kept
    assert content["submitted"] == {
        "at": "2026-11-16T09:00:00+00:00",
        "by": place.lead.pk,
        "for": None,
    }
    assert content["rests_on"] == {}
    assert content["work"]["survey"]["people"] == 3
    assert {each["key"]: each["met"] for each in content["criteria"]} == {
        "people": True,
        "management": True,
        "dimension_openness": True,
        "dimension_control": True,
        "dimension_criticism": True,
        "dimension_speed": True,
        "dimension_management": True,
        "media": False,
    }


def test_a_second_click_does_not_submit_twice():
    place = at_the_gate()
    with pytest.raises(RefusedError):
        submit(place)
    assert place.stage().submission.round == 1


def test_an_approval_opens_the_next_stage():
    place = passed()
    assert states(place) == ["passed", "open"] + ["locked"] * 5
    assert place.stage(1).passed_at == LATER
    assert place.stage(2).opened_at == LATER


def test_a_second_click_on_approve_does_not_skip_a_stage():
    place = at_the_gate()
    shown = place.hash_at()
    approve(place)
    with pytest.raises(RefusedError):
        gate.approve_stage(company=place.company, number=1, shown=shown, by=place.manager, at=LATER)
    assert states(place) == ["passed", "open"] + ["locked"] * 5


def test_a_returned_stage_is_open_again_with_reason_and_findings():
    place = at_the_gate()
    gate.return_stage(
        company=place.company,
        number=1,
        shown=place.hash_at(),
        reason="Fragen Sie auch die Produktion.",
        findings={"people": "Aus der Produktion hat niemand geantwortet.", "media": " "},
        by=place.manager,
        at=LATER,
    )
    decision = Decision.of(place.company).get()
    assert states(place)[0] == "open"
    assert (decision.act, decision.reason, decision.findings) == (
        "return",
        "Fragen Sie auch die Produktion.",
        {"people": "Aus der Produktion hat niemand geantwortet."},
    )


@pytest.mark.parametrize("findings", [{"weather": "Es regnet."}])
def test_a_finding_is_about_something_submitted(findings):
    place = at_the_gate()
    with pytest.raises(RefusedError):
        gate.return_stage(
            company=place.company,
            number=1,
            shown=place.hash_at(),
            reason="Nein.",
            findings=findings,
            by=place.manager,
            at=LATER,
        )


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_returning_holding_and_reopening_need_a_reason(reason):
    place = at_the_gate()
    common = {"company": place.company, "number": 1, "by": place.manager, "at": LATER}
    with pytest.raises(RefusedError) as refused:
        gate.return_stage(shown=place.hash_at(), reason=reason, **common)
    assert refused.value.field == "reason"
    with pytest.raises(RefusedError):
        gate.hold_stage(
            shown=place.hash_at(), reason=reason, until=TODAY + timedelta(days=3), **common
        )
    approve(place)
    with pytest.raises(RefusedError):
        gate.reopen_stage(reason=reason, **common)


def test_a_hold_ends_on_a_day_that_is_still_to_come():
    place = at_the_gate()
    with pytest.raises(RefusedError) as refused:
        gate.hold_stage(
            company=place.company,
            number=1,
            shown=place.hash_at(),
            reason="Nach der Messe.",
            until=TODAY,
            by=place.manager,
            at=LATER,
        )
    assert refused.value.field == "until"


def test_a_stage_is_held_resumed_and_passes():
    place = at_the_gate()
    common = {"company": place.company, "number": 1, "by": place.manager, "at": LATER}
    gate.hold_stage(
        shown=place.hash_at(), reason="Messe.", until=TODAY + timedelta(days=3), **common
    )
    assert states(place)[0] == "on_hold"
    gate.resume_stage(shown=place.hash_at(), **common)
    assert states(place)[0] == "submitted"
    approve(place)
    acts = list(Decision.of(place.company).order_by("pk").values_list("act", flat=True))
    assert acts == ["hold", "resume", "approve"]


def test_the_submitter_and_a_manager_withdraw_and_nobody_else():
    for who, may in [("lead", True), ("manager", True), ("member", False), ("consultant", False)]:
        place = at_the_gate(f"Firma {who}")
        arguments = {
            "company": place.company,
            "number": 1,
            "by": place.everybody()[who],
            "at": LATER,
        }
        if may:
            gate.withdraw_stage(**arguments)
            assert states(place)[0] == "open"
        else:
            with pytest.raises(RefusedError):
                gate.withdraw_stage(**arguments)


def test_an_old_tab_does_not_approve_what_it_never_showed():
    place = at_the_gate()
    old = place.hash_at()
    gate.withdraw_stage(company=place.company, number=1, by=place.lead, at=LATER)
    media.add_medium(
        company=place.company, kind="owned", name="Werkszeitung", by=place.lead, at=LATER
    )
    submit(place, at=LATER)
    for act, more in (
        (gate.approve_stage, {}),
        (gate.return_stage, {"reason": "Nein."}),
        (gate.hold_stage, {"reason": "Spaeter.", "until": TODAY + timedelta(days=2)}),
    ):
        with pytest.raises(RefusedError):
            act(
                company=place.company,
                number=1,
                shown=old,
                by=place.manager,
                at=LATER,
                **more,
            )
    assert states(place)[0] == "submitted"
    approve(place)
    assert states(place)[0] == "passed"


def test_work_is_frozen_at_the_gate_and_the_sentence_says_so():
    place = at_the_gate()
    with pytest.raises(RefusedError, match=r"at the gate|eingereicht"):
        media.add_medium(company=place.company, kind="owned", name="Web", by=place.lead, at=LATER)
    assert not MediaEntry.of(place.company).exists()


def test_the_next_stage_opens_but_is_not_submitted_before_its_work():
    place = passed()
    make_mention(make_source(place), make_profile(place))
    listen(place)
    submit(place, 2, at=LATER)
    approve(place, 2)
    assert states(place)[2] == "open"
    with pytest.raises(RefusedError, match=r"There is no goal yet|Es gibt noch kein Ziel"):
        submit(place, 3, at=LATER)


def test_an_owner_who_leaves_while_the_gate_waits_stops_the_approval():
    place = make_place()
    make_ready(place)
    for _ in range(4):
        answer(place, "office", CLOSED)
    for dimension in ("openness", "control", "criticism", "speed", "management"):
        measures.add_measure(
            company=place.company,
            dimension=dimension,
            text="Offen darüber reden",
            owner=place.member,
            due_on=TODAY + timedelta(days=30),
            by=place.lead,
            at=MONDAY,
        )
    submit(place)
    membership = place.memberships["member"]
    membership.ended_at = LATER
    membership.save()
    with pytest.raises(RefusedError):
        approve(place)
    assert states(place)[0] == "submitted"


def test_every_act_is_logged_and_told_in_the_same_transaction():
    place = at_the_gate()
    rosa = second_manager(place).user
    approve(place, by=rosa)
    acts = list(AuditEntry.of(place.company).order_by("pk").values_list("act", flat=True))
    assert acts[-3:] == ["stage.submit", "stage.approve", "stage.unlock"]
    told = set(Notice.of(place.company).values_list("template", "email"))
    assert told == {
        ("gate_submitted", place.manager.email),
        ("gate_approve", place.lead.email),
        ("gate_approve", place.manager.email),
        ("gate_approve", place.consultant.email),
    }


def test_a_refused_act_leaves_nothing_behind():
    place = at_the_gate()
    before = (AuditEntry.of(place.company).count(), Notice.of(place.company).count())
    with pytest.raises(RefusedError):
        approve(place, by=place.lead)
    assert (AuditEntry.of(place.company).count(), Notice.of(place.company).count()) == before


def test_buttons_and_services_agree_on_the_stage_page():
    place = at_the_gate()
    page = stage_page(standing_of(place.manager, place.company, TODAY), 1)
    assert {act for act in Act if page.may(act)} == {
        Act.WITHDRAW,
        Act.HOLD,
        Act.RETURN,
        Act.APPROVE,
        Act.APPROVE_WITH_CONDITIONS,
    }
    assert page.shown == place.hash_at()
    lead = stage_page(standing_of(place.lead, place.company, TODAY), 1)
    assert {act for act in Act if lead.may(act)} == {Act.WITHDRAW}
