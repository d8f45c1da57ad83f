"""Migrations that only add: tables with their rules, keys, triggers."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration
from django.db.migrations.state import ProjectState


class AddingOnly(Migration):
    """Shows every operation the models that all of them together lead to.

    Django builds all models anew after each operation, in case the next one has to see them as
    they were just then, which took most of a minute for a hundred tables. What only adds does not
    care. Nothing that alters, renames, removes or reads rows belongs into such a
    migration, nor a table together with a column that is added to it afterwards.
    """

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,
    ) -> ProjectState:
        vars(project_state).pop("apps", None)  # built again when first asked for
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            if collect_sql:
                schema_editor.collected_sql.append(f"-- {operation.describe()}")
            operation.database_forwards(self.app_label, schema_editor, project_state, project_state)
        return project_state
