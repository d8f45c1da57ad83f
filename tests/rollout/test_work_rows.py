"""Rows of a stage's work: added, changed, removed, whatever their kind."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from companies.audit import sentence
from companies.models import AuditEntry
from rollout.assessment import assess
from rollout.models import CompanyGoal
from rollout.refusals import SENTENCES, RefusedError
from rollout.rowkinds import RowKind
from rollout.rowkinds.company_goals import COMPANY_GOALS
from rollout.stages import STAGES
from rollout.writing import add_row, change_row, remove_row
from tests.factories import MONDAY
from tests.rollout.ahead import place_at
from tests.rollout.builders import Place, make_place
from tests.rollout.pages.visit import text_of, url, visitor

pytestmark = pytest.mark.django_db
GOALS = 3
ROWS = "stages/3/work/company_goals/"
ALL_KINDS = [kind for stage in STAGES for kind in stage.rows]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def place() -> Place:
    return place_at(GOALS)


def write(place: Place, **values: str) -> CompanyGoal:
    row = add_row(
        company=place.company,
        number=GOALS,
        of=COMPANY_GOALS,
        values={"name": "Wachsen", "level": "company"} | values,
        by=place.lead,
        at=MONDAY,
    )
    assert isinstance(row, CompanyGoal)
    return row


def test_a_row_is_refused_while_its_stage_is_locked() -> None:
    with pytest.raises(RefusedError, match="locked"):
        write(make_place())


def test_a_member_writes_no_rows(place: Place) -> None:
    with pytest.raises(RefusedError, match="edits the work"):
        add_row(
            company=place.company,
            number=GOALS,
            of=COMPANY_GOALS,
            values={"name": "Wachsen", "level": "company"},
            by=place.member,
            at=MONDAY,
        )


def test_a_second_row_of_the_same_name_is_refused_at_its_name(place: Place) -> None:
    write(place)
    with pytest.raises(RefusedError, match="there already") as refused:
        write(place)
    assert refused.value.field == "name"


def test_a_value_that_is_not_offered_is_refused_at_its_field(place: Place) -> None:
    with pytest.raises(RefusedError) as refused:
        write(place, level="galaxy")
    assert refused.value.field == "level"


def test_a_row_is_changed_and_removed_and_the_log_says_so(place: Place) -> None:
    row = write(place)
    change_row(
        company=place.company,
        number=GOALS,
        of=COMPANY_GOALS,
        row_id=row.pk,
        values={"name": "  Bekannter werden "},
        by=place.lead,
        at=MONDAY,
    )
    remove_row(
        company=place.company,
        number=GOALS,
        of=COMPANY_GOALS,
        row_id=row.pk,
        by=place.lead,
        at=MONDAY,
    )
    assert not CompanyGoal.of(place.company).exists()
    entries = AuditEntry.of(place.company).filter(act__startswith="goals.").order_by("pk")
    assert [sentence(entry) for entry in entries] == [
        "added the company’s goal “Wachsen”",
        "changed the company’s goal “Bekannter werden”",
        "removed the company’s goal “Bekannter werden”",
    ]


def test_a_row_of_another_company_cannot_be_changed(place: Place) -> None:
    other = place_at(GOALS, "Anders GmbH")
    row = write(other)
    with pytest.raises(RefusedError):
        change_row(
            company=place.company,
            number=GOALS,
            of=COMPANY_GOALS,
            row_id=row.pk,
            values={"name": "Gestohlen"},
            by=place.lead,
            at=MONDAY,
        )
    row.refresh_from_db()
    assert row.name == "Wachsen"


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(place: Place) -> None:
    write(place)
    answer = visitor(place.lead).post(
        url(place, f"{ROWS}add/"), {"name": "Wachsen", "level": "company", "note": "Seite 3"}
    )
    assert answer.status_code == 422
    assert "This is there already" in text_of(answer)
    assert "Seite 3" in answer.content.decode()


def test_an_example_is_taken_over_into_the_form(place: Place) -> None:
    answer = visitor(place.lead).get(url(place, f"{ROWS}add/?example=0"))
    assert "Fill every apprenticeship by September" in answer.content.decode()


def test_the_page_shows_rows_with_their_buttons_to_editors_only(place: Place) -> None:
    row = write(place)
    for person, sees in ((place.lead, True), (place.member, False)):
        page = visitor(person).get(url(place, "stages/3/")).content.decode()
        assert "Wachsen" in page
        assert (url(place, f"{ROWS}{row.pk}/") in page) is sees


def test_the_rows_of_the_work_stand_in_the_order_of_their_keys(place: Place) -> None:
    first, second = write(place), write(place, name="Ausbilden")
    assessment = assess(place.stage(GOALS), MONDAY.date())
    by_key = {first.pk: first.name, second.pk: second.name}
    frozen = [each["name"] for each in assessment.work["company_goals"]]
    assert [by_key[pk] for pk in assessment.rows["company_goals"]] == frozen


def test_every_promise_about_a_row_has_a_sentence() -> None:
    missing = {
        constraint.name
        for kind in ALL_KINDS
        for model in (kind.model, *(link.model for link in kind.links.values()))
        for constraint in model._meta.constraints
        if not constraint.name.endswith("_of_company")
    } - SENTENCES.keys()
    assert missing == set()


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.key)
def test_the_fields_of_a_form_are_those_of_its_row(kind: RowKind) -> None:
    fields = {field.name for field in kind.model._meta.get_fields()}
    assert set(kind.form.base_fields) - kind.links.keys() <= fields
    for example in kind.all_examples():
        assert set(example.values) <= set(kind.form.base_fields)
