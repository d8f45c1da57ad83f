"""What no row may break, and the indexes; at the end the keys that no link leaves its company by."""

from django.db import migrations, models

from companies.adding_only import AddingOnly
from companies.composite_keys import composite_key


class Migration(AddingOnly):
    replaces = [("publishing", "0003_four_eyes_see_past_what_was_left_out")]

    dependencies = [
        ("publishing", "0001_tables"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="playbook",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="playbook_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="playbook",
            constraint=models.UniqueConstraint(
                fields=("company", "form_key"), name="playbook_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="playbook",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at__isnull", True)),
                fields=("company", "name"),
                name="playbook_name_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="playbook",
            constraint=models.CheckConstraint(
                condition=models.Q(("name__regex", "\\S")), name="playbook_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="playbookstep",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="playbook_step_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="playbookstep",
            constraint=models.UniqueConstraint(
                fields=("company", "form_key"), name="playbook_step_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="playbookstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("department__isnull", True), ("owner__isnull", True)),
                    models.Q(("owner__isnull", True), ("role", "")),
                    models.Q(("department__isnull", True), ("role", "")),
                    _connector="OR",
                ),
                name="playbook_step_up_to_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="playbookstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["", "member", "lead", "consultant", "manager"])),
                name="playbook_step_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="playbookstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("title__regex", "\\S")), name="playbook_step_says_what"
            ),
        ),
        migrations.AddConstraint(
            model_name="playbookstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["work", "approval", "automatic"])),
                name="playbook_step_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="playbookstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("counts_from__in", ["start", "publication"])),
                name="playbook_step_counts_from_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="playbookstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("days__gte", -250),
                    ("days__lte", 250),
                    models.Q(("counts_from", "publication"), ("days__gte", 0), _connector="OR"),
                ),
                name="playbook_step_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="playbookstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner", models.F("deputy")), _negated=True),
                name="playbook_step_deputy_is_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(fields=("company", "id"), name="run_of_company"),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(fields=("company", "form_key"), name="run_once"),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(("title__regex", "\\S")), name="run_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", True), ("ended_by__isnull", True), ("state", "running")
                    ),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("ended_by__isnull", False),
                        ("state", "finished"),
                    ),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("ended_by__isnull", False),
                        ("reason__regex", "\\S"),
                        ("state", "stopped"),
                    ),
                    _connector="OR",
                ),
                name="run_ended_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="runstep",
            constraint=models.UniqueConstraint(
                fields=("company", "id"), name="run_step_of_company"
            ),
        ),
        migrations.AddConstraint(
            model_name="runstep",
            constraint=models.UniqueConstraint(
                fields=("run", "position"), name="run_step_position_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="runstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("outcome", ""),
                        ("settled_at__isnull", True),
                        ("settled_by__isnull", True),
                        ("settled_for__isnull", True),
                    ),
                    models.Q(
                        ("outcome", "done"),
                        ("settled_at__isnull", False),
                        ("settled_by__isnull", False),
                    ),
                    models.Q(
                        ("note__regex", "\\S"),
                        ("outcome", "skipped"),
                        ("settled_at__isnull", False),
                        ("settled_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="run_step_settled_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="runstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("link", ""),
                    ("link__startswith", "https://"),
                    ("link__startswith", "http://"),
                    _connector="OR",
                ),
                name="run_step_link",
            ),
        ),
        migrations.AddConstraint(
            model_name="runstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("title__regex", "\\S")), name="run_step_says_what"
            ),
        ),
        migrations.AddConstraint(
            model_name="runstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["work", "approval", "automatic"])),
                name="run_step_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="runstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("counts_from__in", ["start", "publication"])),
                name="run_step_counts_from_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="runstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("days__gte", -250),
                    ("days__lte", 250),
                    models.Q(("counts_from", "publication"), ("days__gte", 0), _connector="OR"),
                ),
                name="run_step_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="runstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner", models.F("deputy")), _negated=True),
                name="run_step_deputy_is_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="runreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__regex", "\\S")), name="run_return_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="runreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(("step", models.F("back_to")), _negated=True),
                name="run_return_to_an_earlier_step",
            ),
        ),
        composite_key("publishing_playbookstep", "playbook_id", "publishing_playbook"),
        composite_key("publishing_playbookstep", "owner_id", "companies_membership"),
        composite_key("publishing_playbookstep", "deputy_id", "companies_membership"),
        composite_key("publishing_playbookstep", "department_id", "companies_department"),
        composite_key("publishing_run", "playbook_id", "publishing_playbook"),
        composite_key("publishing_runstep", "run_id", "publishing_run"),
        composite_key("publishing_runstep", "owner_id", "companies_membership"),
        composite_key("publishing_runstep", "deputy_id", "companies_membership"),
        composite_key("publishing_runreturn", "step_id", "publishing_runstep"),
        composite_key("publishing_runreturn", "back_to_id", "publishing_runstep"),
    ]
