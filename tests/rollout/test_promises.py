"""What the database promises, tried with plain SQL and ORM past every service."""

from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from companies.audit import SENTENCES
from companies.models import AuditEntry, Membership
from companies.roles import Role
from rollout import gate
from rollout.machine import MOVES, Act, State
from rollout.models import (
    Condition,
    CultureMeasure,
    CultureResponse,
    Decision,
    MediaEntry,
    Stage,
    Submission,
    SurveyLink,
)
from rollout.models.gate import StageContent
from rollout.refusals import constraint_of, in_one_transaction
from tests.factories import MONDAY, make_company, make_member, make_user
from tests.rollout.builders import (
    LATER,
    TODAY,
    approve,
    at_the_gate,
    deputise,
    make_place,
    make_ready,
    passed,
    second_manager,
    submit,
)

pytestmark = pytest.mark.django_db


@contextmanager
def refused_by(promise):
    """The database refuses, naming this promise; deferred promises are asked for at once."""
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        yield
        sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("SET CONSTRAINTS ALL DEFERRED")
    assert constraint_of(refused.value) == promise


@contextmanager
def allowed():
    with transaction.atomic():
        yield
        sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("SET CONSTRAINTS ALL DEFERRED")


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def move(stage, state, submission=None):
    return sql(
        "UPDATE rollout_stage SET state = %s, submission_id = %s WHERE id = %s",
        state,
        submission.pk if submission else None,
        stage.pk,
    )


def decide(place, act="approve", *, by=None, submission=None, **fields):
    submission = submission or place.stage().submission
    return Decision.everywhere.create(
        **{
            "company": place.company,
            "submission": submission,
            "submitted_by_id": submission.submitted_by_id,
            "content_hash": submission.content_hash,
            "act": act,
            "decided_by": by or place.manager,
            "decided_at": LATER,
            "reason": "Darum.",
            "hold_until": TODAY + timedelta(days=3) if act == "hold" else None,
        }
        | fields
    )


def resubmit(place, by=None):
    """A row of a new round, as a service would write it, without moving the stage."""
    return Submission.everywhere.create(
        company=place.company,
        stage=place.stage(),
        round=9,
        submitted_by=by or place.lead,
        submitted_at=LATER,
        snapshot=b'{"rests_on":{}}',
        work_hash="0" * 64,
    )


# --- Four eyes --------------------------------------------------------------------------------


def test_nobody_decides_their_own_submission():
    place = make_place()
    make_ready(place)
    submit(place, by=place.manager)
    for act in ("approve", "approve_with_conditions", "return", "hold", "resume"):
        at_once = "decision_about_what_is_at_the_gate"  # nothing is on hold
        with refused_by(at_once if act == "resume" else "decision_four_eyes"):
            decide(place, act, by=place.manager)
    rosa = second_manager(place).user
    with allowed():
        decide(place, by=rosa)
        move(place.stage(), "passed", place.stage().submission)


def test_nobody_decides_for_whoever_submitted():
    place = make_place()
    make_ready(place)
    submit(place, by=place.manager)
    deputise(
        place.company,
        deputy=place.memberships["lead"],
        principal=place.memberships["manager"],
    )
    with refused_by("decision_four_eyes"):
        decide(place, by=place.lead, principal=place.manager)


def test_nobody_decides_what_was_submitted_for_them():
    place = make_place()
    make_ready(place)
    deputise(
        place.company,
        deputy=place.memberships["member"],
        principal=place.memberships["manager"],
    )
    submission = submit(place, by=place.member)
    assert submission.submitted_for == place.manager
    with refused_by("decision_not_for_oneself"):
        decide(place, by=place.manager)


def test_a_decision_cannot_claim_another_submitter():
    place = make_place()
    make_ready(place)
    submit(place, by=place.manager)
    with refused_by("rollout_decision_about_exactly_this"):
        decide(place, by=place.manager, submitted_by_id=place.lead.pk)


def test_a_decision_is_about_exactly_the_content_that_was_submitted():
    place = at_the_gate()
    with refused_by("rollout_decision_about_exactly_this"):
        decide(place, content_hash="0" * 64)


# --- Who --------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["member", "consultant", "lead"])
def test_only_managers_decide(who):
    place = at_the_gate()
    with refused_by("decision_up_to_them"):
        decide(place, by=place.everybody()[who])


def test_a_stranger_a_former_manager_and_another_companys_manager_decide_nothing():
    place, other = at_the_gate(), make_place("Andere Firma")
    with refused_by("decision_up_to_them"):
        decide(place, by=other.manager)
    Membership.of(place.company).filter(user=place.manager).update(ended_at=LATER)
    with refused_by("decision_up_to_them"):
        decide(place)


def test_a_deputy_decides_on_the_days_of_the_deputyship_only():
    place = at_the_gate()
    deputise(
        place.company,
        deputy=place.memberships["member"],
        principal=place.memberships["manager"],
        starts_on=TODAY,
        ends_on=TODAY,
    )
    for moment in (MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)):
        with refused_by("decision_up_to_them"):
            decide(place, by=place.member, principal=place.manager, decided_at=moment)
    with allowed():
        decide(place, by=place.member, principal=place.manager)
        move(place.stage(), "passed", place.stage().submission)


def test_the_day_of_a_deputyship_is_the_companys_own():
    place = at_the_gate()
    deputise(
        place.company,
        deputy=place.memberships["member"],
        principal=place.memberships["manager"],
        starts_on=TODAY,
        ends_on=TODAY,
    )
    half_past_midnight_in_berlin = MONDAY.replace(day=15, hour=23, minute=30)
    with allowed():
        decide(
            place,
            "hold",
            by=place.member,
            principal=place.manager,
            decided_at=half_past_midnight_in_berlin,
        )


@pytest.mark.parametrize(("mandate", "may"), [("", False), ("  ", False), ("Ja. K. L.", True)])
def test_a_consultant_decides_only_by_mandate_in_writing(mandate, may):
    place = at_the_gate()
    deputise(
        place.company,
        deputy=place.memberships["consultant"],
        principal=place.memberships["manager"],
        mandate=mandate,
    )
    with allowed() if may else refused_by("decision_up_to_them"):
        decide(place, "hold", by=place.consultant, principal=place.manager)


def test_a_deputy_of_a_lead_decides_nothing():
    place = at_the_gate()
    deputise(
        place.company,
        deputy=place.memberships["member"],
        principal=place.memberships["lead"],
    )
    with refused_by("decision_up_to_them"):
        decide(place, by=place.member, principal=place.lead)


def test_only_editors_submit():
    place = make_place()
    for who in (place.member, make_member(make_company("Fremd"), Role.LEAD).user):
        with refused_by("submission_up_to_them"):
            resubmit(place, by=who)
    with allowed():
        resubmit(place)


# --- One wins ---------------------------------------------------------------------------------


def switch_off(table, trigger):
    """Take one guard away until the savepoint ends, to see the one behind it."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE %s",
            (table, f"pgtrigger_{trigger}_%"),
        )
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {cursor.fetchone()[0]}")


def test_a_round_has_one_final_decision():
    place = passed()
    with refused_by("decision_one_final"):
        switch_off("rollout_decision", "decision_up_to_them")
        decide(place)


def test_a_round_is_reopened_once():
    place = passed()
    submission = Submission.of(place.company).get()
    gate.reopen_stage(company=place.company, number=1, reason="Neu.", by=place.manager, at=LATER)
    with refused_by("decision_one_reopening"):
        switch_off("rollout_decision", "decision_up_to_them")
        decide(place, "reopen", submission=submission)


def test_a_decision_is_about_what_is_at_the_gate_now():
    place = passed()
    with refused_by("decision_about_what_is_at_the_gate"):
        decide(place)
    with refused_by("decision_about_what_is_at_the_gate"):
        decide(place, "withdraw", by=place.lead)
    gate.reopen_stage(company=place.company, number=1, reason="Neu.", by=place.manager, at=LATER)
    old = Submission.of(place.company).get()
    with refused_by("decision_about_what_is_at_the_gate"):
        decide(place, submission=old)
    with refused_by("decision_about_what_is_at_the_gate"):
        decide(place, "reopen", submission=old)


def test_one_stage_of_a_company_is_at_a_gate():
    place = at_the_gate()
    stage = place.stage()
    with refused_by("stage_one_at_a_gate"):
        switch_off("rollout_stage", "stage_moves_along_the_table")
        sql(
            "UPDATE rollout_stage SET state = 'submitted', submission_id = %s "
            "WHERE company_id = %s AND number = 2",
            stage.submission_id,
            place.company.pk,
        )


# --- Known words ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "fields", "promise"),
    [
        ("return", {"reason": " \n"}, "decision_reason_given"),
        ("hold", {"hold_until": None}, "decision_hold_ends"),
        ("return", {"hold_until": TODAY}, "decision_hold_ends"),
        ("approve_with_conditions", {}, "decision_conditions_named"),
        ("submit", {}, "decision_up_to_them"),
        ("unlock", {}, "decision_up_to_them"),
        ("dance", {}, "decision_up_to_them"),
    ],
)
def test_a_decision_is_whole(act, fields, promise):
    place = at_the_gate()
    with refused_by(promise):
        decide(place, act, **fields)
        move(
            place.stage(),
            "passed" if act.startswith("approve") else "open",
            place.stage().submission if act.startswith("approve") else None,
        )


def test_an_approval_without_conditions_has_none():
    place = at_the_gate()
    with refused_by("condition_of_an_approval"):
        decision = decide(place)
        Condition.everywhere.create(
            company=place.company,
            decision=decision,
            text="Fragen",
            owner=place.lead,
            due_on=TODAY,
        )


def test_states_are_known():
    place = make_place()
    with refused_by("stage_moves_along_the_table"):
        move(place.stage(), "done")


@pytest.mark.parametrize("state", ["submitted", "on_hold", "passed"])
def test_beyond_open_a_stage_has_a_submission(state):
    place = at_the_gate()
    with refused_by("stage_submission_beyond_open"):
        switch_off("rollout_stage", "stage_moves_along_the_table")
        move(place.stage(), state)


# --- The state machine ------------------------------------------------------------------------

ALL_MOVES = [(a, b) for a in State for b in State if a != b]


def bring_to(state):
    """A company whose first stage (or a locked second) is in this state."""
    if state == State.LOCKED:
        place = make_place()
        return place, place.stage(2)
    if state == State.OPEN:
        place = make_place()
    elif state == State.PASSED:
        place = passed()
    else:
        place = at_the_gate()
        if state == State.ON_HOLD:
            gate.hold_stage(
                company=place.company,
                number=1,
                shown=place.hash_at(),
                reason="Messe.",
                until=TODAY + timedelta(days=1),
                by=place.manager,
                at=LATER,
            )
    return place, place.stage()


@pytest.mark.parametrize(("source", "target"), [pair for pair in ALL_MOVES if pair not in MOVES])
def test_no_other_edge_than_the_tables(source, target):
    _, stage = bring_to(source)
    with refused_by("stage_moves_along_the_table"):
        move(stage, target, stage.submission)


def test_the_table_has_exactly_these_moves():
    assert {(str(a), str(b)) for a, b in MOVES} == {
        ("locked", "open"),
        ("open", "submitted"),
        ("submitted", "open"),
        ("on_hold", "open"),
        ("submitted", "on_hold"),
        ("on_hold", "submitted"),
        ("submitted", "passed"),
        ("on_hold", "passed"),
        ("passed", "open"),
    }


def test_a_stage_does_not_open_before_the_one_before_has_passed():
    place = at_the_gate()
    with refused_by("stage_in_order"):
        move(place.stage(2), "open")


def test_a_stage_does_not_pass_while_an_earlier_one_is_reopened():
    place = passed()
    second = Submission.everywhere.create(
        company=place.company,
        stage=place.stage(2),
        round=1,
        submitted_by=place.lead,
        submitted_at=LATER,
        snapshot=b"{}",
        work_hash="0" * 64,
    )
    gate.reopen_stage(company=place.company, number=1, reason="Neu.", by=place.manager, at=LATER)
    with refused_by("stage_in_order"):
        move(place.stage(2), "submitted", second)


def test_stages_begin_locked_or_open_in_order_and_are_never_deleted():
    place = make_place()
    other = make_company("Neue Firma")
    for state, number in (("passed", 1), ("submitted", 1), ("on_hold", 1)):
        with refused_by("stage_begins_in_order"):
            Stage.everywhere.create(company=other, number=number, state=state)
    with refused_by("stage_begins_in_order"):
        Stage.everywhere.create(company=place.company, number=8, state="open")
    with refused_by("stage_is_never_deleted"):
        sql("DELETE FROM rollout_stage WHERE id = %s", place.stage(7).pk)
    with refused_by("stage_keeps_its_place"):
        sql("UPDATE rollout_stage SET number = 9 WHERE id = %s", place.stage(7).pk)


def test_nothing_passes_without_a_standing_approval():
    place = at_the_gate()
    with refused_by("stage_passed_is_approved"):
        move(place.stage(), "passed", place.stage().submission)


def test_a_passed_stage_stays_with_its_approval():
    with allowed():
        place = passed()
    with refused_by("decision_takes_effect"):
        decide(place, "reopen")


def test_an_approval_moves_the_stage():
    place = at_the_gate()
    with refused_by("decision_takes_effect"):
        decide(place)


def test_a_return_moves_the_stage():
    place = at_the_gate()
    with refused_by("decision_takes_effect"):
        decide(place, "return")


def test_a_stage_does_not_swap_its_submission_on_the_way():
    place = at_the_gate()
    gate.withdraw_stage(company=place.company, number=1, by=place.lead, at=LATER)
    old = Submission.of(place.company).get()
    with refused_by("stage_submits_a_new_round"):
        move(place.stage(), "submitted", old)
    submit(place, at=LATER)
    with refused_by("stage_keeps_its_submission"):
        move(place.stage(), "on_hold", old)
    with refused_by("stage_keeps_its_submission"):
        move(place.stage(), "submitted", old)


def test_a_round_is_submitted_from_an_open_stage():
    place = at_the_gate()
    with refused_by("submission_of_an_open_stage"):
        resubmit(place)


def test_no_stage_is_reopened_while_one_is_at_a_gate():
    place = at_the_gate()
    gate.approve_stage(
        company=place.company, number=1, shown=place.hash_at(), by=place.manager, at=LATER
    )
    second = Submission.everywhere.create(
        company=place.company,
        stage=place.stage(2),
        round=1,
        submitted_by=place.lead,
        submitted_at=LATER,
        snapshot=b"{}",
        work_hash="0" * 64,
    )
    move(place.stage(2), "submitted", second)
    with refused_by("stage_reopens_in_quiet"):
        move(place.stage(1), "open")


# --- Never changed ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "promise"),
    [
        (Submission, "submission_append_only"),
        (Decision, "decision_append_only"),
    ],
)
def test_submissions_and_decisions_never_change(model, promise):
    passed()
    table = model._meta.db_table
    with refused_by(promise):
        sql(f"UPDATE {table} SET company_id = company_id")
    with refused_by(promise):
        sql(f"DELETE FROM {table}")


def test_the_log_never_changes():
    passed()
    for statement in (
        "UPDATE companies_auditentry SET act = 'x'",
        "DELETE FROM companies_auditentry",
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            sql(statement)
    assert AuditEntry.everywhere.exists()


def test_a_fingerprint_cannot_be_written():
    place = at_the_gate()
    with pytest.raises(DatabaseError), transaction.atomic():
        sql(
            "INSERT INTO rollout_submission (company_id, stage_id, round, submitted_by_id, "
            "submitted_at, snapshot, work_hash, content_hash) "
            "VALUES (%s, %s, 9, %s, now(), 'x', 'x', 'x')",
            place.company.pk,
            place.stage().pk,
            place.lead.pk,
        )


def conditional():
    place = at_the_gate()
    gate.approve_with_conditions(
        company=place.company,
        number=1,
        shown=place.hash_at(),
        reason="Gut.",
        conditions=[gate.Promise("Fragen", place.lead, TODAY + timedelta(days=7))],
        by=place.manager,
        at=LATER,
    )
    return place, Condition.of(place.company)


def test_a_condition_is_settled_once_whole_and_by_somebody_else():
    place, condition = conditional()
    with refused_by("condition_settled_by_other"):
        condition.update(settled="met", settled_by=place.lead, settled_at=LATER)
    with refused_by("condition_settled_by_other"):
        condition.update(
            settled="met", settled_by=place.manager, settled_for=place.lead, settled_at=LATER
        )
    with refused_by("condition_settled_whole"):
        condition.update(settled="met")
    with refused_by("condition_settled_once"):
        condition.update(due_on=TODAY + timedelta(days=300))
    with allowed():
        condition.update(settled="met", settled_by=place.manager, settled_at=LATER)
    with refused_by("condition_settled_once"):
        condition.update(settled="waived")
    with refused_by("condition_settled_once"):
        condition.update(owner=place.member)
    with refused_by("condition_is_never_deleted"):
        sql("DELETE FROM rollout_condition")


def leave(place, name):
    Membership.of(place.company).filter(pk=place.memberships[name].pk).update(ended_at=LATER)


def test_a_condition_goes_to_another_member_once_its_owner_has_left():
    place, condition = conditional()
    with refused_by("condition_keeps_its_owner"):
        condition.update(owner=place.member)
    leave(place, "lead")
    leave(place, "consultant")
    with refused_by("condition_keeps_its_owner"):
        condition.update(owner=place.consultant)
    with refused_by("condition_keeps_its_owner"):
        condition.update(owner=make_user("Fremde Person"))
    with refused_by("condition_settled_once"):
        condition.update(owner=place.member, text="Etwas anderes")
    with allowed():
        condition.update(owner=place.member)


# --- Frozen work ------------------------------------------------------------------------------


CONTENT = {
    "rollout_cultureresponse": {
        "form_key": UUID(int=1),
        "role": "sales",
        "answers": "{}",
    },
    "rollout_surveylink": {
        "token": "geheim",
        "created_by_id": "lead",
        "created_at": MONDAY,
        "expires_at": LATER,
    },
    "rollout_culturemeasure": {
        "dimension": "speed",
        "text": "Vertretung regeln",
        "owner_id": "lead",
        "due_on": TODAY,
    },
    "rollout_mediaentry": {"kind": "owned", "name": "Web", "url": "", "note": ""},
    "rollout_evidence": {
        "criterion": "x",
        "subject": "x",
        "statement": "x",
        "file": "",
        "file_name": "",
        "sha256": "",
        "by_id": "lead",
        "at": MONDAY,
    },
    "rollout_listeningplan": {
        "starts_on": TODAY,
        "ends_on": TODAY,
        "minimum_days": 1,
        "criticism_threshold": 20,
    },
    "rollout_baseline": {
        "starts_on": TODAY,
        "ends_on": TODAY,
        "figures": "{}",
        "made_by_id": "lead",
        "made_at": MONDAY,
    },
    "rollout_clarification": {
        "topic": "delivery",
        "outcome": "settled",
        "explanation": "x",
        "by_id": "lead",
        "at": MONDAY,
    },
}


def write(place, table, **changes):
    row = {"company_id": place.company.pk, "stage_id": place.stage().pk} | CONTENT[table] | changes
    values = [place.lead.pk if value == "lead" else value for value in row.values()]
    marks = ", ".join(["%s"] * len(row))
    sql(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", *values)


def test_every_table_of_work_is_tried():
    tables = {
        model._meta.db_table
        for model in apps.get_app_config("rollout").get_models()
        if issubclass(model, StageContent)
    }
    assert tables == set(CONTENT)


@pytest.mark.parametrize("table", CONTENT)
@pytest.mark.parametrize("state", ["submitted", "passed"])
def test_work_is_frozen_unless_the_stage_is_open(table, state):
    place = make_place()
    make_ready(place)
    with allowed():
        write(place, table)
    submit(place)
    if state == "passed":
        approve(place)
    mine = f"WHERE company_id = {place.company.pk}"
    with refused_by("work_frozen_unless_open"):
        sql(f"DELETE FROM {table} {mine}")
    with refused_by("work_frozen_unless_open"):
        sql(f"UPDATE {table} SET {next(iter(CONTENT[table]))} = NULL {mine}")
    with refused_by("work_frozen_unless_open"):
        write(place, table)


@pytest.mark.parametrize(
    ("table", "changes", "promise"),
    [
        ("rollout_cultureresponse", {"role": "boss"}, "response_role_known"),
        ("rollout_mediaentry", {"kind": "stolen"}, "media_kind_known"),
        ("rollout_listeningplan", {"ends_on": TODAY - timedelta(days=1)}, "plan_starts_first"),
        ("rollout_listeningplan", {"criticism_threshold": 101}, "plan_threshold_percent"),
        ("rollout_listeningplan", {"minimum_days": 366}, "plan_days_sensible"),
        ("rollout_clarification", {"explanation": " \n"}, "clarification_explained"),
    ],
)
def test_work_is_whole(table, changes, promise):
    place = make_place()
    with refused_by(promise):
        write(place, table, **changes)
    with allowed():
        write(place, table)


def test_words_behind_the_first_guard_are_known_too():
    place = at_the_gate()
    for act, promise in (("submit", "decision_act_known"), ("dance", "decision_act_known")):
        with refused_by(promise):
            switch_off("rollout_decision", "decision_up_to_them")
            decide(place, act)
    with refused_by("decision_for_somebody_else"):
        switch_off("rollout_decision", "decision_up_to_them")
        decide(place, "hold", principal=place.manager)
    for change, promise in (
        ("state = 'done', submission_id = NULL", "stage_state_known"),
        ("number = 0", "stage_number_from_one"),
    ):
        with refused_by(promise):
            switch_off("rollout_stage", "stage_moves_along_the_table")
            sql(f"UPDATE rollout_stage SET {change} WHERE id = %s", place.stage(7).pk)
    with refused_by("condition_says_what"):
        Condition.everywhere.create(
            company=place.company,
            decision=decide(place, "approve_with_conditions"),
            text=" ",
            owner=place.lead,
            due_on=TODAY,
        )


def test_work_does_not_slip_into_another_stage():
    place = passed()
    response = CultureResponse.of(place.company).first()
    with refused_by("work_keeps_its_stage"):
        sql(
            "UPDATE rollout_cultureresponse SET stage_id = %s WHERE form_key = %s",
            place.stage(2).pk,
            response.pk,
        )


def test_of_a_measure_only_that_it_is_done_may_be_said_at_the_gate():
    place = make_place()
    make_ready(place)
    measure = CultureMeasure.everywhere.create(
        company=place.company,
        stage=place.stage(),
        dimension="speed",
        text="Vertretung regeln",
        owner=place.lead,
        due_on=TODAY,
    )
    submit(place)
    row = CultureMeasure.of(place.company).filter(pk=measure.pk)
    with refused_by("work_frozen_unless_open"):
        row.update(text="Nichts tun")
    with refused_by("work_frozen_unless_open"):
        row.update(text="Nichts tun", done_on=TODAY)
    with refused_by("work_frozen_unless_open"):
        sql("DELETE FROM rollout_culturemeasure")
    with allowed():
        row.update(done_on=TODAY)


def test_a_frozen_measure_goes_to_another_member_once_its_owner_has_left():
    place = make_place()
    make_ready(place)
    measure = CultureMeasure.everywhere.create(
        company=place.company,
        stage=place.stage(),
        dimension="speed",
        text="Vertretung regeln",
        owner=place.lead,
        due_on=TODAY,
    )
    submit(place)
    row = CultureMeasure.of(place.company).filter(pk=measure.pk)
    with refused_by("work_frozen_unless_open"):
        row.update(owner=place.member)
    leave(place, "lead")
    with refused_by("work_frozen_unless_open"):
        row.update(owner=make_user("Fremde Person"))
    with refused_by("work_frozen_unless_open"):
        row.update(owner=place.member, text="Nichts tun")
    with allowed():
        row.update(owner=place.member)


def test_of_a_survey_link_only_the_withdrawal_is_possible_at_the_gate():
    place = at_the_gate()
    link = SurveyLink.of(place.company)
    with refused_by("work_frozen_unless_open"):
        link.update(expires_at=MONDAY + timedelta(days=900))
    with allowed():
        link.update(withdrawn_at=LATER)


# --- No link across companies -----------------------------------------------------------------


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


def test_a_refusal_that_is_no_promise_is_not_swallowed():
    with pytest.raises(IntegrityError), in_one_transaction():
        sql("INSERT INTO companies_company (name) VALUES ('x')")


def test_every_act_of_the_table_has_a_sentence_in_the_log():
    assert {f"stage.{act}" for act in Act} <= set(SENTENCES)
