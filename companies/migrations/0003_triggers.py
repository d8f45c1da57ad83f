"""What the database itself refuses, counts or keeps up to date."""

import pgtrigger.compiler
import pgtrigger.migrations

from companies.adding_only import AddingOnly


class Migration(AddingOnly):
    replaces = [("companies", "0001_initial"), ("companies", "0004_letterhead")]

    dependencies = [
        ("companies", "0002_rules"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="auditentry",
            trigger=pgtrigger.compiler.Trigger(
                name="audit_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="eaba371dd18ce43c41aef97a7f950c42ecadef03",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_audit_append_only_6e1b6",
                    table="companies_auditentry",
                    when="BEFORE",
                ),
            ),
        ),
    ]
