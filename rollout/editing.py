"""The way into a stage's work: the stage is locked, still open, and the person may edit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from companies.access import Standing, standing_of
from companies.models import Company, Membership, Owned, User
from rollout.authority import EDITORS_ONLY, Actor, Gate, why_frozen, why_no_editing
from rollout.days import local_day
from rollout.machine import State
from rollout.models import Stage
from rollout.refusals import SAME_COMPANY, RefusedError, in_one_transaction
from rollout.wording import Text

Row = TypeVar("Row", bound=Owned)


@contextmanager
def editing(
    company: Company, number: int, title: Text, *, by: User, at: datetime
) -> Iterator[Stage]:
    """One transaction in which ``by`` changes the work of an open stage; raises RefusedError."""
    with in_one_transaction():
        stage = locked_stage(company, number)
        actor = Actor.of(standing_or_refused(company, by, at))
        if refusal := why_no_editing(actor, Gate(title, State(stage.state))):
            raise RefusedError(refusal)
        yield stage


@contextmanager
def open_stage(company: Company, number: int, title: Text) -> Iterator[Stage]:
    """One transaction on an open stage, whoever it is (answers to a survey)."""
    with in_one_transaction():
        stage = locked_stage(company, number)
        if refusal := why_frozen(Gate(title, State(stage.state))):
            raise RefusedError(refusal)
        yield stage


def locked_stage(company: Company, number: int) -> Stage:
    """The stage, locked against edits and moves by others until the transaction ends."""
    stages = Stage.of(company).select_for_update(no_key=True, of=("self",))
    stage = stages.select_related("company").filter(number=number).first()
    if stage is None:
        raise RefusedError(SAME_COMPANY)
    return stage


def standing_or_refused(company: Company, user: User, at: datetime) -> Standing:
    """What a person is in the company at this moment, read anew; raises RefusedError."""
    standing = standing_of(user, company, local_day(company, at))
    if standing is None:
        raise RefusedError(SAME_COMPANY)
    return standing


def member_or_refused(company: Company, user: User, message: Text, *, field: str) -> None:
    """Refuse with ``message`` unless the person belongs to the company today."""
    if not Membership.of(company).filter(user=user, ended_at__isnull=True).exists():
        raise RefusedError(message, field=field)


def editor_or_refused(company: Company, user: User, at: datetime) -> Standing:
    """The person's standing, if they edit stage work today; raises RefusedError."""
    standing = standing_or_refused(company, user, at)
    if not standing.edits:
        raise RefusedError(EDITORS_ONLY)
    return standing


def row_or_refused(company: Company, model: type[Row], pk: int) -> Row:
    """One row of this company, and of no other; raises RefusedError if there is none."""
    row = model.of(company).filter(pk=pk).first()
    if row is None:
        raise RefusedError(_("This is not there any more. Please look at the page again."))
    return row
