"""Reads of people and tenancy, each for one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext

from companies.audit import sentence
from companies.models import (
    Absence,
    AuditEntry,
    Company,
    Department,
    Deputy,
    Invitation,
    Membership,
    Notice,
    User,
)
from companies.postman import ATTEMPTS
from companies.roles import Role

PAGE = 50


@dataclass(frozen=True)
class Person:
    """One line of the list of people."""

    membership: Membership
    away: Absence | None
    deputy: Deputy | None


def people_of(company: Company, *, on: date) -> list[Person]:
    """Who belongs to the company, by name, with who is away and who stands in (3 queries)."""
    days = Q(starts_on__lte=on, ends_on__gte=on)
    away = {row.membership_id: row for row in Absence.of(company).filter(days)}
    deputies = Deputy.of(company).filter(days, deputy__ended_at__isnull=True)
    stand_ins = {row.principal_id: row for row in deputies.select_related("deputy__user")}
    return [
        Person(membership, away.get(membership.pk), stand_ins.get(membership.pk))
        for membership in live_memberships(company)
    ]


def live_memberships(company: Company) -> QuerySet[Membership]:
    """Memberships that have not ended, by name, with person and department."""
    live = Membership.of(company).filter(ended_at__isnull=True)
    return live.select_related("user", "department").order_by("user__name", "pk")


def may_found(user: User) -> bool:
    """Whether somebody may found another company: consultants, and whoever administers one."""
    live = Membership.everywhere.filter(user=user, ended_at__isnull=True)
    return live.filter(Q(role=Role.CONSULTANT) | Q(is_admin=True)).exists()


@dataclass(frozen=True)
class OpenInvitation:
    """An invitation nobody has answered, and how its mail fares."""

    invitation: Invitation
    is_expired: bool
    notice: Notice | None

    @property
    def trouble(self) -> str:
        """Why the mail has not gone out, empty if nothing is wrong."""
        if self.notice is None or self.notice.sent_at or not self.notice.last_error:
            return ""
        return gettext(self.notice.last_error)

    @property
    def has_given_up(self) -> bool:
        """Whether the mail will not be tried again by itself."""
        return bool(self.trouble) and self.notice is not None and self.notice.attempts >= ATTEMPTS


def open_invitations(company: Company, *, at: datetime) -> list[OpenInvitation]:
    """Invitations that are neither accepted nor withdrawn, newest first (2 queries)."""
    rows = Invitation.of(company).filter(accepted_at__isnull=True, revoked_at__isnull=True)
    invitations = list(rows.select_related("department"))
    notices = {
        notice.context.get("invitation"): notice
        for notice in Notice.of(company)
        .filter(template="invitation", email__in=[each.email for each in invitations])
        .order_by("pk")
    }
    return [
        OpenInvitation(each, at >= each.expires_at, notices.get(each.pk)) for each in invitations
    ]


def departments_of(company: Company) -> QuerySet[Department]:
    """Departments by name, each with ``people``: how many live members it has."""
    live = Count("memberships", filter=Q(memberships__ended_at__isnull=True))
    return Department.of(company).annotate(people=live)


def deputies_from(company: Company, *, on: date) -> QuerySet[Deputy]:
    """Deputyships of today and later, soonest first."""
    rows = Deputy.of(company).filter(ends_on__gte=on, principal__ended_at__isnull=True)
    return rows.select_related("principal__user", "deputy__user").order_by("starts_on", "pk")


def deputyships_of(membership: Membership, *, on: date) -> QuerySet[Deputy]:
    """Deputyships of today and later in which somebody stands in or is represented."""
    rows = deputies_from(membership.company, on=on)
    return rows.filter(Q(principal=membership) | Q(deputy=membership))


def absences_from(company: Company, *, on: date) -> QuerySet[Absence]:
    """Absences of today and later, soonest first."""
    rows = Absence.of(company).filter(ends_on__gte=on, membership__ended_at__isnull=True)
    return rows.select_related("membership__user").order_by("starts_on", "pk")


@dataclass(frozen=True)
class LogFilter:
    """What the reader of the log is looking for; None and empty mean everything."""

    area: str = ""
    actor: int | None = None
    since: datetime | None = None
    until: datetime | None = None

    def narrow(self, entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        """Only the entries looked for."""
        if self.area:
            entries = entries.filter(act__startswith=f"{self.area}.")
        if self.actor:
            entries = entries.filter(actor_id=self.actor)
        if self.since:
            entries = entries.filter(at__gte=self.since)
        if self.until:
            entries = entries.filter(at__lt=self.until)
        return entries


@dataclass(frozen=True)
class LogPage:
    """One page of the log, newest first; ``newer`` and ``older`` are ids to go on from."""

    entries: Sequence[AuditEntry]
    newer: int | None
    older: int | None

    @cached_property
    def lines(self) -> list[tuple[AuditEntry, str]]:
        """Each entry beside its sentence in the reader's language."""
        return [(entry, sentence(entry)) for entry in self.entries]


def log_page(
    company: Company,
    looked_for: LogFilter,
    *,
    before: int | None = None,
    after: int | None = None,
) -> LogPage:
    """A page of at most 50 entries older than ``before`` or newer than ``after`` (1 query)."""
    entries = looked_for.narrow(AuditEntry.of(company)).select_related("on_behalf_of")
    if after is not None:
        upwards = list(entries.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
        rows = upwards[:PAGE][::-1]
        newer = rows[0].pk if len(upwards) > PAGE else None
        return LogPage(rows, newer, rows[-1].pk if rows else after + 1)
    if before is not None:
        entries = entries.filter(pk__lt=before)
    downwards = list(entries.order_by("-pk")[: PAGE + 1])
    rows = downwards[:PAGE]
    newer = rows[0].pk if rows and before is not None else None
    return LogPage(rows, newer, rows[-1].pk if len(downwards) > PAGE else None)
