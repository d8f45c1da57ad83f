"""A company that has listened for weeks, as rows, and what is suddenly said about it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import uuid4

from companies.models import Company, Membership
from companies.roles import Role
from guidelines.models import PreparedText, Scenario
from monitoring.models import AlarmContact, Feed, Mention, Source
from monitoring.services.alarm.checking import check_alarm
from tests.factories import MONDAY, make_company, make_member

HOUR = timedelta(hours=1)
NOON = MONDAY + timedelta(hours=3, minutes=20)
"""Monday, 13:20 in Berlin: the third hour of the window has begun."""


def make_source(
    company: Company, *, name: str = "Forum", days: int = 60, at: datetime = NOON
) -> Source:
    """A source watched for so many days until that moment."""
    by = make_member(company, name="Quelle Quast").user
    feed = Feed.objects.create(
        kind="feed",
        address=f"https://example.org/{uuid4()}",
        host="example.org",
        interval=HOUR,
        next_due_at=at + HOUR,
        created_at=at - timedelta(days=days),
        last_success_at=at - timedelta(minutes=5),
    )
    return Source.everywhere.create(
        company=company,
        feed=feed,
        name=name,
        added_by=by,
        added_at=at - timedelta(days=days),
    )


def say(
    source: Source,
    times: Iterable[datetime],
    *,
    tone: str = "neutral",
    text: str = "Das Bier von Lindner kam an.",
    **fields: object,
) -> None:
    """Mentions at these moments."""
    Mention.everywhere.bulk_create(
        Mention(
            company=source.company,
            source=source,
            external_id=str(uuid4()),
            text=text,
            published_at=at,
            fetched_at=at,
            day=at.date(),
            tone=tone,
            kind="other",
            content_hash=uuid4().bytes * 2,
            **fields,
        )
        for at in times
    )


def usual_weeks(source: Source, *, at: datetime = NOON, per_day: int = 2) -> None:
    """Some mentions a day for five weeks, the last of them yesterday."""
    say(
        source,
        (
            at - timedelta(days=day, hours=2 * number + 1)
            for day in range(1, 36)
            for number in range(per_day)
        ),
    )


def make_listening(name: str = "Brauerei Lindner") -> tuple[Company, Source]:
    """A company with five weeks as usual, and its source."""
    company = make_company(name)
    source = make_source(company)
    usual_weeks(source)
    return company, source


def storm(source: Source, *, number: int = 12, at: datetime = NOON, tone: str = "negative") -> None:
    """So many within the last two hours."""
    say(
        source,
        (at - timedelta(minutes=5 + 9 * n) for n in range(number)),
        tone=tone,
        text="Die Lieferung von Lindner ist schon wieder zu spät, unmöglich.",
    )


def editors(company: Company) -> dict[str, Membership]:
    """A lead, a manager and a plain member."""
    return {
        "lead": make_member(company, Role.LEAD, name="Lena Lead"),
        "manager": make_member(company, Role.MANAGER, name="Max Manager"),
        "member": make_member(company, Role.MEMBER, name="Moritz Member"),
    }


def make_contact(
    company: Company, *, name: str = "Pressestelle", confirmed: bool = True, level: str = "watch"
) -> AlarmContact:
    return AlarmContact.everywhere.create(
        company=company,
        name=name,
        email=f"{uuid4()}@example.org",
        language="de",
        from_level=level,
        added_by=make_member(company).user,
        added_at=MONDAY,
        confirmed_at=MONDAY if confirmed else None,
    )


def make_scenario(company: Company, topic: str, **fields: object) -> Scenario:
    by = make_member(company).user
    row = Scenario.everywhere.create(
        company=company,
        topic=topic,
        form_key=uuid4(),
        created_by=by,
        created_at=MONDAY,
        changed_at=MONDAY,
        **fields,
    )
    PreparedText.everywhere.create(
        company=company,
        scenario=row,
        title="Erste Antwort",
        language="de",
        text="Das tut uns leid.",
        form_key=uuid4(),
    )
    return row


def check(company: Company, *, at: datetime = NOON) -> list[tuple[str, str]]:
    """Let the alarm look; kind and level of what rang."""
    return [(peak.kind, peak.level) for peak in check_alarm(company=company, at=at)]
