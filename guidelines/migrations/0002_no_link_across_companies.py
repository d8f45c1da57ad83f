from django.db import migrations

from companies.composite_keys import composite_key


class Migration(migrations.Migration):
    dependencies = [
        ("guidelines", "0001_initial"),
        ("companies", "0002_no_link_across_companies"),
    ]

    operations = [
        composite_key("guidelines_paragraph", "version_id", "guidelines_guidelineversion"),
        composite_key("guidelines_comment", "paragraph_id", "guidelines_paragraph"),
        composite_key("guidelines_acknowledgement", "version_id", "guidelines_guidelineversion"),
        composite_key("guidelines_acknowledgement", "membership_id", "companies_membership"),
    ]
