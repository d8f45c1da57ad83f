"""``manage.py set_up_link``: the address of the first set-up, while nobody exists."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from companies.models import User
from companies.services.founding import set_up_key


class Command(BaseCommand):
    help = "Print the link to set up this installation; nothing once anybody exists."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the link, which only the operator sees."""
        if not User.objects.exists():
            link = f"{settings.BASE_URL}{reverse('companies:set_up')}?key={set_up_key()}"
            self.stdout.write(f"Set up your company here: {link}")
