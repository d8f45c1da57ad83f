"""The triggers that keep the gate's promises below every code path, raw SQL included.

Each raises with the name of the promise as the constraint, so that a refusal can be turned into
a sentence for the person (rollout/refusals.py).
"""

import pgtrigger

from rollout.machine import APPROVALS, MOVES, Act, State


def _refuse(promise: str) -> str:
    return (
        f"RAISE EXCEPTION 'refused by {promise}' "
        f"USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{promise}';"
    )


def append_only(name: str) -> pgtrigger.Trigger:
    """Rows are written once: no update, no delete."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=_refuse(name),
    )


_MOVES = ", ".join(f"('{source}', '{target}')" for source, target in MOVES)
_BEFORE = (
    "EXISTS (SELECT 1 FROM rollout_stage earlier WHERE earlier.company_id = NEW.company_id "
    f"AND earlier.number < NEW.number AND earlier.state <> '{State.PASSED}')"
)

BEGINS_IN_ORDER = pgtrigger.Trigger(
    name="stage_begins_in_order",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
    IF NOT (NEW.state = '{State.LOCKED}' OR (NEW.state = '{State.OPEN}' AND NOT {_BEFORE})) THEN
        {_refuse("stage_begins_in_order")}
    END IF;
    RETURN NEW;
    """,
)

MOVES_ALONG_THE_TABLE = pgtrigger.Trigger(
    name="stage_moves_along_the_table",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'DELETE' THEN
        {_refuse("stage_is_never_deleted")}
    END IF;
    IF NEW.company_id <> OLD.company_id OR NEW.number <> OLD.number THEN
        {_refuse("stage_keeps_its_place")}
    END IF;
    IF NEW.state = OLD.state AND NEW.submission_id IS DISTINCT FROM OLD.submission_id THEN
        {_refuse("stage_keeps_its_submission")}
    END IF;
    IF NEW.state <> OLD.state THEN
        IF (OLD.state, NEW.state) NOT IN ({_MOVES}) THEN
            {_refuse("stage_moves_along_the_table")}
        END IF;
        IF (OLD.state, NEW.state) IN (('{State.LOCKED}', '{State.OPEN}'),
                ('{State.OPEN}', '{State.SUBMITTED}'), ('{State.SUBMITTED}', '{State.PASSED}'),
                ('{State.ON_HOLD}', '{State.PASSED}')) AND {_BEFORE} THEN
            {_refuse("stage_in_order")}
        END IF;
    END IF;
    RETURN NEW;
    """,
)

PASSED_IS_APPROVED = pgtrigger.Trigger(
    name="stage_passed_is_approved",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    timing=pgtrigger.Deferred,
    declare=[("now_stage", "rollout_stage%ROWTYPE")],
    func=f"""
    -- At commit the row may have moved on: judge the state it ends in.
    SELECT * INTO now_stage FROM rollout_stage WHERE id = NEW.id;
    IF now_stage.state = '{State.PASSED}' AND NOT EXISTS (
        SELECT 1 FROM rollout_decision approval
        JOIN rollout_submission round ON round.id = approval.submission_id
        WHERE approval.submission_id = now_stage.submission_id
            AND round.stage_id = now_stage.id
            AND approval.act IN ({", ".join(f"'{act}'" for act in APPROVALS)})
            AND approval.decided_by_id <> round.submitted_by_id
            AND NOT EXISTS (SELECT 1 FROM rollout_decision undone
                WHERE undone.submission_id = approval.submission_id AND undone.act = '{Act.REOPEN}')
    ) THEN
        {_refuse("stage_passed_is_approved")}
    END IF;
    RETURN NULL;
    """,
)

DECIDER_IS_NOT_REPRESENTED = pgtrigger.Trigger(
    name="decision_not_for_oneself",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
    IF NEW.act NOT IN ('{Act.WITHDRAW}', '{Act.REOPEN}') AND EXISTS (
        SELECT 1 FROM rollout_submission round WHERE round.id = NEW.submission_id
            AND (round.submitted_for_id = NEW.decided_by_id
                OR round.submitted_for_id = NEW.principal_id)
    ) THEN
        {_refuse("decision_not_for_oneself")}
    END IF;
    RETURN NEW;
    """,
)

CONDITIONS_ARE_NAMED = pgtrigger.Trigger(
    name="decision_conditions_named",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
    func=f"""
    IF (NEW.act = '{Act.APPROVE_WITH_CONDITIONS}') <> EXISTS (
        SELECT 1 FROM rollout_condition WHERE decision_id = NEW.id
    ) THEN
        {_refuse("decision_conditions_named")}
    END IF;
    RETURN NULL;
    """,
)

CONDITION_SETTLED_ONCE = pgtrigger.Trigger(
    name="condition_settled_once",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'DELETE' THEN
        {_refuse("condition_is_never_deleted")}
    END IF;
    IF OLD.settled <> '' OR (NEW.decision_id, NEW.text, NEW.owner_id, NEW.due_on, NEW.company_id)
        IS DISTINCT FROM (OLD.decision_id, OLD.text, OLD.owner_id, OLD.due_on, OLD.company_id) THEN
        {_refuse("condition_settled_once")}
    END IF;
    RETURN NEW;
    """,
)

FROZEN_UNLESS_OPEN = pgtrigger.Trigger(
    name="work_frozen_unless_open",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("stage_state", "text")],
    func=f"""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            {_refuse("work_keeps_its_stage")}
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM '{State.OPEN}' THEN
        {_refuse("work_frozen_unless_open")}
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
)
