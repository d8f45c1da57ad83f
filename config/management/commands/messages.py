"""``manage.py messages``: bring the catalogues up to date, or check that they are complete."""

from argparse import ArgumentParser
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import catalogues


class Command(BaseCommand):
    help = "Update locale/*/LC_MESSAGES/django.po from the code; --check fails on what is missing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, fail if wrong")
        parser.add_argument("--compile", action="store_true", help="only write the .mo files")

    def handle(self, *args: Any, **options: Any) -> None:
        locale = settings.LOCALE_PATHS[0]
        if options["compile"]:
            catalogues.compile_all(locale)
            return
        # Extraction needs Babel, which is not installed in production.
        from config import messages

        said = messages.spoken(settings.BASE_DIR)
        path = locale / "de" / "LC_MESSAGES" / "django.po"
        catalogue = polib.pofile(str(path), wrapwidth=100)
        if not options["check"]:
            messages.merge(catalogue, said)
            catalogue.save(str(path))
            catalogues.compile_all(locale)
        findings = messages.check(catalogue, said)
        for title in ("missing", "fuzzy", "unused", "broken"):
            for sentence in getattr(findings, title):
                self.stdout.write(f"{title}: {sentence!r}")
        if findings:
            raise CommandError("The German catalogue is not complete (manage.py messages).")
        self.stdout.write(f"{len(said)} sentences, all of them in German.")
