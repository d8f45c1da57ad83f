"""A wave's gate: what each kind of wave asks for, and its pages."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.translation import override

from companies.models import Department, User
from rollout.assessment import assess
from rollout.gate import approve_stage, return_stage, submit_stage
from rollout.models import PlatformChoice, Wave
from rollout.refusals import RefusedError
from rollout.rowkinds import RowKind
from rollout.rowkinds.journal import LOG
from rollout.snapshot import canonical, work_hash
from rollout.stage import Result
from rollout.stages import expansion
from rollout.stages.expansion.rows import PLATFORM, WAVE
from rollout.waves import plan_wave
from rollout.writing import add_row
from tests.factories import MONDAY
from tests.rollout.ahead import open_next, pass_stage, place_at
from tests.rollout.builders import LATER, TODAY, Place, make_profile
from tests.rollout.pages.visit import text_of, url, visitor
from tests.rollout.waves_ahead import (
    FIRST,
    LAST,
    let_read,
    make_aims,
    make_board,
    make_wave,
    publish_guidelines,
    ready_company,
    ready_wave,
)

pytestmark = pytest.mark.django_db
WAVE_1 = 7


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def place() -> Place:
    return place_at(WAVE_1)


def results(place: Place, number: int = WAVE_1, on: date = TODAY) -> dict[str, Result]:
    return {each.key: each for each in assess(place.stage(number), on).results}


def blocking(place: Place, number: int = WAVE_1) -> set[str]:
    return {key for key, each in results(place, number).items() if each.blocks}


def write(place: Place, of: RowKind, *, by: User | None = None, **values: object) -> object:
    return add_row(
        company=place.company, number=WAVE_1, of=of, values=values, by=by or place.lead, at=LATER
    )


def department(place: Place, *people: str) -> Department:
    row = Department.everywhere.create(company=place.company, name="Personal")
    for name in people:
        membership = place.memberships[name]
        membership.department = row
        membership.save()
    return row


def test_a_wave_that_is_ready_is_submitted_and_passes(place: Place) -> None:
    ready_company(place)
    ready_wave(place)
    assert blocking(place) == set()
    submit_stage(company=place.company, number=WAVE_1, by=place.lead, at=LATER)
    approve_stage(
        company=place.company,
        number=WAVE_1,
        shown=place.hash_at(WAVE_1),
        by=place.manager,
        at=LATER,
    )
    assert place.stage(WAVE_1).state == "passed"


def test_an_empty_wave_says_what_to_do_and_asks_nothing_of_other_kinds(place: Place) -> None:
    found = results(place)
    assert {key for key, each in found.items() if each.blocks} == {
        "said",
        "goals_have_kpis",
        "goals_have_groups",
        "people",
        "guidelines_read",
        "board_meets",
    }
    assert all(str(each.sentence) for each in found.values())
    assert not {"supplement_read", "platform_chosen", "listens_more"} & found.keys()


def test_a_wave_needs_a_deputy_who_is_still_here(place: Place) -> None:
    ready_company(place)
    ready_wave(place)
    gone = place.memberships["member"]
    gone.ended_at = LATER
    gone.save()
    assert {"people"} <= blocking(place)
    assert str(results(place)["people"].figure) == "1 of 2"


def test_a_department_reads_the_guidelines_and_its_supplement(place: Place) -> None:
    people = department(place, "lead", "member")
    make_wave(place, kind=Wave.Kind.DEPARTMENT, department=people)
    lead, member = place.memberships["lead"], place.memberships["member"]
    version = publish_guidelines(place)
    let_read(version, lead, place.memberships["manager"])
    found = results(place)
    assert (str(found["guidelines_read"].figure), found["guidelines_read"].met) == ("1 of 2", False)
    assert "Not published yet" in str(found["supplement_read"].sentence)
    let_read(version, member)
    supplement = publish_guidelines(place, people)
    let_read(supplement, lead)
    found = results(place)
    assert found["guidelines_read"].met
    assert str(found["supplement_read"].sentence) == (
        "1 person has not read the department’s supplement yet (version 1)."
    )
    let_read(supplement, member)
    assert results(place)["supplement_read"].met


def test_a_department_of_nobody_has_not_read_anything(place: Place) -> None:
    make_wave(place, kind=Wave.Kind.DEPARTMENT, department=department(place))
    publish_guidelines(place)
    assert str(results(place)["guidelines_read"].sentence) == "Nobody belongs to it yet."


def test_a_board_that_last_met_long_ago_does_not_meet(place: Place) -> None:
    make_board(place, met_on=MONDAY.date() - timedelta(days=101))
    assert not results(place)["board_meets"].met
    assert str(results(place)["board_meets"].figure) == "101 days ago (at most 100)"
    assert results(place, on=MONDAY.date() - timedelta(days=1))["board_meets"].met


def test_a_wave_of_listening_counts_what_came_since_it_opened(place: Place) -> None:
    make_wave(place)
    opened = place.stage(WAVE_1).opened_at
    assert opened is not None
    make_profile(place, "Alt", created_at=opened - timedelta(seconds=1))
    assert not results(place)["listens_more"].met
    make_profile(place, "Neu", created_at=opened)
    assert results(place)["listens_more"].met


def test_a_wave_that_was_returned_still_counts_what_came_since_it_first_opened(
    place: Place,
) -> None:
    ready_company(place)
    ready_wave(place)
    submission = submit_stage(company=place.company, number=WAVE_1, by=place.lead, at=LATER)
    return_stage(
        company=place.company,
        number=WAVE_1,
        shown=submission.content_hash,
        reason="Noch einmal über die Ziele sprechen.",
        by=place.manager,
        at=LATER + timedelta(hours=2),
    )
    assert place.stage(WAVE_1).opened_at == LATER + timedelta(hours=2)
    assert results(place)["listens_more"].met
    make_profile(place, "Früher", created_at=MONDAY - timedelta(days=1))
    assert assess(place.stage(WAVE_1), TODAY).work["measured"]["listening"] == {
        "profiles": [],
        "sources": ["Quelle 7"],
    }


def test_a_platform_is_chosen_with_purpose_kpi_and_owner(place: Place) -> None:
    make_wave(place, kind=Wave.Kind.PLATFORM, platform="youtube")
    kpi = make_aims(place)
    assert str(results(place)["platform_chosen"].figure) == "0 of 3"
    write(place, PLATFORM, purpose="Zeigen, wie es geht", kpi=kpi, owner=place.lead)
    assert results(place)["platform_chosen"].met
    choice = PlatformChoice.of(place.company).get()
    assert (choice.platform, choice.stage.number) == ("youtube", WAVE_1)
    choice.kpi = None
    choice.save()
    assert "Name the KPI" in str(results(place)["platform_chosen"].sentence)


def test_a_platform_that_the_strategy_has_chosen_already_is_enough() -> None:
    place = place_at(4)
    PlatformChoice.everywhere.create(
        company=place.company,
        stage=place.stage(4),
        platform="youtube",
        purpose="Zeigen, wie es geht",
        kpi=make_aims(place, 4),
        owner=place.lead,
    )
    for number in (4, 5, 6):
        pass_stage(place, number)
        open_next(place, number + 1)
    make_wave(place, kind=Wave.Kind.PLATFORM, platform="youtube")
    assert results(place)["platform_chosen"].met
    Wave.of(place.company).update(platform="tiktok")
    assert not results(place)["platform_chosen"].met


def test_the_purpose_of_a_platform_waits_for_the_wave_to_name_it(place: Place) -> None:
    kpi = make_aims(place)
    with pytest.raises(RefusedError, match="Say first that this wave adds a platform"):
        write(place, PLATFORM, purpose="Zeigen", kpi=kpi, owner=place.lead)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "department", "department": None}, "department"),
        ({"kind": "platform", "platform": ""}, "platform"),
        ({"ends_on": FIRST - timedelta(days=1)}, "ends_on"),
        ({"ends_on": FIRST + timedelta(days=730)}, "ends_on"),
        ({"deputy": "owner"}, "deputy"),
    ],
    ids=["department", "platform", "order", "long", "deputy"],
)
def test_a_wave_that_cannot_work_is_refused_at_its_field(
    place: Place, values: dict[str, object], field: str
) -> None:
    said = feedback(place) | values
    if said["deputy"] == "owner":
        said["deputy"] = place.lead
    with pytest.raises(RefusedError) as refused:
        write(place, WAVE, **said)
    assert refused.value.field == field
    assert not Wave.of(place.company).exists()


def feedback(place: Place) -> dict[str, object]:
    """What a wave of more listening is planned with."""
    return {
        "kind": "monitoring",
        "name": "Rückmeldung",
        "why": "Es ist so weit.",
        "department": None,
        "platform": "",
        "owner": place.lead,
        "deputy": place.member,
        "starts_on": FIRST,
        "ends_on": LAST,
    }


def test_a_wave_may_take_two_years_to_the_day(place: Place) -> None:
    last = FIRST + timedelta(days=729)
    write(place, WAVE, **feedback(place) | {"ends_on": last})
    assert Wave.of(place.company).get().ends_on == last


def test_what_is_read_and_met_moves_without_changing_the_fingerprint(place: Place) -> None:
    ready_company(place)
    ready_wave(place)
    stage = place.stage(WAVE_1)
    before = assess(stage, MONDAY.date())
    canonical(before.work)
    later = assess(stage, MONDAY.date() + timedelta(days=40))
    assert work_hash(expansion.KIND, later) == work_hash(expansion.KIND, before)


def test_the_rows_of_a_wave_are_its_own(place: Place) -> None:
    ready_company(place)
    ready_wave(place)
    pass_stage(place, WAVE_1)
    plan_wave(company=place.company, by=place.lead, at=LATER)
    work = assess(place.stage(8), MONDAY.date()).work
    assert (work["wave"], work["goals"], work["kpis"]) == (None, [], [])
    assert "said" in blocking(place, 8)


def test_the_page_of_a_wave_shows_what_its_kind_needs(place: Place) -> None:
    people = department(place, "lead", "member")
    make_wave(place, kind=Wave.Kind.DEPARTMENT, department=people, name="Recruiting")
    write(place, LOG, week_on=date(2026, 10, 5), text="Angefangen.", hours=Decimal(3))
    page = text_of(visitor(place.lead).get(url(place, "stages/7/")))
    for said in (
        "Wave 1: Recruiting",
        "Supplement of the department",
        "not published yet",
        "There is no board yet",
        "Angefangen.",
        "To the supplements",
        "Write down 2 missing weeks",
        "What it may bring",
    ):
        assert said in page, said
    assert "What is listened to now" not in page
    assert "The new platform has a purpose" not in page


def test_a_wave_is_planned_through_its_form(place: Place) -> None:
    sent = {
        "kind": "monitoring",
        "name": "Rückmeldung",
        "why": "Es ist so weit.",
        "department": "",
        "platform": "",
        "owner": place.lead.pk,
        "deputy": place.member.pk,
        "starts_on": timezone.localdate().isoformat(),
        "ends_on": (timezone.localdate() + timedelta(days=60)).isoformat(),
    }
    client = visitor(place.lead)
    answer = client.post(url(place, "stages/7/work/wave/add/"), sent)
    assert answer.status_code == 302, text_of(answer)
    wave = Wave.of(place.company).get()
    assert (wave.name, wave.owner, wave.deputy) == ("Rückmeldung", place.lead, place.member)
    again = client.post(url(place, "stages/7/work/wave/add/"), sent | {"name": "Ohren auf"})
    assert again.status_code == 302
    assert Wave.of(place.company).get().name == "Ohren auf"
