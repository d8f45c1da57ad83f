"""Deciding at a gate: what is refused, what is kept, and who may at all."""

from datetime import timedelta

import pytest

from companies.models import Company
from rollout import gate
from rollout.models import Condition, Decision, Stage
from tests.rollout.builders import (
    Place,
    at_the_gate,
    deputise,
    make_place,
    second_manager,
    submit,
)
from tests.rollout.pages.visit import no_condition, now, shown_on, text_of, url, visitor

pytestmark = pytest.mark.django_db
DECIDE = "stages/1/decide/"


def decide(place: Place, user=None, **typed: object):
    client = visitor(user or place.manager)
    shown = typed.pop("shown", None) or place.hash_at()
    return client.post(url(place, DECIDE), {"shown": shown, **no_condition(), **typed})


def acts(company: Company) -> list[str]:
    return list(Decision.of(company).order_by("pk").values_list("act", flat=True))


def test_the_form_stands_beside_what_was_frozen():
    place = at_the_gate()
    page = visitor(place.manager).get(url(place, DECIDE))
    assert shown_on(page) == place.hash_at()
    said = text_of(page)
    assert "Culture check, round 1" in said
    assert "75 of 100, asked for: 60" in said
    assert place.hash_at() in said


def test_an_old_tab_is_told_and_keeps_what_was_typed():
    place = at_the_gate()
    old = place.hash_at()
    gate.withdraw_stage(company=place.company, number=1, by=place.lead, at=now())
    submit(place, at=now())
    page = decide(place, shown=old, act="approve_with_conditions", reason="Ich will das so.")
    said = text_of(page)
    assert page.status_code == 409
    assert "What you have read is not what is at the gate now" in said
    assert url(place, "stages/1/dossier/2/") in page.content.decode()
    assert "Ich will das so." in said
    assert shown_on(page) == place.hash_at()
    # Nothing is chosen: the new dossier has to be read before one click decides.
    assert " checked" not in page.content.decode()
    assert acts(place.company) == ["withdraw"]


def test_a_form_without_the_hash_decides_nothing():
    place = at_the_gate()
    client = visitor(place.manager)
    page = client.post(url(place, DECIDE), {"act": "approve", **no_condition()})
    assert page.status_code == 409
    assert acts(place.company) == []


def test_a_second_click_does_not_skip_a_stage():
    place = at_the_gate()
    shown = place.hash_at()
    first = decide(place, shown=shown, act="approve")
    second = decide(place, shown=shown, act="approve")
    assert first["Location"] == second["Location"] == url(place, "stages/1/") + "#gate"
    assert acts(place.company) == ["approve"]
    assert [stage.state for stage in Stage.of(place.company)][:3] == ["passed", "open", "locked"]


def test_whoever_comes_second_can_copy_what_they_wrote():
    place = at_the_gate()
    other = second_manager(place).user
    shown = place.hash_at()
    decide(place, shown=shown, act="approve")
    page = decide(place, other, shown=shown, act="return", reason="Bitte noch den Vertrieb fragen.")
    assert page.status_code == 409
    assert "“Culture check” has already passed its gate." in text_of(page)
    assert "Bitte noch den Vertrieb fragen." in text_of(page)
    assert acts(place.company) == ["approve"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Please choose a decision."),
        ({"act": "unlock"}, "unlock is not one of the available choices"),
        ({"act": "return"}, "Please give a reason."),
        ({"act": "return", "reason": "   "}, "Please give a reason."),
        ({"act": "hold", "reason": "Urlaub"}, "Please say on which day to look at it again."),
        (
            {"act": "hold", "reason": "Urlaub", "until": "2020-01-01"},
            "Please choose a day that is still to come.",
        ),
        (
            {"act": "approve_with_conditions", "reason": "Ja"},
            "Please say what the condition is.",
        ),
        (
            {"act": "approve_with_conditions", "reason": "Ja", "condition-2-text": "Halb"},
            "Please say who meets it.",
        ),
        (
            {"act": "approve_with_conditions", "reason": "Ja", "condition-0-due_on": "morgen"},
            "Enter a valid date.",
        ),
    ],
)
def test_what_is_missing_is_said_where_it_is_missing(typed, sentence):
    place = at_the_gate()
    page = decide(place, **typed)
    assert page.status_code == 422
    assert sentence in text_of(page)
    assert acts(place.company) == []
    for written in ("Urlaub", "Halb"):
        if written in typed.values():
            assert written in text_of(page)


def test_a_condition_in_the_past_or_for_a_stranger_is_refused():
    place, neighbour = at_the_gate(), make_place("Nachbar GmbH")
    row = {"act": "approve_with_conditions", "reason": "Ja", "condition-0-text": "Etwas"}
    own = place.memberships["lead"].pk
    past = decide(place, **row, **{"condition-0-owner": own, "condition-0-due_on": "2020-01-01"})
    assert "The date lies in the past." in text_of(past)
    foreign = neighbour.memberships["lead"].pk
    stranger = decide(
        place, **row, **{"condition-0-owner": foreign, "condition-0-due_on": "2099-01-01"}
    )
    assert stranger.status_code == 422
    assert not Condition.everywhere.exists()


def test_a_return_with_findings_is_read_by_the_lead():
    place = at_the_gate()
    decide(
        place,
        act="return",
        reason="Bitte noch einmal.",
        **{"finding-people": "Die Werkstatt fehlt.", "finding-forged": "x"},
    )
    lead = visitor(place.lead)
    assert "Karl Lindner returned it: Bitte noch einmal." in text_of(
        lead.get(url(place, "stages/1/"))
    )
    dossier = text_of(lead.get(url(place, "stages/1/dossier/1/")))
    assert "Finding: Die Werkstatt fehlt." in dossier
    assert Decision.of(place.company).get().findings == {"people": "Die Werkstatt fehlt."}


def test_a_hold_is_said_and_can_be_ended():
    place = at_the_gate()
    until = (now() + timedelta(days=14)).date()
    decide(place, act="hold", reason="Erst nach der Messe.", until=until.isoformat())
    assert "Erst nach der Messe." in text_of(visitor(place.lead).get(url(place, "stages/1/")))
    manager = visitor(place.manager)
    asked = manager.get(url(place, "stages/1/resume/"))
    manager.post(url(place, "stages/1/resume/"), {"shown": shown_on(asked)})
    assert place.stage().state == "submitted"
    again = manager.post(url(place, "stages/1/resume/"), {"shown": place.hash_at()}, follow=True)
    assert "is at the gate and not on hold" not in text_of(again)  # the second of two clicks


@pytest.mark.parametrize("who", ["lead", "member", "consultant"])
def test_whoever_may_not_decide_reads_why_and_cannot(who):
    place = at_the_gate()
    user = place.everybody()[who]
    page = visitor(user).get(url(place, DECIDE))
    assert page.status_code == 200
    assert 'name="act"' not in page.content.decode()
    assert "decide" in text_of(page)
    refused = decide(place, user, act="approve")
    assert refused.status_code == 422
    assert acts(place.company) == []


def test_a_manager_who_submitted_is_told_that_somebody_else_decides():
    place = at_the_gate()
    gate.withdraw_stage(company=place.company, number=1, by=place.lead, at=now())
    submit(place, by=place.manager, at=now())
    page = visitor(place.manager).get(url(place, DECIDE))
    assert "Nobody decides on a submission of their own" in text_of(page)
    assert decide(place, act="approve").status_code == 422
    assert acts(place.company) == ["withdraw"]


def test_a_deputy_decides_and_both_names_are_kept():
    place = at_the_gate()
    today = now().date()
    deputise(
        place.company,
        deputy=place.memberships["member"],
        principal=place.memberships["manager"],
        starts_on=today - timedelta(days=2),
        ends_on=today + timedelta(days=2),
    )
    decide(place, place.member, act="approve")
    dossier = visitor(place.lead).get(url(place, "stages/1/dossier/1/"))
    assert "Mia Roth i. V. Karl Lindner approved “Culture check”" in text_of(dossier)


def test_withdrawing_asks_once_and_a_second_click_is_no_error():
    place = at_the_gate()
    lead = visitor(place.lead)
    assert "Withdraw “Culture check” from the gate?" in text_of(
        lead.get(url(place, "stages/1/withdraw/"))
    )
    lead.post(url(place, "stages/1/withdraw/"))
    again = lead.post(url(place, "stages/1/withdraw/"), follow=True)
    assert acts(place.company) == ["withdraw"]
    assert text_of(again).count("Withdrawn. The stage is open again.") == 1
    assert "is not at the gate any more" not in text_of(again)


def test_a_second_submitting_click_is_no_error():
    place = at_the_gate()
    page = visitor(place.lead).post(url(place, "stages/1/submit/"), follow=True)
    assert "already at the gate" not in text_of(page)
    other = visitor(place.consultant).post(url(place, "stages/1/submit/"), follow=True)
    assert "“Culture check” is already at the gate." in text_of(other)


def test_reopening_needs_a_reason_and_a_manager():
    place = at_the_gate()
    decide(place, act="approve")
    lead = visitor(place.lead).get(url(place, "stages/1/reopen/"), follow=True)
    assert "Only a manager, or whoever stands in for one today" in text_of(lead)
    manager = visitor(place.manager)
    empty = manager.post(url(place, "stages/1/reopen/"), {"reason": " "})
    assert (empty.status_code, place.stage().state) == (422, "passed")
    manager.post(url(place, "stages/1/reopen/"), {"reason": "Neue Geschäftsleitung."})
    assert place.stage().state == "open"
    assert "Karl Lindner reopened it: Neue Geschäftsleitung." in text_of(
        visitor(place.lead).get(url(place, "stages/1/"))
    )
