"""A company that moves takes its key along: names stay what they are, and what was erased, away."""

import pytest

from companies.archive.errors import ArchiveRefusedError
from companies.models import Company
from monitoring.intake.authors import forget_authors
from monitoring.models import ErasureRecord, Feed, Item, Mention, Retention, Source, Tombstone
from monitoring.privacy.keys import key_of
from tests.companies.archives import archive_of, bring, move_away
from tests.companies.test_archive_hostile import forged, setting
from tests.factories import MONDAY
from tests.monitoring.feed_server import FeedServer
from tests.monitoring.listening import visit
from tests.monitoring.privacy.test_asking_and_erasing import LATER, erase, heard
from tests.monitoring.privacy.test_keeping_authors import YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Files of these tests lie nowhere else."""
    settings.MEDIA_ROOT = tmp_path / "media"


def gone(server: FeedServer) -> Company:
    """Rosa Graf was erased; everybody else was kept long enough."""
    company, who = heard(server)
    erase(company, who)
    forget_authors(at=MONDAY + YEAR)
    return company


def test_the_archive_comes_back_equal_with_the_key_and_what_it_remembers(server, tmp_path):
    company = gone(server)
    content, key = archive_of(company), key_of(company)
    move_away(company)
    there = bring(content, tmp_path)
    assert key_of(there) == key
    assert Retention.of(there).get().key != Retention.of(company).get().key
    assert archive_of(there) == content
    assert (Tombstone.of(there).count(), ErasureRecord.of(there).count()) == (2, 1)


def test_what_was_erased_stays_away_in_the_next_installation(server, tmp_path):
    company = gone(server)
    content = archive_of(company)
    move_away(company)
    there = bring(content, tmp_path)
    Source.of(company).update(removed_at=LATER)
    Item.objects.all().delete()
    Feed.objects.update(cursor={})
    visit(server, Source.of(there).get(), at=LATER)
    authors = set(Mention.of(there).values_list("author", flat=True))
    assert not {name for name in authors if "Graf" in name or "Ott" in name}
    assert Mention.of(there).count() == 4
    assert sorted(Item.objects.values_list("external_id", flat=True)) == ["3", "4"]


def test_a_key_of_another_kind_is_refused(server, tmp_path):
    company = gone(server)
    hostile = forged(
        archive_of(company), "tables/monitoring.Retention.jsonl", setting(key="local:abc")
    )
    move_away(company)
    with pytest.raises(ArchiveRefusedError, match="key of another kind"):
        bring(hostile, tmp_path)
