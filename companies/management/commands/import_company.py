"""``manage.py import_company``: a company from another installation settles here."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from companies.archive.errors import ArchiveRefusedError
from companies.archive.reading import ArchiveFile
from companies.services.arrival import newcomers, settle_company


class Command(BaseCommand):
    help = (
        "Bring a company here from an archive. People are found by their e-mail address or get an "
        "account without a password. All or nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and whether to ask."""
        parser.add_argument("file", type=Path, help="an archive made by export_company")
        parser.add_argument("--yes", action="store_true", help="do not ask before it is done")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, say who comes, ask, settle."""
        try:
            with ArchiveFile(options["file"]) as archive:
                self._describe(archive)
                if not options["yes"] and input("Import? [y/N] ").strip().lower() != "y":
                    raise CommandError("Nothing was imported.")
                company = settle_company(archive=archive, at=timezone.now())
        except ArchiveRefusedError as refusal:
            raise CommandError(f"Refused, nothing was imported. {refusal}") from refusal
        self.stdout.write(f"{company} is here: /c/{company.slug}/")

    def _describe(self, archive: ArchiveFile) -> None:
        told = archive.manifest
        self._say(
            f"{told['company'].get('name')}, from {told['installation']} "
            f"(Etappe {told['version']}), SHA-256 {archive.sha256}"
        )
        if not told["complete"]:
            self._say("It was downloaded in the company: without answers to the survey.")
        known, new = newcomers(archive)
        for email in known:
            self._say(f"  has an account here: {email}")
        for email in new:
            self._say(f"  will get an account:  {email}")
        for lost in told["lost_files"]:
            self._say(f"  an attached file was lost before: {lost}")

    def _say(self, line: str) -> None:
        # Words from a stranger's file must not steer the operator's terminal.
        self.stdout.write("".join(sign if sign.isprintable() else "?" for sign in line))
