"""Open an archive that may have come from anywhere: believed in nothing, checked whole.

Nothing is unpacked to paths of its choosing: members are read by name, in pieces, and never more of
them than was announced.
"""

import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from companies.archive import tables as catalogue
from companies.archive.errors import ArchiveRefusedError
from companies.archive.specials import outside_labels
from companies.archive.tables import Table
from companies.archive.writing import BLOCK, FORMAT

LARGEST_FILE = 2 * 1024**3
LARGEST_CONTENT = 8 * 1024**3
LARGEST_MANIFEST = 16 * 1024**2
LARGEST_ATTACHMENT = 32 * 1024**2
LONGEST_LINE = 64 * 1024**2
MOST_MEMBERS = 50_000
MANIFEST = "manifest.json"
ATTACHMENT = re.compile(r"files/[0-9a-f]{64}")
ENCRYPTED = 0x1
HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class ListedMember:
    """A file of the archive, as its manifest lists it."""

    name: str
    rows: int
    size: int
    sha256: str


class ArchiveFile:
    """An archive whose every byte has been held against its manifest. Use it as a context."""

    def __init__(self, path: Path) -> None:
        try:
            if path.stat().st_size > LARGEST_FILE:
                raise ArchiveRefusedError("The file is larger than any archive of ours.")
            self._file = path.open("rb")
        except OSError as unreadable:
            raise ArchiveRefusedError(f"The file cannot be read: {unreadable}") from unreadable
        try:
            self._zip = ZipFile(self._file)
            self._infos = _checked(self._zip.infolist())
            self.manifest = self._read_manifest()
            self.members = self._listed()
            self._check_tables()
            for member in self.members.values():
                self._check_bytes(member)
        except (BadZipFile, NotImplementedError, EOFError, zlib.error) as broken:
            self._file.close()
            raise ArchiveRefusedError(f"The file is not a whole ZIP: {broken}") from broken
        except ArchiveRefusedError:
            self._file.close()
            raise

    def __enter__(self) -> "ArchiveFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()
        self._file.close()

    @cached_property
    def sha256(self) -> str:
        """The hash of the whole file."""
        self._file.seek(0)
        return hashlib.file_digest(self._file, "sha256").hexdigest()

    @property
    def tables(self) -> list[Table]:
        """The tables in it, each after those its rows point to."""
        return catalogue.tables(complete=self.manifest["complete"])

    def rows(self, member: str) -> Iterator[dict[str, Any]]:
        """The rows of a table, one by one."""
        with self._zip.open(self._infos[member]) as lines:
            while line := lines.readline(LONGEST_LINE):
                if not line.endswith(b"\n"):
                    raise ArchiveRefusedError(f"{member}: a line is too long or not ended.")
                yield _object(line, member)

    def attachment(self, sha256: str) -> IO[bytes] | None:
        """An attached file; None if it was lost before the archive was made."""
        info = self._infos.get(f"files/{sha256}")
        return self._zip.open(info) if info else None

    def _read_manifest(self) -> dict[str, Any]:
        if MANIFEST not in self._infos:
            raise ArchiveRefusedError("There is no manifest in it: this is no archive of ours.")
        if self._infos[MANIFEST].file_size > LARGEST_MANIFEST:
            raise ArchiveRefusedError("Its manifest is too large.")
        with self._zip.open(self._infos[MANIFEST]) as member:
            manifest = _object(member.read(LARGEST_MANIFEST), MANIFEST)
        _check_manifest(manifest)
        return manifest

    def _listed(self) -> dict[str, ListedMember]:
        found = {}
        for each in self.manifest["members"]:
            try:
                member = ListedMember(each["name"], each["rows"], each["bytes"], each["sha256"])
                well_formed = (
                    type(member.name) is str
                    and type(member.rows) is int
                    and type(member.size) is int
                    and HEX.fullmatch(member.sha256)
                )
            except (KeyError, TypeError) as wrong:
                raise ArchiveRefusedError("Its manifest lists something unknown.") from wrong
            if not well_formed:
                raise ArchiveRefusedError("Its manifest lists something unknown.")
            found[member.name] = member
        if set(found) != set(self._infos) - {MANIFEST}:
            raise ArchiveRefusedError("Its manifest lists other files than there are in it.")
        return found

    def _check_tables(self) -> None:
        expected = {table.member for table in self.tables}
        expected |= {f"outside/{label}.jsonl" for label in outside_labels()}
        there = {name for name in self.members if not ATTACHMENT.fullmatch(name)}
        if unknown := sorted(there - expected):
            raise ArchiveRefusedError(f"There is something unknown in it: {unknown[0]}")
        if missing := sorted(expected - there):
            raise ArchiveRefusedError(
                f"{missing[0]} is missing: it was made by version "
                f"{self.manifest['version']!r:.40} of Etappe. Import it there, then upgrade."
            )

    def _check_bytes(self, member: ListedMember) -> None:
        attached = ATTACHMENT.fullmatch(member.name)
        if self._infos[member.name].file_size != member.size or (
            attached and member.size > LARGEST_ATTACHMENT
        ):
            raise ArchiveRefusedError(f"{member.name} has not the length its manifest says.")
        digest, size, rows = hashlib.sha256(), 0, 0
        with self._zip.open(self._infos[member.name]) as content:
            while block := content.read(BLOCK):
                size += len(block)
                rows += block.count(b"\n")
                digest.update(block)
                if size > member.size:
                    raise ArchiveRefusedError(f"{member.name} is longer than its manifest says.")
        if digest.hexdigest() != member.sha256:
            raise ArchiveRefusedError(f"{member.name} was changed: it has another hash.")
        if attached and member.name != f"files/{member.sha256}":
            raise ArchiveRefusedError(f"{member.name} does not bear the name of its content.")
        if not attached and rows != member.rows:
            raise ArchiveRefusedError(f"{member.name} has not as many rows as its manifest says.")


def _checked(infos: list[ZipInfo]) -> dict[str, ZipInfo]:
    if len(infos) > MOST_MEMBERS:
        raise ArchiveRefusedError("There are more files in it than in any archive of ours.")
    found = {info.filename: info for info in infos}
    if len(found) != len(infos):
        raise ArchiveRefusedError("There are two files of one name in it.")
    for info in infos:
        if info.flag_bits & ENCRYPTED or info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise ArchiveRefusedError("It is encrypted or packed in an unusual way.")
    if sum(info.file_size for info in infos) > LARGEST_CONTENT:
        raise ArchiveRefusedError("Unpacked it would be larger than any archive of ours.")
    return found


def _check_manifest(manifest: dict[str, Any]) -> None:
    if manifest.get("product") != "Etappe":
        raise ArchiveRefusedError("This is no archive of ours.")
    if manifest.get("format") != FORMAT:
        raise ArchiveRefusedError(
            f"It has format {manifest.get('format')!r:.20}; this version reads format {FORMAT}."
        )
    kinds = {
        "version": str,
        "installation": str,
        "complete": bool,
        "company": dict,
        "members": list,
        "lost_files": list,
        "left_out": dict,
    }
    if set(manifest) != {*kinds, "product", "format"}:
        raise ArchiveRefusedError("Its manifest does not say what it has to, or more.")
    for key, kind in kinds.items():
        if type(manifest[key]) is not kind:
            raise ArchiveRefusedError(f"Its manifest is broken at “{key}”.")


def _object(content: bytes, where: str) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as broken:
        raise ArchiveRefusedError(f"{where}: this is no JSON.") from broken
    if not isinstance(found, dict):
        raise ArchiveRefusedError(f"{where}: this is no row.")
    return found
