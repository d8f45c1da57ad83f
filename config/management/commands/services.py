"""``manage.py services``: what the embedded servers are doing, and stopping them."""

import os
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import embedded
from config.embedded import postgres, users, valkey
from config.embedded.processes import running


class Command(BaseCommand):
    """Looks at the servers under var/, started or not."""

    help = "Show or stop the PostgreSQL and Valkey that Etappe brought along."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``status`` or ``stop``; ``--force`` stops them under other users."""
        parser.add_argument("action", choices=["status", "stop"])
        parser.add_argument("--force", action="store_true", help="stop them although in use")

    def handle(self, *args: object, **options: object) -> None:
        others = [pid for pid in users.user_pids(settings.VAR_DIR) if pid != os.getpid()]
        if options["action"] == "status":
            self._status(others)
        else:
            self._stop(others, force=bool(options["force"]))

    def _status(self, others: list[int]) -> None:
        root = settings.VAR_DIR
        for name, ready, process in (
            ("PostgreSQL", postgres.ready(root), running("postgres", root / "postgres")),
            ("Valkey", valkey.ready(root), running("valkey-server", root / "valkey")),
        ):
            state = "answers" if ready else "does not run"
            self.stdout.write(f"{name} {state}{f' (process {min(process)})' if process else ''}")
        used = ", ".join(map(str, others)) or "nobody else"
        self.stdout.write(f"Used by {used}; the data is in {root}")

    def _stop(self, others: list[int], *, force: bool) -> None:
        if others and not force:
            raise CommandError(
                f"The servers are used by the processes {', '.join(map(str, others))}. "
                "Stop those first, or say --force."
            )
        embedded.stop(settings.VAR_DIR)
        self.stdout.write("PostgreSQL and Valkey are stopped.")
