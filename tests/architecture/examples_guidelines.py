"""Examples for the addresses of the guidelines."""

from uuid import uuid4

from companies.models import Department, Membership
from companies.roles import Role
from guidelines.models import Comment, Paragraph
from guidelines.selectors import draft_of, fingerprint_of, published_version, text_of
from guidelines.services import comments, drafts, publishing
from tests.architecture.examples import House, example
from tests.factories import MONDAY, make_member


@example("guidelines:version", "guidelines:changes", "guidelines:acknowledge", "guidelines:pdf")
def _version(of: House) -> dict[str, object]:
    if published_version(of.company) is None:
        live = Membership.of(of.company).filter(role=Role.MANAGER, ended_at__isnull=True).first()
        manager = (live or make_member(of.company, Role.MANAGER, name="Karl Chef")).user
        given = {"company": of.company, "by": manager, "at": MONDAY}
        draft = drafts.begin_draft(language="de", **given)
        shown = fingerprint_of(text_of(draft))
        publishing.publish_version(number=draft.number, shown=shown, note="", **given)
    return {"number": 1}


@example(
    "guidelines:paragraph",
    "guidelines:move_paragraph",
    "guidelines:remove_paragraph",
    "guidelines:comment",
)
def _paragraph(of: House) -> dict[str, object]:
    return {"pk": _any_paragraph(of).pk}


@example(
    "guidelines:supplement_guidelines",
    "guidelines:supplement_versions",
    "guidelines:supplement_readers",
    "guidelines:supplement_remind",
    "guidelines:supplement_draft",
    "guidelines:supplement_begin_draft",
    "guidelines:supplement_add_paragraph",
    "guidelines:supplement_discard_draft",
    "guidelines:supplement_review",
    "guidelines:supplement_publish",
)
def _supplement(of: House) -> dict[str, object]:
    return {"department": _department_with_draft(of).pk}


@example(
    "guidelines:supplement_version",
    "guidelines:supplement_changes",
    "guidelines:supplement_acknowledge",
    "guidelines:supplement_pdf",
)
def _version_of_supplement(of: House) -> dict[str, object]:
    return {"department": _department_with_draft(of).pk, "number": 1}


def _department_with_draft(of: House) -> Department:
    row, _ = Department.everywhere.get_or_create(company=of.company, name="Vertrieb")
    given = {"company": of.company, "by": of.admin.user, "at": MONDAY}
    drafts.begin_draft(language="de", department=row, subject="sales", **given)
    return row


@example("guidelines:settle_comment", "guidelines:take_over")
def _comment(of: House) -> dict[str, object]:
    there = Comment.of(of.company).first()
    row = there or comments.comment(
        company=of.company,
        paragraph_id=_any_paragraph(of).pk,
        text="Gilt das auch für Praktikantinnen?",
        proposal="Das gilt auch für Praktikantinnen und Praktikanten.",
        form_key=uuid4(),
        by=of.member.user,
        at=MONDAY,
    )
    return {"pk": row.pk}


def _any_paragraph(of: House) -> Paragraph:
    given = {"company": of.company, "by": of.admin.user, "at": MONDAY}
    draft = draft_of(of.company) or drafts.begin_draft(language="de", **given)
    return text_of(draft)[0]
