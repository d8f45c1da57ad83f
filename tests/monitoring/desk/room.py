"""A company with a desk: hours, people, a forum, and what is said there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from companies.models import Absence, BusinessHours, Company, Department, Deputy, Membership, User
from companies.roles import Role
from monitoring.intake.opening import open_cases
from monitoring.models import DeskCase, Feed, Mention, Source
from tests.factories import MONDAY, make_company, make_member

HOUR = timedelta(hours=1)
TUESDAY_17 = datetime.fromisoformat("2026-11-17T16:00:00+00:00")
"""The end of the working day after MONDAY, in Berlin at 17:00."""

_numbers = count(1)


@dataclass(frozen=True)
class Room:
    company: Company
    lead: Membership
    manager: Membership
    member: Membership
    colleague: Membership
    sales: Department
    forum: Source

    def said(self, text: str = "Wann habt ihr offen?", **fields: Any) -> Mention:
        """Somebody says something; it does not come on the desk by that."""
        return say(self, text, **fields)

    def asked(self, text: str = "Wann habt ihr offen?", **fields: Any) -> DeskCase:
        """Somebody asks something, and it lies on the desk."""
        mention = say(self, text, **fields)
        assert open_cases([mention.pk]) == 1
        return DeskCase.of(self.company).select_related("company").get(mention=mention)


def make_room(name: str = "Brauerei Lindner") -> Room:
    company = make_company(name)
    for weekday in range(5):
        for opens, closes in ((time(8), time(12)), (time(13), time(17))):
            BusinessHours.everywhere.create(
                company=company, weekday=weekday, opens=opens, closes=closes
            )
    sales = Department.everywhere.create(company=company, name="Vertrieb")
    lead = make_member(company, Role.LEAD, name="Lena Lead")
    return Room(
        company=company,
        lead=lead,
        manager=make_member(company, Role.MANAGER, name="Chef Lindner"),
        member=make_member(company, name="Mia Roth", department=sales),
        colleague=make_member(company, name="Toni Bauer", department=sales),
        sales=sales,
        forum=make_source(company, lead.user),
    )


def make_source(
    company: Company, by: User, *, kind: str = "feed", address: str = "", name: str = "Bierforum"
) -> Source:
    feed = Feed.objects.create(
        kind=kind,
        address=address or f"https://forum.example/{uuid4()}",
        host="forum.example",
        interval=HOUR,
        next_due_at=MONDAY,
        created_at=MONDAY - timedelta(days=90),
        last_success_at=MONDAY,
    )
    return Source.everywhere.create(
        company=company, feed=feed, name=name, added_by=by, added_at=MONDAY - timedelta(days=90)
    )


def say(room: Room, text: str, *, at: datetime = MONDAY, **fields: Any) -> Mention:
    number = next(_numbers)
    facts: dict[str, Any] = {
        "source": room.forum,
        "external_id": f"post-{number}",
        "url": f"https://forum.example/{number}",
        "text": text,
        "author": "Gerd",
        "language": "de",
        "published_at": at,
        "fetched_at": at,
        "day": at.date(),
        "tone": "neutral",
        "kind": "other",
        "is_question": "?" in text,
        "content_hash": number.to_bytes(32, "big"),
    }
    return Mention.everywhere.create(company=room.company, **(facts | fields))


def is_away(member: Membership, deputy: Membership | None = None, days: int = 7) -> None:
    """Somebody is away from MONDAY on; their deputy, if one is named, stands in."""
    first, last = MONDAY.date(), MONDAY.date() + timedelta(days=days)
    Absence.everywhere.create(
        company=member.company, membership=member, starts_on=first, ends_on=last
    )
    if deputy:
        Deputy.everywhere.create(
            company=member.company,
            principal=member,
            deputy=deputy,
            starts_on=first,
            ends_on=last,
        )
