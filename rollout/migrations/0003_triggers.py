"""What the database itself refuses, counts or keeps up to date."""

import pgtrigger.compiler
import pgtrigger.migrations

from companies.adding_only import AddingOnly


class Migration(AddingOnly):
    replaces = [("rollout", "0001_initial"), ("rollout", "0011_templates_of_playbooks")]

    dependencies = [
        ("rollout", "0002_rules"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="comparisongroup",
            trigger=pgtrigger.compiler.Trigger(
                name="comparison_group_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'refused by comparison_group_stays' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'comparison_group_stays';",
                    hash="62ae64d73155e82ce5385918972c1f4e2cf2d037",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_comparison_group_stays_a3955",
                    table="rollout_comparisongroup",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="comparisonshare",
            trigger=pgtrigger.compiler.Trigger(
                name="comparison_share_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'refused by comparison_share_stays' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'comparison_share_stays';",
                    hash="a196c82995b4ee4f109827ded0cc5c3fc3dc8271",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_comparison_share_stays_024e4",
                    table="rollout_comparisonshare",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="condition",
            trigger=pgtrigger.compiler.Trigger(
                name="condition_of_an_approval",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF NEW.settled <> '' OR NOT EXISTS (SELECT 1 FROM rollout_decision
            WHERE id = NEW.decision_id AND act = 'approve_with_conditions') THEN
        RAISE EXCEPTION 'refused by condition_of_an_approval' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'condition_of_an_approval';
    END IF;
    RETURN NEW;
    """,
                    hash="95fdb990269d814df0913863b27f1be7acdbc594",
                    operation="INSERT",
                    pgid="pgtrigger_condition_of_an_approval_f29e7",
                    table="rollout_condition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="condition",
            trigger=pgtrigger.compiler.Trigger(
                name="condition_settled_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'refused by condition_is_never_deleted' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'condition_is_never_deleted';
    END IF;
    IF OLD.settled <> '' OR (NEW.decision_id, NEW.text, NEW.due_on, NEW.company_id)
        IS DISTINCT FROM (OLD.decision_id, OLD.text, OLD.due_on, OLD.company_id) THEN
        RAISE EXCEPTION 'refused by condition_settled_once' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'condition_settled_once';
    END IF;
    IF NEW.owner_id <> OLD.owner_id AND (
    EXISTS (SELECT 1 FROM companies_membership own WHERE own.company_id = OLD.company_id
        AND own.user_id = OLD.owner_id AND own.ended_at IS NULL)
    OR NOT EXISTS (SELECT 1 FROM companies_membership other
        WHERE other.company_id = OLD.company_id AND other.user_id = NEW.owner_id
        AND other.ended_at IS NULL)
) THEN
        RAISE EXCEPTION 'refused by condition_keeps_its_owner' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'condition_keeps_its_owner';
    END IF;
    RETURN NEW;
    """,
                    hash="0798334b63f3dbe7aba27d4e4163c3016a7e15e5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_condition_settled_once_1fb40",
                    table="rollout_condition",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staffrole",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="3c7a1dee360f1a33ac7d24ce454b758a176d2cea",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_1c1f2",
                    table="rollout_staffrole",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="returnplan",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="7888bbeddc86d7f97047fd16e19e01267aa7487e",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_46584",
                    table="rollout_returnplan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resourceplan",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="6113d4855afe42900c47c45af477b3a4311849fb",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_03ccc",
                    table="rollout_resourceplan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="platformchoice",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="1e2c52f20348595448d2b0348c8ed57f01b3b2c3",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_8c78f",
                    table="rollout_platformchoice",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotplan",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="9164fb7250ad26f34451d4ab3f9f3719edc0d749",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_c4e8a",
                    table="rollout_pilotplan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotoutcome",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="f4fea8774fc43e045f37b283c2dcbc65e39981e6",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_98f27",
                    table="rollout_pilotoutcome",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pilotmember",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="f207a104bf017e9e9573ca94cf821e8f60e07dfd",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_5d40d",
                    table="rollout_pilotmember",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ownstatement",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="a3487226dfdf6941ff466c375c66122960eb5ec3",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_886f2",
                    table="rollout_ownstatement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outsourcedwork",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="e191d728f5f2251691ab81b19f715506ea80ed21",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_0f9fe",
                    table="rollout_outsourcedwork",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mediaentry",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="77d8be9e86bff6458268de69749150a43782ab95",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_e337e",
                    table="rollout_mediaentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="logentry",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="5714bae895ba7aceae27dbdea319739f5477ab85",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_7ef47",
                    table="rollout_logentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="listeningplan",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="7e37a7a84c53807df9415adc28b9660c81194cdd",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_f810b",
                    table="rollout_listeningplan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="learning",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="1212405b0720296c52a9fefe947184847ff9cf50",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_92774",
                    table="rollout_learning",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="kpi",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="bd80985552a1317709f51ea322386f2fcbf4482f",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_557e8",
                    table="rollout_kpi",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hypothesis",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="2b1393adda6d58ee41f27d47a34cebba78b5c18f",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_55c69",
                    table="rollout_hypothesis",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goal",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="89a2953f93708cf4b473243f01f4fe83a8f817de",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_5a81a",
                    table="rollout_goal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="22dbebd187304d1cfd4c6ade400843175d66d22a",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_dd758",
                    table="rollout_evidence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="escalationstep",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="c4a9a4f9d8596d8487c43bc806b124c1664ec8a7",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_c4759",
                    table="rollout_escalationstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cultureresponse",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="0a050a0c638d55da01a69a6c9ebaf155ad589255",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_21f07",
                    table="rollout_cultureresponse",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="culturemeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_row",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="63d4f1ed97ddbe55e20263747b8405e2579ee29a",
                    operation="INSERT OR DELETE",
                    pgid="pgtrigger_work_frozen_row_90576",
                    table="rollout_culturemeasure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="culturemeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_words",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."dimension" IS DISTINCT FROM (NEW."dimension") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."stage_id" IS DISTINCT FROM (NEW."stage_id") OR OLD."text" IS DISTINCT FROM (NEW."text"))',
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="857c3c3b103f9095d6fdb0b287ae7ee7ca35e970",
                    operation="UPDATE",
                    pgid="pgtrigger_work_frozen_words_cebc0",
                    table="rollout_culturemeasure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="culturemeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="work_keeps_its_owner",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."owner_id" IS DISTINCT FROM (NEW."owner_id"))',
                    declare="DECLARE stage_state text;",
                    func="""
    SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    IF stage_state IS DISTINCT FROM 'open' AND (
    EXISTS (SELECT 1 FROM companies_membership own WHERE own.company_id = OLD.company_id
        AND own.user_id = OLD.owner_id AND own.ended_at IS NULL)
    OR NOT EXISTS (SELECT 1 FROM companies_membership other
        WHERE other.company_id = OLD.company_id AND other.user_id = NEW.owner_id
        AND other.ended_at IS NULL)
) THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    RETURN NEW;
    """,
                    hash="3a059b88867be26d1913700974af79e2d4dd8c1f",
                    operation="UPDATE",
                    pgid="pgtrigger_work_keeps_its_owner_c79d4",
                    table="rollout_culturemeasure",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="companygoal",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="13766953e09b2bbe99ac49bd9311f865d000bf84",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_7ab0a",
                    table="rollout_companygoal",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clarification",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="b8d4d305f6547e9e99667c2c1cf8ea332f95c521",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_1e9c6",
                    table="rollout_clarification",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="benefit",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="6923575b830701355498ffb3b54a8e250cfedac3",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_c3f2d",
                    table="rollout_benefit",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="baseline",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="ada5e849fa64ebb325dbf7f870ce673d7c62211e",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_2ae03",
                    table="rollout_baseline",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="alignment",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="411fdbee38864a114483553a97f0e7a3f7f8ee1f",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_05ad2",
                    table="rollout_alignment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="submission_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'refused by submission_append_only' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'submission_append_only';",
                    hash="ee712d7a92070520b5b28630f5603969e7b41dc4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_submission_append_only_afac6",
                    table="rollout_submission",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="submission",
            trigger=pgtrigger.compiler.Trigger(
                name="submission_up_to_them",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE role_needed text[]; stage_state text;",
                    func="""
    role_needed := ARRAY['consultant', 'lead', 'manager'];
    IF NOT (
    (role_needed IS NOT NULL AND NEW.submitted_for_id IS NULL AND EXISTS (
        SELECT 1 FROM companies_membership own WHERE own.company_id = NEW.company_id
            AND own.user_id = NEW.submitted_by_id AND own.ended_at IS NULL AND own.role = ANY (role_needed)))
    OR (NEW.submitted_for_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM companies_deputy instead
        JOIN companies_membership acting ON acting.id = instead.deputy_id
        JOIN companies_membership principal ON principal.id = instead.principal_id
        JOIN companies_company company ON company.id = instead.company_id
        WHERE instead.company_id = NEW.company_id
            AND acting.user_id = NEW.submitted_by_id AND acting.ended_at IS NULL
            AND principal.user_id = NEW.submitted_for_id AND principal.ended_at IS NULL
            AND principal.role = ANY (role_needed)
            AND (NEW.submitted_at AT TIME ZONE company.time_zone)::date
                BETWEEN instead.starts_on AND instead.ends_on
            AND (acting.role <> 'consultant' OR principal.role <> 'manager'
                OR instead.mandate ~ '[^[:space:]]')))
) THEN
        RAISE EXCEPTION 'refused by submission_up_to_them' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'submission_up_to_them';
    END IF;
    SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR NO KEY UPDATE;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by submission_of_an_open_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'submission_of_an_open_stage';
    END IF;
    RETURN NEW;
    """,
                    hash="67e461defc28239a237e0dea09fd9380dcf14d0c",
                    operation="INSERT",
                    pgid="pgtrigger_submission_up_to_them_0b0f8",
                    table="rollout_submission",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stage",
            trigger=pgtrigger.compiler.Trigger(
                name="stage_begins_in_order",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF NOT (NEW.state = 'locked' OR (NEW.state = 'open' AND NOT EXISTS (SELECT 1 FROM rollout_stage earlier WHERE earlier.company_id = NEW.company_id AND earlier.number < NEW.number AND earlier.state <> 'passed'))) THEN
        RAISE EXCEPTION 'refused by stage_begins_in_order' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'stage_begins_in_order';
    END IF;
    RETURN NEW;
    """,
                    hash="616c6e54762faa2cb0a9940b6d219c6c76fb819b",
                    operation="INSERT",
                    pgid="pgtrigger_stage_begins_in_order_c6d33",
                    table="rollout_stage",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stage",
            trigger=pgtrigger.compiler.Trigger(
                name="stage_moves_along_the_table",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'refused by stage_is_never_deleted' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'stage_is_never_deleted';
    END IF;
    IF NEW.company_id <> OLD.company_id OR NEW.number <> OLD.number THEN
        RAISE EXCEPTION 'refused by stage_keeps_its_place' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'stage_keeps_its_place';
    END IF;
    IF NEW.submission_id IS DISTINCT FROM OLD.submission_id AND (NEW.state = OLD.state
            OR (NEW.submission_id IS NOT NULL AND OLD.submission_id IS NOT NULL)) THEN
        RAISE EXCEPTION 'refused by stage_keeps_its_submission' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'stage_keeps_its_submission';
    END IF;
    IF NEW.state <> OLD.state THEN
        -- Whoever moves one stage of a company waits for whoever moves another.
        PERFORM 1 FROM rollout_stage WHERE company_id = NEW.company_id
            ORDER BY number FOR NO KEY UPDATE;
        IF (OLD.state, NEW.state) NOT IN (('locked', 'open'), ('on_hold', 'open'), ('on_hold', 'passed'), ('on_hold', 'submitted'), ('open', 'submitted'), ('passed', 'open'), ('submitted', 'on_hold'), ('submitted', 'open'), ('submitted', 'passed')) THEN
            RAISE EXCEPTION 'refused by stage_moves_along_the_table' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'stage_moves_along_the_table';
        END IF;
        IF (OLD.state, NEW.state) IN (('locked', 'open'),
                ('open', 'submitted'), ('submitted', 'passed'),
                ('on_hold', 'passed')) AND EXISTS (SELECT 1 FROM rollout_stage earlier WHERE earlier.company_id = NEW.company_id AND earlier.number < NEW.number AND earlier.state <> 'passed') THEN
            RAISE EXCEPTION 'refused by stage_in_order' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'stage_in_order';
        END IF;
        IF OLD.state = 'passed' AND EXISTS (SELECT 1 FROM rollout_stage other
            WHERE other.company_id = NEW.company_id AND other.state IN ('on_hold', 'submitted')
        ) THEN
            RAISE EXCEPTION 'refused by stage_reopens_in_quiet' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'stage_reopens_in_quiet';
        END IF;
        IF OLD.state = 'open' AND EXISTS (SELECT 1 FROM rollout_decision ended
                WHERE ended.submission_id = NEW.submission_id
                AND ended.act IN ('approve', 'approve_with_conditions', 'return', 'withdraw')) THEN
            RAISE EXCEPTION 'refused by stage_submits_a_new_round' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'stage_submits_a_new_round';
        END IF;
    END IF;
    RETURN NEW;
    """,
                    hash="e6af1536ac7f92dd0ed56b677716ad783fad3e54",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stage_moves_along_the_table_90fb8",
                    table="rollout_stage",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stage",
            trigger=pgtrigger.compiler.Trigger(
                name="stage_passed_is_approved",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE now_stage rollout_stage%ROWTYPE;",
                    func="""
    -- At commit the row may have moved on: judge the state it ends in.
    SELECT * INTO now_stage FROM rollout_stage WHERE id = NEW.id;
    IF now_stage.state = 'passed' AND NOT EXISTS (
        SELECT 1 FROM rollout_decision approval
        JOIN rollout_submission round ON round.id = approval.submission_id
        WHERE approval.submission_id = now_stage.submission_id
            AND round.stage_id = now_stage.id
            AND approval.act IN ('approve', 'approve_with_conditions')
            AND approval.decided_by_id <> round.submitted_by_id
            AND NOT EXISTS (SELECT 1 FROM rollout_decision undone
                WHERE undone.submission_id = approval.submission_id AND undone.act = 'reopen')
    ) THEN
        RAISE EXCEPTION 'refused by stage_passed_is_approved' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'stage_passed_is_approved';
    END IF;
    RETURN NULL;
    """,
                    hash="3082c4c30e9994d0e55cbc9696ac988ed47d18b7",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_stage_passed_is_approved_c2e71",
                    table="rollout_stage",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="snapshotperson",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_person_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'refused by snapshot_person_append_only' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'snapshot_person_append_only';",
                    hash="ebf9eddf47f388f4e00b728ba4254308781162ba",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_snapshot_person_append_only_ccc35",
                    table="rollout_snapshotperson",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="gateescalation",
            trigger=pgtrigger.compiler.Trigger(
                name="escalation_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'refused by escalation_append_only' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'escalation_append_only';",
                    hash="5680fe85da652c73b3a5a1d601ba6f809fb75635",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_escalation_append_only_38980",
                    table="rollout_gateescalation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="decision_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'refused by decision_append_only' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decision_append_only';",
                    hash="4094ea470b152d553a077ed5395961850058a88b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_decision_append_only_9c1db",
                    table="rollout_decision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="decision_up_to_them",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE role_needed text[]; stage_state text; round rollout_submission%ROWTYPE; at_gate bigint;",
                    func="""
    role_needed := CASE NEW.act WHEN 'withdraw' THEN ARRAY['manager'] WHEN 'hold' THEN ARRAY['manager'] WHEN 'resume' THEN ARRAY['manager'] WHEN 'return' THEN ARRAY['manager'] WHEN 'approve' THEN ARRAY['manager'] WHEN 'approve_with_conditions' THEN ARRAY['manager'] WHEN 'reopen' THEN ARRAY['manager'] END;
    SELECT * INTO round FROM rollout_submission WHERE id = NEW.submission_id;
    IF NOT (
    (role_needed IS NOT NULL AND NEW.principal_id IS NULL AND EXISTS (
        SELECT 1 FROM companies_membership own WHERE own.company_id = NEW.company_id
            AND own.user_id = NEW.decided_by_id AND own.ended_at IS NULL AND own.role = ANY (role_needed)))
    OR (NEW.principal_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM companies_deputy instead
        JOIN companies_membership acting ON acting.id = instead.deputy_id
        JOIN companies_membership principal ON principal.id = instead.principal_id
        JOIN companies_company company ON company.id = instead.company_id
        WHERE instead.company_id = NEW.company_id
            AND acting.user_id = NEW.decided_by_id AND acting.ended_at IS NULL
            AND principal.user_id = NEW.principal_id AND principal.ended_at IS NULL
            AND principal.role = ANY (role_needed)
            AND (NEW.decided_at AT TIME ZONE company.time_zone)::date
                BETWEEN instead.starts_on AND instead.ends_on
            AND (acting.role <> 'consultant' OR principal.role <> 'manager'
                OR instead.mandate ~ '[^[:space:]]')))
) AND NOT (
        NEW.act = 'withdraw' AND NEW.principal_id IS NULL
        AND (NEW.decided_by_id = round.submitted_by_id
            OR NEW.decided_by_id = round.submitted_for_id)
        AND EXISTS (SELECT 1 FROM companies_membership own WHERE own.user_id = NEW.decided_by_id
            AND own.company_id = NEW.company_id AND own.ended_at IS NULL)
    ) THEN
        RAISE EXCEPTION 'refused by decision_up_to_them' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decision_up_to_them';
    END IF;
    SELECT state, submission_id INTO stage_state, at_gate FROM rollout_stage
        WHERE id = round.stage_id FOR NO KEY UPDATE;
    IF at_gate IS DISTINCT FROM NEW.submission_id OR NOT ((NEW.act = 'withdraw' AND stage_state IN ('on_hold', 'submitted')) OR (NEW.act = 'hold' AND stage_state IN ('submitted')) OR (NEW.act = 'resume' AND stage_state IN ('on_hold')) OR (NEW.act = 'return' AND stage_state IN ('on_hold', 'submitted')) OR (NEW.act = 'approve' AND stage_state IN ('on_hold', 'submitted')) OR (NEW.act = 'approve_with_conditions' AND stage_state IN ('on_hold', 'submitted')) OR (NEW.act = 'reopen' AND stage_state IN ('passed'))) THEN
        RAISE EXCEPTION 'refused by decision_about_what_is_at_the_gate' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decision_about_what_is_at_the_gate';
    END IF;
    RETURN NEW;
    """,
                    hash="738fb00394ce5da873ef356f1600be43b96b5288",
                    operation="INSERT",
                    pgid="pgtrigger_decision_up_to_them_8e930",
                    table="rollout_decision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="decision_not_for_oneself",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF NEW.act NOT IN ('withdraw', 'reopen') AND EXISTS (
        SELECT 1 FROM rollout_submission round WHERE round.id = NEW.submission_id
            AND (round.submitted_for_id = NEW.decided_by_id
                OR round.submitted_for_id = NEW.principal_id)
    ) THEN
        RAISE EXCEPTION 'refused by decision_not_for_oneself' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decision_not_for_oneself';
    END IF;
    RETURN NEW;
    """,
                    hash="b2472efa2d9417206f15d182864146cae3cea8f9",
                    operation="INSERT",
                    pgid="pgtrigger_decision_not_for_oneself_aac95",
                    table="rollout_decision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="decision_takes_effect",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE stage_state text;",
                    func="""
    -- Judged at commit: null if the stage no longer shows this round.
    SELECT state INTO stage_state FROM rollout_stage
        WHERE company_id = NEW.company_id AND submission_id = NEW.submission_id;
    IF (NEW.act IN ('withdraw', 'return', 'reopen') AND stage_state IS NOT NULL)
        OR (NEW.act IN ('approve', 'approve_with_conditions') AND stage_state IS DISTINCT FROM 'passed'
            AND NOT EXISTS (SELECT 1 FROM rollout_decision undone
                WHERE undone.submission_id = NEW.submission_id AND undone.act = 'reopen'))
    THEN
        RAISE EXCEPTION 'refused by decision_takes_effect' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decision_takes_effect';
    END IF;
    RETURN NULL;
    """,
                    hash="cdb91cb2fe4d3f9e3bd5cb7a8a26b3c81fe67a43",
                    operation="INSERT",
                    pgid="pgtrigger_decision_takes_effect_f1576",
                    table="rollout_decision",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="decision_conditions_named",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="""
    IF (NEW.act = 'approve_with_conditions') <> EXISTS (
        SELECT 1 FROM rollout_condition WHERE decision_id = NEW.id
    ) THEN
        RAISE EXCEPTION 'refused by decision_conditions_named' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decision_conditions_named';
    END IF;
    RETURN NULL;
    """,
                    hash="b213f7c83e01b3bdcda17f31136005ea87d9dbe2",
                    operation="INSERT",
                    pgid="pgtrigger_decision_conditions_named_67d6e",
                    table="rollout_decision",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surveylink",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_row",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="af16f7bd8ac479faed35eaeb84d875055cfed3ab",
                    operation="INSERT OR DELETE",
                    pgid="pgtrigger_work_frozen_row_b959e",
                    table="rollout_surveylink",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="surveylink",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_words",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."company_id" IS DISTINCT FROM (NEW."company_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."stage_id" IS DISTINCT FROM (NEW."stage_id") OR OLD."token" IS DISTINCT FROM (NEW."token"))',
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="0300f256f73969ed4e1e83c2b349130d07dde80f",
                    operation="UPDATE",
                    pgid="pgtrigger_work_frozen_words_aa8ec",
                    table="rollout_surveylink",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="targetgroup",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="41a329fcce362a2985b65e5658583bc74d62e1a6",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_f6508",
                    table="rollout_targetgroup",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="postrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="b7356b1e31f0a02ea41a800c18fab154c4019ede",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_70cfb",
                    table="rollout_postrecord",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="platformaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="119cf5808b4d566f025c08df6bba28305a252752",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_ef479",
                    table="rollout_platformaudience",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="goalaudience",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="73d64004d1f3ecbc31416b8498eeea3bc2372a22",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_c60c2",
                    table="rollout_goalaudience",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contenttopic",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="1d2df22a01da61a608e5201e6018cd7a4c002ddb",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_913a8",
                    table="rollout_contenttopic",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="templateversion",
            trigger=pgtrigger.compiler.Trigger(
                name="template_published_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="""
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'refused by template_published_stays' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'template_published_stays';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="d476dab79112d07b57a63fefdb09bf6a32c0d8e5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_template_published_stays_b3340",
                    table="rollout_templateversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="wave",
            trigger=pgtrigger.compiler.Trigger(
                name="work_frozen_unless_open",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE stage_state text;",
                    func="""
    IF TG_OP <> 'DELETE' THEN
        IF TG_OP = 'UPDATE' AND NEW.stage_id <> OLD.stage_id THEN
            RAISE EXCEPTION 'refused by work_keeps_its_stage' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_keeps_its_stage';
        END IF;
        SELECT state INTO stage_state FROM rollout_stage WHERE id = NEW.stage_id FOR SHARE;
    ELSE
        SELECT state INTO stage_state FROM rollout_stage WHERE id = OLD.stage_id FOR SHARE;
    END IF;
    IF stage_state IS DISTINCT FROM 'open' THEN
        RAISE EXCEPTION 'refused by work_frozen_unless_open' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'work_frozen_unless_open';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
    """,
                    hash="be74d6d25b3f214a43918e59844cbff00e0d9e57",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_work_frozen_unless_open_346c5",
                    table="rollout_wave",
                    when="BEFORE",
                ),
            ),
        ),
    ]
