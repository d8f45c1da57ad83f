"""``manage.py seed_demo``: fill an empty installation with the demo's companies, once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from companies.models import User
from rollout.demo import people, sources, story


class Command(BaseCommand):
    help = "Two invented client companies with people, sources and a rollout under way."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sources-port", type=int, required=True)

    def handle(self, *args: Any, **options: Any) -> str:
        port = options["sources_port"]
        if User.objects.filter(email=people.CONSULTANT.email).exists():
            sources.follow_port(port)
            self.stdout.write("The demo companies are there already; they are left as they are.")
        else:
            story.tell(port=port, now=timezone.now())
            self.stdout.write("Three companies founded, twelve sources watched.")
        return people.logins()
