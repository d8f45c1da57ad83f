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

STARTS_FIRST = _("The first day comes before the last.")
OWN_DEPUTY = _("Nobody is their own deputy: please choose somebody else.")
TWICE = _("This is there already. Please choose another name.")
NOT_KNOWN = _("Please choose one of the values offered.")

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
    "escalation_append_only": NEVER_CHANGED,
    "snapshot_person_append_only": NEVER_CHANGED,
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
    "condition_keeps_its_owner": _(
        "A condition goes to another member of the company once its owner has left."
    ),
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
    "plan_starts_first": STARTS_FIRST,
    "own_statement_key_once": MEANWHILE,
    "own_statement_once": TWICE,
    "own_statement_key": MEANWHILE,
    "own_statement_says": _("Please say what is to be rated."),
    "template_published_stays": _("A published version of a template stays as it is."),
    "template_name_once": _("You have a template of this name already."),
    "template_number_once": MEANWHILE,
    "template_one_draft": MEANWHILE,
    "applied_template_once": _("This template is there already: take its update instead."),
    "applied_entry_once": MEANWHILE,
    "company_goal_once": TWICE,
    "company_goal_level_known": NOT_KNOWN,
    "target_group_once": TWICE,
    "target_group_market_known": NOT_KNOWN,
    "target_group_ages_in_order": _("The lower age comes before the higher."),
    "goal_once": TWICE,
    "goal_audience_once": MEANWHILE,
    "kpi_once": TWICE,
    "kpi_reading_one_a_day": _("There is a figure for this day already."),
    "kpi_reading_origin_known": NOT_KNOWN,
    "alignment_once": _("How these two fit together has already been said."),
    "content_topic_once": TWICE,
    "content_topic_cadence": _("Please choose between 1 and 200 posts a month."),
    "content_topic_effort": _("Please choose between 1 and 2,400 minutes."),
    "platform_choice_once": _("This platform has already been decided on."),
    "platform_audience_once": MEANWHILE,
    "staff_role_once": _("This person has this duty already."),
    "staff_role_deputy_is_somebody_else": OWN_DEPUTY,
    "staff_role_competence": _("Please choose a value from 1 to 5."),
    "staff_role_hours": _("Please choose more than 0 and at most 60 hours a week."),
    "resource_plan_once": MEANWHILE,
    "resource_plan_amounts": _("Amounts are not negative."),
    "escalation_step_once": _("There is a step after as many hours already."),
    "outsourced_amounts": _("Amounts and hours are not negative."),
    "pilot_plan_once": MEANWHILE,
    "pilot_plan_starts_first": STARTS_FIRST,
    "pilot_plan_rate": _("Please choose a percentage between 1 and 100."),
    "pilot_member_once": _("This person is in the pilot group already."),
    "hypothesis_once": TWICE,
    "log_entry_once_a_week": _("There is an entry for this week already. Please change that one."),
    "log_entry_begins_on_monday": _("A week begins on Monday."),
    "log_entry_hours": _("Hours are not negative."),
    "post_record_address": _("The address has to begin with https:// or http://."),
    "pilot_outcome_once": MEANWHILE,
    "pilot_outcome_why": _("Please give a reason."),
    "wave_once": MEANWHILE,
    "wave_starts_first": STARTS_FIRST,
    "wave_deputy_is_somebody_else": OWN_DEPUTY,
    "wave_names_its_department": _("Please choose the department."),
    "wave_names_its_platform": _("Please choose the platform."),
    "return_plan_once": MEANWHILE,
    "return_plan_months": _("Please choose between 12 and 24 months."),
    "benefit_once": TWICE,
    "benefit_range_in_order": _(
        "The cautious value is not negative and not above the hopeful one."
    ),
    "benefit_from_month": _("Please choose a month between 1 and 24."),
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
