"""``manage.py export_company``: everything of a company in one file, to move it elsewhere."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from companies.archive.writing import write_archive
from companies.models import Company


class Command(BaseCommand):
    help = (
        "Write a company into one archive. Made here it is complete: it holds the single answers "
        "to the culture check, which nobody in the company may see. Hand it to nobody there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The company and the file."""
        parser.add_argument("slug", help="short name in addresses (/c/<slug>/)")
        parser.add_argument("file", type=Path, help="where to write the archive; must not exist")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say what is in it."""
        company = Company.objects.filter(slug=options["slug"]).first()
        if company is None:
            raise CommandError(f"There is no company “{options['slug']}”.")
        path: Path = options["file"]
        try:
            file = path.open("xb")
        except OSError as wrong:
            raise CommandError(f"The file cannot be written: {wrong}") from wrong
        with file:
            path.chmod(0o600)
            manifest = write_archive(company, file, complete=True)
        rows = sum(each["rows"] for each in manifest["members"])
        self.stdout.write(f"{company}: {rows} rows in {path}")
        for lost in manifest["lost_files"]:
            self.stderr.write(f"An attached file is missing or changed: {lost}")
