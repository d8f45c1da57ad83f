"""Figures that are written down: entered, corrected, taken back, imported."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from companies.audit import sentence
from companies.models import AuditEntry
from companies.refusals import RefusedError
from rollout.kpi_readings import (
    correct_reading,
    enter_reading,
    import_readings,
    withdraw_reading,
)
from rollout.kpis import actual_of, kpi_facts, series_of
from rollout.kpis.course import Pace
from rollout.kpis.entering import NewReading
from rollout.models import Kpi, KpiReading
from tests.factories import MONDAY
from tests.rollout.ahead import place_at
from tests.rollout.builders import TODAY, Place
from tests.rollout.kpis.builders import GOALS, make_goal, make_kpi, make_reading

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 31)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def place() -> Place:
    return place_at(GOALS)


@pytest.fixture
def kpi(place: Place) -> Kpi:
    return make_kpi(place)


def enter(place: Place, kpi: Kpi, value: str = "12", on: date = DAY, **who: object) -> KpiReading:
    by = who.get("by", place.lead)
    return enter_reading(
        company=place.company, kpi_id=kpi.pk, on=on, value=Decimal(value), by=by, at=MONDAY
    )


def everything(kpi: Kpi) -> list[tuple[date, Decimal, bool]]:
    rows = KpiReading.everywhere.filter(kpi=kpi).order_by("pk")
    return [(row.on, row.value, row.replaced_at is None) for row in rows]


def test_a_figure_counts_and_the_log_says_so(place: Place, kpi: Kpi) -> None:
    enter(place, kpi, "12.5")
    assert [(each.on, each.value) for each in series_of(kpi, DAY, DAY)] == [(DAY, Decimal("12.5"))]
    entry = AuditEntry.of(place.company).get(act="kpi.reading_entered")
    assert sentence(entry) == "wrote down a figure of “Bewerbungen”: 12.5 on 10/31/2026"


@pytest.mark.parametrize(
    ("value", "on", "field"),
    [
        ("12", TODAY + timedelta(days=1), "on"),
        ("-1", DAY, "value"),
        ("1.005", DAY, "value"),
        ("1000000000000", DAY, "value"),
    ],
    ids=["to come", "less than nothing", "too fine", "too large"],
)
def test_what_cannot_be_is_refused_at_its_field(
    place: Place, kpi: Kpi, value: str, on: date, field: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        enter(place, kpi, value, on)
    assert refused.value.field == field
    assert everything(kpi) == []


def test_money_may_be_lost(place: Place) -> None:
    assert enter(place, make_kpi(place, "Umsatz", unit="euro"), "-3.50").value == Decimal("-3.50")


def test_a_second_figure_for_a_day_is_refused(place: Place, kpi: Kpi) -> None:
    enter(place, kpi)
    with pytest.raises(RefusedError, match="already") as refused:
        enter(place, kpi, "13")
    assert refused.value.field == "on"


def test_a_member_writes_no_figures(place: Place, kpi: Kpi) -> None:
    row = enter(place, kpi)
    with pytest.raises(RefusedError):
        enter(place, kpi, on=DAY - timedelta(days=1), by=place.member)
    with pytest.raises(RefusedError):
        withdraw_reading(company=place.company, reading_id=row.pk, by=place.member, at=MONDAY)
    assert everything(kpi) == [(DAY, Decimal(12), True)]


def test_a_corrected_figure_stays_readable(place: Place, kpi: Kpi) -> None:
    row = enter(place, kpi)
    earlier = DAY - timedelta(days=1)
    correct_reading(
        company=place.company,
        reading_id=row.pk,
        on=earlier,
        value=Decimal(14),
        by=place.lead,
        at=MONDAY,
    )
    assert everything(kpi) == [(DAY, Decimal(12), False), (earlier, Decimal(14), True)]
    with pytest.raises(RefusedError, match="replaced meanwhile"):
        withdraw_reading(company=place.company, reading_id=row.pk, by=place.lead, at=MONDAY)


def test_a_figure_is_not_moved_onto_another(place: Place, kpi: Kpi) -> None:
    enter(place, kpi)
    row = enter(place, kpi, "13", DAY - timedelta(days=1))
    with pytest.raises(RefusedError, match="already"):
        correct_reading(
            company=place.company,
            reading_id=row.pk,
            on=DAY,
            value=Decimal(13),
            by=place.lead,
            at=MONDAY,
        )
    assert [is_live for _on, _value, is_live in everything(kpi)] == [True, True]


def test_a_figure_that_was_taken_back_no_longer_counts(place: Place, kpi: Kpi) -> None:
    row = enter(place, kpi)
    withdraw_reading(company=place.company, reading_id=row.pk, by=place.lead, at=MONDAY)
    assert actual_of(kpi, TODAY).value is None
    assert everything(kpi) == [(DAY, Decimal(12), False)]


def test_figures_of_another_company_cannot_be_touched(place: Place, kpi: Kpi) -> None:
    other = place_at(GOALS, "Anders GmbH")
    row = enter(place, kpi)
    with pytest.raises(RefusedError):
        enter(other, kpi, by=other.lead)
    with pytest.raises(RefusedError):
        withdraw_reading(company=other.company, reading_id=row.pk, by=other.lead, at=MONDAY)
    assert everything(kpi) == [(DAY, Decimal(12), True)]


def test_what_is_counted_is_not_entered(place: Place) -> None:
    with pytest.raises(RefusedError, match="counted"):
        enter(place, make_kpi(place, measure="own_mentions"))


def test_a_table_is_imported_once(place: Place, kpi: Kpi) -> None:
    enter(place, kpi, "900", date(2026, 8, 31))
    new = [
        NewReading(date(2026, 8, 31), Decimal(905)),
        NewReading(date(2026, 9, 30), Decimal(1240), "Fest"),
    ]
    act = {"company": place.company, "kpi_id": kpi.pk, "new": new, "by": place.lead, "at": MONDAY}
    assert import_readings(**act) == 2
    with pytest.raises(RefusedError, match="nothing new"):
        import_readings(**act)
    assert everything(kpi) == [
        (date(2026, 8, 31), Decimal(900), False),
        (date(2026, 8, 31), Decimal(905), True),
        (date(2026, 9, 30), Decimal(1240), True),
    ]


def test_one_wrong_figure_keeps_all_of_a_table_out(place: Place, kpi: Kpi) -> None:
    new = [NewReading(DAY, Decimal(1)), NewReading(TODAY + timedelta(days=1), Decimal(2))]
    with pytest.raises(RefusedError, match="still to come"):
        import_readings(company=place.company, kpi_id=kpi.pk, new=new, by=place.lead, at=MONDAY)
    assert everything(kpi) == []


@pytest.mark.parametrize(
    ("rhythm", "days", "is_stale"),
    [
        ("weekly", 10, False),
        ("weekly", 11, True),
        ("monthly", 46, False),
        ("monthly", 47, True),
        ("quarterly", 138, False),
        ("quarterly", 139, True),
    ],
)
def test_a_figure_is_out_of_date_after_one_and_a_half_rhythms(
    place: Place, rhythm: str, days: int, is_stale: bool
) -> None:
    kpi = make_kpi(place, rhythm=rhythm)
    make_reading(place, kpi, TODAY - timedelta(days=days), "12")
    actual = actual_of(kpi, TODAY)
    assert (actual.value, actual.is_stale) == (Decimal(12), is_stale)
    assert ("out of date" in str(actual.sentence)) is is_stale


def test_a_forecast_stays_where_a_figure_can_lie(place: Place, kpi: Kpi) -> None:
    share = make_kpi(place, "Anteil", unit="percent")
    for number, value in enumerate(("90", "93", "96", "99")):
        make_reading(place, share, date(2026, 7 + number, 1), value)
        make_reading(place, kpi, date(2026, 7 + number, 1), str(40 - 10 * number))
    found = {fact.kpi.pk: fact for fact in kpi_facts(place.company, TODAY)}
    ahead = date(2027, 6, 1)
    assert found[share.pk].forecast_on(ahead) == 100
    assert found[kpi.pk].forecast_on(ahead) == 0


def test_what_came_later_is_not_known_before(place: Place, kpi: Kpi) -> None:
    make_reading(place, kpi, date(2026, 9, 30), "12")
    make_reading(place, kpi, DAY, "20")
    assert actual_of(kpi, date(2026, 10, 30)).value == Decimal(12)


def test_without_a_day_of_its_own_the_target_is_due_with_the_goal(place: Place) -> None:
    goal = make_goal(place, due_on=date(2026, 11, 1))
    kpi = make_kpi(
        place,
        goal=goal,
        baseline=Decimal(10),
        baseline_on=date(2026, 1, 1),
        target=Decimal(20),
    )
    make_reading(place, kpi, date(2026, 11, 2), "15")
    [fact] = kpi_facts(place.company, TODAY)
    assert fact.pace == Pace.MISSED
