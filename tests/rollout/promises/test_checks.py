"""Each row of a rollout is whole, whoever writes it: every check, at its edges."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db.models import F

from companies.models import Department
from rollout import models
from tests.factories import MONDAY, make_user
from tests.rollout.builders import TODAY
from tests.tables import (
    Check,
    answers_of,
    between,
    checks_of,
    known_words,
    row_of,
    says_something,
    starts_first,
    wanted_of,
)


def somebody(_row):
    return make_user()


def submission(row):
    return row_of(models.Submission, row.company, stage=row)


def department(row):
    return row_of(Department, row.company)


CENT = Decimal("0.01")
HOUR = Decimal("0.1")
SETTLED = {"settled": "met", "settled_at": MONDAY}

CHECKS = {
    # The gate
    "stage_state_known": Check(models.Stage, ({"state": "done"},), ({"state": "locked"},)),
    "stage_number_from_one": Check(models.Stage, ({"number": 0},), ({"number": 1},)),
    "stage_submission_beyond_open": Check(
        models.Stage,
        (
            {"state": "submitted"},
            {"state": "on_hold"},
            {"state": "passed"},
            {"state": "open", "submission": submission},
            {"state": "locked", "submission": submission},
        ),
        ({"state": "open"}, {"state": "submitted", "submission": submission}),
    ),
    "decision_act_known": Check(
        models.Decision, ({"act": "submit"}, {"act": "dance"}), ({"act": "withdraw"},)
    ),
    "decision_four_eyes": Check(
        models.Decision,
        ({"decided_by": F("submitted_by")}, {"principal": F("submitted_by")}),
        (
            {"act": "withdraw", "decided_by": F("submitted_by")},
            {"decided_by": somebody, "principal": somebody},
        ),
    ),
    "decision_reason_given": Check(
        models.Decision,
        (
            {"act": "return", "reason": " \n"},
            {"act": "approve_with_conditions", "reason": ""},
            {"act": "reopen", "reason": ""},
            {"act": "hold", "reason": "", "hold_until": TODAY},
        ),
        ({"act": "approve", "reason": ""}, {"act": "return", "reason": "Darum."}),
    ),
    "decision_hold_ends": Check(
        models.Decision,
        ({"act": "hold", "reason": "Messe."}, {"act": "approve", "hold_until": TODAY}),
        ({"act": "hold", "reason": "Messe.", "hold_until": TODAY},),
    ),
    "decision_for_somebody_else": Check(
        models.Decision, ({"principal": F("decided_by")},), ({"principal": somebody},)
    ),
    "condition_settled_whole": Check(
        models.Condition,
        (
            SETTLED,
            {"settled_by": somebody, "settled_at": MONDAY},
            {"settled": "met", "settled_by": somebody},
            SETTLED | {"settled": "lost", "settled_by": somebody},
        ),
        (SETTLED | {"settled_by": somebody}, {"settled": ""}),
    ),
    "condition_settled_by_other": Check(
        models.Condition,
        (
            SETTLED | {"settled_by": F("owner")},
            SETTLED | {"settled_by": somebody, "settled_for": F("owner")},
        ),
        (SETTLED | {"settled_by": somebody, "settled_for": somebody},),
    ),
    "condition_says_what": says_something(models.Condition, "text"),
    "escalation_why_known": known_words(models.GateEscalation, "why"),
    # Culture and listening
    "response_role_known": known_words(models.CultureResponse, "role"),
    "response_counts_in_the_whole_first": Check(
        models.CultureResponse,
        ({"batch": None, "role_batch": UUID(int=1)},),
        (
            {"batch": UUID(int=1), "role_batch": UUID(int=1)},
            {"batch": UUID(int=1), "role_batch": None},
        ),
    ),
    "own_statement_key": Check(
        models.OwnStatement, ({"key": "speed_1"}, {"key": ""}), ({"key": "own_1"},)
    ),
    "own_statement_says": says_something(models.OwnStatement, "text"),
    "media_kind_known": known_words(models.MediaEntry, "kind"),
    "plan_starts_first": starts_first(models.ListeningPlan, "starts_on", "ends_on"),
    "plan_threshold_percent": between(models.ListeningPlan, "criticism_threshold", 1, 100),
    "plan_days_sensible": between(models.ListeningPlan, "minimum_days", 1, 365),
    "clarification_explained": says_something(models.Clarification, "explanation"),
    # Goals
    "company_goal_level_known": known_words(models.CompanyGoal, "level"),
    "target_group_market_known": known_words(models.TargetGroup, "market"),
    "target_group_ages_in_order": Check(
        models.TargetGroup,
        ({"age_from": 31, "age_to": 30},),
        ({"age_from": 30, "age_to": 30}, {"age_from": 99}, {"age_to": 1}),
    ),
    "kpi_reading_origin_known": known_words(models.KpiReading, "origin"),
    # Strategy
    "content_topic_cadence": between(models.ContentTopic, "posts_per_month", 1, 200),
    "content_topic_effort": between(models.ContentTopic, "minutes_per_post", 1, 2400),
    # Resources
    "staff_role_deputy_is_somebody_else": Check(
        models.StaffRole, ({"deputy": F("person")},), ({"deputy": somebody},)
    ),
    "staff_role_competence": between(models.StaffRole, "competence", 1, 5),
    "staff_role_hours": between(models.StaffRole, "hours_per_week", HOUR, 60, HOUR),
    "resource_plan_amounts": Check(
        models.ResourcePlan,
        tuple({field: -CENT} for field in ("one_off", "monthly", "tools", "agency")),
        ({"one_off": 0, "monthly": 0, "tools": 0, "agency": 0},),
    ),
    "outsourced_amounts": Check(
        models.OutsourcedWork,
        ({"monthly": -CENT}, {"hours_per_week": -HOUR}, {"hours_per_week": 60 + HOUR}),
        ({"monthly": 0, "hours_per_week": 0}, {"hours_per_week": 60}),
    ),
    # Pilot
    "pilot_plan_starts_first": starts_first(models.PilotPlan, "starts_on", "ends_on"),
    "pilot_plan_rate": between(models.PilotPlan, "answer_rate", 1, 100),
    "log_entry_begins_on_monday": Check(
        models.LogEntry,
        ({"week_on": TODAY - timedelta(days=1)}, {"week_on": TODAY + timedelta(days=1)}),
        ({"week_on": TODAY},),
    ),
    "log_entry_hours": Check(models.LogEntry, ({"hours": -HOUR},), ({"hours": 0},)),
    "post_record_address": Check(
        models.PostRecord,
        ({"url": "javascript:alert(1)"}, {"url": "example.org"}),
        ({"url": ""}, {"url": "http://example.org"}, {"url": "https://example.org"}),
    ),
    "pilot_outcome_why": says_something(models.PilotOutcome, "reason"),
    # Waves
    "wave_starts_first": starts_first(models.Wave, "starts_on", "ends_on"),
    "wave_deputy_is_somebody_else": Check(
        models.Wave, ({"deputy": F("owner")},), ({"deputy": somebody},)
    ),
    "wave_names_its_department": Check(
        models.Wave,
        ({"kind": "department"},),
        ({"kind": "department", "department": department}, {"kind": "monitoring"}),
    ),
    "wave_names_its_platform": Check(
        models.Wave,
        ({"kind": "platform"},),
        ({"kind": "platform", "platform": "facebook"}, {"kind": "monitoring"}),
    ),
    "return_plan_months": between(models.ReturnPlan, "months", 12, 24),
    "benefit_range_in_order": Check(
        models.Benefit,
        (
            {"number_low": -CENT},
            {"worth_low": -CENT},
            {"number_low": 2, "number_high": 1},
            {"worth_low": 2, "worth_high": 1},
        ),
        ({"number_low": 0, "number_high": 0, "worth_low": 2, "worth_high": 2},),
    ),
    "benefit_from_month": between(models.Benefit, "from_month", 1, 24),
    # Consultants
    "comparison_of_five": Check(
        models.ComparisonGroup, ({"values": [1, 2, 3, 4]},), ({"values": [1, 2, 3, 4, 5]},)
    ),
}


def test_every_check_is_tried():
    assert set(CHECKS) == checks_of("rollout")


@pytest.mark.django_db
def test_every_check_refuses_what_it_should_and_nothing_else():
    answers = {name: answers_of(check) for name, check in CHECKS.items()}
    assert answers == {name: wanted_of(name, check) for name, check in CHECKS.items()}
