"""The full-text configuration of mentions: German words, accents aside.

Text and query both go through monitoring/query/fold.py first, so that Müller, Mueller and MÜLLER
are one word; `unaccent` is for what comes past it, such as a query typed into psql.
"""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

CREATE = """
CREATE TEXT SEARCH CONFIGURATION etappe (COPY = pg_catalog.german);
ALTER TEXT SEARCH CONFIGURATION etappe
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, german_stem;
"""


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0002_no_link_across_companies")]

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL(CREATE, "DROP TEXT SEARCH CONFIGURATION etappe"),
    ]
