"""``manage.py found_company``: a company, and a link that lets its first person in."""

from argparse import ArgumentParser
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from companies.roles import Role
from companies.services.founding import found_company
from companies.services.invitations import invite, token_of
from companies.states import GermanState


class Command(BaseCommand):
    help = "Found a company and print the invitation link of the person who will administer it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The company, and whom to invite."""
        parser.add_argument("--name", required=True, help="name of the company")
        parser.add_argument("--email", required=True, help="address of its first person")
        parser.add_argument("--person", default="", help="name of that person")
        parser.add_argument("--state", default="BY", choices=GermanState.values)
        parser.add_argument("--role", default=Role.LEAD.value, choices=Role.values)

    def handle(self, *args: Any, **options: Any) -> None:
        """Found, invite, print."""
        name, email = options["name"].strip(), options["email"].strip()
        try:
            validate_email(email)
        except ValidationError as wrong:
            raise CommandError(f"“{email}” is not an e-mail address.") from wrong
        if not 0 < len(name) <= 120:
            raise CommandError("The name of the company must have 1 to 120 characters.")
        now = timezone.now()
        with transaction.atomic(), override(settings.LANGUAGE_CODE):
            company = found_company(
                name=name, state=options["state"], founder=None, by=None, at=now
            )
            invitation = invite(
                company=company,
                email=email,
                name=options["person"],
                role=options["role"],
                is_admin=True,
                by=None,
                at=now,
            )
            zone = ZoneInfo(company.time_zone)
            until = date_format(timezone.localtime(invitation.expires_at, zone), "DATE_FORMAT")
        token = token_of(invitation.pk, invitation.expires_at)
        link = settings.BASE_URL + reverse("companies:invitation", kwargs={"token": token})
        self.stdout.write(f"{company} is founded: /c/{company.slug}/")
        self.stdout.write(f"Invitation for {invitation.email}, valid until {until}:\n{link}")
