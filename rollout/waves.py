"""The expansion goes on in waves: after the last stage has passed, the next one is laid out.

Source: S0 (successively more platforms, departments, monitoring), S1, S4. A wave is a stage of
its own with its own gate (docs/gate.md).
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import Company, User
from companies.roles import EDITORS
from rollout.authority import EDITORS_ONLY, Actor
from rollout.editing import standing_or_refused
from rollout.machine import State
from rollout.models import Stage
from rollout.refusals import RefusedError, in_one_transaction
from rollout.rounds import locked_stages
from rollout.titles import FIRST_WAVE, title_of, wave_of
from rollout.wording import Text, words


def plan_wave(*, company: Company, by: User, at: datetime) -> Stage:
    """Lay out the next wave, open at once; the audited act is ``stage.wave_planned``.

    One transaction; raises RefusedError while any stage has not passed, so that a second click
    lays out no second one.
    """
    with in_one_transaction():
        # A lock on the stages would not show a row that was laid out while one waited for it.
        company.lock()
        stages = locked_stages(company)
        actor = Actor.of(standing_or_refused(company, by, at))
        if refusal := why_no_wave(actor, stages):
            raise RefusedError(refusal)
        number = stages[-1].number + 1
        stage = Stage.everywhere.create(
            company=company, number=number, state=State.OPEN, opened_at=at
        )
        audit.record(
            company, "stage.wave_planned", by=by, at=at, number=number, wave=wave_of(number)
        )
    return stage


def why_no_wave(actor: Actor, stages: Sequence[Stage]) -> Text | None:
    """Why this person cannot lay out a wave now; None if they can (no query).

    ``stages`` are all of the company, in their order, read with their names.
    """
    if not actor.capacities(EDITORS):
        return EDITORS_ONLY
    if not stages or stages[-1].number < FIRST_WAVE:
        return _("The rollout has not begun yet.")
    first_open = next((each for each in stages if each.state != State.PASSED), None)
    if first_open is not None:
        return words(
            _("“%(stage)s” has to pass its gate before the next wave is planned."),
            {"stage": title_of(first_open)},
        )
    return None
