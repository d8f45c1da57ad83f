"""A company as one file: what is in it, that it is the same twice, and that it comes back."""

import hashlib
import json

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction

from companies.access import standing_of
from companies.archive import tables as catalogue
from companies.archive.specials import outside_of, special_of
from companies.archive.values import is_known
from companies.models import Arrival, AuditEntry, Membership, Notice, User
from companies.models.company import Owned
from monitoring.models import Mention, MentionCount, SearchProfile
from monitoring.selectors.words import search_words
from rollout import gate
from rollout.models import CultureResponse, Evidence, SnapshotPerson, Stage, Submission
from rollout.presenters.dossier import changed_since, dossier_view
from rollout.selectors import dossier_of, stage_page
from tests.companies.archives import (
    PDF,
    archive_of,
    bring,
    members,
    move_away,
    packed,
    rich,
    rows,
)
from tests.factories import MONDAY
from tests.rollout.builders import LATER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Files of these tests lie nowhere else."""
    settings.MEDIA_ROOT = tmp_path / "media"


OWNED = [each for each in apps.get_models() if issubclass(each, Owned)]


# --- Nothing is forgotten ------------------------------------------------------------------


@pytest.mark.parametrize("model", OWNED, ids=lambda each: each._meta.label)
def test_every_table_of_a_company_is_exported_or_left_out_for_a_reason(model):
    special = special_of(model._meta.label)
    if special.left_out:
        assert len(special.left_out) > 20
        return
    table = catalogue.Table(model)
    assert model._meta.label in [each.label for each in catalogue.tables()]
    for column in table.columns:
        assert is_known(column), f"companies/archive/values.py has no way to write {column}"
    for name, target in table.links:
        known = issubclass(apps.get_model(target), Owned) and not special_of(target).left_out
        assert known or outside_of(target), f"{table.label}.{name} leads to nothing in an archive"
    assert not special_of(model._meta.label).confidential or model._meta.pk.get_internal_type()


@pytest.mark.parametrize("model", OWNED, ids=lambda each: each._meta.label)
def test_no_json_hides_the_number_of_a_row(model):
    """Rows get other numbers where they arrive: JSON that holds one would point elsewhere."""
    special = special_of(model._meta.label)
    json_columns = {
        each.name for each in model._meta.concrete_fields if isinstance(each, models.JSONField)
    }
    if not special.left_out:
        assert json_columns == special.plain_json


@pytest.mark.parametrize("model", OWNED, ids=lambda each: each._meta.label)
def test_links_between_many_have_a_table_of_their_own(model):
    for link in model._meta.local_many_to_many:
        assert issubclass(link.remote_field.through, Owned)


def test_whom_nobody_but_the_operator_may_see_is_named_so():
    assert set(catalogue.confidential()) == {
        "rollout.CultureResponse",
        "rollout.SurveyParticipation",
    }


# --- What is in it ----------------------------------------------------------------------------


def test_the_same_content_gives_the_same_bytes():
    place = rich()
    assert archive_of(place.company) == archive_of(place.company)


def test_the_manifest_names_every_member_with_its_hash():
    place = rich()
    found = members(archive_of(place.company))
    manifest = json.loads(found.pop("manifest.json"))
    assert {each["name"]: (each["bytes"], each["sha256"]) for each in manifest["members"]} == {
        name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in found.items()
    }
    assert (manifest["product"], manifest["format"], manifest["version"]) == ("Etappe", 1, "0.1.0")
    assert manifest["installation"] == "http://127.0.0.1:8000"
    assert manifest["lost_files"] == []


def test_of_people_there_is_address_name_and_language_and_no_secret_anywhere():
    place = rich()
    content = archive_of(place.company)
    people = [
        json.loads(line) for line in members(content)["outside/companies.User.jsonl"].splitlines()
    ]
    assert [set(each) for each in people] == [{"email", "name", "language"}] * len(people)
    everything = b"".join(members(content).values())
    for user in User.objects.all():
        assert user.password.encode() not in everything
    assert b"survey/" not in everything
    assert "tables/rollout.SurveyLink.jsonl" not in members(content)
    assert "tables/companies.CalendarAddress.jsonl" not in members(content)


def test_what_the_company_downloads_holds_no_single_answer():
    place = rich()
    found = members(archive_of(place.company, complete=False))
    assert "tables/rollout.CultureResponse.jsonl" not in found
    assert "tables/rollout.SurveyParticipation.jsonl" not in found
    left_out = json.loads(found["manifest.json"])["left_out"]
    assert "rollout.CultureResponse" in left_out
    assert rows(archive_of(place.company), "rollout.CultureResponse")


def test_answers_stand_in_an_order_that_says_nothing():
    place = rich()
    lines = members(archive_of(place.company))["tables/rollout.CultureResponse.jsonl"].splitlines()
    assert lines == sorted(lines)
    assert b"form_key" not in lines[0]


def test_an_attached_file_is_there_once_under_its_hash():
    place = rich()
    found = members(archive_of(place.company))
    assert found[f"files/{hashlib.sha256(PDF).hexdigest()}"] == PDF
    assert len([name for name in found if name.startswith("files/")]) == 1


def test_a_lost_file_is_named_and_stays_lost(tmp_path):
    place = rich()
    for row in Evidence.of(place.company):
        default_storage.delete(row.file)
    content = archive_of(place.company)
    sha256 = hashlib.sha256(PDF).hexdigest()
    assert json.loads(members(content)["manifest.json"])["lost_files"] == [sha256]
    move_away(place.company)
    assert archive_of(bring(content, tmp_path)) == content


def test_another_companys_rows_are_not_in_it():
    place = rich()
    before = archive_of(place.company)
    rich()
    assert archive_of(place.company) == before


# --- There and back ---------------------------------------------------------------------------


def test_what_comes_back_is_equal_to_the_byte(tmp_path):
    place = rich()
    content = archive_of(place.company)
    move_away(place.company)
    there = bring(content, tmp_path)
    assert there.pk != place.company.pk
    assert archive_of(there) == content
    move_away(there)
    assert archive_of(bring(content, tmp_path)) == content


def test_no_row_is_shared_and_every_number_is_new(tmp_path):
    place = rich()
    content = archive_of(place.company)
    move_away(place.company)
    there = bring(content, tmp_path)
    assert Stage.of(there).count() == Stage.of(place.company).count() == 7
    old = {row.file for row in Evidence.of(place.company)}
    assert not old & {row.file for row in Evidence.of(there)}
    for row in Evidence.of(there):
        assert row.file.startswith(f"evidence/{there.pk}/")
        assert default_storage.open(row.file).read() == PDF


def test_dossiers_arrive_byte_for_byte(tmp_path):
    place = rich()
    content = archive_of(place.company)
    move_away(place.company)
    there = bring(content, tmp_path)
    before = Submission.of(place.company).order_by("pk").values_list("content_hash", "work_hash")
    assert list(Submission.of(there).order_by("pk").values_list("content_hash", "work_hash")) == (
        list(before)
    )


def test_without_answers_a_downloaded_archive_comes_back_equal(tmp_path):
    place = rich()
    content = archive_of(place.company, complete=False)
    move_away(place.company)
    there = bring(content, tmp_path)
    assert archive_of(there, complete=False) == content
    assert CultureResponse.of(there).count() == 0


def test_under_a_taken_name_it_gets_another(tmp_path):
    place = rich()
    there = bring(archive_of(place.company), tmp_path)
    assert there.slug == f"{place.company.slug}-2"


def as_strangers(content):
    """The same archive with other addresses, as an installation that knows nobody would see it."""
    found = members(content)
    people = found["outside/companies.User.jsonl"].replace(b"@example.org", b"@neu.example")
    found["outside/companies.User.jsonl"] = people
    manifest = json.loads(found.pop("manifest.json"))
    for each in manifest["members"]:
        if each["name"] == "outside/companies.User.jsonl":
            each["bytes"] = len(people)
            each["sha256"] = hashlib.sha256(people).hexdigest()
    return packed(found, manifest)


def test_people_nobody_knows_get_an_account_without_a_password_and_a_mail(tmp_path):
    place = rich()
    before = set(User.objects.values_list("pk", flat=True))
    there = bring(as_strangers(archive_of(place.company)), tmp_path)
    new = User.objects.exclude(pk__in=before)
    assert {user.name for user in new} >= {"Jana Berg", "Karl Lindner", "Mia Roth", "Ben Ostler"}
    assert not any(user.has_usable_password() for user in new)
    told = Notice.of(there).values_list("email", "template")
    live = Membership.of(there).filter(ended_at=None).values_list("user__email", flat=True)
    assert set(told) == {(email, "company_moved") for email in live}


def test_a_dossier_names_its_own_people_not_those_who_have_their_numbers_here(tmp_path):
    place = rich()
    there = bring(as_strangers(archive_of(place.company)), tmp_path)
    dossier = dossier_of(there, 1, 2)
    lead = Membership.of(there).get(user__name="Jana Berg").user
    assert lead.pk != place.lead.pk
    User.objects.filter(pk=place.lead.pk).update(name="Jemand anderes")
    User.objects.filter(pk=place.member.pk).update(name="Jemand anderes")
    dossier = dossier_of(there, 1, 2)
    assert dossier.is_intact
    assert set(dossier.people.values()) == {"Jana Berg", "Mia Roth"}
    view = dossier_view(dossier, there, LATER)
    assert view.work.measures[0].owner == "Mia Roth"
    assert SnapshotPerson.of(place.company).count() == 0


def test_work_that_nobody_changed_is_not_said_to_be_changed(tmp_path):
    place = rich()
    there = bring(as_strangers(archive_of(place.company)), tmp_path)
    lead = Membership.of(there).get(user__name="Jana Berg").user
    page = stage_page(standing_of(lead, there, MONDAY.date()), 1)
    assert changed_since(dossier_of(there, 1, 2), page) == ""


def test_counts_and_search_words_are_made_anew(tmp_path):
    place = rich()
    move_away(place.company)
    there = bring(archive_of(place.company), tmp_path)

    def counted(company):
        rows = MentionCount.of(company).exclude(number=0)
        return sorted(rows.values_list("day", "tone", "is_own", "is_question", "number"))

    assert counted(there) == counted(place.company)
    found = Mention.of(there).filter(words=search_words("Ärger"))
    assert [each.author for each in found] == ["Ärger, Anna"]


def test_the_log_comes_along_and_says_where_it_came_from(tmp_path):
    place = rich()
    move_away(place.company)
    content = archive_of(place.company)
    there = bring(content, tmp_path, at=LATER)
    before = AuditEntry.of(place.company).order_by("pk").values_list("act", "at", "actor_name")
    entries = AuditEntry.of(there).order_by("pk").values_list("act", "at", "actor_name")
    assert list(entries)[:-1] == list(before)
    assert entries.last() == ("company.arrived", LATER, "")
    arrival = Arrival.of(there).get()
    assert (arrival.installation, arrival.sha256) == (
        "http://127.0.0.1:8000",
        hashlib.sha256(content).hexdigest(),
    )


def test_guards_are_on_again_afterwards(tmp_path):
    place = rich()
    there = bring(archive_of(place.company), tmp_path)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stage.of(there).filter(number=7).update(state="passed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.of(there).update(statement="Nachgebessert")


def test_the_rollout_goes_on_where_it_stood(tmp_path):
    place = rich()
    there = bring(archive_of(place.company), tmp_path)
    manager = Membership.of(there).get(user=place.manager).user
    gate.reopen_stage(company=there, number=2, reason="Neu hören.", by=manager, at=LATER)
    gate.submit_stage(company=there, number=2, by=place.lead, at=LATER)
    assert Submission.of(there).filter(stage__number=2).count() == 2


def test_no_search_made_later_bears_the_number_of_an_old_topic(tmp_path):
    place = rich()
    topic = SearchProfile.of(place.company).get(name="Lieferung")
    content = archive_of(place.company)
    found = members(content)
    old, new = f"profile:{topic.pk}".encode(), b"profile:987654"
    manifest = json.loads(found.pop("manifest.json"))
    for each in manifest["members"]:
        if each["name"] in {f"tables/rollout.{name}.jsonl" for name in ("Baseline", "Evidence")}:
            data = found[each["name"]] = found[each["name"]].replace(old, new)
            each["bytes"], each["sha256"] = len(data), hashlib.sha256(data).hexdigest()
    there = bring(packed(found, manifest), tmp_path)
    assert min(SearchProfile.of(there).values_list("pk", flat=True)) > 987654
