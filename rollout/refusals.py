"""What a person is told when something is refused, by a rule or by the database itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error, IntegrityError, InternalError, OperationalError, transaction
from django.utils.translation import gettext_lazy as _

from companies.refusals import RefusedError
from rollout.wording import Text

__all__ = ["RefusedError", "constraint_of", "in_one_transaction", "sentence_for"]

MEANWHILE = _(
    "Somebody else was faster: this stage has changed meanwhile. Please look at the page again."
)
FROZEN = _("The stage is not open; its work is frozen.")
SAME_COMPANY = _("This does not belong to your company.")
OWN_SUBMISSION = _(
    "Nobody decides on a submission of their own, and nobody for whom or by whom it was submitted."
)
NEVER_CHANGED = _("What was submitted, decided or promised at a gate is never changed.")

SENTENCES: dict[str, Text] = {
    "stage_one_at_a_gate": _("One stage at a time: another stage is at the gate."),
    "stage_in_order": _("An earlier stage has to pass its gate first."),
    "stage_begins_in_order": _("An earlier stage has to pass its gate first."),
    "stage_moves_along_the_table": MEANWHILE,
    "stage_reopens_in_quiet": _("While a stage is at the gate, none can be reopened."),
    "stage_keeps_its_submission": MEANWHILE,
    "stage_submits_a_new_round": MEANWHILE,
    "stage_passed_is_approved": _("A stage passes only by the approval of a second person."),
    "stage_is_never_deleted": NEVER_CHANGED,
    "stage_keeps_its_place": NEVER_CHANGED,
    "stage_number_once": _("The rollout has already begun."),
    "submission_append_only": NEVER_CHANGED,
    "submission_round_once": MEANWHILE,
    "submission_of_an_open_stage": MEANWHILE,
    "submission_up_to_them": _("The lead, a consultant or a manager submits a stage."),
    "decision_append_only": NEVER_CHANGED,
    "decision_one_final": MEANWHILE,
    "decision_one_reopening": MEANWHILE,
    "decision_about_what_is_at_the_gate": MEANWHILE,
    "decision_takes_effect": MEANWHILE,
    "decision_four_eyes": OWN_SUBMISSION,
    "decision_not_for_oneself": OWN_SUBMISSION,
    "decision_for_somebody_else": OWN_SUBMISSION,
    "decision_up_to_them": _(
        "Only a manager, or whoever stands in for one today, decides at a gate."
    ),
    "decision_reason_given": _("Please give a reason."),
    "decision_hold_ends": _("Please say on which day to look at it again."),
    "decision_conditions_named": _("Please name at least one condition."),
    "condition_says_what": _("Please say what the condition is."),
    "condition_settled_once": _("This condition has already been settled."),
    "condition_is_never_deleted": NEVER_CHANGED,
    "condition_of_an_approval": NEVER_CHANGED,
    "condition_settled_by_other": _(
        "A condition is settled by somebody else than whoever has to meet it."
    ),
    "work_frozen_unless_open": FROZEN,
    "work_keeps_its_stage": FROZEN,
    "participation_once": _("You have already answered. Every person answers once."),
    "clarification_explained": _("Please say what was found and what is done."),
    "clarification_once": MEANWHILE,
    "plan_starts_first": _("The first day comes before the last."),
}


def constraint_of(error: Error) -> str:
    """The name of the promise that refused, empty if the database names none."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def sentence_for(error: Error) -> Text | None:
    """The sentence for a refusal of the database; None if it is no refusal but a fault."""
    name = constraint_of(error)
    if name in SENTENCES:
        return SENTENCES[name]
    if "same_company" in name or name.endswith(("_its_own", "_about_exactly_this")):
        return SAME_COMPANY
    if isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", "") in {
        "55P03",  # lock not available in time
        "40P01",  # deadlock, and we lost
    }:
        return _("Somebody else is at work on this right now. Please try again in a moment.")
    return None


@contextmanager
def in_one_transaction() -> Iterator[None]:
    """All or nothing; what the database refuses becomes a RefusedError with its sentence."""
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, InternalError, OperationalError) as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        raise RefusedError(sentence) from error
