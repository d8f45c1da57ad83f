"""What Django has no words for: how German is searched, and where equal texts are looked up.

Text and query both go through monitoring/query/fold.py first, so that Müller, Mueller and MÜLLER
are one word; `unaccent` is for what comes past it, such as a query typed into psql.
"""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

from companies.adding_only import AddingOnly

WORDS = """
CREATE TEXT SEARCH CONFIGURATION etappe (COPY = pg_catalog.german);
ALTER TEXT SEARCH CONFIGURATION etappe
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, german_stem;
"""
# As an index is: no rows of its own, kept by triggers on the mentions, unknown to Django. An index
# over arrays (GIN) was slower to write and, while its list of pending rows was long, to read.
BANDS = """
CREATE TABLE monitoring_band (
    company_id bigint NOT NULL, band integer NOT NULL, day date NOT NULL, mention_id bigint NOT NULL
);
CREATE INDEX band_heard ON monitoring_band (company_id, band, day);
"""


class Migration(AddingOnly):
    replaces = [("monitoring", "0001_initial"), ("monitoring", "0018_following_without_names")]
    dependencies = [("monitoring", "0003_triggers")]

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL(WORDS, "DROP TEXT SEARCH CONFIGURATION etappe"),
        migrations.RunSQL(BANDS, "DROP TABLE monitoring_band"),
    ]
