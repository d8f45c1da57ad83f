from django.db import migrations

from companies.composite_keys import composite_key


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0001_initial")]

    operations = [
        composite_key("monitoring_mention", "source_id", "monitoring_source"),
        composite_key("monitoring_mention", "folded_into_id", "monitoring_mention"),
        composite_key("monitoring_match", "mention_id", "monitoring_mention"),
        composite_key("monitoring_match", "profile_id", "monitoring_searchprofile"),
        composite_key("monitoring_rematch", "profile_id", "monitoring_searchprofile"),
        composite_key("monitoring_mentioncount", "source_id", "monitoring_source"),
        composite_key("monitoring_tonelabel", "mention_id", "monitoring_mention"),
    ]
