"""The demo's guidelines: written with the staff, in force, read by some."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from companies.models import Company, User
from guidelines.models import GuidelineVersion
from guidelines.selectors import fingerprint_of, text_of
from guidelines.services.comments import comment, settle_comment
from guidelines.services.drafts import begin_draft
from guidelines.services.publishing import acknowledge, publish_version

FORMS = UUID("6e4c9c83-6a7b-4a3f-9f0c-6b0f6a1a54f2")


def write_guidelines(
    company: Company,
    *,
    lead: User,
    manager: User,
    sales: User,
    workshop: User,
    at: datetime,
) -> None:
    """One published version with two comments; the lead, the manager and sales have read it."""
    draft = begin_draft(company=company, language="de", by=lead, at=at)
    text = text_of(draft)
    in_force = publish_version(
        company=company,
        number=draft.number,
        shown=fingerprint_of(text),
        note="Unsere ersten Richtlinien. Danke an alle, die mitgeschrieben haben.",
        by=manager,
        at=at + timedelta(days=4),
    )
    _say(in_force, "working-time", ABOUT_FAIRS, by=sales, at=at + timedelta(days=5))
    settled = _say(
        in_force, "pictures-of-people", ABOUT_PICTURES, by=workshop, at=at + timedelta(days=5)
    )
    settle_comment(
        company=company,
        comment_id=settled,
        answer="Ja. Das Formular liegt jetzt im Büro und beim Meister.",
        by=lead,
        at=at + timedelta(days=6),
    )
    for days, reader in ((4, manager), (5, lead), (6, sales)):
        acknowledge(
            company=company, number=in_force.number, by=reader, at=at + timedelta(days=days)
        )


ABOUT_FAIRS = "Auf Messen antworten wir auch abends. Zählt das als Arbeitszeit?"
ABOUT_PICTURES = "Wo finden wir das Formular für Fotos aus der Werkstatt?"


def _say(version: GuidelineVersion, key: str, text: str, *, by: User, at: datetime) -> int:
    paragraph = version.paragraphs.get(key=key)
    row = comment(
        company=version.company,
        paragraph_id=paragraph.pk,
        text=text,
        form_key=uuid5(FORMS, key),
        by=by,
        at=at,
    )
    return row.pk
