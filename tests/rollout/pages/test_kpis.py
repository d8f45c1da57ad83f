"""The pages of goals and KPIs, walked as a browser without scripts does."""

from datetime import date, timedelta
from decimal import Decimal

import pgtrigger
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rollout.models import Goal, Kpi, KpiReading, PostRecord
from tests.rollout.ahead import place_at
from tests.rollout.builders import Place
from tests.rollout.kpis.builders import (
    GOALS,
    aim,
    make_goal,
    make_group,
    make_kpi,
    make_reading,
)
from tests.rollout.pages.visit import now, text_of, url, visitor

pytestmark = pytest.mark.django_db
TABLE = "Datum;Wert;Notiz\n31.08.2025;900\n30.09.2025;1.240,5;Fest\nirgendwann;7\n"


@pytest.fixture
def place() -> Place:
    return place_at(GOALS)


@pytest.fixture
def kpi(place: Place) -> Kpi:
    goal = make_goal(place, due_on=now().date() + timedelta(days=200))
    return make_kpi(
        place,
        goal=goal,
        baseline=Decimal(10),
        baseline_on=now().date() - timedelta(days=200),
        target=Decimal(20),
    )


def read_monthly(place: Place, kpi: Kpi, *values: str) -> None:
    for number, value in enumerate(reversed(values)):
        make_reading(place, kpi, now().date() - timedelta(days=1 + 30 * number), value)


@pytest.mark.parametrize("path", ["kpis/", "trace/"])
def test_without_goals_the_page_leads_to_where_the_first_is_added(place: Place, path: str) -> None:
    answer = visitor(place.lead).get(url(place, path))
    assert "KPIs belong to goals: add a goal" in text_of(answer)
    assert f'href="{url(place, "stages/3/#goals")}"' in answer.content.decode()


@pytest.mark.parametrize("path", ["kpis/", "trace/"])
def test_before_the_stage_opens_the_page_says_when_it_does(path: str) -> None:
    place = place_at(1)
    answer = visitor(place.lead).get(url(place, path))
    assert (
        "The stage “Goals and target groups” opens once “Listening” has passed its gate. The "
        "company is at “Culture check” now. Go on with “Culture check”"
    ) in text_of(answer)
    page = answer.content.decode()
    assert f'<a class="button" href="{url(place, "stages/1/")}"' in page
    assert "stages/3/#" not in page


def test_whoever_cannot_work_on_stages_is_offered_nothing_that_is_locked() -> None:
    place = place_at(2)
    answer = visitor(place.member).get(url(place, "kpis/"))
    assert "opens once “Listening” has passed its gate." in text_of(answer)
    assert "Go on with" not in text_of(answer)


def test_a_member_sees_kpis_beside_their_goals(place: Place, kpi: Kpi) -> None:
    read_monthly(place, kpi, "12")
    make_kpi(place, "Herrenlos")
    text = text_of(visitor(place.member).get(url(place, "kpis/")))
    assert "Zwanzig Bewerbungen" in text
    assert "Without a goal" in text
    assert text.index("Bewerbungen") < text.index("Herrenlos")
    assert "Too slow" in text


def test_the_list_costs_no_more_queries_for_more_kpis(
    place: Place, kpi: Kpi, django_assert_max_num_queries
) -> None:
    client = visitor(place.lead)
    for number in range(12):
        make_kpi(place, f"Nr. {number}", goal=kpi.goal)
        make_kpi(place, f"Gezählt {number}", measure="own_mentions")
    with django_assert_max_num_queries(20):
        client.get(url(place, "kpis/"))


def test_one_kpi_shows_its_course_and_says_where_it_heads(place: Place, kpi: Kpi) -> None:
    read_monthly(place, kpi, "11", "12", "13", "14")
    answer = visitor(place.member).get(url(place, f"kpis/{kpi.pk}/"))
    text = text_of(answer)
    assert "On the way" in text or "Too slow" in text
    assert "If it goes on as of late, it is" in text
    page = answer.content.decode()
    assert page.count('<svg class="chart') == 2
    assert url(place, f"kpis/{kpi.pk}/readings/add/") not in page


def test_three_figures_are_too_few_for_a_forecast(place: Place, kpi: Kpi) -> None:
    read_monthly(place, kpi, "11", "12", "13")
    text = text_of(visitor(place.member).get(url(place, f"kpis/{kpi.pk}/")))
    assert "Too few figures for a forecast: it takes at least 4." in text


def test_a_figure_is_written_down_once_by_a_double_click(place: Place, kpi: Kpi) -> None:
    client, day = visitor(place.lead), now().date() - timedelta(days=3)
    sent = {"on": day.isoformat(), "value": "12,5", "note": "gezählt", "form_key": "once"}
    client = visitor(place.lead, language="de")
    for _click in range(2):
        answer = client.post(url(place, f"kpis/{kpi.pk}/readings/add/"), sent)
        assert answer.status_code == 302
    assert [(row.on, row.value, row.by) for row in KpiReading.of(place.company)] == [
        (day, Decimal("12.5"), place.lead)
    ]


def test_a_refused_figure_keeps_what_was_typed(place: Place, kpi: Kpi) -> None:
    tomorrow = now().date() + timedelta(days=2)
    answer = visitor(place.lead).post(
        url(place, f"kpis/{kpi.pk}/readings/add/"),
        {"on": tomorrow.isoformat(), "value": "12", "note": "zu früh"},
    )
    assert answer.status_code == 422
    assert "This day is still to come." in text_of(answer)
    assert "zu früh" in answer.content.decode()


def test_a_corrected_figure_leaves_the_older_one_to_read(place: Place, kpi: Kpi) -> None:
    day = now().date() - timedelta(days=3)
    row = make_reading(place, kpi, day, "12")
    client = visitor(place.lead)
    client.post(
        url(place, f"kpis/{kpi.pk}/readings/{row.pk}/"), {"on": day.isoformat(), "value": "21"}
    )
    page = client.get(url(place, f"kpis/{kpi.pk}/")).content.decode()
    assert "<s>12</s>" in page
    assert "21" in page
    newer = KpiReading.of(place.company).get(replaced_at__isnull=True)
    client.post(url(place, f"kpis/{kpi.pk}/readings/{newer.pk}/take-back/"))
    assert not KpiReading.of(place.company).filter(replaced_at__isnull=True).exists()


def test_a_member_writes_nothing(place: Place, kpi: Kpi) -> None:
    row = make_reading(place, kpi, now().date(), "12")
    client = visitor(place.member)
    for path in ("readings/add/", "import/", f"readings/{row.pk}/"):
        assert client.get(url(place, f"kpis/{kpi.pk}/{path}")).status_code == 403
    answer = client.post(url(place, f"kpis/{kpi.pk}/readings/{row.pk}/take-back/"))
    assert answer.status_code == 403


def test_a_figure_of_one_kpi_is_not_found_at_another(place: Place, kpi: Kpi) -> None:
    row = make_reading(place, kpi, now().date(), "12")
    other = make_kpi(place, "Lob")
    path = url(place, f"kpis/{other.pk}/readings/{row.pk}/")
    assert visitor(place.lead).get(path).status_code == 404


def upload(place: Place, kpi: Kpi, text: str):
    file = SimpleUploadedFile("werte.csv", text.encode())
    return visitor(place.lead).post(url(place, f"kpis/{kpi.pk}/import/"), {"file": file})


def test_a_table_is_shown_row_by_row_and_imported_only_when_confirmed(
    place: Place, kpi: Kpi
) -> None:
    answer = upload(place, kpi, TABLE)
    text = text_of(answer)
    assert "Nothing has been imported yet." in text
    assert "1,240.5" in text
    assert "“irgendwann” is no day." in text
    assert not KpiReading.of(place.company).exists()
    sent = {"text": TABLE, "day": "0", "value": "1", "note": "2", "decimal": ",", "confirm": "1"}
    client = visitor(place.lead)
    client.post(url(place, f"kpis/{kpi.pk}/import/"), sent)
    rows = KpiReading.of(place.company).order_by("on")
    assert [(row.on, row.value, row.note, row.origin) for row in rows] == [
        (date(2025, 8, 31), Decimal(900), "", "imported"),
        (date(2025, 9, 30), Decimal("1240.5"), "Fest", "imported"),
    ]
    again = client.post(url(place, f"kpis/{kpi.pk}/import/"), sent)
    assert "There is nothing new in it." in text_of(again)
    assert rows.count() == 2


def test_figures_are_replaced_only_when_that_is_ticked(place: Place, kpi: Kpi) -> None:
    make_reading(place, kpi, date(2025, 8, 31), "1")
    sent = {"text": TABLE, "day": "0", "value": "1", "note": "", "decimal": ",", "confirm": "1"}
    client, path = visitor(place.lead), url(place, f"kpis/{kpi.pk}/import/")
    live = KpiReading.of(place.company).filter(replaced_at__isnull=True).order_by("on")
    client.post(path, sent)
    assert [row.value for row in live.all()] == [Decimal(1), Decimal("1240.5")]
    client.post(path, sent | {"replace": "1"})
    assert [row.value for row in live.all()] == [Decimal(900), Decimal("1240.5")]


def test_other_columns_can_be_chosen_before_anything_is_imported(place: Place, kpi: Kpi) -> None:
    text = "Datum;Wert;Reichweite\n31.08.2025;1;250\n"
    sent = {"text": text, "day": "0", "value": "2", "note": "", "decimal": ","}
    answer = visitor(place.lead).post(url(place, f"kpis/{kpi.pk}/import/"), sent)
    assert "250" in text_of(answer)
    assert not KpiReading.of(place.company).exists()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"text": ""},
        {"text": "a\0b"},
        {"text": TABLE},
        {"text": TABLE, "day": "9", "value": "x", "decimal": "?", "confirm": "1"},
    ],
    ids=["nothing", "no text", "not readable", "no columns", "unknown columns"],
)
def test_whatever_is_sent_to_the_import_gets_an_answer(
    place: Place, kpi: Kpi, sent: dict[str, str]
) -> None:
    answer = visitor(place.lead).post(url(place, f"kpis/{kpi.pk}/import/"), sent)
    assert answer.status_code in (302, 422)
    assert not KpiReading.of(place.company).exists()


def test_what_is_counted_is_neither_entered_nor_imported(place: Place) -> None:
    kpi = make_kpi(place, measure="own_mentions")
    client = visitor(place.lead)
    for path in ("readings/add/", "import/"):
        answer = client.get(url(place, f"kpis/{kpi.pk}/{path}"), follow=True)
        assert "nobody has to enter them" in text_of(answer)


# --- On the page of the stage ---------------------------------------------------------------


def test_each_goal_says_in_words_what_it_lacks(place: Place) -> None:
    make_goal(place)
    text = text_of(visitor(place.member).get(url(place, "stages/3/")))
    for said in (
        "Neither says what exactly is meant, nor for whom.",
        "No KPI shows whether it came true.",
        "Serves no goal of the company yet.",
    ):
        assert said in text


def test_one_click_fills_in_a_kpi_that_suits_the_goal(place: Place) -> None:
    goal = make_goal(place)
    client = visitor(place.lead)
    page = client.get(url(place, "stages/3/")).content.decode()
    start = page.index(f"goal={goal.pk}&amp;name=Applications")
    query = page[start : page.index('"', start)].replace("&amp;", "&")
    form = client.get(url(place, f"stages/3/work/kpis/add/?{query}"))
    shown = form.context["form"]
    assert {name: shown[name].value() for name in ("goal", "name", "unit", "rhythm")} == {
        "goal": str(goal.pk),
        "name": "Applications that name social media",
        "unit": "count",
        "rhythm": "quarterly",
    }


def test_what_has_been_measured_can_be_taken_as_the_baseline(place: Place) -> None:
    kpi = make_kpi(place)
    day = now().date() - timedelta(days=3)
    make_reading(place, kpi, day, "12.5")
    client = visitor(place.lead)
    way = f"work/kpis/{kpi.pk}/?baseline=12.50&amp;baseline_on={day.isoformat()}"
    assert way in client.get(url(place, "stages/3/")).content.decode()
    form = client.get(url(place, f"stages/3/{way.replace('&amp;', '&')}")).context["form"]
    assert form["baseline"].value() == "12.50"


def test_a_goal_is_written_with_its_groups_in_one_form(place: Place) -> None:
    group = make_group(place)
    client = visitor(place.lead)
    due_on = (now().date() + timedelta(days=300)).isoformat()
    sent = {
        "kind": "recruiting",
        "title": "Zwanzig Bewerbungen",
        "due_on": due_on,
        "owner": str(place.lead.pk),
        "target_groups": [str(group.pk)],
    }
    assert client.post(url(place, "stages/3/work/goals/add/"), sent).status_code == 302
    goal = Goal.of(place.company).get()
    assert [each.target_group for each in goal.audiences.all()] == [group]


def test_the_chain_of_a_goal_is_shown_with_what_hangs_in_the_air(place: Place, kpi: Kpi) -> None:
    assert kpi.goal is not None
    group = make_group(place)
    aim(place, kpi.goal, group)
    make_kpi(place, "Herrenlos")
    answer = visitor(place.member).get(url(place, "trace/"))
    text = text_of(answer)
    assert "1 thing hangs in the air." in text
    assert "KPIs without a goal Herrenlos" in text
    assert "comes with the strategy" in text
    assert url(place, "stages/3/#kpis") in answer.content.decode()


def test_a_phone_finds_the_sections_without_room_behind_more(place: Place) -> None:
    page = visitor(place.member).get(url(place, "kpis/")).content.decode()
    bar = page[page.index('class="site-nav"') : page.index("</nav>", page.index("site-nav"))]
    assert bar.count('<li class="nav-folded"') == bar.count('class="menu-item"') > 0
    assert bar.count("<li><a") == 4


def test_the_result_of_a_goal_says_how_many_its_posts_reached(place: Place, kpi: Kpi) -> None:
    assert kpi.goal is not None
    group = make_group(place)
    aim(place, kpi.goal, group)
    with pgtrigger.ignore("rollout.PostRecord:work_frozen_unless_open"):
        for number in range(7):
            PostRecord.everywhere.create(
                company=place.company,
                stage=place.stage(6),
                title=f"Beitrag {number}",
                platform="instagram",
                planned_on=now().date(),
                published_on=now().date(),
                target_group=group,
                reach=200,
            )
    text = text_of(visitor(place.member).get(url(place, "trace/")))
    assert "1,400 people reached with 7 posts" in text
    assert "Beitrag 6" in text
    assert "and 2 more" in text
    assert "Beitrag 1 Instagram" not in text
