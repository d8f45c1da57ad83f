from typing import Any
from uuid import uuid4

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from rollout.stages.culture.batches import Counting, count_in

TABLE = "rollout_cultureresponse"


def count_what_was_answered(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Answers of before join the figures in batches too, also in stages that are closed."""
    responses = apps.get_model("rollout", "CultureResponse")
    rows_of: dict[int, list[Any]] = {}
    for row in responses._base_manager.order_by("form_key"):
        rows_of.setdefault(row.stage_id, []).append(row)
    if not rows_of:
        return
    editor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
    for rows in rows_of.values():
        for row, now in zip(rows, count_in([Counting(r.role) for r in rows], uuid4), strict=True):
            responses._base_manager.filter(pk=row.pk).update(
                batch=now.batch, role_batch=now.role_batch
            )
    editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    editor.execute(f"ALTER TABLE {TABLE} ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    dependencies = [("rollout", "0003_answers_without_a_day")]

    operations = [
        migrations.AddField(
            "cultureresponse", "batch", models.UUIDField(blank=True, editable=False, null=True)
        ),
        migrations.AddField(
            "cultureresponse", "role_batch", models.UUIDField(blank=True, editable=False, null=True)
        ),
        migrations.RunPython(count_what_was_answered, migrations.RunPython.noop),
        migrations.AddConstraint(
            "cultureresponse",
            models.CheckConstraint(
                condition=models.Q(role_batch__isnull=True) | models.Q(batch__isnull=False),
                name="response_counts_in_the_whole_first",
            ),
        ),
    ]
