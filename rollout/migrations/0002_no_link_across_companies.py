from django.db import migrations

from companies.composite_keys import composite_key, composite_keys

WORK = [
    "evidence",
    "surveylink",
    "cultureresponse",
    "surveyparticipation",
    "culturemeasure",
    "mediaentry",
    "listeningplan",
    "baseline",
    "clarification",
]


class Migration(migrations.Migration):
    dependencies = [("rollout", "0001_initial")]

    operations = [
        composite_key("rollout_submission", "stage_id", "rollout_stage"),
        composite_key("rollout_condition", "decision_id", "rollout_decision"),
        *(composite_key(f"rollout_{table}", "stage_id", "rollout_stage") for table in WORK),
        # A stage shows a submission of its own.
        composite_keys(
            "rollout_stage",
            "submission_its_own",
            ["company_id", "submission_id", "id"],
            "rollout_submission",
            ["company_id", "id", "stage_id"],
        ),
        # A decision is about exactly what was submitted, by whom it was submitted.
        composite_keys(
            "rollout_decision",
            "about_exactly_this",
            ["company_id", "submission_id", "submitted_by_id", "content_hash"],
            "rollout_submission",
            ["company_id", "id", "submitted_by_id", "content_hash"],
        ),
    ]
