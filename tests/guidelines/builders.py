"""A company with people and guidelines, made through the services."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from companies.models import Company, Department, Membership, User
from companies.roles import Role
from guidelines.models import Comment, GuidelineVersion, Paragraph
from guidelines.selectors import draft_of, fingerprint_of, text_of
from guidelines.services import comments, drafts, publishing
from tests.factories import MONDAY, make_company, make_member

FORMS = UUID("0c1b7f52-3f0e-4a52-9a0c-40f9e6d9f111")


@dataclass(frozen=True)
class Place:
    """A company and its people."""

    company: Company
    lead: Membership
    manager: Membership
    member: Membership

    def by(self, who: Membership | User, at: datetime = MONDAY) -> dict:
        """What every act is told."""
        user = who.user if isinstance(who, Membership) else who
        return {"company": self.company, "by": user, "at": at}

    def url(self, path: str = "") -> str:
        """An address of the guidelines."""
        return f"/c/{self.company.slug}/guidelines/{path}"


def make_place(name: str = "Brauerei Lindner") -> Place:
    """A company with one person of each role."""
    company = make_company(name)
    return Place(
        company,
        make_member(company, Role.LEAD, name="Petra Vogt"),
        make_member(company, Role.MANAGER, name="Georg Brenner"),
        make_member(company, Role.MEMBER, name="Jonas Maier"),
    )


def make_department(place: Place, name: str = "Vertrieb", *people: Membership) -> Department:
    """A department of the company, and who works there."""
    row = Department.everywhere.create(company=place.company, name=name)
    for each in people:
        each.department = row
        each.save()
    return row


def begin(
    place: Place, department: Department | None = None, at: datetime = MONDAY
) -> GuidelineVersion:
    """The draft, begun by the lead; of a supplement with the words for sales."""
    given = {"department": department, "subject": "sales"} if department else {}
    return drafts.begin_draft(language="de", **given, **place.by(place.lead, at))


def publish(
    place: Place,
    at: datetime = MONDAY,
    note: str = "",
    department: Department | None = None,
    reason: str = "",
) -> GuidelineVersion:
    """The draft put into force by the manager; begun if there is none."""
    draft = draft_of(place.company, department) or begin(place, department)
    return publishing.publish_version(
        number=draft.number,
        shown=fingerprint_of(text_of(draft)),
        note=note,
        department=department,
        reason=reason,
        **place.by(place.manager, at),
    )


def paragraph_of(version: GuidelineVersion, key: str = "tone") -> Paragraph:
    """One paragraph of a version."""
    return version.paragraphs.get(key=key)


def say(
    place: Place, paragraph: Paragraph, text: str, key: str = "1", proposal: str = ""
) -> Comment:
    """A comment of the member."""
    return comments.comment(
        paragraph_id=paragraph.pk,
        text=text,
        proposal=proposal,
        form_key=uuid5(FORMS, key),
        **place.by(place.member),
    )
