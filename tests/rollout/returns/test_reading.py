"""What the view of the return reads, and how it says it: in ranges, with every assumption."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from rollout import snapshot
from rollout.load import AnswerLoad, CareLoad, Load, TopicLoad
from rollout.models import (
    Benefit,
    LogEntry,
    OutsourcedWork,
    ResourcePlan,
    ReturnPlan,
    StaffRole,
)
from rollout.presenters.returns import returns_extra
from rollout.refusals import RefusedError
from rollout.returns import returns_of, returns_parts, returns_result
from rollout.returns.outlook import Range
from rollout.returns.reading import hours_a_week
from rollout.returns.wording import balance_after, break_even
from rollout.rowkinds.returns import BENEFITS, RETURN_PLAN
from tests.factories import MONDAY
from tests.rollout.ahead import all_passed, come_to, place_at
from tests.rollout.builders import Place

RESOURCES, PILOT, EXPANSION = 5, 6, 7
ON = MONDAY.date()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def place() -> Place:
    """Six hours a week, 4,000 once and 80 a month; 120 a month for somebody outside."""
    place = place_at(RESOURCES)
    laid = {"company": place.company, "stage": place.stage(RESOURCES)}
    ResourcePlan.everywhere.create(**laid, one_off=Decimal(4000), tools=Decimal(80))
    StaffRole.everywhere.create(
        **laid,
        person=place.lead,
        duty="coordination",
        hours_per_week=Decimal(6),
        competence=3,
    )
    OutsourcedWork.everywhere.create(
        **laid,
        what="Bilder",
        provider="Studio Nord",
        monthly=Decimal(120),
        hours_per_week=Decimal(2),
        owner=place.lead,
    )
    come_to(place, PILOT)
    LogEntry.everywhere.create(
        company=place.company,
        stage=place.stage(PILOT),
        week_on=ON,
        text="Erste Woche",
        hours=Decimal("7.5"),
        by=place.lead,
    )
    come_to(place, EXPANSION)
    return place


def expect(place: Place, number: int = EXPANSION, **values: Any) -> Benefit:
    usual = {
        "name": "Anfragen",
        "number_low": Decimal(2),
        "number_high": Decimal(10),
        "worth_low": Decimal(300),
        "worth_high": Decimal(400),
        "from_month": 3,
        "assumption": "Jede achte Anfrage wird ein Auftrag.",
    }
    return Benefit.everywhere.create(
        company=place.company, stage=place.stage(number), **(usual | values)
    )


def look(place: Place, number: int = EXPANSION) -> ReturnPlan:
    return ReturnPlan.everywhere.create(
        company=place.company, stage=place.stage(number), months=24, hourly_cost=Decimal(40)
    )


def said(place: Place, number: int = EXPANSION) -> str:
    """Everything the two parts say."""
    parts = returns_parts(returns_of(place.stage(number), ON).work)
    return repr(_plain(parts)).replace("\\xa0", " ")


def _plain(content: Any) -> Any:
    if hasattr(content, "__dataclass_fields__"):
        return [_plain(getattr(content, name)) for name in content.__dataclass_fields__]
    if isinstance(content, list | tuple):
        return [_plain(each) for each in content]
    return str(content)


@pytest.mark.django_db
def test_costs_and_benefits_become_a_balance_month_by_month(place: Place) -> None:
    look(place)
    expect(place)
    measured = returns_of(place.stage(EXPANSION), ON).work["measured"]
    assert measured["costs"] == [
        {"key": "one_off", "once": True, "low": "4000.00", "high": "4000.00"},
        {"key": "tools", "once": False, "low": "80.00", "high": "80.00"},
        {"key": "outsourced", "once": False, "low": "120.00", "high": "120.00"},
        {"key": "hours", "once": False, "low": "1040.00", "high": "1300.00"},
    ]
    assert measured["months"][0] == {"low": "-5500.00", "high": "-5240.00"}
    assert measured["months"][2] == {"low": "-7900.00", "high": "-3720.00"}
    assert len(measured["months"]) == 24
    assert (measured["hopeful"], measured["cautious"]) == (5, None)


@pytest.mark.django_db
def test_every_assumption_is_said_beside_the_result(place: Place) -> None:
    look(place)
    expect(place)
    expect(place, name="Anrufe", assumption="Zehn Minuten je Anruf.")
    words = said(place)
    for part in (
        "Jede achte Anfrage wird ein Auftrag.",
        "Zehn Minuten je Anruf.",
        "2 to 10",
        "€300 to €400",
        "6 h to 7.5 h a week (planned: 8 h, logged: 7.5 h)",
        "Balance after 12 months",
        "Balance after 24 months",
    ):
        assert part in words


@pytest.mark.django_db
def test_a_balance_is_rounded_outwards_to_hundreds(place: Place) -> None:
    look(place)
    expect(place)
    measured = returns_of(place.stage(EXPANSION), ON).work["measured"]
    assert measured["months"][2] == {"low": "-7900.00", "high": "-3720.00"}
    assert str(balance_after(measured, 3)) == "−€7,900 to −€3,700"
    assert str(balance_after({**measured, "months": [{"low": "-1.00", "high": "1.00"}]}, 1)) == (
        "−€100 to +€100"
    )


@pytest.mark.django_db
def test_a_view_without_a_benefit_says_what_is_missing(place: Place) -> None:
    assert returns_result(returns_of(place.stage(EXPANSION), ON).work).mend == "benefits"
    look(place)
    work = returns_of(place.stage(EXPANSION), ON).work
    assert "Cannot be said before a benefit is named." in said(place)
    assert (returns_result(work).met, returns_result(work).blocking) == (False, False)
    assert returns_extra(work) == {}
    expect(place)
    work = returns_of(place.stage(EXPANSION), ON).work
    assert returns_result(work).met
    assert list(returns_extra(work)) == ["return_plan"]


@pytest.mark.django_db
def test_the_picture_shows_both_cases_over_all_months(place: Place) -> None:
    look(place)
    expect(place)
    chart = returns_extra(returns_of(place.stage(EXPANSION), ON).work)["return_plan"].data.chart
    assert [str(key.label) for key in chart.keys] == ["Hopeful", "Cautious"]
    assert [str(cell) for cell in chart.rows[0]] == ["1", "-5,240", "-5,500"]
    assert len(chart.rows) == 24


@pytest.mark.django_db
def test_the_frozen_view_is_plain_and_only_what_was_entered_changes_it(place: Place) -> None:
    look(place)
    expect(place)
    work = returns_of(place.stage(EXPANSION), ON).work
    assert snapshot.people_in(work) == frozenset()
    assert b'"hourly_cost":"40.00"' in snapshot.canonical(work)
    kept = {key: value for key, value in work.items() if key != snapshot.MEASURED}
    assert set(kept) == {"plan", "benefits"}


@pytest.mark.django_db
def test_benefits_of_an_earlier_wave_run_on_from_the_first_month() -> None:
    place = place_at(EXPANSION)
    expect(place, name="Anrufe")
    expect(place, name="Anfragen")
    come_to(place, EXPANSION + 1)
    later = expect(place, EXPANSION + 1, name="Anfragen", number_low=Decimal(3))
    look(place, EXPANSION + 1)
    returns = returns_of(place.stage(EXPANSION + 1), ON)
    assert returns.rows["benefits"] == (later.pk,)
    assert [(each["name"], each["from_month"]) for each in returns.work["measured"]["earlier"]] == [
        ("Anrufe", 1)
    ]
    assert returns.work["measured"]["months"][0] == {"low": "600.00", "high": "4000.00"}
    assert "From earlier waves" in said(place, EXPANSION + 1)


@pytest.mark.django_db
def test_a_new_wave_begins_with_the_view_of_the_wave_before() -> None:
    place = all_passed(last=6)
    stage = place.stage(EXPANSION)
    assert RETURN_PLAN.initial is not None
    assert RETURN_PLAN.initial(place.company, stage, ON) == {
        "months": 24,
        "hourly_cost": Decimal(45),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["number", "worth"])
def test_a_range_the_wrong_way_round_is_refused_at_its_upper_end(name: str) -> None:
    place = place_at(EXPANSION)
    assert BENEFITS.check is not None
    with pytest.raises(RefusedError, match="not above the hopeful one") as refused:
        BENEFITS.check(
            place.stage(EXPANSION),
            {f"{name}_low": Decimal(5), f"{name}_high": Decimal(4)},
            None,
            ON,
        )
    assert refused.value.field == f"{name}_high"


LOAD = Load(
    topics=(TopicLoad("Feste", 8, 60),),
    care=(CareLoad("facebook", 75),),
    answers=AnswerLoad(0, 15),
    planned=Decimal("6.0"),
)


@pytest.mark.parametrize(
    ("planned", "outsourced", "logged", "expected"),
    [
        pytest.param("6.0", "0.0", None, ("3.1", "6.0"), id="planned above needed"),
        pytest.param("2.0", "0.0", None, ("2.0", "3.1"), id="planned below needed"),
        pytest.param("2.0", "1.1", None, ("2.0", "2.0"), id="others do the rest"),
        pytest.param("2.0", "0.0", "9.25", ("2.0", "9.3"), id="logged is most"),
    ],
)
def test_hours_lie_between_what_is_planned_needed_and_logged(
    planned: str, outsourced: str, logged: str | None, expected: tuple[str, str]
) -> None:
    load = Load(LOAD.topics, LOAD.care, LOAD.answers, Decimal(planned), Decimal(outsourced))
    found = hours_a_week(load, Decimal(logged) if logged else None)
    assert found == Range(*(Decimal(each) for each in expected))


@pytest.mark.parametrize(
    ("hopeful", "cautious", "sentence"),
    [
        pytest.param(11, 19, "Covered between month 11 and month 19.", id="both"),
        pytest.param(
            12, 12, "Covered in month 12, in the cautious case as in the hopeful one.", id="same"
        ),
        pytest.param(
            11,
            None,
            "Covered from month 11 on in the hopeful case; not within 24 months in the cautious "
            "case.",
            id="hopeful only",
        ),
        pytest.param(
            None,
            None,
            "Not covered within 24 months, not even in the hopeful case.",
            id="never",
        ),
    ],
)
def test_the_break_even_is_said_as_a_span(
    hopeful: int | None, cautious: int | None, sentence: str
) -> None:
    measured = {"hopeful": hopeful, "cautious": cautious, "months": [{}] * 24}
    assert str(break_even(measured)) == sentence
