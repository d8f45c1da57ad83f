"""A consultant leaves at the end of a mandate: what was held goes over, everything else stays."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils.translation import override

from companies import duties
from companies.mails import letter_of
from companies.models import AuditEntry, Deputy, Membership, Notice
from companies.refusals import RefusedError
from companies.roles import Role
from companies.services.handover import hand_over
from guidelines.models import FollowUp, Meeting, Scenario
from rollout import gate
from rollout.models import (
    Condition,
    CultureMeasure,
    Decision,
    Goal,
    PlatformChoice,
    StaffRole,
    Submission,
)
from rollout.stages.culture import measures
from tests.factories import MONDAY, make_member
from tests.rollout.ahead import come_to, place_at
from tests.rollout.builders import LATER, TODAY, deputise, make_place, make_ready, submit

pytestmark = pytest.mark.django_db

FRIDAY = LATER + timedelta(days=4)


def held():
    """The consultant owns a measure and a condition, and stands in for the manager."""
    place = make_place()
    make_ready(place)
    measures.add_measure(
        company=place.company,
        dimension="speed",
        text="Vertretung regeln",
        owner=place.consultant,
        due_on=TODAY + timedelta(days=30),
        by=place.consultant,
        at=MONDAY,
    )
    submit(place, by=place.consultant)
    gate.approve_with_conditions(
        company=place.company,
        number=1,
        shown=place.hash_at(),
        reason="Gut.",
        conditions=[gate.Promise("Vertrieb befragen", place.consultant, TODAY)],
        by=place.manager,
        at=LATER,
    )
    deputise(
        place.company,
        deputy=place.memberships["consultant"],
        principal=place.memberships["lead"],
    )
    return place


def titles(place, who="consultant"):
    return [str(duty.title) for duty in duties.duties_of(place.memberships[who])]


def staff_role(place, **people):
    return StaffRole.everywhere.create(
        company=place.company,
        stage=place.stage(5),
        duty="listening",
        hours_per_week=2,
        competence=3,
        **people,
    )


def leave(place, *, everything="lead", each=None, **more):
    return hand_over(
        membership=place.memberships["consultant"],
        everything=place.memberships[everything] if everything else None,
        each={key: place.memberships[who] for key, who in (each or {}).items()},
        by=place.consultant,
        at=FRIDAY,
        **more,
    )


def test_everything_goes_to_one_person_and_the_membership_ends():
    place = held()
    assert titles(place) == ["Vertrieb befragen", "Vertretung regeln"]
    assert leave(place) == 2
    assert Condition.of(place.company).get().owner == place.lead
    assert CultureMeasure.of(place.company).get().owner == place.lead
    assert not Membership.of(place.company).get(user=place.consultant).is_live
    assert not Deputy.of(place.company).filter(ends_on__gte=FRIDAY.date()).exists()


def test_single_duties_go_to_others():
    place = held()
    key = f"condition.{Condition.of(place.company).get().pk}"
    leave(place, each={key: "member"})
    assert Condition.of(place.company).get().owner == place.member
    assert CultureMeasure.of(place.company).get().owner == place.lead


def test_what_was_submitted_and_decided_stays_under_its_name():
    place = held()
    leave(place)
    assert Submission.of(place.company).get().submitted_by == place.consultant
    assert Decision.of(place.company).get().submitted_by == place.consultant


def test_the_log_names_each_duty_and_successors_are_told_once():
    place = held()
    leave(place)
    entries = AuditEntry.of(place.company).filter(act="duty.handed_over").order_by("pk")
    assert [entry.detail for entry in entries] == [
        {"what": "Vertrieb befragen", "person": "Ben Ostler", "successor": "Jana Berg"},
        {"what": "Vertretung regeln", "person": "Ben Ostler", "successor": "Jana Berg"},
    ]
    letter = letter_of(Notice.of(place.company).get(template="duties_taken"))
    assert letter.subject == f"{place.company.name}: Sie übernehmen von Ben Ostler"
    assert "- Vertrieb befragen (Auflage aus „Kulturcheck“)" in letter.body
    assert f"http://127.0.0.1:8000/c/{place.company.slug}/conditions/" in letter.body


def test_nothing_is_left_to_nobody():
    place = held()
    with pytest.raises(RefusedError) as refusal:
        leave(place, everything=None)
    assert refusal.value.field == "everything"
    assert place.memberships["consultant"].is_live
    assert Condition.of(place.company).get().owner == place.consultant


@pytest.mark.parametrize("who", ["themselves", "left"])
def test_whoever_takes_over_belongs_to_the_company(who):
    place = held()
    gone = make_member(place.company, name="Ina Kurz")
    Membership.of(place.company).filter(pk=gone.pk).update(ended_at=MONDAY)
    successor = {"themselves": place.memberships["consultant"], "left": gone}[who]
    with pytest.raises(RefusedError):
        hand_over(
            membership=place.memberships["consultant"],
            everything=successor,
            each={},
            by=place.consultant,
            at=FRIDAY,
        )
    assert Membership.of(place.company).get(user=place.consultant).is_live


def test_the_last_manager_stays_unless_it_is_meant():
    place = held()
    common = {"everything": place.memberships["lead"], "each": {}, "at": FRIDAY}
    with pytest.raises(RefusedError) as refusal:
        hand_over(membership=place.memberships["manager"], by=place.manager, **common)
    assert refusal.value.field == "without_manager"
    hand_over(
        membership=place.memberships["manager"],
        by=place.manager,
        without_manager=True,
        **common,
    )


def test_the_last_administrator_stays():
    place = held()
    Membership.of(place.company).filter(user=place.consultant).update(is_admin=True)
    with pytest.raises(RefusedError):
        leave(place)
    assert Condition.of(place.company).get().owner == place.consultant


def test_parts_in_an_open_stage_go_over_and_frozen_ones_stay():
    place = place_at(3)
    goal = {"kind": "service", "title": "Fragen am selben Tag", "due_on": TODAY}
    Goal.everywhere.create(
        company=place.company, stage=place.stage(3), owner=place.consultant, **goal
    )
    assert titles(place) == ["Fragen am selben Tag"]
    assert [duty.stays for duty in duties.duties_of(place.memberships["consultant"])] == [""]
    leave(place)
    assert Goal.of(place.company).get().owner == place.lead


def test_a_frozen_part_says_why_it_stays(client):
    place = place_at(3)
    Goal.everywhere.create(
        company=place.company,
        stage=place.stage(3),
        owner=place.consultant,
        kind="service",
        title="Fragen am selben Tag",
        due_on=TODAY,
    )
    come_to(place, 4)
    (duty,) = duties.duties_of(place.memberships["consultant"])
    assert duty.stays
    assert leave(place, everything=None) == 0
    assert Goal.of(place.company).get().owner == place.consultant


def test_a_platform_is_called_by_its_name():
    place = place_at(4)
    PlatformChoice.everywhere.create(
        company=place.company,
        stage=place.stage(4),
        platform="google_business",
        recommended="",
        is_chosen=True,
        purpose="Fragen beantworten",
        owner=place.consultant,
    )
    with override("en"):
        assert titles(place) == ["Google Business Profile"]


def test_a_part_somebody_has_already_is_refused_in_words():
    place = place_at(5)
    row = staff_role(place, person=place.lead, deputy=place.consultant)
    with pytest.raises(RefusedError, match="Jana Berg"):
        leave(place)
    row.refresh_from_db()
    assert row.deputy == place.consultant
    leave(place, everything="member")
    row.refresh_from_db()
    assert row.deputy == place.member


def test_what_is_said_about_the_person_is_not_said_about_another():
    place = place_at(5)
    row = staff_role(place, person=place.consultant)
    (duty,) = duties.duties_of(place.memberships["consultant"])
    assert duty.stays
    assert leave(place) == 0
    row.refresh_from_db()
    assert row.person == place.consultant


def test_scenarios_and_what_the_board_asked_for_go_over():
    place = make_place()
    common = {"company": place.company, "form_key": uuid4()}
    Scenario.everywhere.create(
        topic="Bier warm",
        owner=place.memberships["consultant"],
        deputy=place.memberships["member"],
        created_by=place.lead,
        created_at=MONDAY,
        changed_at=MONDAY,
        **common,
    )
    meeting = Meeting.everywhere.create(meets_on=TODAY, **common)
    FollowUp.everywhere.create(
        meeting=meeting,
        text="Texte prüfen",
        owner=place.memberships["consultant"],
        due_on=TODAY,
        entered_by=place.lead,
        entered_at=MONDAY,
        **common,
    )
    with pytest.raises(RefusedError, match="Mia Roth"):
        leave(place, everything="member")
    leave(place)
    assert Scenario.of(place.company).get().owner == place.memberships["lead"]
    assert FollowUp.of(place.company).get().owner == place.memberships["lead"]


# --- The page ---------------------------------------------------------------------------------


def page_of(place, who="consultant"):
    pk = place.memberships[who].pk
    return f"/c/{place.company.slug}/settings/people/{pk}/hand-over/"


def test_the_consultant_sees_everything_and_leaves(client):
    place = held()
    Deputy.of(place.company).update(ends_on=date(2099, 12, 31))  # the page shows what is to come
    client.force_login(place.consultant)
    shown = client.get(page_of(place)).content.decode()
    for words in ("Vertrieb befragen", "Vertretung regeln", "Ben Ostler vertritt Jana Berg"):
        assert words in shown
    answer = client.post(page_of(place), {"everything": place.memberships["lead"].pk})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert Condition.of(place.company).get().owner == place.lead
    assert client.get(f"/c/{place.company.slug}/").status_code == 404


def test_without_a_successor_the_page_comes_back_with_what_was_chosen(client):
    place = held()
    client.force_login(place.consultant)
    chosen = str(place.memberships["member"].pk)
    answer = client.post(page_of(place), {"duty_1": chosen})
    assert answer.status_code == 422
    assert f'<option value="{chosen}" selected>' in answer.content.decode()
    assert Membership.of(place.company).get(user=place.consultant).is_live


def test_others_are_handed_over_by_whoever_administers(client):
    place = held()
    client.force_login(place.lead)
    assert client.get(page_of(place)).status_code == 403
    assert client.post(page_of(place), {}).status_code == 403
    Membership.of(place.company).filter(user=place.lead).update(is_admin=True)
    answer = client.post(page_of(place), {"everything": place.memberships["lead"].pk})
    assert answer["Location"] == f"/c/{place.company.slug}/settings/people/"


def test_somebody_of_another_company_takes_nothing(client):
    place = held()
    other = make_place("Zweite Brauerei")
    client.force_login(place.consultant)
    answer = client.post(page_of(place), {"everything": other.memberships["lead"].pk})
    assert answer.status_code == 422
    assert Condition.of(place.company).get().owner == place.consultant


def test_whoever_holds_nothing_just_leaves(client):
    place = make_place()
    other = make_member(place.company, Role.CONSULTANT, name="Uli Neu")
    client.force_login(other.user)
    page = f"/c/{place.company.slug}/settings/people/{other.pk}/hand-over/"
    assert "Nichts ist zu übergeben" in client.get(page).content.decode()
    client.post(page, {})
    assert not Membership.of(place.company).get(pk=other.pk).is_live
