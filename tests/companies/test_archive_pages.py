"""Archives on the settings page: who asks, who makes, who fetches, for how long they are kept."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage

from companies import progress
from companies.models import Archive, AuditEntry
from companies.refusals import RefusedError
from companies.roles import Role
from companies.services import archives
from companies.tasks import forget_archives, make_archives
from tests.factories import MONDAY, make_company, make_member
from tests.rollout.builders import make_place

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Files of these tests lie nowhere else."""
    settings.MEDIA_ROOT = tmp_path / "media"


def page_of(company):
    return f"/c/{company.slug}/settings/archives/"


def asked_for():
    place = make_place()
    return place, archives.request_archive(company=place.company, by=place.manager, at=MONDAY)


def made():
    place, archive = asked_for()
    make_archives()
    archive.refresh_from_db()
    return place, archive


def test_a_manager_asks_and_fetches_and_the_log_says_so(client):
    place = make_place()
    client.force_login(place.manager)
    client.post(f"{page_of(place.company)}make/")
    assert "Wird erstellt" in client.get(page_of(place.company)).content.decode()
    make_archives()
    archive = Archive.of(place.company).get()
    answer = client.get(f"{page_of(place.company)}{archive.pk}/")
    content = b"".join(answer.streaming_content)
    assert len(content) == archive.size
    assert "manifest.json" in ZipFile(BytesIO(content)).namelist()
    assert answer["Content-Disposition"].endswith('.zip"')
    acts = AuditEntry.of(place.company).filter(act__startswith="archive.").order_by("pk")
    assert list(acts.values_list("act", "actor_name")) == [
        ("archive.requested", "Karl Lindner"),
        ("archive.made", ""),
        ("archive.downloaded", "Karl Lindner"),
    ]


@pytest.mark.parametrize("who", ["lead", "member", "consultant"])
def test_whoever_neither_manages_nor_administers_gets_none(client, who):
    place, archive = made()
    client.force_login(place.everybody()[who])
    page = page_of(place.company)
    assert client.get(page).status_code == 403
    assert client.post(f"{page}make/").status_code == 403
    assert client.get(f"{page}{archive.pk}/").status_code == 403
    assert client.post(f"{page}{archive.pk}/remove/").status_code == 403
    assert page not in client.get(f"/c/{place.company.slug}/settings/").content.decode()


def test_whoever_administers_may_too(client):
    company = make_company("Lindner")
    admin = make_member(company, Role.MEMBER, is_admin=True)
    client.force_login(admin.user)
    assert client.get(page_of(company)).status_code == 200


def test_one_is_made_at_a_time():
    place, _ = asked_for()
    with pytest.raises(RefusedError):
        archives.request_archive(company=place.company, by=place.manager, at=LATER)


def test_two_workers_do_not_make_one_archive_twice():
    _, archive = asked_for()
    assert archives.begin_next(at=LATER) == archive
    assert archives.begin_next(at=LATER) is None


def test_an_interrupted_one_is_given_up_and_can_be_asked_for_again(client):
    place, archive = asked_for()
    archives.begin_next(at=LATER)
    assert archives.begin_next(at=LATER + timedelta(minutes=59)) is None
    assert archives.begin_next(at=LATER + timedelta(minutes=61)) is None
    archive.refresh_from_db()
    assert archive.error == archives.INTERRUPTED
    client.force_login(place.manager)
    said = "Die Arbeit wurde unterbrochen. Bitte fordern Sie es neu an."
    assert said in client.get(page_of(place.company)).content.decode()
    archives.request_archive(company=place.company, by=place.manager, at=LATER)


def test_what_was_given_up_leaves_no_file_when_it_comes_after_all():
    _, archive = asked_for()
    archives.begin_next(at=LATER)
    done = archives.make(archive, lambda done, total: None)
    archives.give_up(archive=archive, at=LATER)
    archives.finish(archive=archive, made=done, at=LATER)
    archive.refresh_from_db()
    assert (archive.file, archive.error) == ("", archives.FAILED)
    assert not default_storage.exists(done.place)


def test_the_page_says_how_far_it_is(client):
    place, archive = asked_for()
    archives.begin_next(at=LATER)
    seen = []

    def note(done, total):
        progress.note(archive, done, total)
        seen.append(progress.percent_of(archive))

    archives.make(archive, note)
    assert seen == sorted(seen)
    assert (seen[0], seen[-1] < 100, len(seen) > 20) == (0, True, True)
    client.force_login(place.manager)
    assert f"{seen[-1]} %" in client.get(page_of(place.company)).content.decode()


def test_after_a_week_it_is_gone(django_capture_on_commit_callbacks):
    _, archive = made()
    place = archive.file
    with django_capture_on_commit_callbacks(execute=True):
        assert archives.forget_old(at=archive.finished_at + timedelta(days=7)) == 0
        assert archives.forget_old(at=archive.finished_at + timedelta(days=7, seconds=1)) == 1
    assert not default_storage.exists(place)
    assert not Archive.everywhere.exists()


def test_it_can_be_removed_before(client, django_capture_on_commit_callbacks):
    place, archive = made()
    client.force_login(place.manager)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{page_of(place.company)}{archive.pk}/remove/")
    assert not default_storage.exists(archive.file)


def test_another_companys_archive_is_not_there(client):
    _, archive = made()
    other = make_place("Zweite Brauerei")
    client.force_login(other.manager)
    assert client.get(f"{page_of(other.company)}{archive.pk}/").status_code == 404
    assert client.post(f"{page_of(other.company)}{archive.pk}/remove/").status_code == 404


def test_the_jobs_bear_names_beat_knows(settings):
    schedule = settings.CELERY_BEAT_SCHEDULE
    assert schedule["make-archives"]["task"] == make_archives.name
    assert schedule["forget-archives"]["task"] == forget_archives.name
    forget_archives()


def test_an_archive_bears_the_day_it_was_made_on_where_the_company_is(client):
    place, archive = made()
    place.company.time_zone = "Europe/Moscow"
    place.company.save()
    late = datetime(2026, 11, 16, 21, 30, tzinfo=UTC)
    Archive.of(place.company).update(requested_at=late)
    client.force_login(place.manager)
    assert "17.11.2026 00:30" in client.get(page_of(place.company)).content.decode()
    answer = client.get(f"{page_of(place.company)}{archive.pk}/")
    assert answer["Content-Disposition"].endswith('-2026-11-17.zip"')
