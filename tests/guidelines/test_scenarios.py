"""Conflict scenarios: examples, words, people, review, and what the gate is told."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from companies.models import AuditEntry, Membership
from companies.refusals import RefusedError
from companies.roles import Role
from guidelines.example_scenarios import example_scenarios
from guidelines.models import Likelihood, PreparedText, Reaction, Scenario
from guidelines.readiness.scenarios import (
    Gap,
    ScenarioFacts,
    ready_scenarios,
    review_is_due,
    scenario_of,
)
from guidelines.readiness_pages.scenarios import scenario_view
from guidelines.services import prepared_texts, scenarios
from guidelines.typed import ScenarioWords
from tests.factories import MONDAY, make_member
from tests.guidelines.builders import Place, make_place

pytestmark = pytest.mark.django_db
FORM = UUID("11111111-1111-4111-8111-111111111111")
OTHER_FORM = UUID("22222222-2222-4222-8222-222222222222")
WORDS = ScenarioWords(
    topic="Warmes Bier",
    likelihood="high",
    trigger="Drei Beschwerden an einem Tag.",
    criticism_percent=30,
    times_usual=Decimal("1.5"),
    reaction="answer",
    plan="Am selben Tag antworten.",
)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def write(place: Place, *, form: UUID = FORM, **changes) -> Scenario:
    people = {"owner": place.lead, "deputy": place.manager, **changes}
    return scenarios.add_scenario(words=WORDS, form_key=form, **people, **place.by(place.lead))


def acts(place: Place) -> list[str]:
    return list(AuditEntry.of(place.company).order_by("pk").values_list("act", flat=True))


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_examples_are_whole_in_both_languages(language):
    rows = example_scenarios(language)
    assert len(rows) >= 6
    for each in rows:
        assert each.words.likelihood in Likelihood.values
        assert each.words.reaction in Reaction.values
        assert each.words.trigger
        assert each.words.plan
        assert each.texts
        assert len(each.words.topic) <= 120
        assert all(text.title and text.text for text in each.texts)


def test_both_languages_tell_of_the_same_conflicts_with_the_same_figures():
    def figures(language: str) -> list[tuple]:
        return [
            (
                each.key,
                each.words.likelihood,
                each.words.criticism_percent,
                each.words.times_usual,
                each.words.reaction,
                len(each.texts),
            )
            for each in example_scenarios(language)
        ]

    assert figures("de") == figures("en")


def test_an_example_taken_over_twice_is_there_once_and_can_be_taken_again_once_removed():
    place = make_place()
    given = {"key": "data-leak", "language": "de", **place.by(place.lead)}
    row = scenarios.take_example(**given)
    assert scenarios.take_example(**given) == row
    texts = PreparedText.of(place.company).filter(scenario=row)
    assert [each.title for each in texts] == ["Erste Stunde", "Wenn es sich bestätigt"]
    scenarios.remove_scenario(scenario_id=row.pk, **place.by(place.lead))
    again = scenarios.take_example(**given)
    assert Scenario.of(place.company).get() == again
    assert PreparedText.of(place.company).count() == 2


def test_every_example_fits_into_the_tables():
    place = make_place()
    for language in ("de", "en"):
        for each in example_scenarios(language):
            row = scenarios.take_example(key=each.key, language=language, **place.by(place.lead))
            row.clean_fields(exclude=["reviewed_on", "reviewed_by"])
            scenarios.remove_scenario(scenario_id=row.pk, **place.by(place.lead))


def test_the_gate_is_told_what_each_scenario_lacks(django_assert_num_queries):
    place = make_place()
    write(place)
    scenarios.take_example(key="mockery", language="en", **place.by(place.lead))
    scenarios.review_scenario(
        scenario_id=Scenario.of(place.company).get(topic="Warmes Bier").pk, **place.by(place.lead)
    )
    with django_assert_num_queries(1):
        facts = ready_scenarios(place.company)
    assert facts == (
        ScenarioFacts(
            topic="Warmes Bier",
            likelihood="high",
            has_trigger=True,
            has_reaction=True,
            owner_is_live=True,
            has_deputy=True,
            reviewed_on=date(2026, 11, 16),
        ),
        ScenarioFacts(
            topic="Mockery of a mishap",
            likelihood="medium",
            has_trigger=True,
            has_reaction=True,
            owner_is_live=False,
            has_deputy=False,
            reviewed_on=None,
        ),
    )
    assert [each.gaps for each in facts] == [(), (Gap.OWNER, Gap.DEPUTY)]


def test_somebody_who_has_left_is_no_owner_any_more():
    place = make_place()
    write(place)
    Membership.of(place.company).filter(pk=place.lead.pk).update(ended_at=MONDAY)
    assert ready_scenarios(place.company)[0].gaps == (Gap.OWNER,)
    row = scenario_of(place.company, Scenario.of(place.company).get().pk)
    assert scenario_view(row, MONDAY.date()).owner == "Petra Vogt (has left)"


def test_nobody_is_their_own_deputy_in_the_service_and_in_the_table():
    place = make_place()
    with pytest.raises(RefusedError, match="own deputy") as refusal:
        write(place, deputy=place.lead)
    assert refusal.value.field == "deputy"
    row = write(place)
    with pytest.raises(IntegrityError, match="scenario_deputy_is_somebody_else"):
        Scenario.of(place.company).filter(pk=row.pk).update(deputy=place.lead)


def test_a_neighbour_is_no_owner_in_the_service_and_in_the_table():
    place, neighbour = make_place(), make_place("Nachbar GmbH")
    with pytest.raises(RefusedError, match="does not belong"):
        write(place, owner=neighbour.lead)
    row = write(place)
    with pytest.raises(IntegrityError, match="owner_id_same_company"), transaction.atomic():
        Scenario.of(place.company).filter(pk=row.pk).update(owner=neighbour.lead)


def test_a_former_member_is_no_owner():
    place = make_place()
    gone = make_member(place.company, Role.MEMBER, name="Frieda Fort")
    Membership.of(place.company).filter(pk=gone.pk).update(ended_at=MONDAY)
    with pytest.raises(RefusedError, match="does not belong") as refusal:
        write(place, deputy=gone)
    assert refusal.value.field == "deputy"


def test_a_reaction_needs_words_and_silence_is_a_decision_with_words_too():
    place = make_place()
    silent = ScenarioWords(**{**_as_dict(WORDS), "reaction": "silent", "plan": " "})
    with pytest.raises(RefusedError, match="why you would stay silent") as refusal:
        scenarios.add_scenario(
            words=silent, form_key=FORM, owner=None, deputy=None, **place.by(place.lead)
        )
    assert refusal.value.field == "plan"


def test_a_double_click_writes_one_scenario():
    place = make_place()
    assert write(place) == write(place)
    assert acts(place) == ["scenario.added"]


def test_who_saves_over_somebody_elses_words_is_refused():
    place = make_place()
    row = write(place)
    changed = ScenarioWords(**{**_as_dict(WORDS), "topic": "Kaltes Bier"})
    given = {
        "scenario_id": row.pk,
        "words": changed,
        "owner": None,
        "deputy": None,
        "seen": 1,
        **place.by(place.manager),
    }
    for _ in range(2):  # a double click
        assert scenarios.save_scenario(**given).topic == "Kaltes Bier"
    assert acts(place) == ["scenario.added", "scenario.saved"]
    given["owner"] = place.lead
    with pytest.raises(RefusedError, match="Somebody else has changed"):
        scenarios.save_scenario(**given)


def test_a_member_reads_and_changes_nothing():
    place = make_place()
    row = write(place)
    member = place.by(place.member)
    with pytest.raises(RefusedError, match="Only lead, consultant and manager"):
        scenarios.take_example(key="data-leak", language="de", **member)
    with pytest.raises(RefusedError, match="Only lead, consultant and manager"):
        scenarios.review_scenario(scenario_id=row.pk, **member)
    with pytest.raises(RefusedError, match="Only lead, consultant and manager"):
        scenarios.remove_scenario(scenario_id=row.pk, **member)


def test_a_review_counts_once_a_day_on_the_companys_day():
    place = make_place()
    row = write(place)
    late = MONDAY.replace(hour=23, minute=30)  # Tuesday in Berlin
    for _ in range(2):
        scenarios.review_scenario(scenario_id=row.pk, **place.by(place.manager, late))
    row.refresh_from_db()
    assert (row.reviewed_on, row.reviewed_by) == (date(2026, 11, 17), place.manager.user)
    assert acts(place) == ["scenario.added", "scenario.reviewed"]


@pytest.mark.parametrize(("days", "due"), [(0, False), (180, False), (181, True)])
def test_a_review_is_due_after_180_days(days, due):
    assert review_is_due(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=days)) is due


def test_what_was_never_reviewed_is_due():
    assert review_is_due(None, date(2026, 1, 1))


def test_a_scenario_not_reviewed_for_half_a_year_says_so():
    place = make_place()
    row = write(place)
    scenarios.review_scenario(scenario_id=row.pk, **place.by(place.lead))
    row = scenario_of(place.company, row.pk)
    on = MONDAY.date()
    assert scenario_view(row, on + timedelta(days=180)).review.tone == "ok"
    later = scenario_view(row, on + timedelta(days=181)).review
    assert (str(later.label), later.tone) == ("Not reviewed since 11/16/2026", "warn")


def test_the_level_is_told_in_words():
    place = make_place()
    view = scenario_view(scenario_of(place.company, write(place).pk), MONDAY.date())
    assert view.level == (
        "from 30 % criticism in a day's mentions or from 1.5 times the usual number of mentions"
    )


def test_texts_lie_ready_are_changed_and_taken_away():
    place = make_place()
    row, lead = write(place), place.by(place.lead)
    given = {"title": "Erste Antwort", "language": "de", "text": "Danke."}
    for _ in range(2):
        text = prepared_texts.add_text(scenario_id=row.pk, form_key=OTHER_FORM, **given, **lead)
    assert scenario_of(place.company, row.pk).ready_texts == 1
    prepared_texts.save_text(text_id=text.pk, **{**given, "text": "Danke sehr."}, **lead)
    assert PreparedText.of(place.company).get().text == "Danke sehr."
    with pytest.raises(RefusedError, match="Please write the text"):
        prepared_texts.save_text(text_id=text.pk, **{**given, "text": " "}, **lead)
    prepared_texts.remove_text(text_id=text.pk, **lead)
    assert not PreparedText.of(place.company).exists()
    assert acts(place)[1:] == [
        "scenario.text_added",
        "scenario.text_saved",
        "scenario.text_removed",
    ]


def test_a_neighbours_scenario_cannot_be_touched():
    place, neighbour = make_place(), make_place("Nachbar GmbH")
    row = write(neighbour)
    with pytest.raises(RefusedError, match="no longer there"):
        scenarios.remove_scenario(scenario_id=row.pk, **place.by(place.lead))
    assert ready_scenarios(place.company) == ()


def _as_dict(words: ScenarioWords) -> dict:
    return {name: getattr(words, name) for name in ScenarioWords.__slots__}
