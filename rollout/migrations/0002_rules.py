"""What no row may break, and the indexes; at the end the keys that no link leaves its company by."""

import django.db.models.deletion
from django.db import migrations, models

from companies.adding_only import AddingOnly
from companies.composite_keys import composite_key, composite_keys


class Migration(AddingOnly):
    replaces = [("rollout", "0010_compared_in_groups")]

    dependencies = [
        ("rollout", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="kpi",
            name="stage",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rollout.stage"
            ),
        ),
        migrations.AddField(
            model_name="goal",
            name="stage",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rollout.stage"
            ),
        ),
        migrations.AddField(
            model_name="companygoal",
            name="stage",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rollout.stage"
            ),
        ),
        migrations.AddField(
            model_name="stage",
            name="submission",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="rollout.submission",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="submission",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="rollout.submission",
            ),
        ),
        migrations.AddField(
            model_name="contenttopic",
            name="target_group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="topics",
                to="rollout.targetgroup",
            ),
        ),
        migrations.AddConstraint(
            model_name="appliedtemplate",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="applied_template_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="appliedtemplate",
            constraint=models.UniqueConstraint(
                fields=("company", "uid"), name="applied_template_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="appliedentry",
            constraint=models.UniqueConstraint(
                fields=("applied", "key"), name="applied_entry_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="comparisongroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("values__len__gte", 5)), name="comparison_of_five"
            ),
        ),
        migrations.AddConstraint(
            model_name="comparisonshare",
            constraint=models.UniqueConstraint(
                fields=("company", "user", "metric"), name="comparison_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="condition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("settled", ""), ("settled_at__isnull", True), ("settled_by__isnull", True)
                    ),
                    models.Q(
                        ("settled__in", ["met", "waived"]),
                        ("settled_at__isnull", False),
                        ("settled_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="condition_settled_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="condition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("settled_by__isnull", True),
                        models.Q(("settled_by", models.F("owner")), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("settled_for__isnull", True),
                        models.Q(("settled_for", models.F("owner")), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="condition_settled_by_other",
            ),
        ),
        migrations.AddConstraint(
            model_name="condition",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__regex", "\\S")), name="condition_says_what"
            ),
        ),
        migrations.AddConstraint(
            model_name="kpireading",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_at__isnull", True)),
                fields=("kpi", "on"),
                name="kpi_reading_one_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="kpireading",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["entered", "imported"])),
                name="kpi_reading_origin_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="staffrole",
            constraint=models.UniqueConstraint(
                fields=("stage", "person", "duty"), name="staff_role_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="staffrole",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deputy__isnull", True),
                    models.Q(("deputy", models.F("person")), _negated=True),
                    _connector="OR",
                ),
                name="staff_role_deputy_is_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="staffrole",
            constraint=models.CheckConstraint(
                condition=models.Q(("competence__gte", 1), ("competence__lte", 5)),
                name="staff_role_competence",
            ),
        ),
        migrations.AddConstraint(
            model_name="staffrole",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours_per_week__gt", 0), ("hours_per_week__lte", 60)),
                name="staff_role_hours",
            ),
        ),
        migrations.AddConstraint(
            model_name="returnplan",
            constraint=models.UniqueConstraint(fields=("stage",), name="return_plan_once"),
        ),
        migrations.AddConstraint(
            model_name="returnplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("months__gte", 12), ("months__lte", 24)),
                name="return_plan_months",
            ),
        ),
        migrations.AddConstraint(
            model_name="resourceplan",
            constraint=models.UniqueConstraint(fields=("stage",), name="resource_plan_once"),
        ),
        migrations.AddConstraint(
            model_name="resourceplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agency__gte", 0), ("monthly__gte", 0), ("one_off__gte", 0), ("tools__gte", 0)
                ),
                name="resource_plan_amounts",
            ),
        ),
        migrations.AddConstraint(
            model_name="platformchoice",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="platform_choice_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="platformchoice",
            constraint=models.UniqueConstraint(
                fields=("stage", "platform"), name="platform_choice_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotplan",
            constraint=models.UniqueConstraint(fields=("stage",), name="pilot_plan_once"),
        ),
        migrations.AddConstraint(
            model_name="pilotplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__lte", models.F("ends_on"))),
                name="pilot_plan_starts_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer_rate__gte", 1), ("answer_rate__lte", 100)),
                name="pilot_plan_rate",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotoutcome",
            constraint=models.UniqueConstraint(fields=("stage",), name="pilot_outcome_once"),
        ),
        migrations.AddConstraint(
            model_name="pilotoutcome",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "\\S")), name="pilot_outcome_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="pilotmember",
            constraint=models.UniqueConstraint(
                fields=("stage", "person"), name="pilot_member_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="ownstatement",
            constraint=models.UniqueConstraint(
                fields=("stage", "key"), name="own_statement_key_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="ownstatement",
            constraint=models.UniqueConstraint(fields=("stage", "text"), name="own_statement_once"),
        ),
        migrations.AddConstraint(
            model_name="ownstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("key__startswith", "own_")), name="own_statement_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="ownstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__regex", "\\S")), name="own_statement_says"
            ),
        ),
        migrations.AddConstraint(
            model_name="outsourcedwork",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hours_per_week__gte", 0), ("hours_per_week__lte", 60), ("monthly__gte", 0)
                ),
                name="outsourced_amounts",
            ),
        ),
        migrations.AddConstraint(
            model_name="mediaentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["owned", "paid", "earned"])),
                name="media_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="logentry",
            constraint=models.UniqueConstraint(
                fields=("stage", "week_on"), name="log_entry_once_a_week"
            ),
        ),
        migrations.AddConstraint(
            model_name="logentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("week_on__iso_week_day", 1)), name="log_entry_begins_on_monday"
            ),
        ),
        migrations.AddConstraint(
            model_name="logentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours__gte", 0)), name="log_entry_hours"
            ),
        ),
        migrations.AddConstraint(
            model_name="listeningplan",
            constraint=models.UniqueConstraint(fields=("stage",), name="plan_once"),
        ),
        migrations.AddConstraint(
            model_name="listeningplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__lte", models.F("ends_on"))),
                name="plan_starts_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="listeningplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("criticism_threshold__gte", 1), ("criticism_threshold__lte", 100)
                ),
                name="plan_threshold_percent",
            ),
        ),
        migrations.AddConstraint(
            model_name="listeningplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("minimum_days__gte", 1), ("minimum_days__lte", 365)),
                name="plan_days_sensible",
            ),
        ),
        migrations.AddConstraint(
            model_name="kpi",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="kpi_of_company"),
        ),
        migrations.AddConstraint(
            model_name="kpi",
            constraint=models.UniqueConstraint(fields=("stage", "name"), name="kpi_once"),
        ),
        migrations.AddConstraint(
            model_name="hypothesis",
            constraint=models.UniqueConstraint(fields=("stage", "text"), name="hypothesis_once"),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="goal_of_company"),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.UniqueConstraint(fields=("stage", "title"), name="goal_once"),
        ),
        migrations.AddConstraint(
            model_name="escalationstep",
            constraint=models.UniqueConstraint(
                fields=("stage", "after_hours"), name="escalation_step_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="cultureresponse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role__in", ["management", "marketing", "sales", "production", "office"])
                ),
                name="response_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="cultureresponse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role_batch__isnull", True), ("batch__isnull", False), _connector="OR"
                ),
                name="response_counts_in_the_whole_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="companygoal",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="company_goal_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="companygoal",
            constraint=models.UniqueConstraint(fields=("stage", "name"), name="company_goal_once"),
        ),
        migrations.AddConstraint(
            model_name="companygoal",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["company", "marketing"])),
                name="company_goal_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="clarification",
            constraint=models.UniqueConstraint(
                fields=("stage", "topic"), name="clarification_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="clarification",
            constraint=models.CheckConstraint(
                condition=models.Q(("explanation__regex", "\\S")), name="clarification_explained"
            ),
        ),
        migrations.AddConstraint(
            model_name="benefit",
            constraint=models.UniqueConstraint(fields=("stage", "name"), name="benefit_once"),
        ),
        migrations.AddConstraint(
            model_name="benefit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number_low__gte", 0),
                    ("worth_low__gte", 0),
                    ("number_low__lte", models.F("number_high")),
                    ("worth_low__lte", models.F("worth_high")),
                ),
                name="benefit_range_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="benefit",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_month__gte", 1), ("from_month__lte", 24)),
                name="benefit_from_month",
            ),
        ),
        migrations.AddConstraint(
            model_name="alignment",
            constraint=models.UniqueConstraint(
                fields=("stage", "goal", "company_goal"), name="alignment_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="submission_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                fields=("stage", "round"), name="submission_round_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                fields=("company", "id", "stage"), name="submission_of_stage"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                fields=("company", "id", "submitted_by", "content_hash"),
                name="submission_decided_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="stage_of_company"),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.UniqueConstraint(
                fields=("company", "number"), name="stage_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["submitted", "on_hold"])),
                fields=("company",),
                name="stage_one_at_a_gate",
            ),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["locked", "open", "submitted", "on_hold", "passed"])
                ),
                name="stage_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="stage_number_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["locked", "open"]), ("submission__isnull", True)),
                    models.Q(
                        ("state__in", ["submitted", "on_hold", "passed"]),
                        ("submission__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="stage_submission_beyond_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshotperson",
            constraint=models.UniqueConstraint(
                fields=("submission", "number"), name="snapshot_person_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="gateescalation",
            constraint=models.UniqueConstraint(
                fields=("submission", "after"), name="escalation_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="gateescalation",
            constraint=models.CheckConstraint(
                condition=models.Q(("why__in", ["away", "undecided", "no_manager"])),
                name="escalation_why_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="decision_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("act__in", ("withdraw", "return", "approve", "approve_with_conditions"))
                ),
                fields=("submission",),
                name="decision_one_final",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("act", "reopen")),
                fields=("submission",),
                name="decision_one_reopening",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "act__in",
                        (
                            "withdraw",
                            "hold",
                            "resume",
                            "return",
                            "approve",
                            "approve_with_conditions",
                            "reopen",
                        ),
                    )
                ),
                name="decision_act_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("act__in", ("withdraw", "reopen")),
                    models.Q(
                        models.Q(("decided_by", models.F("submitted_by")), _negated=True),
                        models.Q(
                            ("principal__isnull", True),
                            models.Q(("principal", models.F("submitted_by")), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="decision_four_eyes",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("act__in", ("hold", "return", "approve_with_conditions", "reopen")),
                        _negated=True,
                    ),
                    ("reason__regex", "\\S"),
                    _connector="OR",
                ),
                name="decision_reason_given",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act", "hold"), ("hold_until__isnull", False)),
                    models.Q(
                        models.Q(("act", "hold"), _negated=True), ("hold_until__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="decision_hold_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("decided_by", models.F("principal")), _negated=True),
                name="decision_for_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyparticipation",
            constraint=models.UniqueConstraint(fields=("stage", "user"), name="participation_once"),
        ),
        migrations.AddConstraint(
            model_name="targetgroup",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="target_group_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="targetgroup",
            constraint=models.UniqueConstraint(fields=("stage", "name"), name="target_group_once"),
        ),
        migrations.AddConstraint(
            model_name="targetgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("market__in", ["b2c", "b2b", "applicants", "internal"])),
                name="target_group_market_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="targetgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("age_from__isnull", True),
                    ("age_to__isnull", True),
                    ("age_from__lte", models.F("age_to")),
                    _connector="OR",
                ),
                name="target_group_ages_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="postrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("url", ""),
                    ("url__startswith", "https://"),
                    ("url__startswith", "http://"),
                    _connector="OR",
                ),
                name="post_record_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="platformaudience",
            constraint=models.UniqueConstraint(
                fields=("choice", "target_group"), name="platform_audience_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="goalaudience",
            constraint=models.UniqueConstraint(
                fields=("goal", "target_group"), name="goal_audience_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="contenttopic",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="content_topic_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="contenttopic",
            constraint=models.UniqueConstraint(
                fields=("stage", "target_group", "title"), name="content_topic_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="contenttopic",
            constraint=models.CheckConstraint(
                condition=models.Q(("posts_per_month__gte", 1), ("posts_per_month__lte", 200)),
                name="content_topic_cadence",
            ),
        ),
        migrations.AddConstraint(
            model_name="contenttopic",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes_per_post__gte", 1), ("minutes_per_post__lte", 2400)),
                name="content_topic_effort",
            ),
        ),
        migrations.AddConstraint(
            model_name="template",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at__isnull", True)),
                fields=("owner", "name"),
                name="template_name_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="templateversion",
            constraint=models.UniqueConstraint(
                fields=("template", "number"), name="template_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="templateversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("published_at__isnull", True)),
                fields=("template",),
                name="template_one_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.UniqueConstraint(fields=("stage",), name="wave_once"),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__lte", models.F("ends_on"))),
                name="wave_starts_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deputy__isnull", True),
                    models.Q(("deputy", models.F("owner")), _negated=True),
                    _connector="OR",
                ),
                name="wave_deputy_is_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "department"), _negated=True),
                    ("department__isnull", False),
                    _connector="OR",
                ),
                name="wave_names_its_department",
            ),
        ),
        migrations.AddConstraint(
            model_name="wave",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "platform"), _negated=True),
                    models.Q(("platform", ""), _negated=True),
                    _connector="OR",
                ),
                name="wave_names_its_platform",
            ),
        ),
        composite_key("rollout_submission", "stage_id", "rollout_stage"),
        composite_key("rollout_condition", "decision_id", "rollout_decision"),
        composite_key("rollout_evidence", "stage_id", "rollout_stage"),
        composite_key("rollout_surveylink", "stage_id", "rollout_stage"),
        composite_key("rollout_cultureresponse", "stage_id", "rollout_stage"),
        composite_key("rollout_surveyparticipation", "stage_id", "rollout_stage"),
        composite_key("rollout_culturemeasure", "stage_id", "rollout_stage"),
        composite_key("rollout_mediaentry", "stage_id", "rollout_stage"),
        composite_key("rollout_listeningplan", "stage_id", "rollout_stage"),
        composite_key("rollout_baseline", "stage_id", "rollout_stage"),
        composite_key("rollout_clarification", "stage_id", "rollout_stage"),
        composite_keys(
            "rollout_stage",
            "submission_its_own",
            ["company_id", "submission_id", "id"],
            "rollout_submission",
            ["company_id", "id", "stage_id"],
        ),
        composite_keys(
            "rollout_decision",
            "about_exactly_this",
            ["company_id", "submission_id", "submitted_by_id", "content_hash"],
            "rollout_submission",
            ["company_id", "id", "submitted_by_id", "content_hash"],
        ),
        composite_key("rollout_alignment", "stage_id", "rollout_stage"),
        composite_key("rollout_benefit", "stage_id", "rollout_stage"),
        composite_key("rollout_companygoal", "stage_id", "rollout_stage"),
        composite_key("rollout_contenttopic", "stage_id", "rollout_stage"),
        composite_key("rollout_escalationstep", "stage_id", "rollout_stage"),
        composite_key("rollout_goal", "stage_id", "rollout_stage"),
        composite_key("rollout_goalaudience", "stage_id", "rollout_stage"),
        composite_key("rollout_hypothesis", "stage_id", "rollout_stage"),
        composite_key("rollout_kpi", "stage_id", "rollout_stage"),
        composite_key("rollout_learning", "stage_id", "rollout_stage"),
        composite_key("rollout_logentry", "stage_id", "rollout_stage"),
        composite_key("rollout_outsourcedwork", "stage_id", "rollout_stage"),
        composite_key("rollout_pilotmember", "stage_id", "rollout_stage"),
        composite_key("rollout_pilotoutcome", "stage_id", "rollout_stage"),
        composite_key("rollout_pilotplan", "stage_id", "rollout_stage"),
        composite_key("rollout_platformaudience", "stage_id", "rollout_stage"),
        composite_key("rollout_platformchoice", "stage_id", "rollout_stage"),
        composite_key("rollout_postrecord", "stage_id", "rollout_stage"),
        composite_key("rollout_resourceplan", "stage_id", "rollout_stage"),
        composite_key("rollout_returnplan", "stage_id", "rollout_stage"),
        composite_key("rollout_staffrole", "stage_id", "rollout_stage"),
        composite_key("rollout_targetgroup", "stage_id", "rollout_stage"),
        composite_key("rollout_wave", "stage_id", "rollout_stage"),
        composite_key("rollout_alignment", "company_goal_id", "rollout_companygoal"),
        composite_key("rollout_alignment", "goal_id", "rollout_goal"),
        composite_key("rollout_benefit", "kpi_id", "rollout_kpi"),
        composite_key("rollout_contenttopic", "target_group_id", "rollout_targetgroup"),
        composite_key("rollout_goal", "serves_id", "rollout_companygoal"),
        composite_key("rollout_goalaudience", "goal_id", "rollout_goal"),
        composite_key("rollout_goalaudience", "target_group_id", "rollout_targetgroup"),
        composite_key("rollout_hypothesis", "kpi_id", "rollout_kpi"),
        composite_key("rollout_kpi", "goal_id", "rollout_goal"),
        composite_key("rollout_kpireading", "kpi_id", "rollout_kpi"),
        composite_key("rollout_platformaudience", "choice_id", "rollout_platformchoice"),
        composite_key("rollout_platformaudience", "target_group_id", "rollout_targetgroup"),
        composite_key("rollout_platformchoice", "kpi_id", "rollout_kpi"),
        composite_key("rollout_postrecord", "target_group_id", "rollout_targetgroup"),
        composite_key("rollout_postrecord", "topic_id", "rollout_contenttopic"),
        composite_key("rollout_wave", "department_id", "companies_department"),
        composite_key("rollout_gateescalation", "submission_id", "rollout_submission"),
        composite_key("rollout_gateescalation", "after_id", "rollout_decision"),
        composite_key("rollout_snapshotperson", "submission_id", "rollout_submission"),
        composite_key("rollout_ownstatement", "stage_id", "rollout_stage"),
        composite_key("rollout_appliedentry", "applied_id", "rollout_appliedtemplate"),
    ]
