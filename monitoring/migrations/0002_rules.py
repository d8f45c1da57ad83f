"""What no row may break, and the indexes; at the end the keys that no link leaves its company by."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from companies.adding_only import AddingOnly
from companies.composite_keys import composite_key, composite_keys

# Whoever removes the mention leaves the case behind: only its link is emptied.
OF_A_MENTION = migrations.RunSQL(
    "ALTER TABLE monitoring_deskcase ADD CONSTRAINT monitoring_deskcase_mention_id_same_company "
    "FOREIGN KEY (company_id, mention_id) REFERENCES monitoring_mention (company_id, id) "
    "ON DELETE SET NULL (mention_id)",
    "ALTER TABLE monitoring_deskcase DROP CONSTRAINT monitoring_deskcase_mention_id_same_company",
)


class Migration(AddingOnly):
    replaces = [("monitoring", "0016_answers_lose_their_address")]

    dependencies = [
        ("monitoring", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="mention",
            name="profiles",
            field=models.ManyToManyField(
                related_name="mentions", through="monitoring.Match", to="monitoring.searchprofile"
            ),
        ),
        migrations.AddField(
            model_name="match",
            name="profile",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="matches",
                to="monitoring.searchprofile",
            ),
        ),
        migrations.AddField(
            model_name="mention",
            name="source",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mentions",
                to="monitoring.source",
            ),
        ),
        migrations.AddField(
            model_name="incident",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="monitoring.source",
            ),
        ),
        migrations.AddConstraint(
            model_name="expectedrise",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="rise_of_company"),
        ),
        migrations.AddConstraint(
            model_name="expectedrise",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "\\S")), name="rise_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="expectedrise",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__lte", models.F("ends_on"))),
                name="rise_starts_first",
            ),
        ),
        migrations.AddIndex(
            model_name="feed",
            index=models.Index(
                condition=models.Q(("quarantined_at__isnull", True)),
                fields=["next_due_at"],
                name="feed_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.UniqueConstraint(
                condition=models.Q(("private_to__isnull", True)),
                fields=("kind", "address"),
                name="feed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.UniqueConstraint(
                condition=models.Q(("private_to__isnull", False)),
                fields=("kind", "address", "private_to"),
                name="feed_private_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.UniqueConstraint(fields=("private_to", "id"), name="feed_of_company"),
        ),
        migrations.AddIndex(
            model_name="blindspell",
            index=models.Index(fields=["feed", "-began_at"], name="spell_newest"),
        ),
        migrations.AddConstraint(
            model_name="blindspell",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("feed",),
                name="spell_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="blindspell",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True),
                    ("ended_at__gte", models.F("began_at")),
                    _connector="OR",
                ),
                name="spell_begins_first",
            ),
        ),
        migrations.AddIndex(
            model_name="followed",
            index=models.Index(fields=["due_at", "feed"], name="followed_due"),
        ),
        migrations.AddIndex(
            model_name="followed",
            index=models.Index(fields=["feed", "checked_at"], name="followed_longest_ago"),
        ),
        migrations.AddConstraint(
            model_name="followed",
            constraint=models.UniqueConstraint(
                fields=("feed", "external_id"), name="followed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="hook",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="hook_of_company"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["at"], name="delivery_oldest"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(fields=("hook", "key"), name="delivery_once"),
        ),
        migrations.AddConstraint(
            model_name="incidentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "sort__in",
                        [
                            "opened",
                            "peak",
                            "raised",
                            "lowered",
                            "told",
                            "owner",
                            "scenario",
                            "note",
                            "decided",
                            "silent",
                            "speak",
                            "closed",
                        ],
                    )
                ),
                name="incident_event_sort_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("sort__in", ["note", "decided", "silent", "speak", "lowered"]),
                        _negated=True,
                    ),
                    ("text__regex", "\\S"),
                    _connector="OR",
                ),
                name="incident_event_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["feed", "-published_at"], name="item_newest"),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["fetched_at"], name="item_oldest"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("feed", "external_id"), name="item_once"),
        ),
        migrations.AddIndex(
            model_name="deskcase",
            index=models.Index(
                condition=models.Q(("outcome", "")),
                fields=["company", "due_at", "id"],
                name="case_open",
            ),
        ),
        migrations.AddIndex(
            model_name="deskcase",
            index=models.Index(
                condition=models.Q(("outcome", "")),
                fields=["company", "owner", "due_at", "id"],
                name="case_mine",
            ),
        ),
        migrations.AddIndex(
            model_name="deskcase",
            index=models.Index(
                condition=models.Q(("outcome", "")), fields=["due_at"], name="case_due"
            ),
        ),
        migrations.AddIndex(
            model_name="deskcase",
            index=models.Index(fields=["company", "-came_in_at", "-id"], name="case_newest"),
        ),
        migrations.AddIndex(
            model_name="deskcase",
            index=models.Index(
                fields=["company", "came_in_at"],
                include=(
                    "due_at",
                    "outcome",
                    "because",
                    "settled_at",
                    "took_seconds",
                    "department",
                ),
                name="case_figures",
            ),
        ),
        migrations.AddConstraint(
            model_name="deskcase",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="case_of_company"),
        ),
        migrations.AddConstraint(
            model_name="deskcase",
            constraint=models.UniqueConstraint(fields=("company", "mention"), name="case_once"),
        ),
        migrations.AddConstraint(
            model_name="deskcase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("why__in", ["question", "addressed", "rating", "criticism", "hand"])
                ),
                name="case_why_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="deskcase",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__gte", models.F("came_in_at"))),
                name="case_due_afterwards",
            ),
        ),
        migrations.AddConstraint(
            model_name="deskcase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("because", ""),
                        ("outcome", ""),
                        ("settled_at__isnull", True),
                        ("settled_by__isnull", True),
                        ("took_seconds__isnull", True),
                    ),
                    models.Q(
                        ("because", ""),
                        ("outcome", "answered"),
                        ("settled_at__isnull", False),
                        ("settled_by__isnull", False),
                        ("took_seconds__isnull", False),
                    ),
                    models.Q(
                        (
                            "because__in",
                            [
                                "not_needed",
                                "elsewhere",
                                "unreachable",
                                "spam",
                                "not_us",
                                "silent",
                                "by_itself",
                            ],
                        ),
                        ("outcome", "closed"),
                        ("settled_at__isnull", False),
                        ("took_seconds__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="case_outcome_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="deskcase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("escalated_at__isnull", True), ("escalation", 0)),
                    models.Q(("escalated_at__isnull", False), ("escalation__range", (1, 2))),
                    _connector="OR",
                ),
                name="case_escalated_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownvoice",
            constraint=models.UniqueConstraint(
                fields=("company", "kind", "value"), name="own_voice_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="ownvoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["site", "author", "handle", "address"])),
                name="own_voice_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownvoicecheck",
            constraint=models.UniqueConstraint(
                condition=models.Q(("finished_at__isnull", True)),
                fields=("company",),
                name="own_voice_check_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="preparedanswer",
            constraint=models.UniqueConstraint(
                fields=("company", "title"), name="prepared_answer_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="retention",
            constraint=models.UniqueConstraint(fields=("company",), name="retention_one"),
        ),
        migrations.AddConstraint(
            model_name="retention",
            constraint=models.CheckConstraint(
                condition=models.Q(("keep_days__gte", 1), ("keep_days__lte", 3650)),
                name="retention_within_ten_years",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="view_of_company"),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                fields=("company", "page", "name"), name="view_name_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.CheckConstraint(
                condition=models.Q(("page__in", ["dashboard", "mentions"])), name="view_page_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="searchprofile",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="profile_of_company"),
        ),
        migrations.AddConstraint(
            model_name="searchprofile",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("company", "name"),
                name="profile_name_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="searchprofile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["brand", "product", "person", "topic", "competitor"])
                ),
                name="profile_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rematch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("finished_at__isnull", True)),
                fields=("profile",),
                name="rematch_one_open",
            ),
        ),
        migrations.AddIndex(
            model_name="match",
            index=models.Index(fields=["mention"], name="match_mention"),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=models.UniqueConstraint(fields=("profile", "mention"), name="match_once"),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("keep_days__isnull", True),
                    models.Q(("keep_days__gte", 1), ("keep_days__lte", 3650)),
                    _connector="OR",
                ),
                name="source_keeps_within_ten_years",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="source_of_company"),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("company", "feed"),
                name="source_feed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="routingrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("department__isnull", True), ("person__isnull", False)),
                    models.Q(("department__isnull", False), ("person__isnull", True)),
                    _connector="OR",
                ),
                name="rule_leads_somewhere",
            ),
        ),
        migrations.AddIndex(
            model_name="peak",
            index=models.Index(fields=["company", "-at"], name="peak_newest"),
        ),
        migrations.AddConstraint(
            model_name="peak",
            constraint=models.UniqueConstraint(
                fields=("company", "kind", "hour"), name="peak_rings_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="peak",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["volume", "negative", "source"])),
                name="peak_kind_measured",
            ),
        ),
        migrations.AddConstraint(
            model_name="peak",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["watch", "serious", "crisis"])),
                name="peak_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="peak",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("expected__isnull", False), ("incident__isnull", True)),
                    models.Q(("expected__isnull", True), ("incident__isnull", False)),
                    _connector="OR",
                ),
                name="peak_rings_or_is_expected",
            ),
        ),
        migrations.AddIndex(
            model_name="mentionimport",
            index=models.Index(
                condition=models.Q(("finished_at__isnull", True), ("started_at__isnull", False)),
                fields=["started_at"],
                name="import_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="mentionimport",
            constraint=models.UniqueConstraint(fields=("company", "key"), name="import_once"),
        ),
        migrations.AddConstraint(
            model_name="mentionimport",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__lte", models.F("total"))),
                name="import_ends_with_the_table",
            ),
        ),
        migrations.AddConstraint(
            model_name="mentionimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at__isnull", True), ("started_at__isnull", True)),
                    models.Q(("source__isnull", False), ("started_at__isnull", False)),
                    _connector="OR",
                ),
                name="import_started_has_source",
            ),
        ),
        migrations.AddIndex(
            model_name="mentioncount",
            index=models.Index(fields=["company", "day"], name="count_days"),
        ),
        migrations.AddConstraint(
            model_name="mentioncount",
            constraint=models.UniqueConstraint(
                fields=("company", "source", "day", "tone", "is_own", "is_question"),
                name="count_once",
            ),
        ),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(
                condition=models.Q(("folded_into__isnull", True)),
                fields=["company", "-published_at", "-id"],
                name="mention_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(
                condition=models.Q(("folded_into__isnull", True)),
                fields=["company", "tone", "-published_at", "-id"],
                name="mention_newest_of_tone",
            ),
        ),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(
                condition=models.Q(
                    ("answered_at__isnull", True),
                    ("folded_into__isnull", True),
                    ("is_question", True),
                ),
                fields=["company", "-published_at", "-id"],
                name="mention_open_question",
            ),
        ),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(fields=["company", "content_hash"], name="mention_same_text"),
        ),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(
                condition=models.Q(("folded_into__isnull", False)),
                fields=["folded_into"],
                name="mention_folded",
            ),
        ),
        migrations.AddIndex(
            model_name="mention",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["company", "words"], name="mention_words"
            ),
        ),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(
                condition=models.Q(("author_removed_at__isnull", True)),
                fields=["source", "fetched_at"],
                name="mention_author_kept",
            ),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="mention_of_company"),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.UniqueConstraint(
                fields=("company", "source", "external_id"), name="mention_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.CheckConstraint(
                condition=models.Q(("tone__in", ("negative", "neutral", "positive", "unclear"))),
                name="mention_tone_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.CheckConstraint(
                condition=models.Q(("folded_into", models.F("id")), _negated=True),
                name="mention_folded_elsewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                    _connector="OR",
                ),
                name="mention_answered_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="incident_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("company",), name="incident_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["volume", "negative", "source", "by_hand"])),
                name="incident_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["watch", "serious", "crisis"])),
                name="incident_level_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", True),
                        ("closed_by__isnull", True),
                        ("debrief", ""),
                        ("outcome", ""),
                        ("state", "open"),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("closed_by__isnull", False),
                        ("debrief__regex", "\\S"),
                        ("outcome__in", ["handled", "calmed", "expected"]),
                        ("state", "closed"),
                    ),
                    _connector="OR",
                ),
                name="incident_closed_with_a_debrief",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "by_hand"), _negated=True),
                    models.Q(("about__regex", "\\S"), ("opened_by__isnull", False)),
                    _connector="OR",
                ),
                name="incident_opened_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerplace",
            constraint=models.UniqueConstraint(
                fields=("company", "source"), name="answer_place_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="startview",
            constraint=models.UniqueConstraint(
                fields=("membership", "page"), name="start_view_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="startview",
            constraint=models.CheckConstraint(
                condition=models.Q(("page__in", ["dashboard", "mentions"])),
                name="start_view_page_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="tombstone",
            constraint=models.UniqueConstraint(fields=("company", "entry"), name="tombstone_once"),
        ),
        migrations.AddConstraint(
            model_name="tonelabel",
            constraint=models.CheckConstraint(
                condition=models.Q(("tone__in", ("negative", "neutral", "positive", "unclear"))),
                name="label_tone_known",
            ),
        ),
        migrations.AddIndex(
            model_name="tonemodel",
            index=models.Index(
                condition=models.Q(("requested_at__isnull", False)),
                fields=["requested_at"],
                name="tonemodel_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="tonemodel",
            constraint=models.UniqueConstraint(fields=("company",), name="tonemodel_one"),
        ),
        migrations.AddConstraint(
            model_name="voicecount",
            constraint=models.UniqueConstraint(
                fields=("company", "profile", "day", "tone"), name="voice_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="walladdress",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True)),
                fields=("company",),
                name="wall_address_one_live",
            ),
        ),
        composite_key("monitoring_mention", "source_id", "monitoring_source"),
        composite_key("monitoring_mention", "folded_into_id", "monitoring_mention"),
        composite_key("monitoring_match", "mention_id", "monitoring_mention"),
        composite_key("monitoring_match", "profile_id", "monitoring_searchprofile"),
        composite_key("monitoring_rematch", "profile_id", "monitoring_searchprofile"),
        composite_key("monitoring_mentioncount", "source_id", "monitoring_source"),
        composite_key("monitoring_tonelabel", "mention_id", "monitoring_mention"),
        composite_keys(
            "monitoring_credential",
            "feed_same_company",
            ["company_id", "feed_id"],
            "monitoring_feed",
            ["private_to_id", "id"],
        ),
        composite_key("monitoring_startview", "membership_id", "companies_membership"),
        composite_key("monitoring_startview", "view_id", "monitoring_savedview"),
        composite_key("monitoring_digestrefusal", "membership_id", "companies_membership"),
        composite_keys(
            "monitoring_hook",
            "feed_same_company",
            ["company_id", "feed_id"],
            "monitoring_feed",
            ["private_to_id", "id"],
        ),
        composite_key("monitoring_delivery", "hook_id", "monitoring_hook"),
        composite_key("monitoring_mentionimport", "source_id", "monitoring_source"),
        composite_key("monitoring_deskcase", "owner_id", "companies_membership"),
        composite_key("monitoring_deskcase", "department_id", "companies_department"),
        composite_key("monitoring_caseevent", "case_id", "monitoring_deskcase"),
        composite_key("monitoring_caseviewing", "case_id", "monitoring_deskcase"),
        composite_key("monitoring_routingrule", "source_id", "monitoring_source"),
        composite_key("monitoring_routingrule", "department_id", "companies_department"),
        composite_key("monitoring_routingrule", "person_id", "companies_membership"),
        composite_key("monitoring_answerplace", "source_id", "monitoring_source"),
        composite_key("monitoring_alarmreader", "membership_id", "companies_membership"),
        composite_key("monitoring_incident", "source_id", "monitoring_source"),
        composite_key("monitoring_incident", "scenario_id", "guidelines_scenario"),
        composite_key("monitoring_incident", "owner_id", "companies_membership"),
        composite_key("monitoring_peak", "source_id", "monitoring_source"),
        composite_key("monitoring_peak", "incident_id", "monitoring_incident"),
        composite_key("monitoring_peak", "expected_id", "monitoring_expectedrise"),
        composite_key("monitoring_incidentevent", "incident_id", "monitoring_incident"),
        composite_key("monitoring_voicecount", "profile_id", "monitoring_searchprofile"),
        OF_A_MENTION,
    ]
