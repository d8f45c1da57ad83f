"""What somebody changes about themselves; it belongs to no company, so no log names it."""

from django.db import transaction

from companies.models import User


@transaction.atomic
def change_profile(*, by: User, name: str, language: str) -> None:
    """Another name or language; earlier log entries keep the name they were written with."""
    by.name, by.language = name.strip(), language
    by.save(update_fields=["name", "language"])


def choose_language(*, by: User, language: str) -> None:
    """Another language, for every page and mail from now on."""
    by.language = language
    by.save(update_fields=["language"])
