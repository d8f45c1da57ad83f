"""What the database itself refuses, counts or keeps up to date."""

import pgtrigger.compiler
import pgtrigger.migrations

from companies.adding_only import AddingOnly


class Migration(AddingOnly):
    replaces = [("guidelines", "0001_initial"), ("guidelines", "0005_moved_dates")]

    dependencies = [
        ("guidelines", "0002_rules"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="guidelineversion",
            trigger=pgtrigger.compiler.Trigger(
                name="guideline_begins_as_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"state\" = 'published')",
                    func="RAISE EXCEPTION 'refused by guideline_begins_as_draft' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'guideline_begins_as_draft';",
                    hash="956fb39f2562f306e88e40e0ac4e1e23d5be6568",
                    operation="INSERT",
                    pgid="pgtrigger_guideline_begins_as_draft_224b5",
                    table="guidelines_guidelineversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guidelineversion",
            trigger=pgtrigger.compiler.Trigger(
                name="guideline_published_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.\"state\" = 'published')",
                    func="RAISE EXCEPTION 'refused by guideline_published_stays' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'guideline_published_stays';",
                    hash="4f8ff5caa4809ccccff6e149466bc9227f51a915",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_guideline_published_stays_e07f7",
                    table="guidelines_guidelineversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guidelineversion",
            trigger=pgtrigger.compiler.Trigger(
                name="guideline_stays_with_its_department",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF (NEW.company_id, NEW.department_id, NEW.number)
            IS DISTINCT FROM (OLD.company_id, OLD.department_id, OLD.number) THEN
        RAISE EXCEPTION 'refused by guideline_stays_with_its_department' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'guideline_stays_with_its_department';
    END IF;
    RETURN NEW;
    """,
                    hash="afd4d916b28ad38c44633484ddeced9bdc16ab2e",
                    operation="UPDATE",
                    pgid="pgtrigger_guideline_stays_with_its_department_d1cd5",
                    table="guidelines_guidelineversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guidelineversion",
            trigger=pgtrigger.compiler.Trigger(
                name="guideline_published_as_reviewed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"state\" = 'published' AND OLD.\"state\" = 'draft')",
                    declare="DECLARE last_word text;",
                    func="\n    IF EXISTS (SELECT 1 FROM guidelines_workscouncil\n            WHERE company_id = NEW.company_id AND has_one) THEN\n        SELECT outcome INTO last_word FROM guidelines_councilreview\n            WHERE version_id = NEW.id ORDER BY id DESC LIMIT 1;\n        IF last_word IS NULL OR last_word = 'pending'\n                OR (last_word = 'objects' AND NEW.despite_objections !~ '\\S') THEN\n            RAISE EXCEPTION 'refused by guideline_published_as_reviewed' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'guideline_published_as_reviewed';\n        END IF;\n    END IF;\n    RETURN NEW;\n    ",
                    hash="119cb1976841d66858389d4168c4ff610e060ad0",
                    operation="UPDATE",
                    pgid="pgtrigger_guideline_published_as_reviewed_709d8",
                    table="guidelines_guidelineversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="councilreview",
            trigger=pgtrigger.compiler.Trigger(
                name="guideline_review_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF TG_OP = 'UPDATE' OR EXISTS (SELECT 1 FROM guidelines_guidelineversion
            WHERE id = OLD.version_id AND state = 'published') THEN
        RAISE EXCEPTION 'refused by guideline_review_stays' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'guideline_review_stays';
    END IF;
    RETURN OLD;
    """,
                    hash="bf2fd7b9cdda40cdda3de648edd5b89cdae03a2f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_guideline_review_stays_26453",
                    table="guidelines_councilreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="councilreview",
            trigger=pgtrigger.compiler.Trigger(
                name="guideline_review_of_a_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF NOT EXISTS (SELECT 1 FROM guidelines_guidelineversion
            WHERE id = NEW.version_id AND state = 'draft') THEN
        RAISE EXCEPTION 'refused by guideline_review_of_a_draft' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'guideline_review_of_a_draft';
    END IF;
    RETURN NEW;
    """,
                    hash="c5bc1af127534d384b29cd24255be80388db170d",
                    operation="INSERT",
                    pgid="pgtrigger_guideline_review_of_a_draft_fbffc",
                    table="guidelines_councilreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="guideline_acknowledged_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'refused by guideline_acknowledged_stays' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'guideline_acknowledged_stays';",
                    hash="ebf2a7576d0d8acb17d01978654c4e84b3b3c7b5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_guideline_acknowledged_stays_01ab0",
                    table="guidelines_acknowledgement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="guideline_acknowledges_published",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF NOT EXISTS (SELECT 1 FROM guidelines_guidelineversion
            WHERE id = NEW.version_id AND state = 'published') THEN
        RAISE EXCEPTION 'refused by guideline_acknowledges_published' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'guideline_acknowledges_published';
    END IF;
    RETURN NEW;
    """,
                    hash="84f5a0bff04b020c58c447a1260f5d442d010b97",
                    operation="INSERT",
                    pgid="pgtrigger_guideline_acknowledges_published_3a7ee",
                    table="guidelines_acknowledgement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="guideline_acknowledges_own",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF EXISTS (SELECT 1 FROM guidelines_guidelineversion version
            JOIN companies_membership membership ON membership.id = NEW.membership_id
            WHERE version.id = NEW.version_id AND version.department_id IS NOT NULL
                AND membership.department_id IS DISTINCT FROM version.department_id) THEN
        RAISE EXCEPTION 'refused by guideline_acknowledges_own' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'guideline_acknowledges_own';
    END IF;
    RETURN NEW;
    """,
                    hash="c57f8416c0b1bdd648ec3551d829a978ea677452",
                    operation="INSERT",
                    pgid="pgtrigger_guideline_acknowledges_own_e6cc4",
                    table="guidelines_acknowledgement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="paragraph",
            trigger=pgtrigger.compiler.Trigger(
                name="guideline_paragraph_of_a_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE version_state text;",
                    func="""
    IF TG_OP <> 'INSERT' THEN
        SELECT state INTO version_state FROM guidelines_guidelineversion
            WHERE id = OLD.version_id FOR SHARE;
        IF version_state IS DISTINCT FROM 'draft' THEN
            RAISE EXCEPTION 'refused by guideline_paragraph_of_a_draft' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'guideline_paragraph_of_a_draft';
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    SELECT state INTO version_state FROM guidelines_guidelineversion
        WHERE id = NEW.version_id FOR SHARE;
    IF version_state IS DISTINCT FROM 'draft' THEN
        RAISE EXCEPTION 'refused by guideline_paragraph_of_a_draft' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'guideline_paragraph_of_a_draft';
    END IF;
    RETURN NEW;
    """,
                    hash="750063bf7b16f5f03ee0ab8d8f4425085a794656",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_guideline_paragraph_of_a_draft_ea94d",
                    table="guidelines_paragraph",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="comment",
            trigger=pgtrigger.compiler.Trigger(
                name="guideline_comment_settled_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF OLD.settled_at IS NOT NULL OR (NEW.company_id, NEW.paragraph_id, NEW.author_id, NEW.text,
            NEW.proposal, NEW.at) IS DISTINCT FROM (OLD.company_id, OLD.paragraph_id, OLD.author_id,
            OLD.text, OLD.proposal, OLD.at) THEN
        RAISE EXCEPTION 'refused by guideline_comment_settled_once' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'guideline_comment_settled_once';
    END IF;
    RETURN NEW;
    """,
                    hash="48eed448029baa7d1ebb2c0b7eadedf2324e19b1",
                    operation="UPDATE",
                    pgid="pgtrigger_guideline_comment_settled_once_b3480",
                    table="guidelines_comment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="comment",
            trigger=pgtrigger.compiler.Trigger(
                name="guideline_comment_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF EXISTS (SELECT 1 FROM guidelines_paragraph paragraph
            JOIN guidelines_guidelineversion version ON version.id = paragraph.version_id
            WHERE paragraph.id = OLD.paragraph_id AND version.state = 'published') THEN
        RAISE EXCEPTION 'refused by guideline_comment_stays' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'guideline_comment_stays';
    END IF;
    RETURN OLD;
    """,
                    hash="94e5f319e8c707cae8ece3a612c68fa7b61db5fe",
                    operation="DELETE",
                    pgid="pgtrigger_guideline_comment_stays_65fc5",
                    table="guidelines_comment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="training",
            trigger=pgtrigger.compiler.Trigger(
                name="training_seats_for_all",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF NEW.state = 'planned' AND NEW.seats IS NOT NULL AND NEW.seats < (
            SELECT count(*) FROM guidelines_participation WHERE training_id = NEW.id) THEN
        RAISE EXCEPTION 'refused by training_seats' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'training_seats';
    END IF;
    RETURN NEW;
    """,
                    hash="15a8a76de2f280ee6437323f02a5e1f777e76034",
                    operation='UPDATE OF "seats", "state"',
                    pgid="pgtrigger_training_seats_for_all_eaab7",
                    table="guidelines_training",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="participation",
            trigger=pgtrigger.compiler.Trigger(
                name="training_seats",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE most integer; state_now text;",
                    func="""
    SELECT seats, state INTO most, state_now FROM guidelines_training
        WHERE id = NEW.training_id FOR NO KEY UPDATE;
    IF state_now = 'planned' AND most IS NOT NULL AND most <= (
            SELECT count(*) FROM guidelines_participation
            WHERE training_id = NEW.training_id AND id IS DISTINCT FROM NEW.id) THEN
        RAISE EXCEPTION 'refused by training_seats' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'training_seats';
    END IF;
    RETURN NEW;
    """,
                    hash="cf5f49bd409f301b28b12283e7def78c66fadd52",
                    operation='INSERT OR UPDATE OF "training_id"',
                    pgid="pgtrigger_training_seats_9f1fe",
                    table="guidelines_participation",
                    when="BEFORE",
                ),
            ),
        ),
    ]
