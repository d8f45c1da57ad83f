"""A company that listens, as rows: what the pages are shown with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from companies.models import Company, Membership
from companies.roles import Role
from monitoring.models import Feed, Match, Mention, SearchProfile, Source
from tests.factories import make_company, make_member

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Place:
    """A company, people in it, and browsers in which they are signed in."""

    company: Company
    lead: Membership
    member: Membership

    def url(self, path: str = "") -> str:
        return f"/c/{self.company.slug}/{path}"

    def browser(self, membership: Membership | None = None) -> Client:
        client = Client()
        client.force_login((membership or self.lead).user)
        return client

    def get(self, path: str, **headers: str) -> str:
        return self.browser().get(self.url(path), headers=headers).content.decode()


def make_place(name: str = "Brauerei Lindner", *, language: str = "en") -> Place:
    company = make_company(name)
    lead = make_member(company, Role.LEAD, name="Lena Lead")
    member = make_member(company, Role.MEMBER, name="Moritz Member")
    for membership in (lead, member):
        membership.user.language = language
        membership.user.save()
    return Place(company, lead, member)


def make_source(
    place: Place,
    name: str = "Anzeiger",
    *,
    now: datetime | None = None,
    blind_since: datetime | None = None,
    takes_everything: bool = False,
    added_at: datetime | None = None,
) -> Source:
    """A source that works, or fails since a moment."""
    now = now or timezone.now()
    feed = Feed.objects.create(
        kind="feed",
        address=f"https://example.org/{uuid4()}",
        host="example.org",
        interval=HOUR,
        next_due_at=now + HOUR,
        created_at=now - timedelta(days=200),
        last_success_at=blind_since or now - timedelta(minutes=5),
        failing_since=blind_since,
        failures=3 if blind_since else 0,
        last_error={"code": "Unreachable", "detail": ""} if blind_since else {},
        items_total=12,
        last_item_at=now - HOUR,
    )
    return Source.everywhere.create(
        company=place.company,
        feed=feed,
        name=name,
        takes_everything=takes_everything,
        added_by=place.lead.user,
        added_at=added_at or now - timedelta(days=200),
    )


def make_profile(
    place: Place, name: str = "Lindner", *, kind: str = "brand", query: str = ""
) -> SearchProfile:
    return SearchProfile.everywhere.create(
        company=place.company,
        name=name,
        kind=kind,
        query=query or name,
        created_by=place.lead.user,
        created_at=timezone.now() - timedelta(days=200),
        changed_at=timezone.now() - timedelta(days=200),
    )


def make_mention(
    source: Source,
    *profiles: SearchProfile,
    at: datetime | None = None,
    tone: str = "neutral",
    **fields: object,
) -> Mention:
    at = at or timezone.now() - HOUR
    row = {
        "external_id": str(uuid4()),
        "url": "https://forum.example/7",
        "text": "Das Bier von Lindner kam warm an.",
        "author": "K. Brandt",
        "site": "forum.example",
        "language": "de",
        "published_at": at,
        "fetched_at": at,
        "day": timezone.localdate(at),
        "tone": tone,
        "kind": "other",
        "content_hash": uuid4().bytes * 2,
    } | fields
    mention = Mention.everywhere.create(company=source.company, source=source, **row)
    for profile in profiles:
        Match.everywhere.create(company=source.company, mention=mention, profile=profile)
    return mention
