"""Rows for tests, made as plainly as possible; every time and name can be said."""

from datetime import UTC, datetime
from functools import cache
from itertools import count

from django.contrib.auth.hashers import make_password

from companies.models import Company, Department, Membership, User
from companies.roles import Role

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
"""A Monday at ten in Berlin: the moment most tests happen."""

PASSWORD = "ein langes Passwort"

_numbers = count(1)


def make_company(name: str = "Brauerei Lindner", *, state: str = "BY") -> Company:
    """A company without stages, people or hours."""
    slug = f"{name.lower().replace(' ', '-')}-{next(_numbers)}"
    return Company.objects.create(name=name, slug=slug, state=state, created_at=MONDAY)


@cache
def _password_hash() -> str:
    # Hashing is slow on purpose; once is enough for all tests.
    return make_password(PASSWORD)


def make_user(name: str = "Erika Muster", *, language: str = "de") -> User:
    """A person who can sign in with PASSWORD, their address confirmed."""
    email = f"{name.lower().replace(' ', '.')}.{next(_numbers)}@example.org"
    user = User.objects.create(email=email, name=name, language=language, password=_password_hash())
    user.emailaddress_set.create(email=email, verified=True, primary=True)
    return user


def make_member(
    company: Company,
    role: Role = Role.MEMBER,
    *,
    name: str = "Erika Muster",
    is_admin: bool = False,
    department: Department | None = None,
    user: User | None = None,
) -> Membership:
    """A live membership, with a new person unless one is given."""
    return Membership.everywhere.create(
        company=company,
        user=user or make_user(name),
        role=role,
        is_admin=is_admin,
        department=department,
        started_at=MONDAY,
    )
