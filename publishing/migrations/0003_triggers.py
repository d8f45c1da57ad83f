"""What the database itself refuses, counts or keeps up to date."""

import pgtrigger.compiler
import pgtrigger.migrations

from companies.adding_only import AddingOnly


class Migration(AddingOnly):
    replaces = [("publishing", "0001_initial"), ("publishing", "0004_four_eyes_see_all_the_work")]

    dependencies = [
        ("publishing", "0002_rules"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="run",
            trigger=pgtrigger.compiler.Trigger(
                name="run_begins_running",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF NEW.state <> 'running' THEN
        RAISE EXCEPTION 'refused by run_begins_running' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'run_begins_running';
    END IF;
    RETURN NEW;
    """,
                    hash="5f5b88bfb997cb382043d1152aa78fcc8788413b",
                    operation="INSERT",
                    pgid="pgtrigger_run_begins_running_27e53",
                    table="publishing_run",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="run",
            trigger=pgtrigger.compiler.Trigger(
                name="run_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF TG_OP = 'DELETE' OR OLD.state <> 'running' THEN
        RAISE EXCEPTION 'refused by run_stays' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'run_stays';
    END IF;
    RETURN NEW;
    """,
                    hash="efe8293a4f99c39534551d527fa7b8dbd34abab8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_run_stays_b4193",
                    table="publishing_run",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="run",
            trigger=pgtrigger.compiler.Trigger(
                name="run_forgets_nothing",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF OLD.state = 'running' AND NEW.state = 'finished' AND (
            EXISTS (SELECT 1 FROM publishing_runstep WHERE run_id = NEW.id AND outcome = '')
            OR NOT EXISTS (SELECT 1 FROM publishing_runstep
                WHERE run_id = NEW.id AND outcome = 'done')) THEN
        RAISE EXCEPTION 'refused by run_forgets_nothing' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'run_forgets_nothing';
    END IF;
    RETURN NEW;
    """,
                    hash="dd5ceb568c9196af309c96768184e02e7e4255e4",
                    operation="UPDATE",
                    pgid="pgtrigger_run_forgets_nothing_e9931",
                    table="publishing_run",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="run",
            trigger=pgtrigger.compiler.Trigger(
                name="run_keeps_its_embargo",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF NEW.publication_at IS DISTINCT FROM OLD.publication_at AND EXISTS (
            SELECT 1 FROM publishing_runstep
            WHERE run_id = NEW.id AND after_publication AND outcome = 'done') THEN
        RAISE EXCEPTION 'refused by run_keeps_its_embargo' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'run_keeps_its_embargo';
    END IF;
    RETURN NEW;
    """,
                    hash="778f21d72f2c46ad319f77f49f32d10e0c4eda21",
                    operation="UPDATE",
                    pgid="pgtrigger_run_keeps_its_embargo_9d483",
                    table="publishing_run",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="runstep",
            trigger=pgtrigger.compiler.Trigger(
                name="run_step_of_a_running_run",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE run_state text;",
                    func="""
    SELECT state INTO run_state FROM publishing_run WHERE id = NEW.run_id FOR NO KEY UPDATE;
    IF run_state IS DISTINCT FROM 'running' THEN
        RAISE EXCEPTION 'refused by run_step_of_a_running_run' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'run_step_of_a_running_run';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.outcome <> '' THEN
        RAISE EXCEPTION 'refused by run_step_of_a_running_run' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'run_step_of_a_running_run';
    END IF;
    RETURN NEW;
    """,
                    hash="7d494d346987caeab02591d2d575c78531cef96b",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_run_step_of_a_running_run_3f740",
                    table="publishing_runstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="runstep",
            trigger=pgtrigger.compiler.Trigger(
                name="run_step_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF TG_OP = 'DELETE' OR (NEW.company_id, NEW.run_id, NEW.position, NEW.kind, NEW.title,
                NEW.instruction, NEW.counts_from, NEW.days, NEW.after_publication)
            IS DISTINCT FROM (OLD.company_id, OLD.run_id, OLD.position, OLD.kind, OLD.title,
                OLD.instruction, OLD.counts_from, OLD.days, OLD.after_publication)
            OR (OLD.outcome <> '' AND NEW.outcome <> '') THEN
        RAISE EXCEPTION 'refused by run_step_stays' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'run_step_stays';
    END IF;
    RETURN NEW;
    """,
                    hash="1ee5ef879916f7bf462f70fde824716ab234f342",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_run_step_stays_9a13c",
                    table="publishing_runstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="runstep",
            trigger=pgtrigger.compiler.Trigger(
                name="run_step_in_order",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF (OLD.outcome = '' AND NEW.outcome <> '' AND EXISTS (
            SELECT 1 FROM publishing_runstep
            WHERE run_id = NEW.run_id AND position < NEW.position AND outcome = ''))
        OR (OLD.outcome <> '' AND NEW.outcome = '' AND EXISTS (
            SELECT 1 FROM publishing_runstep
            WHERE run_id = NEW.run_id AND position > NEW.position AND outcome <> '')) THEN
        RAISE EXCEPTION 'refused by run_step_in_order' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'run_step_in_order';
    END IF;
    RETURN NEW;
    """,
                    hash="b7d49854bd6bedaa5904de29978ccb27a3780df4",
                    operation="UPDATE",
                    pgid="pgtrigger_run_step_in_order_1ac9b",
                    table="publishing_runstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="runstep",
            trigger=pgtrigger.compiler.Trigger(
                name="run_step_under_embargo",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF NEW.outcome = 'done' AND NEW.after_publication AND NOT EXISTS (
            SELECT 1 FROM publishing_run
            WHERE id = NEW.run_id AND publication_at <= NEW.settled_at) THEN
        RAISE EXCEPTION 'refused by run_step_under_embargo' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'run_step_under_embargo';
    END IF;
    RETURN NEW;
    """,
                    hash="714480f4fe13a212c1a73f6e4878f43e11f5a770",
                    operation="UPDATE",
                    pgid="pgtrigger_run_step_under_embargo_1a235",
                    table="publishing_runstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="runstep",
            trigger=pgtrigger.compiler.Trigger(
                name="run_step_four_eyes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF NEW.kind = 'approval' AND NEW.outcome <> '' AND EXISTS (
            SELECT 1 FROM publishing_runstep earlier
            WHERE earlier.run_id = NEW.run_id AND earlier.position < NEW.position
                AND earlier.settled_by_id = NEW.settled_by_id
                AND ((earlier.kind <> 'approval' AND earlier.outcome <> 'skipped')
                    OR NOT EXISTS (SELECT 1 FROM publishing_runstep work
                        WHERE work.run_id = NEW.run_id AND work.kind <> 'approval'
                            AND work.outcome <> 'skipped'
                            AND work.position > earlier.position
                            AND work.position < NEW.position))) THEN
        RAISE EXCEPTION 'refused by run_step_four_eyes' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'run_step_four_eyes';
    END IF;
    RETURN NEW;
    """,
                    hash="51b2078e18ac2b6a493a29a31ba02a5d08beca7b",
                    operation="UPDATE",
                    pgid="pgtrigger_run_step_four_eyes_67364",
                    table="publishing_runstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="runreturn",
            trigger=pgtrigger.compiler.Trigger(
                name="run_return_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'refused by run_return_append_only' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'run_return_append_only';",
                    hash="af7f7b824afbce61b667c34c386dff02770aae88",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_run_return_append_only_804ba",
                    table="publishing_runreturn",
                    when="BEFORE",
                ),
            ),
        ),
    ]
