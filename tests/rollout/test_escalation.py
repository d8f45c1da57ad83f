"""A gate that waits on after the reminder: who is called, and what the pages say of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from companies.mails import letter_of
from companies.models import Absence, Deputy, Membership, Notice
from companies.roles import Role
from rollout import gate, reminders
from rollout.models import GateEscalation
from rollout.presenters.escalation import escalated
from tests.factories import MONDAY, make_member
from tests.rollout.builders import TODAY, at_the_gate, deputise, make_place, make_ready, submit
from tests.rollout.test_reminders import moment, office_hours, told

pytestmark = pytest.mark.django_db

FRIDAY_EVENING = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
"""17:00 in Berlin: four whole working days after the Monday on which the gate began to wait."""
AFTER = FRIDAY_EVENING + timedelta(minutes=1)


def waiting():
    place = at_the_gate()
    office_hours(place)
    return place


def sentence(place, day=20):
    submission = place.stage().submission
    with override("en"):
        return escalated(place.company, submission, TODAY.replace(day=day))


def test_after_four_working_days_the_deputy_is_called_once():
    place = waiting()
    deputise(
        place.company, deputy=place.memberships["member"], principal=place.memberships["manager"]
    )
    assert reminders.escalate_gates(at=FRIDAY_EVENING) == 0
    assert GateEscalation.of(place.company).count() == 0
    assert reminders.escalate_gates(at=AFTER) == 1
    assert reminders.escalate_gates(at=AFTER + timedelta(days=3)) == 0
    assert told(place, "gate_escalated") == [place.member.email]
    assert told(place, "gate_nobody") == []
    row = GateEscalation.of(place.company).get()
    assert (row.why, row.at) == ("undecided", AFTER)


def test_without_a_deputy_lead_and_consultant_hear_what_to_do():
    place = waiting()
    assert reminders.escalate_gates(at=AFTER) == 2
    assert reminders.escalate_gates(at=AFTER + timedelta(days=3)) == 0
    assert told(place, "gate_nobody") == [place.lead.email, place.consultant.email]
    letter = letter_of(Notice.of(place.company).filter(template="gate_nobody").first())
    assert "Karl Lindner hat nicht entschieden, und es gibt keine Vertretung." in letter.body
    assert f"/c/{place.company.slug}/settings/deputies/" in letter.body


def test_a_manager_who_is_away_is_named_so():
    place = waiting()
    Absence.everywhere.create(
        company=place.company,
        membership=place.memberships["manager"],
        starts_on="2026-11-18",
        ends_on="2026-12-02",
    )
    reminders.escalate_gates(at=AFTER)
    assert GateEscalation.of(place.company).get().why == "away"
    letter = letter_of(Notice.of(place.company).filter(template="gate_nobody").first())
    assert "Karl Lindner ist abwesend, und es gibt keine Vertretung." in letter.body


def test_a_deputy_named_after_the_escalation_hears_of_it_then():
    place = waiting()
    reminders.escalate_gates(at=AFTER)
    deputise(
        place.company, deputy=place.memberships["member"], principal=place.memberships["manager"]
    )
    assert reminders.escalate_gates(at=AFTER + timedelta(hours=1)) == 1
    assert told(place, "gate_escalated") == [place.member.email]


def away_themselves(place, deputyship):
    Absence.everywhere.create(
        company=place.company,
        membership=deputyship.deputy,
        starts_on="2026-11-20",
        ends_on="2026-11-20",
    )


def without_a_mandate(place, deputyship):
    Membership.of(place.company).filter(pk=deputyship.deputy_id).update(role=Role.CONSULTANT)


def who_has_left(place, deputyship):
    Membership.of(place.company).filter(pk=deputyship.deputy_id).update(ended_at=MONDAY)


def of_other_days(place, deputyship):
    Deputy.of(place.company).update(ends_on="2026-11-19")


@pytest.mark.parametrize(
    "cannot",
    [away_themselves, without_a_mandate, who_has_left, of_other_days],
    ids=lambda each: each.__name__,
)
def test_a_deputy_who_cannot_decide_is_none(cannot):
    place = waiting()
    deputyship = deputise(
        place.company, deputy=place.memberships["member"], principal=place.memberships["manager"]
    )
    cannot(place, deputyship)
    reminders.escalate_gates(at=AFTER)
    assert told(place, "gate_escalated") == []
    assert place.lead.email in told(place, "gate_nobody")


def test_where_only_the_submitter_could_decide_another_manager_is_needed():
    place = make_place()
    office_hours(place)
    make_ready(place)
    deputise(
        place.company, deputy=place.memberships["member"], principal=place.memberships["manager"]
    )
    submit(place, by=place.manager)
    reminders.escalate_gates(at=AFTER)
    assert GateEscalation.of(place.company).get().why == "no_manager"
    letter = letter_of(Notice.of(place.company).filter(template="gate_nobody").first())
    assert f"/c/{place.company.slug}/settings/people/" in letter.body
    assert sentence(place).startswith("Escalated on Nov. 20, 2026: nobody can decide but whoever")


def test_the_page_says_when_it_was_escalated_and_to_whom():
    place = waiting()
    assert sentence(place) == ""
    reminders.escalate_gates(at=AFTER)
    assert sentence(place) == (
        "Escalated on Nov. 20, 2026: nobody stands in for Karl Lindner. "
        "A manager should name a deputy."
    )
    deputise(
        place.company, deputy=place.memberships["member"], principal=place.memberships["manager"]
    )
    assert sentence(place) == (
        "Escalated on Nov. 20, 2026: Mia Roth can decide in the manager’s place."
    )


def test_home_and_gate_show_the_escalation(client):
    place = waiting()
    reminders.escalate_gates(at=AFTER)
    client.force_login(place.lead)
    said = "Eskaliert am 20. November 2026: Niemand vertritt Karl Lindner."
    assert said in client.get(f"/c/{place.company.slug}/").content.decode()
    assert said in client.get(f"/c/{place.company.slug}/stages/1/").content.decode()


def test_after_a_hold_the_wait_is_escalated_anew():
    place = waiting()
    reminders.escalate_gates(at=AFTER)
    common = {"company": place.company, "number": 1, "by": place.manager}
    gate.hold_stage(
        shown=place.hash_at(),
        reason="Messe.",
        until=TODAY + timedelta(days=9),
        at=moment(21),
        **common,
    )
    assert reminders.escalate_gates(at=moment(30)) == 0
    gate.resume_stage(shown=place.hash_at(), at=moment(23), **common)
    assert sentence(place, 24) == ""
    assert reminders.escalate_gates(at=moment(27, 16, 1)) == 2
    assert GateEscalation.of(place.company).count() == 2


def test_a_stage_that_was_decided_is_not_escalated():
    place = waiting()
    gate.approve_stage(
        company=place.company,
        number=1,
        shown=place.hash_at(),
        by=place.manager,
        at=moment(20, 16, 0),
    )
    assert reminders.escalate_gates(at=moment(30)) == 0


def test_every_manager_has_to_be_away_to_be_called_away():
    place = waiting()
    make_member(place.company, Role.MANAGER, name="Rosa Lindner")
    Absence.everywhere.create(
        company=place.company,
        membership=place.memberships["manager"],
        starts_on="2026-11-18",
        ends_on="2026-12-02",
    )
    reminders.escalate_gates(at=AFTER)
    assert GateEscalation.of(place.company).get().why == "undecided"
