"""Every mail of a gate, written by the act itself, in both languages."""

from datetime import timedelta
from pathlib import Path

import pytest

from companies.mails import letter_of
from companies.models import Notice
from rollout import gate, reminders
from tests.factories import MONDAY
from tests.rollout.builders import LATER, TODAY, at_the_gate, deputise

pytestmark = pytest.mark.django_db


def everything_that_is_told():
    """A story in which each mail is written at least once."""
    place = at_the_gate()
    place.company.name = "Müller & Söhne"
    place.company.save()
    deputise(
        place.company, deputy=place.memberships["member"], principal=place.memberships["manager"]
    )
    common = {"company": place.company, "number": 1, "at": LATER}
    gate.withdraw_stage(by=place.lead, **common)
    Notice.of(place.company).delete()  # told under the old name
    gate.submit_stage(by=place.lead, **common)
    reminders.remind_all(at=MONDAY + timedelta(days=9))
    reminders.remind_all(at=MONDAY + timedelta(days=20))  # when nobody stands in any more
    held = {"shown": place.hash_at(), "by": place.member}
    gate.hold_stage(
        reason="Erst <Messe> & Urlaub.", until=TODAY + timedelta(days=1), **held, **common
    )
    reminders.remind_all(at=MONDAY + timedelta(days=9))
    gate.resume_stage(**held, **common)
    gate.return_stage(reason="Fragen Sie alle.", **held, **common)
    gate.submit_stage(by=place.lead, **common)
    gate.withdraw_stage(by=place.lead, **common)
    gate.submit_stage(by=place.lead, **common)
    gate.approve_stage(shown=place.hash_at(), by=place.member, **common)
    gate.reopen_stage(reason="Neuer Chef.", by=place.manager, **common)
    gate.submit_stage(by=place.lead, **common)
    gate.approve_with_conditions(
        shown=place.hash_at(),
        reason="Im Grunde gut.",
        conditions=[gate.Promise("Vertrieb befragen", place.lead, TODAY + timedelta(days=2))],
        by=place.manager,
        **common,
    )
    reminders.remind_all(at=MONDAY + timedelta(days=1))
    reminders.remind_all(at=MONDAY + timedelta(days=5))
    return place


def letters(place, language):
    found = {}
    for notice in Notice.of(place.company).order_by("pk"):
        notice.language = language
        found[notice.template] = letter_of(notice)
    return found


def test_each_mail_has_a_subject_a_greeting_a_link_and_no_markup():
    place = everything_that_is_told()
    templates = {
        path.stem
        for path in Path("templates/mails").glob("*.txt")
        if path.stem.startswith(("gate_", "hold_", "condition_"))
    }
    for language, hello in (("de", "Guten Tag"), ("en", "Hello")):
        written = letters(place, language)
        assert set(written) == templates
        for letter in written.values():
            assert letter.subject.startswith("Müller & Söhne: ")
            assert letter.body.startswith(hello)
            assert f"http://127.0.0.1:8000/c/{place.company.slug}/" in letter.body
            for left_over in ("{{", "{%", "%(", "&amp;", "None"):
                assert left_over not in letter.subject + letter.body


def test_a_deputy_signs_with_both_names_and_the_reason_is_quoted():
    letter = letters(everything_that_is_told(), "de")["gate_hold"]
    assert letter.subject == "Müller & Söhne: „Kulturcheck“ ist angehalten"
    assert (
        "Mia Roth i. V. Karl Lindner hat „Kulturcheck“ bis 17. November 2026 angehalten."
        in letter.body
    )
    assert "Erst <Messe> & Urlaub." in letter.body


def test_the_approval_names_the_stage_that_is_open_now():
    letter = letters(everything_that_is_told(), "de")["gate_approve"]
    assert "„Zuhören“ ist jetzt offen." in letter.body
