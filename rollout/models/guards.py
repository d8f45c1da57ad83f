"""The triggers that keep the gate's promises below every code path, raw SQL included.

Each raises with the name of the promise as the constraint, so that a refusal can be turned into
a sentence for the person (rollout/refusals.py).
"""

from collections.abc import Iterable

import pgtrigger

from companies.guards import refuse
from rollout.machine import APPROVALS, AT_GATE, DECISIONS, FINAL, MOVES, TABLE, Act, State


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in sorted(words))


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
        {refuse("stage_begins_in_order")}
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
        {refuse("stage_is_never_deleted")}
    END IF;
    IF NEW.company_id <> OLD.company_id OR NEW.number <> OLD.number THEN
        {refuse("stage_keeps_its_place")}
    END IF;
    IF NEW.submission_id IS DISTINCT FROM OLD.submission_id AND (NEW.state = OLD.state
            OR (NEW.submission_id IS NOT NULL AND OLD.submission_id IS NOT NULL)) THEN
        {refuse("stage_keeps_its_submission")}
    END IF;
    IF NEW.state <> OLD.state THEN
        -- Whoever moves one stage of a company waits for whoever moves another.
        PERFORM 1 FROM rollout_stage WHERE company_id = NEW.company_id
            ORDER BY number FOR NO KEY UPDATE;
        IF (OLD.state, NEW.state) NOT IN ({_MOVES}) THEN
            {refuse("stage_moves_along_the_table")}
        END IF;
        IF (OLD.state, NEW.state) IN (('{State.LOCKED}', '{State.OPEN}'),
                ('{State.OPEN}', '{State.SUBMITTED}'), ('{State.SUBMITTED}', '{State.PASSED}'),
                ('{State.ON_HOLD}', '{State.PASSED}')) AND {_BEFORE} THEN
            {refuse("stage_in_order")}
        END IF;
        IF OLD.state = '{State.PASSED}' AND EXISTS (SELECT 1 FROM rollout_stage other
            WHERE other.company_id = NEW.company_id AND other.state IN ({_listed(AT_GATE)})
        ) THEN
            {refuse("stage_reopens_in_quiet")}
        END IF;
        IF OLD.state = '{State.OPEN}' AND EXISTS (SELECT 1 FROM rollout_decision ended
                WHERE ended.submission_id = NEW.submission_id
                AND ended.act IN ({_listed(FINAL)})) THEN
            {refuse("stage_submits_a_new_round")}
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
            AND approval.act IN ({_listed(APPROVALS)})
            AND approval.decided_by_id <> round.submitted_by_id
            AND NOT EXISTS (SELECT 1 FROM rollout_decision undone
                WHERE undone.submission_id = approval.submission_id AND undone.act = '{Act.REOPEN}')
    ) THEN
        {refuse("stage_passed_is_approved")}
    END IF;
    RETURN NULL;
    """,
)

_WHO = """
    (role_needed IS NOT NULL AND {principal} IS NULL AND EXISTS (
        SELECT 1 FROM companies_membership own WHERE own.company_id = NEW.company_id
            AND own.user_id = {person} AND own.ended_at IS NULL AND own.role = ANY (role_needed)))
    OR ({principal} IS NOT NULL AND EXISTS (
        SELECT 1 FROM companies_deputy instead
        JOIN companies_membership acting ON acting.id = instead.deputy_id
        JOIN companies_membership principal ON principal.id = instead.principal_id
        JOIN companies_company company ON company.id = instead.company_id
        WHERE instead.company_id = NEW.company_id
            AND acting.user_id = {person} AND acting.ended_at IS NULL
            AND principal.user_id = {principal} AND principal.ended_at IS NULL
            AND principal.role = ANY (role_needed)
            AND ({moment} AT TIME ZONE company.time_zone)::date
                BETWEEN instead.starts_on AND instead.ends_on
            AND (acting.role <> 'consultant' OR principal.role <> 'manager'
                OR instead.mandate ~ '[^[:space:]]')))
"""
"""Whether a person holds a role needed, or stands in today for somebody who does."""

SUBMITTED_BY_WHOM_IT_IS_UP_TO = pgtrigger.Trigger(
    name="submission_up_to_them",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("role_needed", "text[]"), ("stage_state", "text")],
    func=f"""
    role_needed := ARRAY[{_listed(TABLE[Act.SUBMIT].roles)}];
    IF NOT ({
        _WHO.format(
            person="NEW.submitted_by_id",
            principal="NEW.submitted_for_id",
            moment="NEW.submitted_at",
        )
    }) THEN
        {refuse("submission_up_to_them")}
    END IF;
    SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR NO KEY UPDATE;
    IF stage_state IS DISTINCT FROM '{State.OPEN}' THEN
        {refuse("submission_of_an_open_stage")}
    END IF;
    RETURN NEW;
    """,
)

_ROLE_NEEDED = " ".join(
    f"WHEN '{act}' THEN ARRAY[{_listed(TABLE[act].roles)}]" for act in DECISIONS
)
_FROM = " OR ".join(
    f"(NEW.act = '{act}' AND stage_state IN ({_listed(TABLE[act].sources)}))" for act in DECISIONS
)

DECIDED_BY_WHOM_IT_IS_UP_TO = pgtrigger.Trigger(
    name="decision_up_to_them",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[
        ("role_needed", "text[]"),
        ("stage_state", "text"),
        ("round", "rollout_submission%ROWTYPE"),
        ("at_gate", "bigint"),
    ],
    func=f"""
    role_needed := CASE NEW.act {_ROLE_NEEDED} END;
    SELECT * INTO round FROM rollout_submission WHERE id = NEW.submission_id;
    IF NOT ({
        _WHO.format(
            person="NEW.decided_by_id", principal="NEW.principal_id", moment="NEW.decided_at"
        )
    }) AND NOT (
        NEW.act = '{Act.WITHDRAW}' AND NEW.principal_id IS NULL
        AND (NEW.decided_by_id = round.submitted_by_id
            OR NEW.decided_by_id = round.submitted_for_id)
        AND EXISTS (SELECT 1 FROM companies_membership own WHERE own.user_id = NEW.decided_by_id
            AND own.company_id = NEW.company_id AND own.ended_at IS NULL)
    ) THEN
        {refuse("decision_up_to_them")}
    END IF;
    SELECT state, submission_id INTO stage_state, at_gate FROM rollout_stage
        WHERE id = round.stage_id FOR NO KEY UPDATE;
    IF at_gate IS DISTINCT FROM NEW.submission_id OR NOT ({_FROM}) THEN
        {refuse("decision_about_what_is_at_the_gate")}
    END IF;
    RETURN NEW;
    """,
)

DECISION_TAKES_EFFECT = pgtrigger.Trigger(
    name="decision_takes_effect",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
    declare=[("stage_state", "text")],
    func=f"""
    -- Judged at commit: null if the stage no longer shows this round.
    SELECT state INTO stage_state FROM rollout_stage
        WHERE company_id = NEW.company_id AND submission_id = NEW.submission_id;
    IF (NEW.act IN ('{Act.WITHDRAW}', '{Act.RETURN}', '{Act.REOPEN}') AND stage_state IS NOT NULL)
        OR (NEW.act IN ({_listed(APPROVALS)}) AND stage_state IS DISTINCT FROM '{State.PASSED}'
            AND NOT EXISTS (SELECT 1 FROM rollout_decision undone
                WHERE undone.submission_id = NEW.submission_id AND undone.act = '{Act.REOPEN}'))
    THEN
        {refuse("decision_takes_effect")}
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
        {refuse("decision_not_for_oneself")}
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
        {refuse("decision_conditions_named")}
    END IF;
    RETURN NULL;
    """,
)

CONDITION_BELONGS_TO_AN_APPROVAL = pgtrigger.Trigger(
    name="condition_of_an_approval",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
    IF NEW.settled <> '' OR NOT EXISTS (SELECT 1 FROM rollout_decision
            WHERE id = NEW.decision_id AND act = '{Act.APPROVE_WITH_CONDITIONS}') THEN
        {refuse("condition_of_an_approval")}
    END IF;
    RETURN NEW;
    """,
)

_OWNER_IS_STILL_HERE = """
    EXISTS (SELECT 1 FROM companies_membership own WHERE own.company_id = OLD.company_id
        AND own.user_id = OLD.owner_id AND own.ended_at IS NULL)
    OR NOT EXISTS (SELECT 1 FROM companies_membership other
        WHERE other.company_id = OLD.company_id AND other.user_id = NEW.owner_id
        AND other.ended_at IS NULL)
"""
"""What somebody has promised goes to another member only once they have left themselves."""

CONDITION_SETTLED_ONCE = pgtrigger.Trigger(
    name="condition_settled_once",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'DELETE' THEN
        {refuse("condition_is_never_deleted")}
    END IF;
    IF OLD.settled <> '' OR (NEW.decision_id, NEW.text, NEW.due_on, NEW.company_id)
        IS DISTINCT FROM (OLD.decision_id, OLD.text, OLD.due_on, OLD.company_id) THEN
        {refuse("condition_settled_once")}
    END IF;
    IF NEW.owner_id <> OLD.owner_id AND ({_OWNER_IS_STILL_HERE}) THEN
        {refuse("condition_keeps_its_owner")}
    END IF;
    RETURN NEW;
    """,
)

_FROZEN = f"""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            {refuse("work_keeps_its_stage")}
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM '{State.OPEN}' THEN
        {refuse("work_frozen_unless_open")}
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """

FROZEN_UNLESS_OPEN = pgtrigger.Trigger(
    name="work_frozen_unless_open",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("stage_state", "text")],
    func=_FROZEN,
)


OWNER_STAYS = pgtrigger.Trigger(
    name="work_keeps_its_owner",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    declare=[("stage_state", "text")],
    condition=pgtrigger.Q(old__owner__df=pgtrigger.F("new__owner")),
    func=f"""
    SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    IF stage_state IS DISTINCT FROM '{State.OPEN}' AND ({_OWNER_IS_STILL_HERE}) THEN
        {refuse("work_frozen_unless_open")}
    END IF;
    RETURN NEW;
    """,
)
"""For tables whose frozen rows may still find another owner: see ``frozen_but``."""


def frozen_but(*columns: str) -> list[pgtrigger.Trigger]:
    """The same for a table of which some columns may change at any time."""
    return [
        pgtrigger.Trigger(
            name=f"work_frozen_{suffix}",
            when=pgtrigger.Before,
            operation=operation,
            declare=[("stage_state", "text")],
            condition=condition,
            func=_FROZEN,
        )
        for suffix, operation, condition in (
            ("row", pgtrigger.Insert | pgtrigger.Delete, None),
            ("words", pgtrigger.Update, pgtrigger.AnyChange(exclude=list(columns))),
        )
    ]
