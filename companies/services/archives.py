"""Archives that somebody in the company asks for: made by a job, kept for a week."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from uuid import uuid4

from celery import current_app
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from companies import audit
from companies.archive.writing import write_archive
from companies.models import Archive, Company, User
from companies.refusals import RefusedError

KEPT = timedelta(days=7)
LONGEST = timedelta(hours=1)
"""A job that has not ended by then was interrupted."""

INTERRUPTED = gettext_noop("The work was interrupted. Please ask for it again.")
FAILED = gettext_noop("It could not be made. Please tell whoever runs Etappe here.")


def request_archive(*, company: Company, by: User, at: datetime) -> Archive:
    """Ask for an archive; raises RefusedError while another is being made."""
    try:
        with transaction.atomic():
            archive = Archive.everywhere.create(company=company, requested_by=by, requested_at=at)
            audit.record(company, "archive.requested", by=by, at=at)
    except IntegrityError as running:
        raise RefusedError(_("An archive is being made already.")) from running
    # The job looks for work by itself, too: a broker that is away only makes it later.
    transaction.on_commit(
        lambda: current_app.send_task("companies.tasks.make_archives", retry=False), robust=True
    )
    return archive


@transaction.atomic
def begin_next(*, at: datetime) -> Archive | None:
    """Claim the one that waits longest; None if none does. Interrupted ones are given up."""
    unfinished = Archive.everywhere.filter(finished_at__isnull=True)
    unfinished.filter(begun_at__lt=at - LONGEST).update(finished_at=at, error=INTERRUPTED)
    waiting = unfinished.filter(begun_at__isnull=True).order_by("requested_at")
    archive = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if archive is not None:
        archive.begun_at = at
        archive.save(update_fields=["begun_at"])
    return archive


@dataclass(frozen=True)
class Made:
    """An archive in the storage: its place, its length in bytes, its SHA-256."""

    place: str
    size: int
    sha256: str


def make(archive: Archive, progress: Callable[[int, int], None]) -> Made:
    """Write it into the storage; what nobody in the company may see is not in it."""
    with TemporaryFile() as file:
        write_archive(archive.company, file, complete=False, progress=progress)
        size = file.tell()
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        place = default_storage.save(f"archives/{archive.company_id}/{uuid4()}.zip", File(file))
    return Made(place, size, sha256)


@transaction.atomic
def finish(*, archive: Archive, made: Made, at: datetime) -> None:
    """It can be fetched now; given up meanwhile, it goes again."""
    rows = Archive.of(archive.company).filter(pk=archive.pk, finished_at__isnull=True)
    if rows.update(finished_at=at, file=made.place, size=made.size, sha256=made.sha256):
        audit.record(archive.company, "archive.made", by=None, at=at, sha256=made.sha256)
    else:
        default_storage.delete(made.place)


def give_up(*, archive: Archive, at: datetime) -> None:
    """It could not be made; why stands in the log of the installation."""
    rows = Archive.of(archive.company).filter(pk=archive.pk, finished_at__isnull=True)
    rows.update(finished_at=at, error=FAILED)


def note_download(*, archive: Archive, by: User, at: datetime) -> None:
    """Everything of the company left the house: the log says with whom."""
    audit.record(archive.company, "archive.downloaded", by=by, at=at, sha256=archive.sha256)


@transaction.atomic
def remove_archive(*, archive: Archive, by: User, at: datetime) -> None:
    """Remove a finished archive before its time."""
    if archive.finished_at is None:
        raise RefusedError(_("It is still being made."))
    audit.record(archive.company, "archive.removed", by=by, at=at)
    _remove(archive)


def forget_old(*, at: datetime) -> int:
    """Remove what was made more than a week ago; how many."""
    old = list(Archive.everywhere.filter(finished_at__lt=at - KEPT))
    for archive in old:
        _remove(archive)
    return len(old)


def _remove(archive: Archive) -> None:
    archive.delete()
    if archive.file:
        place = archive.file
        transaction.on_commit(lambda: default_storage.delete(place))
