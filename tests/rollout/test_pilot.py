"""The pilot: its rules on plain facts, what it reads, its pages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils.translation import override

from companies.models import BusinessHours, User
from monitoring.intake.opening import open_cases
from monitoring.models import DeskCase
from monitoring.services.desk.settling import close_case
from monitoring.services.mentions import mark_answered
from publishing.models import Run
from publishing.selectors import RunsInWindow
from publishing.services.playbooks import take_playbook
from publishing.services.runs import begin_run
from publishing.services.working import finish_step
from rollout.assessment import assess
from rollout.attesting import confirm
from rollout.gate import submit_stage
from rollout.journal import log_facts
from rollout.models import Kpi, KpiReading, LogEntry, PilotPlan, PlatformChoice, PostRecord
from rollout.refusals import RefusedError
from rollout.rowkinds import RowKind
from rollout.rowkinds.hypotheses import HYPOTHESES
from rollout.rowkinds.journal import LEARNINGS, LOG
from rollout.rowkinds.posts import POSTS
from rollout.snapshot import canonical, work_hash
from rollout.stage import Result
from rollout.stages import pilot
from rollout.stages.pilot.criteria import AnswerFacts, PilotFacts, answered_in_time, criteria
from rollout.stages.pilot.playbooks import playbooks_result
from rollout.stages.pilot.rows import MEMBERS, OUTCOME, PLAN
from rollout.writing import add_row
from tests.rollout.ahead import open_next, pass_stage, place_at
from tests.rollout.builders import Place, make_mention, make_profile, make_source
from tests.rollout.pages.visit import text_of, url, visitor

PILOT, STRATEGY, GOALS = 6, 4, 3
FIRST, LAST = date(2026, 10, 5), date(2026, 10, 25)
AFTER = datetime(2026, 11, 2, 9, tzinfo=UTC)
WEEKS = [date(2026, 10, 5), date(2026, 10, 12), date(2026, 10, 19)]
ASKED = date(2026, 10, 6)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


# --- Rules ----------------------------------------------------------------------------------

ATTESTED = Result(key="answered", title="", met=True, sentence="")
SEEN = AnswerFacts(asked=10, in_time=9, late=1, waiting=0, blind=())
WHOLE = PilotFacts(
    on=date(2026, 10, 26),
    window=(FIRST, LAST),
    people=2,
    weeks=3,
    written=3,
    hypotheses=1,
    measured=1,
    judged=1,
    published=1,
    learnings=2,
    kept_and_changed=True,
    outcome="go",
    answers=SEEN,
    answer_rate=90,
)


def unmet(facts: PilotFacts, *, blocking: bool = True) -> set[str]:
    results = criteria(facts, ATTESTED, replace(ATTESTED, key="playbooks"))
    return {each.key for each in results if not each.met and each.blocking is blocking}


def test_a_pilot_that_is_whole_passes() -> None:
    assert unmet(WHOLE) | unmet(WHOLE, blocking=False) == set()


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"on": LAST}, "ran"),
        ({"window": None}, "ran"),
        ({"window": (date(2026, 10, 12), date(2026, 10, 24))}, "ran"),
        ({"written": 2}, "logged"),
        ({"weeks": 0, "written": 0}, "logged"),
        ({"measured": 0}, "measured"),
        ({"hypotheses": 0, "measured": 0}, "measured"),
        ({"judged": 0}, "judged"),
        ({"published": 0}, "published"),
        ({"learnings": 0}, "learned"),
        ({"outcome": ""}, "decided"),
    ],
    ids=lambda each: each if isinstance(each, str) else "-".join(each),
)
def test_what_is_missing_keeps_the_gate_shut(change: dict[str, object], missing: str) -> None:
    assert missing in unmet(replace(WHOLE, **change))


def test_fourteen_days_are_enough_and_thirteen_are_not() -> None:
    on = LAST + timedelta(days=1)
    assert "ran" not in unmet(replace(WHOLE, on=on, window=(LAST - timedelta(days=13), LAST)))
    assert "ran" in unmet(replace(WHOLE, on=on, window=(LAST - timedelta(days=12), LAST)))


@pytest.mark.parametrize(
    ("answers", "signed", "met"),
    [
        (SEEN, False, True),
        (replace(SEEN, in_time=8, late=2), False, False),
        (replace(SEEN, in_time=8, late=2), True, False),
        (replace(SEEN, blind=("Anzeiger",)), False, False),
        (replace(SEEN, blind=("Anzeiger",)), True, True),
        (replace(SEEN, in_time=8, late=2, blind=("Anzeiger",)), True, False),
        (AnswerFacts(3, 0, 0, 3, ()), False, False),
        (AnswerFacts(3, 0, 0, 3, ()), True, True),
    ],
    ids=[
        "nine-of-ten",
        "eight-of-ten",
        "no-word-against-a-count",
        "blind",
        "blind-and-signed",
        "too-few-though-blind",
        "nothing-due",
        "nothing-due-and-signed",
    ],
)
def test_answers_are_counted_and_a_word_fills_only_what_cannot_be_seen(
    answers: AnswerFacts, signed: bool, met: bool
) -> None:
    asked = replace(ATTESTED, key="answered", met=signed)
    found = answered_in_time(replace(WHOLE, answers=answers), asked)
    assert found.met is met
    assert str(found.sentence) or signed


def test_a_week_is_missing_once_it_is_over() -> None:
    window = (date(2026, 10, 7), date(2026, 10, 23))
    assert log_facts(window, set(), date(2026, 10, 11)).missing == ()
    assert log_facts(window, set(), date(2026, 10, 12)).missing == (WEEKS[0],)
    assert log_facts(window, {WEEKS[0]}, date(2026, 10, 23)).missing == (WEEKS[1],)
    facts = log_facts(window, {WEEKS[0]}, date(2026, 10, 24))
    assert (facts.weeks, facts.missing, facts.written) == (tuple(WEEKS), (WEEKS[1], WEEKS[2]), 1)


# --- Against the tables ---------------------------------------------------------------------


@pytest.fixture
def place(db: None) -> Place:
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


# --- Playbooks ------------------------------------------------------------------------------

NOT_CONFIRMED = Result(key="playbooks", title="", met=False, sentence="", attested=True)
CONFIRMED = replace(NOT_CONFIRMED, met=True, sentence="Confirmed: It hangs on the wall.")


@pytest.mark.parametrize(
    ("runs", "attested", "found"),
    [
        (RunsInWindow(3, 2, 1), NOT_CONFIRMED, (True, "2 of 2", "Counted: 2 runs", False)),
        (RunsInWindow(2, 1, 0), CONFIRMED, (True, "1 of 2", "Counted: 1 run", False)),
        (RunsInWindow(2, 0, 0), CONFIRMED, (False, "0 of 2", "Counted: 2 runs", False)),
        (RunsInWindow(1, 0, 1), CONFIRMED, (True, "", "Confirmed: It hangs", True)),
        (RunsInWindow(0, 0, 0), CONFIRMED, (True, "", "Confirmed: It hangs", True)),
        (RunsInWindow(0, 0, 0), NOT_CONFIRMED, (False, "", "No run of a playbook", True)),
    ],
    ids=["finished", "counted-before-said", "none-finished", "called-off", "said", "nothing"],
)
def test_runs_of_playbooks_count_and_a_word_stands_in_where_there_are_none(
    runs: RunsInWindow, attested: Result, found: tuple[bool, str, str, bool]
) -> None:
    result = playbooks_result(runs, attested)
    said = str(result.sentence)
    assert (result.met, str(result.figure), result.attested) == (found[0], found[1], found[3])
    assert said.startswith(found[2])


def playbook_run(place: Place, begun_at: datetime) -> Run:
    """A blog post by the shipped playbook, begun by the lead."""
    common = {"company": place.company, "by": place.lead, "at": begun_at}
    playbook = take_playbook(key="blog_post", language="en", **common)
    lead, manager = place.memberships["lead"], place.memberships["manager"]
    rows = list(playbook.steps.order_by("position"))
    return begin_run(
        playbook_id=playbook.pk,
        title="Why we weld",
        publication_at=None,
        owners={each.pk: manager if each.kind == "approval" else lead for each in rows},
        seen=playbook.revision,
        form_key=uuid4(),
        **common,
    )


def test_a_run_begun_in_the_pilots_time_counts_once_no_step_is_open(place: Place) -> None:
    plan(place)
    begun_at = datetime.combine(FIRST, time(9), UTC)
    run = playbook_run(place, begun_at)
    assert results(place)["playbooks"].met is False
    for step in run.steps.order_by("position"):
        who = {"company": place.company, "by": step.owner.user, "at": begun_at}
        finish_step(step_id=step.pk, note="", link="", **who)
    found = results(place)["playbooks"]
    assert (found.met, str(found.figure), found.mend) == (True, "1 of 1", "playbooks")
    page = text_of(visitor(place.lead).get(url(place, "stages/6/")))
    assert "Counted: 1 run of a playbook was begun in this time and finished" in page
    assert "To the playbooks" in page


def test_a_run_begun_before_the_pilot_does_not_count(place: Place) -> None:
    plan(place)
    playbook_run(place, datetime.combine(FIRST - timedelta(days=1), time(9), UTC))
    assert str(results(place)["playbooks"].sentence).startswith("No run of a playbook was begun")
