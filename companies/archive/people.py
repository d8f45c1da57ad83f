"""People who come with a company: found by address, or given an account without a password."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.validators import validate_email

from companies.archive.errors import ArchiveRefusedError
from companies.models import User

COLUMNS = ("email", "name", "language")
"""All that an archive says of a person: no password, no second factor, no session."""


def arrive(rows: Sequence[Mapping[str, Any]]) -> tuple[list[int], list[User]]:
    """The key here of each person, and who was created."""
    emails = [_checked(row) for row in rows]
    if len(set(emails)) != len(emails):
        raise ArchiveRefusedError("There are two people with one address in it.")
    known = {user.email: user for user in User.objects.filter(email__in=emails)}
    created = []
    for row, email in zip(rows, emails, strict=True):
        if email not in known:
            known[email] = User.objects.create_user(
                email, None, name=row["name"], language=row["language"]
            )
            created.append(known[email])
    return [known[email].pk for email in emails], created


def _checked(row: Mapping[str, Any]) -> str:
    email, name, language = (row[column] for column in COLUMNS)
    if not all(isinstance(each, str) for each in (email, name, language)):
        raise ArchiveRefusedError("A person has something else than words.")
    validate_email(email)
    if email != email.lower() or len(name) > 120 or "\0" in name:
        raise ArchiveRefusedError(f"{email!r:.80}: this is no person of ours.")
    if language not in dict(settings.LANGUAGES):
        raise ArchiveRefusedError(f"{email!r:.80}: nobody here reads {language!r:.10}.")
    return str(email)
