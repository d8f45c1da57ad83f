from django.db import migrations

from companies.composite_keys import composite_key


class Migration(migrations.Migration):
    dependencies = [("companies", "0001_initial")]

    operations = [
        composite_key("companies_membership", "department_id", "companies_department"),
        composite_key("companies_absence", "membership_id", "companies_membership"),
        composite_key("companies_deputy", "principal_id", "companies_membership"),
        composite_key("companies_deputy", "deputy_id", "companies_membership"),
        composite_key("companies_invitation", "department_id", "companies_department"),
    ]
