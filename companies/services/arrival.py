"""A company in an archive settles here: new keys, the same content, all or nothing."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pgtrigger
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import Error, connection, transaction

from companies import audit, outbox
from companies.archive.errors import ArchiveRefusedError
from companies.archive.moving_in import MovingIn
from companies.archive.reading import ArchiveFile
from companies.archive.specials import checks, guards
from companies.archive.tables import USER
from companies.archive.values import read
from companies.models import Arrival, Company, Membership, User
from companies.services.founding import free_slug
from companies.states import GermanState


def newcomers(archive: ArchiveFile) -> tuple[list[str], list[str]]:
    """The addresses in an archive: who has an account here, and who will get one."""
    wanted = [str(row.get("email")) for row in archive.rows(f"outside/{USER}.jsonl")]
    known = set(User.objects.filter(email__in=wanted).values_list("email", flat=True))
    return [each for each in wanted if each in known], [
        each for each in wanted if each not in known
    ]


def settle_company(*, archive: ArchiveFile, at: datetime) -> Company:
    """Bring the company here; raises ArchiveRefusedError and leaves nothing behind.

    Guards of people's acts are off while the rows move in; every constraint, composite key and
    deferred trigger stays on, and what the guards promise is looked at afterwards.
    """
    moving: MovingIn | None = None
    try:
        with transaction.atomic():
            company = _found(archive, at)
            moving = MovingIn(archive, company, at)
            with pgtrigger.ignore(*guards()):
                moving.move_in()
            _judge(company)
            _remember(company, archive, at)
            _tell(company, moving.created, at)
    except (Error, ValueError, ValidationError) as broken:
        _leave(moving)
        raise ArchiveRefusedError(f"It breaks a promise of the database: {broken}") from broken
    except BaseException:
        _leave(moving)
        raise
    return company


def _leave(moving: MovingIn | None) -> None:
    if moving is not None:
        moving.discard_files()


def _found(archive: ArchiveFile, at: datetime) -> Company:
    told: dict[str, Any] = archive.manifest["company"]
    if {*told, "id"} != {column.name for column in Company._meta.concrete_fields}:
        raise ArchiveRefusedError("Its manifest does not say what the company is.")
    values = {
        column.name: read(column, told[column.name])
        for column in Company._meta.concrete_fields
        if not column.primary_key
    }
    company = Company(**values)
    validate_slug(company.slug)
    if company.state not in GermanState.values or not company.name.strip():
        raise ArchiveRefusedError("Its manifest does not say what the company is.")
    if Company.objects.filter(slug=company.slug).exists():
        company.slug = free_slug(company.slug)
    company.full_clean()
    company.save()
    return company


def _judge(company: Company) -> None:
    with connection.cursor() as cursor:
        # What is judged at commit is judged now, while it can still be said in words.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for problem in _problems(company):
        raise ArchiveRefusedError(f"It breaks a promise: {problem}")


def _problems(company: Company) -> Iterator[str]:
    for check in checks():
        yield from check(company)


def _remember(company: Company, archive: ArchiveFile, at: datetime) -> None:
    told = {
        "installation": archive.manifest["installation"][:300],
        "version": archive.manifest["version"][:40],
        "sha256": archive.sha256,
    }
    Arrival.everywhere.create(company=company, at=at, **told)
    audit.record(company, audit.ARRIVED, by=None, at=at, **told)


def _tell(company: Company, created: list[User], at: datetime) -> None:
    """Whoever got an account and still belongs to the company hears how to choose a password."""
    live = Membership.of(company).filter(ended_at__isnull=True, user__in=created)
    for membership in live.select_related("user").order_by("pk"):
        outbox.tell(
            company,
            membership.user,
            template="company_moved",
            subject_key=f"arrival:{company.pk}",
            at=at,
        )
