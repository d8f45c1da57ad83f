"""A company at its pilot, and what is written there."""

from datetime import UTC, date, datetime
from decimal import Decimal

from companies.models import User
from rollout.assessment import assess
from rollout.attesting import confirm
from rollout.models import Kpi, KpiReading, PlatformChoice
from rollout.rowkinds import RowKind
from rollout.rowkinds.hypotheses import HYPOTHESES
from rollout.rowkinds.journal import LEARNINGS, LOG
from rollout.rowkinds.posts import POSTS
from rollout.stage import Result
from rollout.stages.pilot.rows import MEMBERS, OUTCOME, PLAN
from rollout.writing import add_row
from tests.rollout.ahead import open_next, pass_stage, place_at
from tests.rollout.builders import Place

PILOT, STRATEGY, GOALS = 6, 4, 3
FIRST, LAST = date(2026, 10, 5), date(2026, 10, 25)
AFTER = datetime(2026, 11, 2, 9, tzinfo=UTC)
WEEKS = [date(2026, 10, 5), date(2026, 10, 12), date(2026, 10, 19)]
ASKED = date(2026, 10, 6)


def pilot_place() -> Place:
    """The pilot is open; the strategy has chosen LinkedIn, and there is a KPI."""
    place = place_at(GOALS)
    Kpi.everywhere.create(
        company=place.company,
        stage=place.stage(GOALS),
        name="Anfragen",
        unit="count",
        direction="up",
        rhythm="monthly",
    )
    pass_stage(place, GOALS)
    open_next(place, STRATEGY)
    PlatformChoice.everywhere.create(
        company=place.company, stage=place.stage(STRATEGY), platform="linkedin"
    )
    for number in (STRATEGY, STRATEGY + 1):
        pass_stage(place, number)
        open_next(place, number + 1)
    return place


def write(place: Place, of: RowKind, *, by: User | None = None, **values: object) -> object:
    return add_row(
        company=place.company, number=PILOT, of=of, values=values, by=by or place.lead, at=AFTER
    )


def plan(place: Place, **values: object) -> object:
    said = {"platform": "linkedin", "starts_on": FIRST, "ends_on": LAST, "answer_rate": 90}
    return write(place, PLAN, **(said | values))


def kpi_of(place: Place) -> Kpi:
    return Kpi.of(place.company).get()


def measure(place: Place, on: date, value: int) -> None:
    KpiReading.everywhere.create(
        company=place.company,
        kpi=kpi_of(place),
        on=on,
        value=value,
        origin="entered",
        by=place.lead,
        at=AFTER,
    )


def everything(place: Place) -> None:
    plan(place)
    write(place, MEMBERS, person=place.lead, part="Schreibt")
    write(place, MEMBERS, person=place.member, part="Antwortet")
    for week in WEEKS:
        write(place, LOG, week_on=week, text="Viel los.", hours=Decimal("6.5"))
    write(
        place,
        HYPOTHESES,
        text="Es fragen mehr Menschen an",
        kpi=kpi_of(place),
        target=Decimal(20),
        verdict="confirmed",
        conclusion="Weiter so.",
    )
    measure(place, date(2026, 10, 24), 24)
    write(
        place,
        POSTS,
        title="Neue Werkstatt",
        platform="linkedin",
        planned_on=FIRST,
        published_on=FIRST,
        url="https://example.org/1",
        reach=120,
        reactions=7,
    )
    write(place, LEARNINGS, kind="keep", text="Bilder wirken.", consequence="Jede Woche eines.")
    write(place, OUTCOME, outcome="go", reason="Die Zahlen stimmen.")
    confirm(
        company=place.company,
        number=PILOT,
        criterion="answered",
        statement="Alle neun, wir führen eine Liste.",
        by=place.lead,
        at=AFTER,
    )


def results(place: Place, on: date | None = None) -> dict[str, Result]:
    found = assess(place.stage(PILOT), on or AFTER.date()).results
    return {each.key: each for each in found}
