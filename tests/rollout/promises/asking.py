"""Writing past every service, with plain SQL and the ORM, and how the database refuses it."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from companies.models import Membership
from rollout import gate
from rollout.machine import State
from rollout.models import Condition, Decision, Submission
from rollout.refusals import constraint_of
from tests.rollout.builders import LATER, TODAY, at_the_gate, make_place, passed


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


def switch_off(table, trigger):
    """Take one guard away until the savepoint ends, to see the one behind it."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE %s",
            (table, f"pgtrigger_{trigger}_%"),
        )
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {cursor.fetchone()[0]}")


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


def leave(place, name):
    Membership.of(place.company).filter(pk=place.memberships[name].pk).update(ended_at=LATER)
