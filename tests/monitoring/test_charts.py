"""Charts: what is drawn, what is never drawn, and the numbers behind the picture."""

from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from monitoring.charts import (
    Bar,
    Before,
    Cell,
    Chart,
    Key,
    Point,
    Series,
    horizontal_bars,
    lines,
    radar,
    stacked_bars,
)

DAYS = ["Mon", "Tue", "Wed"]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def tone_of_three_days(**options) -> Chart:
    return stacked_bars(
        caption="Tone <of> the week",
        labels=DAYS,
        series=[
            Series("Negative", [1, Point(2, "/mentions/?day=2"), 0], "negative"),
            Series("Positive", [4, 0, 3], "positive"),
        ],
        **options,
    )


def pictures(chart: Chart) -> list[ET.Element]:
    return list(ET.fromstring(f"<div>{chart.svg}</div>"))


def every_kind() -> list[Chart]:
    return [
        tone_of_three_days(blind={1}),
        lines(caption="Hours", labels=DAYS, series=[Series("Service", [1.5, None, 3])]),
        horizontal_bars(caption="Share", bars=[Bar("We", 12), Bar("They", None)]),
        radar(caption="Culture", axes=["A", "B", "C"], series=[Series("Team", [1, 2, 3])], top=5),
        stacked_bars(caption="Empty", labels=[], series=[]),
        horizontal_bars(caption="Empty", bars=[]),
    ]


@pytest.mark.parametrize("chart", every_kind(), ids=lambda chart: chart.caption)
def test_a_chart_carries_nothing_the_content_security_policy_forbids(chart):
    for element in ET.fromstring(f"<div>{chart.svg}</div>").iter():
        assert element.tag not in {"style", "script", "foreignObject", "image"}
        forbidden = {"style"} | {name for name in element.attrib if name.startswith("on")}
        assert not forbidden & element.attrib.keys()
    assert "http" not in chart.svg


@pytest.mark.parametrize("chart", every_kind(), ids=lambda chart: chart.caption)
def test_a_chart_is_laid_out_for_a_desk_and_for_a_phone_and_names_itself(chart):
    assert [p.attrib["class"] for p in pictures(chart)] == [
        "chart chart-wide",
        "chart chart-narrow",
    ]
    for picture in pictures(chart):
        assert "viewBox" in picture.attrib and "width" not in picture.attrib
        assert picture.attrib["aria-label"] == chart.caption
        assert [child.tag for child in picture][:2] == ["title", "desc"]


def test_the_ids_of_different_charts_on_one_page_differ():
    ids = [
        element.attrib["id"]
        for chart in every_kind()
        for element in ET.fromstring(f"<div>{chart.svg}</div>").iter()
        if "id" in element.attrib
    ]
    assert ids and len(ids) == len(set(ids))


def test_words_of_others_are_escaped():
    assert "<of>" not in tone_of_three_days().svg
    assert "&lt;of&gt;" in tone_of_three_days().svg


def test_every_bar_says_its_number_and_leads_to_what_it_counts():
    wide = pictures(tone_of_three_days())[0]
    link = wide.find(".//a")
    assert link is not None
    assert link.attrib == {"href": "/mentions/?day=2"}  # the keyboard gets there
    assert link.findtext("title") == "Tue, Negative: 2"


def test_the_table_behind_the_picture_holds_the_same_numbers_and_links():
    chart = tone_of_three_days()
    assert chart.headers == ("", "Negative", "Positive")
    assert chart.rows == (
        (Cell("Mon"), Cell("1"), Cell("4")),
        (Cell("Tue"), Cell("2", "/mentions/?day=2"), Cell("0")),
        (Cell("Wed"), Cell("0"), Cell("3")),
    )
    assert chart.keys == (Key("Negative", "negative", "0"), Key("Positive", "positive", "1"))


def test_a_blind_day_is_hatched_and_never_written_as_zero():
    chart = tone_of_three_days(blind={1})
    assert chart.rows[1] == (
        Cell("Tue"),
        Cell("at least 2", "/mentions/?day=2"),
        Cell("unknown"),
    )
    assert chart.keys[-1] == Key("not seen", "unseen", "")
    for picture in pictures(chart):
        hatched = picture.findall(".//rect[@class='unseen']")
        assert len(hatched) == 1
        bar = picture.find(".//a/rect")
        assert bar is not None
        left, width = float(hatched[0].attrib["x"]), float(hatched[0].attrib["width"])
        assert left < float(bar.attrib["x"])
        assert float(bar.attrib["x"]) + float(bar.attrib["width"]) < left + width


def test_without_a_blind_day_nothing_is_hatched():
    assert "unseen" not in tone_of_three_days().svg
    assert "<pattern" not in tone_of_three_days().svg


def test_a_line_is_interrupted_where_nothing_was_seen():
    chart = lines(
        caption="Hours",
        labels=["a", "b", "c", "d", "e"],
        series=[Series("S", [1, 2, 9, 4, 5])],
        blind={2},
    )
    paths = pictures(chart)[0].findall(".//g[@data-series]/path")
    assert [path.attrib["d"].count("L") for path in paths] == [1, 1]
    assert chart.rows[2] == (Cell("c"), Cell("unknown"))


def test_an_unknown_bar_says_so_instead_of_being_short():
    chart = horizontal_bars(
        caption="Share", bars=[Bar("We", 12), Bar("They", None)], unit="Mentions"
    )
    assert chart.rows == ((Cell("We"), Cell("12")), (Cell("They"), Cell("unknown")))
    words = [text.text for text in pictures(chart)[0].iter("text")]
    assert words == ["They", "We", "unknown", "12"]


@pytest.mark.parametrize(("language", "written"), [("de", "1.204"), ("en", "1,204")])
def test_numbers_are_written_in_the_language_of_the_reader(language, written):
    with translation.override(language):
        chart = horizontal_bars(caption="Share", bars=[Bar("We", 1204)])
    assert chart.rows == ((Cell("We"), Cell(written)),)
    assert written in [text.text for text in pictures(chart)[0].iter("text")]


def test_each_axis_of_a_radar_is_written_level_in_short_lines():
    chart = radar(
        caption="Culture",
        axes=["Openness to dialogue", "Criticism", "Speed"],
        series=[Series("Team", [1, 2, 3])],
        top=5,
    )
    assert "rotate(" not in chart.svg.replace('patternTransform="rotate(45)"', "")
    narrow = pictures(chart)[1]
    assert [span.text for span in narrow.iter("tspan")] == [
        "Openness to",
        "dialogue",
        "Criticism",
        "Speed",
    ]


def test_where_there_are_many_links_the_keyboard_walks_through_the_table():
    points = [Point(1, f"/mentions/?day={day}") for day in range(20)]
    chart = stacked_bars(
        caption="Many", labels=[str(day) for day in range(20)], series=[Series("All", points)]
    )
    links = pictures(chart)[0].findall(".//a")
    assert len(links) == 20
    assert {link.attrib["tabindex"] for link in links} == {"-1"}
    assert [row[1].url for row in chart.rows] == [point.url for point in points]


def test_the_time_before_is_a_line_on_the_same_scale():
    chart = stacked_bars(
        caption="Tone",
        labels=["Mon", "Tue", "Wed", "Thu"],
        series=[Series("All", [2, 0, 4, 1])],
        before=Before("The days before", [4, None, 8, 2]),
        urls=["/mon", "/tue", "/wed", "/thu"],
    )
    assert chart.headers == ("", "All", "The days before")
    assert chart.rows[1] == (Cell("Tue", "/tue"), Cell("0"), Cell("unknown"))
    assert chart.rows[2] == (Cell("Wed", "/wed"), Cell("4"), Cell("8"))
    assert chart.keys[-1] == Key("The days before", "before", "")
    for picture in pictures(chart):
        line = picture.find(".//g[@class='before']/path")
        assert line is not None and line.findtext("title") == "The days before"
        first, *rest = line.attrib["d"].split("M")[1:]
        assert (first.count("L"), [part.count("L") for part in rest]) == (0, [1])
        bars = [
            bar
            for bar in picture.findall(".//rect")
            if "rect" in bar.attrib.get("class", "").split()
        ]
        tops = sorted(float(bar.attrib["y"]) for bar in bars)
        # Eight is twice as high as the column of four, four exactly as high as that column.
        assert abs(float(first.split()[1]) - tops[0]) < 0.2
        ground = max(float(bar.attrib["y"]) + float(bar.attrib["height"]) for bar in bars)
        eight = float(rest[0].split("L")[0].split()[1])
        assert abs((ground - eight) - 2 * (ground - tops[0])) < 0.5
