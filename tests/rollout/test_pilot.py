"""The pilot: what it reads, what is refused, its pages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from companies.models import BusinessHours
from monitoring.intake.opening import open_cases
from monitoring.models import DeskCase
from monitoring.services.desk.settling import close_case
from monitoring.services.mentions import mark_answered
from rollout.assessment import assess
from rollout.gate import submit_stage
from rollout.models import KpiReading, LogEntry, PilotPlan, PostRecord
from rollout.refusals import RefusedError
from rollout.rowkinds.hypotheses import HYPOTHESES
from rollout.rowkinds.journal import LOG
from rollout.rowkinds.posts import POSTS
from rollout.snapshot import canonical, work_hash
from rollout.stages import pilot
from tests.rollout.builders import Place, make_mention, make_profile, make_source
from tests.rollout.pages.visit import text_of, url, visitor
from tests.rollout.piloting import (
    AFTER,
    ASKED,
    FIRST,
    PILOT,
    WEEKS,
    everything,
    kpi_of,
    measure,
    pilot_place,
    plan,
    results,
    write,
)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def place(db: None) -> Place:
    return pilot_place()


def test_a_whole_pilot_is_submitted(place: Place) -> None:
    everything(place)
    found = results(place)
    assert [key for key, each in found.items() if each.blocks] == []
    assert str(found["ran"].figure) == "21 days (at least 14)"
    assert str(found["logged"].figure) == "3 of 3"
    submit_stage(company=place.company, number=PILOT, by=place.lead, at=AFTER)
    assert place.stage(PILOT).state == "submitted"


def test_nothing_is_there_and_everything_says_what_to_do(place: Place) -> None:
    found = results(place)
    assert {key for key, each in found.items() if each.met} == {"conditions_kept"}
    assert all(str(each.sentence) for each in found.values())


def test_a_figure_from_before_the_pilot_does_not_count(place: Place) -> None:
    everything(place)
    KpiReading.of(place.company).delete()
    measure(place, FIRST - timedelta(days=1), 24)
    assert results(place)["measured"].met is False


def test_what_cannot_be_told_needs_no_figure(place: Place) -> None:
    everything(place)
    KpiReading.of(place.company).delete()
    assert results(place)["measured"].blocks
    hypothesis = kpi_of(place).hypotheses.get()
    hypothesis.verdict = "unclear"
    hypothesis.save()
    assert results(place)["measured"].met


def test_the_desk_counts_what_was_answered_within_the_promise(place: Place) -> None:
    plan(place)
    for weekday in range(5):
        BusinessHours.everywhere.create(
            company=place.company, weekday=weekday, opens=time(8), closes=time(17)
        )
    source, profile = make_source(place), make_profile(place)
    tuesday = datetime(2026, 10, 6, 8, tzinfo=UTC)
    mentions = [
        make_mention(
            source,
            profile,
            day=ASKED,
            published_at=at,
            fetched_at=at,
            is_question=True,
            kind="question",
        )
        for at in (tuesday, tuesday, tuesday, tuesday, tuesday - timedelta(days=30))
    ]
    assert open_cases([each.pk for each in mentions]) == 5
    for mention, hours in zip(mentions, (30, 72), strict=False):
        mark_answered(mention=mention, by=place.lead, at=tuesday + timedelta(hours=hours))
    spam = DeskCase.of(place.company).get(mention=mentions[3])
    close_case(case=spam, because="spam", by=place.lead, at=tuesday)
    work = assess(place.stage(PILOT), AFTER.date()).work
    seen = work["measured"]["answers"]
    assert seen == {"asked": 3, "in_time": 1, "late": 2, "waiting": 0, "blind": []}
    found = results(place)["answered"]
    assert (str(found.figure), found.met, found.attested) == ("33 % (at least 90 %)", False, False)


def test_what_moves_by_itself_changes_no_fingerprint(place: Place) -> None:
    everything(place)
    stage = place.stage(PILOT)
    before = work_hash(pilot.KIND, assess(stage, AFTER.date()))
    measure(place, date(2026, 10, 25), 30)
    later = assess(stage, AFTER.date() + timedelta(days=9))
    assert later.work["measured"]["actuals"][0]["value"] == "30.00"
    assert work_hash(pilot.KIND, later) == before
    canonical(later.work)


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"platform": "tiktok"}, "platform", "has not chosen"),
        ({"ends_on": FIRST - timedelta(days=1)}, "ends_on", "first day comes before"),
        ({"ends_on": FIRST + timedelta(days=12)}, "ends_on", "two weeks"),
        ({"ends_on": FIRST + timedelta(days=730)}, "ends_on", "within two years"),
        ({"answer_rate": 0}, "", "between 1 and 100"),
    ],
    ids=["platform", "order", "short", "long", "rate"],
)
def test_a_plan_that_cannot_work_is_refused_at_its_field(
    place: Place, values: dict[str, object], field: str, sentence: str
) -> None:
    with pytest.raises(RefusedError, match=sentence) as refused:
        plan(place, **values)
    assert refused.value.field == field


def test_a_pilot_may_take_two_years_to_the_day(place: Place) -> None:
    plan(place, ends_on=FIRST + timedelta(days=729))
    assert PilotPlan.of(place.company).get().ends_on == FIRST + timedelta(days=729)


def test_the_log_is_written_for_weeks_that_have_begun_and_once_each(place: Place) -> None:
    with pytest.raises(RefusedError, match="still to come"):
        write(place, LOG, week_on=date(2026, 11, 9), text="Bald.", hours=Decimal(1))
    write(place, LOG, week_on=WEEKS[0], text="Los.", hours=Decimal(1))
    with pytest.raises(RefusedError, match="entry for this week already") as refused:
        write(place, LOG, week_on=WEEKS[0], text="Noch einmal.", hours=Decimal(1))
    assert refused.value.field == "week_on"


def test_a_published_post_says_when(place: Place) -> None:
    with pytest.raises(RefusedError, match="on which day") as refused:
        write(
            place,
            POSTS,
            title="Bild",
            platform="linkedin",
            planned_on=FIRST,
            published_on=None,
            url="",
            reach=12,
            reactions=None,
        )
    assert refused.value.field == "published_on"
    assert not PostRecord.of(place.company).exists()


def test_a_verdict_says_what_follows(place: Place) -> None:
    with pytest.raises(RefusedError, match="what follows"):
        write(
            place,
            HYPOTHESES,
            text="Es wird voller",
            kpi=kpi_of(place),
            target=Decimal(2),
            verdict="refuted",
            conclusion=" ",
        )


def test_the_form_of_the_log_begins_with_the_first_missing_week(place: Place) -> None:
    plan(place)
    write(place, LOG, week_on=WEEKS[0], text="Los.", hours=Decimal(1))
    page = visitor(place.lead).get(url(place, "stages/6/work/log/add/"))
    assert 'value="2026-10-12"' in page.content.decode()


def test_any_day_of_a_week_will_do(place: Place) -> None:
    plan(place)
    sent = {"week_on": "2026-10-15", "text": "Viel los.", "hours": "6.5"}
    answer = visitor(place.lead).post(url(place, "stages/6/work/log/add/"), sent)
    assert answer.status_code == 302, text_of(answer)
    assert [each.week_on for each in LogEntry.of(place.company)] == [WEEKS[1]]


def test_the_page_shows_the_weeks_and_what_is_due(place: Place) -> None:
    everything(place)
    page = text_of(visitor(place.lead).get(url(place, "stages/6/")))
    assert "It ended on Oct. 25, 2026." in page or "It ended on 25 October 2026." in page
    for said in (
        "Week 41",
        "written down",
        "We expect that Es fragen mehr Menschen an",
        "24 on 10/24/2026",
        "Hours in all",
        "19.5",
        "Neue Werkstatt",
        "The proposal is to go on.",
        "Alle neun, wir führen eine Liste.",
        "Figures of the KPIs",
    ):
        assert said in page, said


def test_weeks_without_an_entry_are_shown_as_missing_to_editors_with_the_way(place: Place) -> None:
    plan(place)
    write(place, LOG, week_on=WEEKS[0], text="Los.", hours=Decimal(1))
    page = text_of(visitor(place.lead).get(url(place, "stages/6/")))
    assert page.count("no entry") == 2
    assert "Write down 2 missing weeks" in page
    assert "Write down 2 missing weeks" not in text_of(
        visitor(place.member).get(url(place, "stages/6/"))
    )
