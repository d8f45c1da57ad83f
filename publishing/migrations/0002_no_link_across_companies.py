from django.db import migrations

from companies.composite_keys import composite_key


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0001_initial"),
        ("companies", "0002_no_link_across_companies"),
    ]

    operations = [
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
