"""Archives that somebody has tampered with: each is refused, and nothing of it stays."""

import hashlib
import json
from base64 import b64decode, b64encode
from io import BytesIO
from zipfile import ZIP_BZIP2, ZipFile

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from companies.archive import reading
from companies.archive.errors import ArchiveRefusedError
from companies.archive.values import canonical
from companies.models import Company, User
from rollout import snapshot
from tests.companies.archives import archive_of, bring, members, move_away, packed, rich

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Files of these tests lie nowhere else."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="module")
def _made():
    return []


@pytest.fixture
def content(_made):
    """The archive of a rich company; made once, for an archive stands alone."""
    if not _made:
        place = rich()
        _made.append(archive_of(place.company))
        move_away(place.company)
    return _made[0]


def opened(content):
    found = members(content)
    return found, json.loads(found.pop("manifest.json"))


def forged(content, member, change):
    """The archive with other rows in a table, its manifest made to fit."""
    found, manifest = opened(content)
    rows = [json.loads(line) for line in found[member].splitlines()]
    rows = change(rows) or rows
    found[member] = b"".join(canonical(row) + b"\n" for row in rows)
    listed = next(each for each in manifest["members"] if each["name"] == member)
    listed["rows"], listed["bytes"] = len(rows), len(found[member])
    listed["sha256"] = hashlib.sha256(found[member]).hexdigest()
    return packed(found, manifest)


def refused(content, tmp_path, why):
    before = (Company.objects.count(), User.objects.count(), _files())
    with pytest.raises(ArchiveRefusedError, match=why):
        bring(content, tmp_path)
    assert (Company.objects.count(), User.objects.count(), _files()) == before


def _files():
    try:
        folders, _ = default_storage.listdir("evidence")
    except FileNotFoundError:
        return set()
    return {name for each in folders for name in default_storage.listdir(f"evidence/{each}")[1]}


# --- The file --------------------------------------------------------------------------------


def with_manifest(**changes):
    def change(content):
        found, manifest = opened(content)
        return packed(found, manifest | changes)

    return change


def with_member(name, data=b"x"):
    def change(content):
        found, manifest = opened(content)
        return packed({**found, name: data}, manifest)

    return change


def with_listed(name, data=b"{}\n"):
    def change(content):
        found, manifest = opened(content)
        listed = {
            "name": name,
            "rows": 1,
            "bytes": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        manifest["members"].append(listed)
        return packed({**found, name: data}, manifest)

    return change


def changed_byte(content):
    found, manifest = opened(content)
    found["tables/rollout.Stage.jsonl"] = found["tables/rollout.Stage.jsonl"].replace(b"7", b"8")
    return packed(found, manifest)


def without_a_table(content):
    found, manifest = opened(content)
    del found["tables/rollout.Stage.jsonl"]
    manifest["members"] = [
        each for each in manifest["members"] if each["name"] != "tables/rollout.Stage.jsonl"
    ]
    return packed(found, manifest)


def twice_the_same_name(content):
    to = BytesIO(content)
    with ZipFile(to, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("manifest.json", b"{}")
    return to.getvalue()


def packed_otherwise(content):
    return packed(*opened(content), compression=ZIP_BZIP2)


def cut_off(content):
    return content[: len(content) // 2]


def encrypted(content):
    to = bytearray(content)
    start = to.index(b"PK\x01\x02")
    to[start + 8] |= 1
    return bytes(to)


@pytest.mark.parametrize(
    ("tamper", "why"),
    [
        pytest.param(lambda _: b"no zip", "not a whole ZIP", id="no-zip"),
        pytest.param(cut_off, "not a whole ZIP", id="cut-off"),
        pytest.param(encrypted, "encrypted", id="encrypted"),
        pytest.param(packed_otherwise, "unusual", id="packed-otherwise"),
        pytest.param(twice_the_same_name, "two files of one name", id="twice"),
        pytest.param(with_manifest(product="Other"), "no archive of ours", id="other-product"),
        pytest.param(with_manifest(format=2), "format 2", id="newer-format"),
        pytest.param(with_manifest(complete="yes"), "broken at", id="wrong-kind"),
        pytest.param(with_manifest(more=1), "or more", id="more-in-the-manifest"),
        pytest.param(with_manifest(members=[1]), "something unknown", id="members-of-nothing"),
        pytest.param(
            with_manifest(members=[{"name": [], "rows": 0, "bytes": 0, "sha256": "0" * 64}]),
            "something unknown",
            id="a-list-for-a-name",
        ),
        pytest.param(with_manifest(company={}), "what the company is", id="no-company"),
        pytest.param(changed_byte, "another hash", id="changed-byte"),
        pytest.param(without_a_table, "is missing", id="missing-table"),
        pytest.param(with_member("../../etc/passwd"), "other files", id="unlisted-member"),
        pytest.param(with_listed("../../etc/passwd"), "unknown in it", id="path-traversal"),
        pytest.param(with_listed("/etc/passwd"), "unknown in it", id="absolute-path"),
        pytest.param(with_listed("tables/auth.Group.jsonl"), "unknown in it", id="unknown-table"),
        pytest.param(
            with_listed("tables/companies.Notice.jsonl"), "unknown in it", id="left-out-table"
        ),
        pytest.param(
            with_listed("files/" + "ab" * 32), "the name of its content", id="file-of-another-hash"
        ),
    ],
)
def test_a_file_that_is_not_ours_is_refused(content, tmp_path, tamper, why):
    refused(tamper(content), tmp_path, why)


def test_a_bomb_is_not_unpacked(content, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_CONTENT", 100_000)
    bomb = with_listed("files/" + "ab" * 32, b"\0" * 10_000_000)(content)
    assert len(bomb) < 200_000
    refused(bomb, tmp_path, "larger than any archive")


def test_a_member_that_lies_about_its_length_is_not_read_on(content, tmp_path):
    found, manifest = opened(content)
    manifest["members"][0]["bytes"] += 1
    refused(packed(found, manifest), tmp_path, "length")


# --- The rows --------------------------------------------------------------------------------

STAGE, SUBMISSION = "tables/rollout.Stage.jsonl", "tables/rollout.Submission.jsonl"
DECISION, PEOPLE = "tables/rollout.Decision.jsonl", "outside/companies.User.jsonl"


def setting(position=0, **values):
    def change(rows):
        rows[position].update(values)

    return change


def without(position):
    def change(rows):
        del rows[position]

    return change


def approved_by_the_submitter(rows):
    for row in rows:
        if row["act"].startswith("approve"):
            row["decided_by"] = row["submitted_by"]


@pytest.mark.parametrize(
    ("member", "change", "why"),
    [
        pytest.param(STAGE, setting(colour="red"), "other columns", id="unknown-column"),
        pytest.param(STAGE, lambda rows: rows[0].pop("state") and None, "other", id="no-column"),
        pytest.param(STAGE, setting(number="1"), "cannot stand here", id="text-for-a-number"),
        pytest.param(STAGE, setting(number=True), "cannot stand here", id="true-for-a-number"),
        pytest.param(STAGE, setting(number=2**80), "database", id="a-number-too-large"),
        pytest.param(STAGE, setting(state="done"), "database", id="unknown-state"),
        pytest.param(STAGE, setting(submission=99), "not in the archive", id="dangling-link"),
        pytest.param(STAGE, setting(submission=-1), "not in the archive", id="negative-link"),
        pytest.param(
            STAGE, setting(2, state="passed", submission=None), "database", id="passed-on-nothing"
        ),
        pytest.param(
            STAGE, setting(2, state="submitted", submission=1), "database", id="two-on-one-round"
        ),
        pytest.param(STAGE, setting(0, submission=1), "database|promise", id="an-earlier-round"),
        pytest.param(SUBMISSION, setting(1, work_hash="0" * 64), "another hash", id="work-hash"),
        pytest.param(SUBMISSION, setting(1, round=7), "another round", id="another-round"),
        pytest.param(SUBMISSION, setting(1, snapshot="!!"), "cannot stand here", id="no-base64"),
        pytest.param(SUBMISSION, setting(1, snapshot="e30="), "database", id="another-dossier"),
        pytest.param(DECISION, approved_by_the_submitter, "database", id="one-pair-of-eyes"),
        pytest.param(DECISION, setting(1, content_hash="0" * 64), "database", id="decided-else"),
        pytest.param(DECISION, without(1), "database|promise", id="an-approval-less"),
        pytest.param(PEOPLE, setting(email="nobody"), "database", id="no-address"),
        pytest.param(PEOPLE, setting(language="xx"), "nobody here reads", id="language"),
        pytest.param(PEOPLE, setting(is_superuser=True), "other columns", id="superuser"),
        pytest.param(PEOPLE, lambda rows: [rows[0], *rows[:-1]], "one address", id="same-address"),
        pytest.param(
            "outside/monitoring.Feed.jsonl",
            setting(address="file:///etc/passwd"),
            "etc/passwd|written otherwise",
            id="a-file-as-a-source",
        ),
        pytest.param(
            "outside/monitoring.Feed.jsonl", setting(kind="exec"), "nobody here", id="source-kind"
        ),
        pytest.param(
            "outside/monitoring.Feed.jsonl", setting(kind=[]), "nobody here", id="list-of-kinds"
        ),
        pytest.param(
            "tables/rollout.Evidence.jsonl",
            setting(file="../../settings.py"),
            "its own name",
            id="a-file-elsewhere",
        ),
        pytest.param(
            "tables/rollout.Evidence.jsonl",
            setting(file=f"files/{'0' * 64}", sha256="0" * 64),
            "is missing",
            id="a-file-that-is-not-there",
        ),
        pytest.param(
            "tables/monitoring.Mention.jsonl",
            setting(folded_into=1),
            "point to each other",
            id="a-circle",
        ),
        pytest.param(
            "tables/companies.AuditEntry.jsonl", setting(act="a\0b"), "database", id="a-nul"
        ),
    ],
)
def test_rows_that_break_a_promise_are_refused(content, tmp_path, member, change, why):
    refused(forged(content, member, change), tmp_path, why)


@pytest.mark.parametrize("author", [[1], {"a": 1}, "1", None], ids=repr)
def test_a_dossier_by_nobody_who_could_be_named_is_refused(content, tmp_path, author):
    written = []

    def other_author(rows):
        for row in rows:
            dossier = json.loads(b64decode(row["snapshot"]))
            dossier["submitted"]["by"] = author
            row["snapshot"] = b64encode(snapshot.canonical(dossier)).decode()
            written.append(hashlib.sha256(b64decode(row["snapshot"])).hexdigest())

    def decided_on_it(rows):
        for row in rows:
            row["content_hash"] = written[row["submission"] - 1]

    hostile = forged(forged(content, SUBMISSION, other_author), DECISION, decided_on_it)
    refused(hostile, tmp_path, "cannot be read|somebody else as its author")


# --- The commands ------------------------------------------------------------------------------


def test_the_operator_exports_and_imports(tmp_path, capsys):
    place = rich()
    path = tmp_path / "gruen.zip"
    call_command("export_company", place.company.slug, str(path))
    assert path.stat().st_mode & 0o777 == 0o600
    move_away(place.company)
    call_command("import_company", str(path), "--yes")
    said = capsys.readouterr().out
    assert f"  has an account here: {place.lead.email}" in said
    assert f"/c/{place.company.slug}/" in said
    assert Company.objects.filter(slug=place.company.slug).exists()


def test_the_operator_is_asked_first(tmp_path, monkeypatch, content):
    path = tmp_path / "gruen.zip"
    path.write_bytes(content)
    number = Company.objects.count()
    monkeypatch.setattr("builtins.input", lambda _: "n")
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_company", str(path))
    assert Company.objects.count() == number


def test_a_strangers_words_do_not_steer_the_terminal(tmp_path, capsys, content):
    found, manifest = opened(content)
    manifest["company"]["name"] = "\x1b[2J\x1b]0;owned\x07"
    path = tmp_path / "hostile.zip"
    path.write_bytes(packed(found, manifest))
    call_command("import_company", str(path), "--yes")
    assert "\x1b" not in capsys.readouterr().out.splitlines()[0]


def test_no_archive_is_written_over(tmp_path):
    path = tmp_path / "there.zip"
    path.write_bytes(b"something else")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_company", rich().company.slug, str(path))
    assert path.read_bytes() == b"something else"


def test_an_unknown_company_is_said_to_be_unknown(tmp_path):
    with pytest.raises(CommandError, match="no company"):
        call_command("export_company", "nobody", str(tmp_path / "x.zip"))
