"""What no row may break, and the indexes; at the end the keys that no link leaves its company by."""

from decimal import Decimal

from django.db import migrations, models

from companies.adding_only import AddingOnly
from companies.composite_keys import composite_key


class Migration(AddingOnly):
    replaces = [("guidelines", "0004_supplements_council_proposals")]

    dependencies = [
        ("guidelines", "0001_tables"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="guidelineversion",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="guideline_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="guidelineversion",
            constraint=models.UniqueConstraint(
                fields=("company", "department", "number"),
                name="guideline_number_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="guidelineversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "draft")),
                fields=("company", "department"),
                name="guideline_one_draft",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="guidelineversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("published_at__isnull", True),
                        ("published_by__isnull", True),
                        ("state", "draft"),
                    ),
                    models.Q(
                        ("published_at__isnull", False),
                        ("published_by__isnull", False),
                        ("state", "published"),
                    ),
                    _connector="OR",
                ),
                name="guideline_published_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("reviewer__regex", "\\S")), name="guideline_review_by_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="councilreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("objections__regex", "\\S"), ("outcome", "objects")),
                    models.Q(("objections", ""), ("outcome__in", ["agrees", "pending"])),
                    _connector="OR",
                ),
                name="guideline_review_objects_in_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.UniqueConstraint(
                fields=("version", "membership"), name="guideline_acknowledged_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="meeting_of_company"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(fields=("company", "form_key"), name="meeting_once"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("recorded_at__isnull", True), ("recorded_by__isnull", True)),
                    models.Q(
                        ("minutes__regex", "\\S"),
                        ("recorded_at__isnull", False),
                        ("recorded_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="meeting_recorded_in_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="follow_up_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.UniqueConstraint(
                fields=("company", "form_key"), name="follow_up_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__regex", "\\S")), name="follow_up_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                    models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                    _connector="OR",
                ),
                name="follow_up_done_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="boarddecision",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="board_decision_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="boarddecision",
            constraint=models.UniqueConstraint(
                fields=("company", "form_key"), name="board_decision_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="boarddecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__regex", "\\S")), name="board_decision_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingattendance",
            constraint=models.UniqueConstraint(
                fields=("meeting", "membership"), name="meeting_attended_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="outsidetraining",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="outside_training_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="outsidetraining",
            constraint=models.UniqueConstraint(
                fields=("company", "form_key"), name="outside_training_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="outsidetraining",
            constraint=models.CheckConstraint(
                condition=models.Q(("title__regex", "\\S")), name="outside_training_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="paragraph",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="guideline_paragraph_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="paragraph",
            constraint=models.UniqueConstraint(
                fields=("version", "key"), name="guideline_paragraph_key_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="paragraph",
            constraint=models.CheckConstraint(
                condition=models.Q(("title__regex", "\\S"), ("text__regex", "\\S")),
                name="guideline_paragraph_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.UniqueConstraint(
                fields=("company", "form_key"), name="guideline_comment_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("text__regex", "\\S"), ("proposal__regex", "\\S"), _connector="OR"
                ),
                name="guideline_comment_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                    models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                    _connector="OR",
                ),
                name="guideline_comment_settled_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenario",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="scenario_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="scenario",
            constraint=models.UniqueConstraint(
                fields=("company", "form_key"), name="scenario_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="scenario",
            constraint=models.UniqueConstraint(
                condition=models.Q(("example", ""), _negated=True),
                fields=("company", "example"),
                name="scenario_example_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenario",
            constraint=models.CheckConstraint(
                condition=models.Q(("topic__regex", "\\S")), name="scenario_has_a_topic"
            ),
        ),
        migrations.AddConstraint(
            model_name="scenario",
            constraint=models.CheckConstraint(
                condition=models.Q(("likelihood__in", ["low", "medium", "high"])),
                name="scenario_likelihood_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenario",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reaction", ""),
                    models.Q(
                        ("plan__regex", "\\S"),
                        ("reaction__in", ["answer", "leaders", "silent", "contents", "direct"]),
                    ),
                    _connector="OR",
                ),
                name="scenario_reaction_in_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenario",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("criticism_percent__isnull", True),
                    models.Q(("criticism_percent__gte", 1), ("criticism_percent__lte", 100)),
                    _connector="OR",
                ),
                name="scenario_percent_of_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenario",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("times_usual__isnull", True),
                    ("times_usual__gt", Decimal("1")),
                    _connector="OR",
                ),
                name="scenario_more_than_usual",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenario",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("owner__isnull", True),
                    ("deputy__isnull", True),
                    models.Q(("owner", models.F("deputy")), _negated=True),
                    _connector="OR",
                ),
                name="scenario_deputy_is_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenario",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reviewed_by__isnull", True), ("reviewed_on__isnull", True)),
                    models.Q(("reviewed_by__isnull", False), ("reviewed_on__isnull", False)),
                    _connector="OR",
                ),
                name="scenario_reviewed_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="preparedtext",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="prepared_text_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="preparedtext",
            constraint=models.UniqueConstraint(
                fields=("company", "form_key"), name="prepared_text_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="preparedtext",
            constraint=models.CheckConstraint(
                condition=models.Q(("title__regex", "\\S"), ("text__regex", "\\S")),
                name="prepared_text_says_something",
            ),
        ),
        migrations.AddIndex(
            model_name="training",
            index=models.Index(
                condition=models.Q(("state", "planned")),
                fields=["starts_at"],
                name="training_to_come",
            ),
        ),
        migrations.AddConstraint(
            model_name="training",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="training_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="training",
            constraint=models.UniqueConstraint(
                fields=("company", "form_key"), name="training_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="training",
            constraint=models.CheckConstraint(
                condition=models.Q(("title__regex", "\\S")), name="training_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="training",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_at__lt", models.F("ends_at"))),
                name="training_begins_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="training",
            constraint=models.CheckConstraint(
                condition=models.Q(("seats__isnull", True), ("seats__gte", 1), _connector="OR"),
                name="training_has_a_seat",
            ),
        ),
        migrations.AddConstraint(
            model_name="training",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("settled_at__isnull", True),
                        ("settled_by__isnull", True),
                        ("state", "planned"),
                    ),
                    models.Q(
                        ("settled_at__isnull", False),
                        ("settled_by__isnull", False),
                        ("state__in", ["held", "called_off"]),
                    ),
                    _connector="OR",
                ),
                name="training_settled_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="training_participation_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(
                fields=("training", "membership"), name="training_participation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["signed_up", "attended", "missed"])),
                name="training_participation_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="workscouncil",
            constraint=models.UniqueConstraint(
                fields=("company",), name="guideline_council_said_once"
            ),
        ),
        composite_key("guidelines_paragraph", "version_id", "guidelines_guidelineversion"),
        composite_key("guidelines_comment", "paragraph_id", "guidelines_paragraph"),
        composite_key("guidelines_acknowledgement", "version_id", "guidelines_guidelineversion"),
        composite_key("guidelines_acknowledgement", "membership_id", "companies_membership"),
        composite_key("guidelines_scenario", "owner_id", "companies_membership"),
        composite_key("guidelines_scenario", "deputy_id", "companies_membership"),
        composite_key("guidelines_preparedtext", "scenario_id", "guidelines_scenario"),
        composite_key("guidelines_participation", "training_id", "guidelines_training"),
        composite_key("guidelines_participation", "membership_id", "companies_membership"),
        composite_key("guidelines_outsidetraining", "membership_id", "companies_membership"),
        composite_key("guidelines_boardmember", "membership_id", "companies_membership"),
        composite_key("guidelines_meetingattendance", "meeting_id", "guidelines_meeting"),
        composite_key("guidelines_meetingattendance", "membership_id", "companies_membership"),
        composite_key("guidelines_boarddecision", "meeting_id", "guidelines_meeting"),
        composite_key("guidelines_followup", "meeting_id", "guidelines_meeting"),
        composite_key("guidelines_followup", "owner_id", "companies_membership"),
        composite_key("guidelines_guidelineversion", "department_id", "companies_department"),
        composite_key("guidelines_councilreview", "version_id", "guidelines_guidelineversion"),
    ]
