"""Templates of a consultant: written, published, applied to a client, updated knowingly."""

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, transaction

from companies.mails import message_of
from companies.models import Membership, Notice
from companies.roles import Role
from guidelines.models import GuidelineVersion, Paragraph, Scenario
from rollout.models import (
    AppliedTemplate,
    CompanyGoal,
    Goal,
    Kpi,
    OwnStatement,
    TargetGroup,
    Template,
    TemplateVersion,
)
from rollout.refusals import RefusedError
from rollout.templating import applying, authoring
from rollout.templating.entries import Entry, Kind, Taken, changes
from rollout.templating.selectors import applied_templates, own_template
from tests.factories import MONDAY, make_member
from tests.rollout.ahead import place_at
from tests.rollout.builders import LATER, Place, make_place
from tests.rollout.templating import (
    GOAL,
    apply,
    goals_template,
    named,
    publish,
    reworded,
    template_of,
    update,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return place_at(3)


def test_goals_are_written_with_what_they_rest_on_and_somebody_who_sees_to_them(
    place: Place,
) -> None:
    apply(place, goals_template(place))
    goal = Goal.of(place.company).get()
    assert (goal.title, goal.owner, goal.stage.number) == (
        "Jede Frage beantworten",
        place.lead,
        3,
    )
    assert goal.due_on == date(2027, 11, 16)
    assert goal.serves == CompanyGoal.of(place.company).get(name="Mehr Stammkunden")
    # A name nobody has is left out; the rest is linked.
    assert [each.target_group.name for each in goal.audiences.all()] == ["Gastwirte"]


def test_nothing_is_written_if_one_entry_is_refused(place: Place) -> None:
    template = goals_template(place)
    apply_to = place_at(3, "Andere GmbH")
    make_member(apply_to.company, Role.CONSULTANT)
    Membership.of(apply_to.company).filter(user=apply_to.consultant).update(user=place.consultant)
    TargetGroup.everywhere.create(
        company=apply_to.company,
        stage=apply_to.stage(3),
        name="Gastwirte",
        market="b2b",
        interests="Bier",
        languages=["de"],
    )
    with pytest.raises(RefusedError, match="Gastwirte"):
        apply(apply_to, template)
    assert not CompanyGoal.of(apply_to.company).exists()
    assert not AppliedTemplate.of(apply_to.company).exists()


def test_a_template_is_refused_while_the_stage_is_not_open() -> None:
    place = make_place()
    with pytest.raises(RefusedError):
        apply(place, goals_template(place))


def test_an_update_changes_nothing_until_it_is_taken(place: Place) -> None:
    template = goals_template(place)
    applied = apply(place, template)
    key = reworded(place, template, "Neun von zehn Fragen beantworten")
    found = applied_templates(place.company)[0]
    assert found.newest is not None
    assert [(each.kind, each.is_own) for each in found.changes()] == [
        (Kind.CHANGED, False),
        (Kind.SAME, False),
        (Kind.SAME, False),
    ]
    assert Goal.of(place.company).get().title == "Jede Frage beantworten"
    update(place, applied, 2, key)
    goal = Goal.of(place.company).get()
    assert goal.title == "Neun von zehn Fragen beantworten"
    assert goal.owner == place.lead
    assert applied_templates(place.company)[0].newest is None


def test_the_lead_hears_of_a_newer_version_once_in_their_language(place: Place) -> None:
    template = goals_template(place)
    apply(place, template)
    assert not Notice.of(place.company).filter(template="template_updated").exists()
    reworded(place, template, "Neun von zehn Fragen beantworten")
    notice = Notice.of(place.company).get(template="template_updated")
    assert notice.email == place.lead.email
    mail = message_of(notice)
    assert "Klarer gesagt" in mail.body
    assert f"/c/{place.company.slug}/templates/taken/" in mail.body


def test_what_the_company_changed_itself_is_said(place: Place) -> None:
    template = goals_template(place)
    apply(place, template)
    Goal.of(place.company).update(title="Unsere eigenen Worte")
    reworded(place, template, "Neun von zehn Fragen beantworten")
    change = applied_templates(place.company)[0].changes()[0]
    assert (change.kind, change.is_own) == (Kind.CHANGED, True)
    assert (change.fields[0].here, change.fields[0].there) == (
        "Unsere eigenen Worte",
        "Neun von zehn Fragen beantworten",
    )


def test_what_is_not_picked_stays_and_is_offered_no_more_than_once(place: Place) -> None:
    template = goals_template(place)
    applied = apply(place, template)
    reworded(place, template, "Neun von zehn Fragen beantworten")
    update(place, applied, 2)
    assert Goal.of(place.company).get().title == "Jede Frage beantworten"
    assert applied_templates(place.company)[0].newest is None


def test_an_outdated_difference_is_not_taken(place: Place) -> None:
    template = goals_template(place)
    applied = apply(place, template)
    key = reworded(place, template, "Zweite Fassung")
    reworded(place, template, "Dritte Fassung")
    with pytest.raises(RefusedError):
        update(place, applied, 2, key)


def test_when_the_consultant_has_gone_no_update_reaches_the_company(place: Place) -> None:
    template = goals_template(place)
    apply(place, template)
    elsewhere = make_place("Andere GmbH")
    Membership.of(elsewhere.company).filter(user=elsewhere.consultant).update(user=place.consultant)
    Membership.of(place.company).filter(user=place.consultant).update(ended_at=LATER)
    reworded(place, template, "Neun von zehn Fragen beantworten")
    assert applied_templates(place.company)[0].newest is None


def test_only_a_consultants_own_template_is_applied(place: Place) -> None:
    template = goals_template(place)
    with pytest.raises(RefusedError):
        applying.apply_template(
            company=place.company,
            template_id=template.pk,
            picked=[],
            owner=place.memberships["lead"],
            by=place.lead,
            at=LATER,
        )


def test_a_consultant_does_not_read_a_company_they_do_not_belong_to(place: Place) -> None:
    other = place_at(3, "Fremde GmbH")
    with pytest.raises(RefusedError):
        authoring.make_template(
            kind="goals", name="Geheim", company=other.company, by=place.consultant, at=MONDAY
        )
    assert not Template.objects.filter(name="Geheim").exists()


def test_a_template_is_made_of_what_a_client_has_without_people_and_days(place: Place) -> None:
    apply(place, goals_template(place))
    made = authoring.make_template(
        kind="goals", name="Wie hier", company=place.company, by=place.consultant, at=MONDAY
    )
    own = own_template(place.consultant, made.pk)
    assert own is not None
    by_sort = {each.sort: each.values for each in own.entries}
    assert by_sort["goals"] == GOAL | {"target_groups": "Gastwirte"}
    assert "Jana Berg" not in str(by_sort)


def test_a_template_made_of_a_client_holds_sixty_entries_at_most(place: Place) -> None:
    stage = place.stage(3)
    CompanyGoal.everywhere.bulk_create(
        CompanyGoal(company=place.company, stage=stage, name=f"Ziel {number}", level="company")
        for number in range(61)
    )
    with pytest.raises(RefusedError):
        authoring.make_template(
            kind="goals", name="Zu viel", company=place.company, by=place.consultant, at=MONDAY
        )
    assert not Template.objects.filter(name="Zu viel").exists()


def test_a_published_version_cannot_be_changed_even_below(place: Place) -> None:
    template = goals_template(place)
    version = TemplateVersion.objects.filter(template=template)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        version.update(entries=[])


def test_a_second_version_says_what_is_new(place: Place) -> None:
    template = goals_template(place)
    with pytest.raises(RefusedError):
        publish(place, template)
    authoring.save_entry(
        template_id=template.pk,
        sort="company_goals",
        values={"name": "Ausbilden", "level": "company", "note": ""},
        by=place.consultant,
        at=MONDAY,
    )
    with pytest.raises(RefusedError) as refused:
        publish(place, template, note=" ")
    assert refused.value.field == "note"


def test_questions_scenarios_paragraphs_and_figures_come_by_template_too() -> None:
    place = make_place()
    statement = {"text": "Wir zeigen die Werkstatt.", "dimension": "openness", "reverse": False}
    apply(place, template_of(place, "questionnaire", ("statements", statement)))
    assert OwnStatement.of(place.company).get().text == "Wir zeigen die Werkstatt."

    scenario = {
        "topic": "Lieferverzug",
        "likelihood": "high",
        "trigger": "Drei Klagen an einem Tag",
        "criticism_percent": 30,
        "times_usual": "2.5",
        "reaction": "answer",
        "plan": "Grund und neuen Tag nennen.",
    }
    named(place, "scenarios", "scenarios", scenario)
    row = Scenario.of(place.company).get()
    assert (row.topic, row.owner, str(row.times_usual)) == (
        "Lieferverzug",
        place.memberships["lead"],
        "2.5",
    )

    named(place, "guidelines", "paragraphs", {"title": "Zuhören", "text": "Erst lesen."})
    paragraph = Paragraph.of(place.company).get(title="Zuhören")
    assert paragraph.version.state == GuidelineVersion.State.DRAFT

    kpi = {
        "name": "Anfragen",
        "measure": "",
        "unit": "count",
        "direction": "up",
        "rhythm": "monthly",
        "goal": "",
    }
    further = place_at(3, "Weiter GmbH")
    named(further, "kpis", "kpis", kpi)
    assert Kpi.of(further.company).get().name == "Anfragen"


def test_a_removed_entry_is_new_again_and_gone_ones_come_last() -> None:
    kept, dropped, fresh = (Entry(key, "goals", {"title": key}) for key in ("a", "b", "c"))
    found = changes([Taken(kept, {}, None), Taken(dropped, {}, {"title": "b"})], [fresh, kept])
    assert [(each.entry.key, each.kind, each.is_missing) for each in found] == [
        ("c", Kind.NEW, False),
        ("a", Kind.SAME, True),
        ("b", Kind.GONE, False),
    ]
