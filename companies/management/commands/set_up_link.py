"""``manage.py set_up_link``: the address of the first set-up, while nobody exists."""

from typing import Any

from django.core.management.base import BaseCommand

from companies.services.founding import first_set_up_link


class Command(BaseCommand):
    help = "Print the link to set up this installation; nothing once anybody exists."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the link, which only the operator sees."""
        if link := first_set_up_link():
            self.stdout.write(f"Set up your company here: {link}")
