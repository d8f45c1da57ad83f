"""Files that somebody puts their name to: what may come in, and the hash it is known by."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from companies.models import Company, User
from rollout.models import Evidence, Stage
from rollout.refusals import RefusedError
from rollout.wording import words

LARGEST = 10 * 1024 * 1024  # bytes

ZIPPED = b"PK\x03\x04"
BEGINNINGS: dict[str, bytes] = {
    ".pdf": b"%PDF-",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".docx": ZIPPED,
    ".xlsx": ZIPPED,
    ".odt": ZIPPED,
    ".ods": ZIPPED,
    ".txt": b"",
}
"""What may be evidence, and how such a file begins."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the storage: its path there, the name it came with, the hash of its bytes."""

    path: str
    name: str
    sha256: str


def store(company: Company, upload: UploadedFile) -> StoredFile:
    """Keep an uploaded file under a name of our own; raises RefusedError at ``file``."""
    name = PurePath((upload.name or "").replace("\\", "/")).name[-120:]
    ending = PurePath(name).suffix.lower()
    if ending not in BEGINNINGS:
        raise RefusedError(
            words(
                _("Such files cannot be attached. Possible are: %(endings)s."),
                {"endings": ", ".join(BEGINNINGS)},
            ),
            field="file",
        )
    if not upload.size or upload.size > LARGEST:
        raise RefusedError(_("A file has to be larger than 0 and at most 10 MB."), field="file")
    content = upload.read()
    if not content.startswith(BEGINNINGS[ending]) or (ending == ".txt" and b"\0" in content):
        raise RefusedError(
            _("The content of this file is not what its name says. Please save it anew."),
            field="file",
        )
    path = default_storage.save(f"evidence/{company.pk}/{uuid4()}{ending}", ContentFile(content))
    return StoredFile(path, name, hashlib.sha256(content).hexdigest())


def sign(
    stage: Stage,
    *,
    criterion: str,
    statement: str,
    by: User,
    at: datetime,
    subject: str = "",
    stored: StoredFile | None = None,
) -> Evidence:
    """Somebody puts their name to a criterion; without a new file an earlier one stays."""
    kept = (
        {"file": stored.path, "file_name": stored.name, "sha256": stored.sha256} if stored else {}
    )
    row, _created = Evidence.everywhere.update_or_create(
        company=stage.company,
        stage=stage,
        criterion=criterion,
        subject=subject,
        defaults={"statement": statement.strip(), "by": by, "at": at} | kept,
    )
    return row


@contextmanager
def kept_if_done(company: Company, upload: UploadedFile | None) -> Iterator[StoredFile | None]:
    """The uploaded file in the storage, and out of it again if what it is for fails."""
    stored = store(company, upload) if upload is not None else None
    try:
        yield stored
    except BaseException:
        if stored:
            discard(stored.path)
        raise


def discard(path: str) -> None:
    """Remove a file whose row was never written."""
    default_storage.delete(path)


def is_intact(path: str, sha256: str) -> bool:
    """Whether the file is still there with the bytes it was known by."""
    try:
        with default_storage.open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False
