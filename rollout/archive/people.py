"""Whom the numbers in every dossier mean, for an installation that numbers people otherwise."""

from collections.abc import Iterator

from companies.models import Company, User
from rollout import snapshot
from rollout.models import SnapshotPerson, Submission


def snapshot_people(company: Company) -> Iterator[SnapshotPerson]:
    """A row for each person in each dossier, by round and number.

    For a dossier that came here itself they are kept; in one frozen here numbers are our own.
    """
    kept: dict[int, list[SnapshotPerson]] = {}
    for row in SnapshotPerson.of(company).order_by("submission_id", "number"):
        kept.setdefault(row.submission_id, []).append(row)
    for submission in Submission.of(company).order_by("pk").iterator(chunk_size=50):
        yield from kept.get(submission.pk) or _own(company, submission)


def _own(company: Company, submission: Submission) -> Iterator[SnapshotPerson]:
    mentioned = snapshot.people_in(snapshot.read(submission.snapshot))
    there = User.objects.filter(pk__in=mentioned).values_list("pk", flat=True)
    for number in sorted(there):
        yield SnapshotPerson(company=company, submission=submission, number=number, user_id=number)
