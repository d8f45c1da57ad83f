"""What was submitted, decided, promised or logged is not written again."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from companies.models import AuditEntry
from rollout.models import Decision, Submission, Template, TemplateVersion
from tests.factories import MONDAY, make_company, make_user
from tests.rollout.builders import LATER, TODAY, at_the_gate, passed
from tests.rollout.promises.asking import allowed, conditional, leave, refused_by, sql
from tests.tables import refusal, row_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("model", "promise"),
    [
        (Submission, "submission_append_only"),
        (Decision, "decision_append_only"),
    ],
)
def test_submissions_and_decisions_never_change(model, promise):
    passed()
    table = model._meta.db_table
    with refused_by(promise):
        sql(f"UPDATE {table} SET company_id = company_id")
    with refused_by(promise):
        sql(f"DELETE FROM {table}")


def test_the_log_never_changes():
    passed()
    for statement in (
        "UPDATE companies_auditentry SET act = 'x'",
        "DELETE FROM companies_auditentry",
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            sql(statement)
    assert AuditEntry.everywhere.exists()


def test_a_fingerprint_cannot_be_written():
    place = at_the_gate()
    with pytest.raises(DatabaseError), transaction.atomic():
        sql(
            "INSERT INTO rollout_submission (company_id, stage_id, round, submitted_by_id, "
            "submitted_at, snapshot, work_hash, content_hash) "
            "VALUES (%s, %s, 9, %s, now(), 'x', 'x', 'x')",
            place.company.pk,
            place.stage().pk,
            place.lead.pk,
        )


def test_a_condition_is_settled_once_whole_and_by_somebody_else():
    place, condition = conditional()
    with refused_by("condition_settled_by_other"):
        condition.update(settled="met", settled_by=place.lead, settled_at=LATER)
    with refused_by("condition_settled_by_other"):
        condition.update(
            settled="met", settled_by=place.manager, settled_for=place.lead, settled_at=LATER
        )
    with refused_by("condition_settled_whole"):
        condition.update(settled="met")
    with refused_by("condition_settled_once"):
        condition.update(due_on=TODAY + timedelta(days=300))
    with allowed():
        condition.update(settled="met", settled_by=place.manager, settled_at=LATER)
    with refused_by("condition_settled_once"):
        condition.update(settled="waived")
    with refused_by("condition_settled_once"):
        condition.update(owner=place.member)
    with refused_by("condition_is_never_deleted"):
        sql("DELETE FROM rollout_condition")


def test_a_condition_goes_to_another_member_once_its_owner_has_left():
    place, condition = conditional()
    with refused_by("condition_keeps_its_owner"):
        condition.update(owner=place.member)
    leave(place, "lead")
    leave(place, "consultant")
    with refused_by("condition_keeps_its_owner"):
        condition.update(owner=place.consultant)
    with refused_by("condition_keeps_its_owner"):
        condition.update(owner=make_user("Fremde Person"))
    with refused_by("condition_settled_once"):
        condition.update(owner=place.member, text="Etwas anderes")
    with allowed():
        condition.update(owner=place.member)


def test_a_published_version_of_a_template_stays_and_a_draft_does_not():
    company = make_company()
    template = row_of(Template, company)
    draft = row_of(TemplateVersion, company, template=template, number=2)
    published = row_of(TemplateVersion, company, template=template, published_at=MONDAY)

    def answers(version):
        rows = TemplateVersion.objects.filter(pk=version.pk)
        return (
            refusal(lambda: rows.update(entries=[{"key": "neu"}])),
            refusal(lambda: rows.update(published_at=None)),
            refusal(lambda: rows.delete()),
        )

    assert answers(published) == ("template_published_stays",) * 3
    assert answers(draft) == ("", "", "")
