"""What the database itself refuses, counts or keeps up to date."""

import pgtrigger.compiler
import pgtrigger.migrations

from companies.adding_only import AddingOnly


class Migration(AddingOnly):
    replaces = [("monitoring", "0017_imports_give_up")]

    dependencies = [
        ("monitoring", "0002_rules"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="caseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="case_event_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'refused by case_event_stays' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'case_event_stays';
    END IF;
    IF NEW.text <> '' OR NEW.detail NOT IN (OLD.detail, OLD.detail - 'url')
            OR to_jsonb(NEW) - 'text' - 'detail' <> to_jsonb(OLD) - 'text' - 'detail' THEN
        RAISE EXCEPTION 'refused by case_event_stays' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'case_event_stays';
    END IF;
    RETURN NEW;
    """,
                    hash="5608d406c47e3f946dfce98e93e70550fb3de6e7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_case_event_stays_747be",
                    table="monitoring_caseevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feed",
            trigger=pgtrigger.compiler.Trigger(
                name="owner_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."private_to_id" IS DISTINCT FROM (NEW."private_to_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2c8b1774fe39c1c6219643c0802468b7295d27d8",
                    operation="UPDATE",
                    pgid="pgtrigger_owner_stays_bb52d",
                    table="monitoring_feed",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="incidentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="incident_event_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'refused by incident_event_stays' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'incident_event_stays';",
                    hash="4a62c61aa4f35430699a8026d1dcacd703ea31b5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_incident_event_stays_2e246",
                    table="monitoring_incidentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deskcase",
            trigger=pgtrigger.compiler.Trigger(
                name="case_agrees_with_mention",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="""
    IF EXISTS (
    SELECT FROM monitoring_deskcase AS desk
    JOIN monitoring_mention AS mention
        ON mention.company_id = desk.company_id AND mention.id = desk.mention_id
    WHERE desk.id = NEW.id
        AND CASE WHEN desk.outcome = 'answered'
            THEN (mention.answered_at, mention.answered_by_id)
                IS DISTINCT FROM (desk.settled_at, desk.settled_by_id)
            ELSE mention.answered_at IS NOT NULL END
) THEN
        RAISE EXCEPTION 'refused by case_agrees_with_mention' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'case_agrees_with_mention';
    END IF;
    RETURN NULL;
    """,
                    hash="1ca788162308fe96f4878744be0070204402fec0",
                    operation='INSERT OR UPDATE OF "outcome", "settled_at", "settled_by_id", "mention_id"',
                    pgid="pgtrigger_case_agrees_with_mention_29e4f",
                    table="monitoring_deskcase",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deskcase",
            trigger=pgtrigger.compiler.Trigger(
                name="case_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'refused by case_is_never_deleted' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'case_is_never_deleted';
    END IF;
    IF NEW.company_id <> OLD.company_id OR NEW.came_in_at <> OLD.came_in_at
            OR NEW.opened_at <> OLD.opened_at
            OR (NEW.mention_id IS NOT NULL AND NEW.mention_id IS DISTINCT FROM OLD.mention_id) THEN
        RAISE EXCEPTION 'refused by case_keeps_its_mention' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'case_keeps_its_mention';
    END IF;
    RETURN NEW;
    """,
                    hash="e1be020ec1fa0e40372da5a47b57125d30fe11ce",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_case_stays_f819f",
                    table="monitoring_deskcase",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="match",
            trigger=pgtrigger.compiler.Trigger(
                name="voice_added",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
INSERT INTO monitoring_voicecount (company_id, profile_id, day, tone, number)
SELECT company_id, profile_id, day, tone, sum(n) FROM (
    
WITH told AS MATERIALIZED (
    SELECT matched.company_id, matched.profile_id, of_match.day, of_match.tone, of_match.counts
    FROM (SELECT * FROM new_rows ORDER BY mention_id) AS matched
    CROSS JOIN LATERAL (
        SELECT day, tone, folded_into_id IS NULL AND NOT is_by_us AS counts
        FROM monitoring_mention AS mention WHERE mention.id = matched.mention_id
        LIMIT 1 FOR SHARE
    ) AS of_match
)
SELECT company_id, profile_id, day, tone, 1 AS n FROM told WHERE counts

) AS moved
GROUP BY company_id, profile_id, day, tone
HAVING sum(n) <> 0
ORDER BY company_id, profile_id, day, tone
ON CONFLICT (company_id, profile_id, day, tone)
DO UPDATE SET number = monitoring_voicecount.number + EXCLUDED.number;
RETURN NULL;""",
                    hash="f1d44c2f104ed9f22389adbc9efca771eb04cc8e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_voice_added_f48d6",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="monitoring_match",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="match",
            trigger=pgtrigger.compiler.Trigger(
                name="voice_taken",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
IF EXISTS (
    SELECT FROM old_rows
    WHERE NOT EXISTS (SELECT FROM monitoring_mention AS m WHERE m.id = old_rows.mention_id)
) THEN
    RAISE EXCEPTION 'remove matches before their mentions' USING ERRCODE = 'check_violation';
END IF;

INSERT INTO monitoring_voicecount (company_id, profile_id, day, tone, number)
SELECT company_id, profile_id, day, tone, sum(n) FROM (
    
WITH told AS MATERIALIZED (
    SELECT matched.company_id, matched.profile_id, of_match.day, of_match.tone, of_match.counts
    FROM (SELECT * FROM old_rows ORDER BY mention_id) AS matched
    CROSS JOIN LATERAL (
        SELECT day, tone, folded_into_id IS NULL AND NOT is_by_us AS counts
        FROM monitoring_mention AS mention WHERE mention.id = matched.mention_id
        LIMIT 1 FOR SHARE
    ) AS of_match
)
SELECT company_id, profile_id, day, tone, -1 AS n FROM told WHERE counts

) AS moved
GROUP BY company_id, profile_id, day, tone
HAVING sum(n) <> 0
ORDER BY company_id, profile_id, day, tone
ON CONFLICT (company_id, profile_id, day, tone)
DO UPDATE SET number = monitoring_voicecount.number + EXCLUDED.number;
RETURN NULL;""",
                    hash="f31ac609b23cf13e14103382941406e76dfac8c7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_voice_taken_c038f",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="monitoring_match",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="match",
            trigger=pgtrigger.compiler.Trigger(
                name="match_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="3b4fb3bc3b4f266e1015ff5a22ee7d4b2926e740",
                    operation="UPDATE",
                    pgid="pgtrigger_match_stays_6716a",
                    table="monitoring_match",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="own_or_shared",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
IF EXISTS (
    SELECT FROM monitoring_feed
    WHERE id = NEW.feed_id AND private_to_id IS DISTINCT FROM NEW.company_id
        AND private_to_id IS NOT NULL
) THEN
    RAISE EXCEPTION 'this feed belongs to another company' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
""",
                    hash="3ba2e41d0d04cb6a521b816e6b87fa04d5370254",
                    operation='INSERT OR UPDATE OF "feed_id", "company_id"',
                    pgid="pgtrigger_own_or_shared_95860",
                    table="monitoring_source",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="peak",
            trigger=pgtrigger.compiler.Trigger(
                name="peak_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'refused by peak_stays' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'peak_stays';",
                    hash="0f33ea07cbfce56eac7b48b53d8427e9b260748c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_peak_stays_966c5",
                    table="monitoring_peak",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mention",
            trigger=pgtrigger.compiler.Trigger(
                name="count_added",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
INSERT INTO monitoring_mentioncount (company_id, source_id, day, tone, is_own, is_question, number)
SELECT company_id, source_id, day, tone, is_own, is_question, sum(n) FROM (
    SELECT company_id, source_id, day, tone, is_own, is_question, 1 AS n
    FROM new_rows WHERE folded_into_id IS NULL AND NOT is_by_us
) AS moved
GROUP BY company_id, source_id, day, tone, is_own, is_question
HAVING sum(n) <> 0
ORDER BY company_id, source_id, day, tone, is_own, is_question
ON CONFLICT (company_id, source_id, day, tone, is_own, is_question)
DO UPDATE SET number = monitoring_mentioncount.number + EXCLUDED.number;
RETURN NULL;
""",
                    hash="1d4894fb42be3c24a316f6ed63e33c41904193cb",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_count_added_331cd",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="monitoring_mention",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mention",
            trigger=pgtrigger.compiler.Trigger(
                name="count_taken",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
INSERT INTO monitoring_mentioncount (company_id, source_id, day, tone, is_own, is_question, number)
SELECT company_id, source_id, day, tone, is_own, is_question, sum(n) FROM (
    SELECT company_id, source_id, day, tone, is_own, is_question, -1 AS n
    FROM old_rows WHERE folded_into_id IS NULL AND NOT is_by_us
) AS moved
GROUP BY company_id, source_id, day, tone, is_own, is_question
HAVING sum(n) <> 0
ORDER BY company_id, source_id, day, tone, is_own, is_question
ON CONFLICT (company_id, source_id, day, tone, is_own, is_question)
DO UPDATE SET number = monitoring_mentioncount.number + EXCLUDED.number;
RETURN NULL;
""",
                    hash="7c4916859b1852ab0052e4ff09b2898dc28930dc",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_count_taken_55172",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="monitoring_mention",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mention",
            trigger=pgtrigger.compiler.Trigger(
                name="count_moved",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
INSERT INTO monitoring_mentioncount (company_id, source_id, day, tone, is_own, is_question, number)
SELECT company_id, source_id, day, tone, is_own, is_question, sum(n) FROM (
    SELECT company_id, source_id, day, tone, is_own, is_question, 1 AS n
    FROM new_rows WHERE folded_into_id IS NULL AND NOT is_by_us UNION ALL SELECT company_id, source_id, day, tone, is_own, is_question, -1 AS n
    FROM old_rows WHERE folded_into_id IS NULL AND NOT is_by_us
) AS moved
GROUP BY company_id, source_id, day, tone, is_own, is_question
HAVING sum(n) <> 0
ORDER BY company_id, source_id, day, tone, is_own, is_question
ON CONFLICT (company_id, source_id, day, tone, is_own, is_question)
DO UPDATE SET number = monitoring_mentioncount.number + EXCLUDED.number;
RETURN NULL;
""",
                    hash="591fe2f7a3f99f48abc8f9d1ef96ce59f247df16",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_count_moved_840c6",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="monitoring_mention",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mention",
            trigger=pgtrigger.compiler.Trigger(
                name="mention_agrees_with_case",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="""
    IF EXISTS (
        
    SELECT FROM monitoring_deskcase AS desk
    JOIN monitoring_mention AS mention
        ON mention.company_id = desk.company_id AND mention.id = desk.mention_id
    WHERE desk.company_id = NEW.company_id AND desk.mention_id = NEW.id
        AND CASE WHEN desk.outcome = 'answered'
            THEN (mention.answered_at, mention.answered_by_id)
                IS DISTINCT FROM (desk.settled_at, desk.settled_by_id)
            ELSE mention.answered_at IS NOT NULL END

    ) THEN
        RAISE EXCEPTION 'refused by case_agrees_with_mention' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'case_agrees_with_mention';
    END IF;
    RETURN NULL;
    """,
                    hash="2a2bf09c3d8163f84e85444b16079c71aa28af72",
                    operation='UPDATE OF "answered_at", "answered_by_id"',
                    pgid="pgtrigger_mention_agrees_with_case_30a5c",
                    table="monitoring_mention",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mention",
            trigger=pgtrigger.compiler.Trigger(
                name="voice_moved",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
INSERT INTO monitoring_voicecount (company_id, profile_id, day, tone, number)
SELECT company_id, profile_id, day, tone, sum(n) FROM (
    
SELECT match.company_id, match.profile_id, moved.day, moved.tone, moved.n
FROM (
    SELECT id, side.day, side.tone, side.n
    FROM (SELECT *, folded_into_id IS NULL AND NOT is_by_us AS counts FROM old_rows) AS was
    JOIN (SELECT *, folded_into_id IS NULL AND NOT is_by_us AS counts FROM new_rows) AS now
        USING (id)
    CROSS JOIN LATERAL (
        VALUES (was.day, was.tone, -1, was.counts), (now.day, now.tone, 1, now.counts)
    ) AS side (day, tone, n, counts)
    WHERE side.counts AND (was.day, was.tone, was.counts)
        IS DISTINCT FROM (now.day, now.tone, now.counts)
) AS moved
JOIN monitoring_match AS match ON match.mention_id = moved.id

) AS moved
GROUP BY company_id, profile_id, day, tone
HAVING sum(n) <> 0
ORDER BY company_id, profile_id, day, tone
ON CONFLICT (company_id, profile_id, day, tone)
DO UPDATE SET number = monitoring_voicecount.number + EXCLUDED.number;
RETURN NULL;""",
                    hash="7be7d2df1fd542e64f4194ca33bc96f1e5c94277",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_voice_moved_cda99",
                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                    table="monitoring_mention",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mention",
            trigger=pgtrigger.compiler.Trigger(
                name="bands_added",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
INSERT INTO monitoring_band (company_id, band, day, mention_id)
SELECT company_id, unnest(bands), day, id FROM new_rows;
RETURN NULL;
""",
                    hash="a872c5dd4f1ccfb0ae769c4d5b41d541f8b03153",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_bands_added_7e938",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="monitoring_mention",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mention",
            trigger=pgtrigger.compiler.Trigger(
                name="bands_taken",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
DELETE FROM monitoring_band AS held USING (
    SELECT company_id, unnest(bands) AS band, id FROM old_rows
) AS gone
WHERE held.company_id = gone.company_id AND held.band = gone.band AND held.mention_id = gone.id;
RETURN NULL;
""",
                    hash="c8b105873f62f3e0954a14d16f9da0b9f9334ab1",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_bands_taken_31a63",
                    referencing="REFERENCING OLD TABLE AS old_rows ",
                    table="monitoring_mention",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mention",
            trigger=pgtrigger.compiler.Trigger(
                name="bands_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="TRUNCATE monitoring_band; RETURN NULL;",
                    hash="a5bd501e4a82fd023d22f8ef6a75e303ede4208c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_bands_emptied_542a9",
                    table="monitoring_mention",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mention",
            trigger=pgtrigger.compiler.Trigger(
                name="bands_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."bands" IS DISTINCT FROM (NEW."bands") OR OLD."day" IS DISTINCT FROM (NEW."day"))',
                    func="""
DELETE FROM monitoring_band
WHERE company_id = OLD.company_id AND band = ANY(OLD.bands) AND mention_id = OLD.id;
INSERT INTO monitoring_band (company_id, band, day, mention_id)
SELECT NEW.company_id, unnest(NEW.bands), NEW.day, NEW.id;
RETURN NULL;
""",
                    hash="0e9d18d5158fd5c3b3c772b22422b8dd902a5985",
                    operation='UPDATE OF "bands", "day"',
                    pgid="pgtrigger_bands_changed_c4aa4",
                    table="monitoring_mention",
                    when="AFTER",
                ),
            ),
        ),
    ]
