"""A company begins: its row, its usual hours, its first person."""

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime, time

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from companies import audit
from companies.models import BusinessHours, Company, Membership, User
from companies.refusals import RefusedError
from companies.roles import Role

USUAL_DAYS = range(5)
USUAL_HOURS = ((time(8), time(12)), (time(13), time(17)))
SLUG_LENGTH = 50
FIRST_PERSON_LOCK = 0x657461707065  # "etappe"

GERMAN_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

_foundings: list[Callable[[Company, datetime], None]] = []


def when_founded(begin: Callable[[Company, datetime], None]) -> None:
    """Let an app above lay what every company begins with (``AppConfig.ready``).

    ``begin(company, at)`` runs in the transaction of the founding.
    """
    if begin not in _foundings:
        _foundings.append(begin)


@transaction.atomic
def found_company(
    *,
    name: str,
    state: str,
    founder: User | None,
    role: Role = Role.LEAD,
    by: User | None,
    at: datetime,
    time_zone: str = "Europe/Berlin",
) -> Company:
    """A new company with the usual hours; ``founder`` administers it and holds ``role``.

    Without a founder it is empty: invite somebody who administers it.
    """
    company = Company.objects.create(
        name=name, slug=free_slug(name), state=state, time_zone=time_zone, created_at=at
    )
    BusinessHours.everywhere.bulk_create(
        BusinessHours(company=company, weekday=weekday, opens=opens, closes=closes)
        for weekday in USUAL_DAYS
        for opens, closes in USUAL_HOURS
    )
    audit.record(company, "company.founded", by=by, at=at, name=name)
    if founder is not None:
        Membership.everywhere.create(
            company=company, user=founder, role=role, is_admin=True, started_at=at
        )
    for begin in _foundings:
        begin(company, at)
    return company


@transaction.atomic
def set_up_installation(
    *,
    company: str,
    state: str,
    name: str,
    email: str,
    password: str,
    role: Role,
    language: str,
    at: datetime,
) -> User:
    """The first person and the first company; refused as soon as anybody exists."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FIRST_PERSON_LOCK])
    if User.objects.exists():
        raise RefusedError(_("This installation is already set up. Please sign in."))
    person = User.objects.create_user(email, password, name=name, language=language)
    # Whoever holds the key of the installation is believed about their own address.
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    found_company(name=company, state=state, founder=person, role=role, by=person, at=at)
    return person


def set_up_key() -> str:
    """The key of the first set-up: made from SECRET_KEY, so every process here knows it.

    It opens nothing once anybody exists (see set_up_installation).
    """
    return salted_hmac("companies.set_up", "the first person", algorithm="sha256").hexdigest()[:32]


def first_set_up_link() -> str:
    """The whole address of the first set-up, for the operator alone; empty once anybody exists."""
    if User.objects.exists():
        return ""
    return f"{settings.BASE_URL}{reverse('companies:set_up')}?key={set_up_key()}"


def slug_of(name: str) -> str:
    """The name as it stands in addresses: ``Bäckerei Groß & Söhne`` is ``baeckerei-gross-soehne``.

    At most 50 characters; ``firma`` if the name holds no letter or digit of ours.
    """
    # A keyboard may send "ü" as two characters; composed, the table knows it.
    german = unicodedata.normalize("NFC", name).lower().translate(GERMAN_LETTERS)
    return re.sub(r"-+$", "", slugify(german)[:SLUG_LENGTH]) or "firma"


def free_slug(name: str) -> str:
    """The name as it can stand in addresses, with a number if it is taken; held until commit."""
    # Two foundings of one name at the same moment must not meet: the lock is released at commit.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FIRST_PERSON_LOCK + 1])
    wanted = slug_of(name)
    taken = set(Company.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number = 1
    slug = wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
