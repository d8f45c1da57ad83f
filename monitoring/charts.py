"""Pictures of numbers: pygal draws, the stylesheet colours, a table stands behind each.

Pure: no queries, no request. pygal lays the picture out; its own style, scripts and hints are taken
away, because the Content-Security-Policy forbids inline styles and because colours must follow
theme and print (static/css/components/chart.css). Each picture is laid out twice, for a desk and
for a phone: a scaled-down picture would have unreadable words.

A value nobody could see is `None`, a time during which a source was blind is named in `blind`:
both are drawn hatched and written as "unknown", never as zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import pygal
from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from monitoring.chart_parts import Bar, Before, Cell, Chart, Key, Number, Point, Series
from monitoring.chart_svg import RINGS, Hatching, Overlay, Picture, cleaned

__all__ = [
    "Bar",
    "Before",
    "Cell",
    "Chart",
    "Key",
    "Number",
    "Point",
    "Series",
    "horizontal_bars",
    "lines",
    "radar",
    "stacked_bars",
]


@dataclass(frozen=True)
class _Layout:
    name: str
    width: int
    height: int
    labels: int  # so many labels fit side by side


WIDE, NARROW = _Layout("wide", 720, 250, 10), _Layout("narrow", 340, 220, 4)
# Room for words beside the web; the heights make what is left a square.
RADAR = ((_Layout("wide", 560, 368, 0), 120), (_Layout("narrow", 340, 244, 0), 72))
DOTTED = 24  # so many points of a line are marked plainly; more would hide it
FONT_SIZE = 12  # units of the viewBox, the same as in chart.css


def stacked_bars(
    *,
    caption: str,
    labels: Sequence[str],
    series: Sequence[Series],
    blind: Iterable[int] = (),
    summary: str = "",
    before: Before | None = None,
    urls: Sequence[str] = (),
) -> Chart:
    """Draw one column per label, the series on top of each other.

    `blind` holds the indexes of labels during which a source did not deliver: the column is
    hatched and its numbers are marked as a lower bound. `before` is drawn as a line across the
    columns; `urls` lead from the labels in the table to what a whole column counts.
    """
    hidden = frozenset(blind)
    drawn = _over_labels(pygal.StackedBar, caption, labels, series, hidden, summary, before)
    rows = [(Cell(row[0].text, url), *row[1:]) for row, url in zip(drawn.rows, urls, strict=False)]
    rows = rows or list(drawn.rows)
    if before is None:
        return replace(drawn, rows=tuple(rows))
    return replace(
        drawn,
        headers=(*drawn.headers, before.label),
        rows=tuple(
            (*row, Cell(_written(value))) for row, value in zip(rows, before.values, strict=True)
        ),
        keys=(*drawn.keys, Key(before.label, "before", "")),
    )


def lines(
    *,
    caption: str,
    labels: Sequence[str],
    series: Sequence[Series],
    blind: Iterable[int] = (),
    summary: str = "",
) -> Chart:
    """Draw one line per series; unknown values and blind times interrupt it."""
    hidden = frozenset(blind)
    return _over_labels(pygal.Line, caption, labels, _gapped(series, hidden), hidden, summary)


def horizontal_bars(*, caption: str, bars: Sequence[Bar], unit: str = "") -> Chart:
    """Draw one bar per row, the first on top, its number at its end."""
    known = [bar for bar in bars if bar.value is not None]
    heading = unit or _("Number")
    pictures = [_rows_of_bars(caption, bars, layout) for layout in (WIDE, NARROW)]
    rows = tuple((Cell(bar.label), Cell(_written(bar.value), bar.url)) for bar in bars)
    described = ", ".join(f"{bar.label}: {_written(bar.value)}" for bar in known[:5])
    return Chart(_joined(pictures, caption, described), (_("Name"), heading), rows, caption)


def radar(*, caption: str, axes: Sequence[str], series: Sequence[Series], top: Number) -> Chart:
    """Draw one polygon per series over the axes, from 0 in the middle to `top` at the rim."""
    pictures = []
    for layout, margin in RADAR:
        chart = pygal.Radar(**_settings(layout), fill=True, range=(0, top), dots_size=3)
        chart.margin_left = chart.margin_right = margin
        chart.margin_top = chart.margin_bottom = 24
        chart.x_labels = list(axes)
        chart.y_labels = [top * step / (RINGS - 1) for step in range(RINGS)]
        _add(chart, axes, series)
        nothing = Hatching(frozenset(), 0, "columns", "")
        tones = [one.tone for one in series]
        tree = chart.render_tree()
        pictures.append(cleaned(tree, layout.name, tones=tones, bars=(), hatching=nothing))
    return Chart(
        _joined(pictures, caption, _described(axes, series)),
        (_("Dimension"), *(s.label for s in series)),
        _rows(axes, series, frozenset()),
        caption,
        _keys(series),
    )


def _over_labels(
    kind: Any,
    caption: str,
    labels: Sequence[str],
    series: Sequence[Series],
    blind: frozenset[int],
    summary: str,
    before: Before | None = None,
) -> Chart:
    pictures = []
    unseen = blind | _unknown(series)
    for layout in (WIDE, NARROW):
        chart = kind(
            **_settings(layout),
            x_labels=list(labels),
            x_labels_major_every=max(1, -(-len(labels) // layout.labels)),
            show_minor_x_labels=False,
            allow_interruptions=True,
            include_x_axis=True,
            dots_size=2.5 if len(labels) <= DOTTED else 1.2,
        )
        _add(chart, labels, series)
        if before:
            chart.range = (0, _top(series, before) or None)
        places = "points" if kind is pygal.Line else "columns"
        hatching = Hatching(unseen, len(labels), places, _pattern(layout, caption, labels, series))
        tones = [one.tone for one in series]
        tree, line = _drawn(chart, before)
        pictures.append(
            cleaned(tree, layout.name, tones=tones, bars=(), hatching=hatching, over=line)
        )
    return Chart(
        _joined(pictures, caption, summary or _described(labels, series)),
        ("", *(s.label for s in series)),
        _rows(labels, series, blind),
        caption,
        _keys(series) + ((Key(_("not seen"), "unseen", ""),) if unseen else ()),
    )


def _top(series: Sequence[Series], before: Before) -> Number:
    """The highest column or place of the line, so that both fit into one scale."""
    columns = zip(*([p.value or 0 for p in one.points()] for one in series), strict=True)
    return max([sum(column) for column in columns] + [v or 0 for v in before.values], default=0)


def _drawn(chart: Any, before: Before | None) -> tuple[Any, Overlay | None]:
    """pygal's tree, and where in it the line of the time before runs."""
    if before is None or not before.values:
        return chart.render_tree(), None
    chart.setup()
    width = len(before.values)
    places = tuple(
        None if value is None else (chart.view.x((n + 0.5) / width), chart.view.y(value))
        for n, value in enumerate(before.values)
    )
    tree = chart.svg.root
    chart.teardown()
    return tree, Overlay(places, before.label)


def _rows_of_bars(caption: str, bars: Sequence[Bar], layout: _Layout) -> Picture:
    height = 24 + 30 * max(len(bars), 1)
    flat = _Layout(layout.name, layout.width, height, layout.labels)
    chart = pygal.HorizontalBar(
        **_settings(flat),
        print_values=True,
        print_values_position="top",
        show_x_labels=False,
        show_x_guides=False,
        show_y_guides=False,
        rounded_bars=3,
    )
    rows = list(reversed(bars))
    room = 34 if layout.name == "wide" else 18
    chart.x_labels = [_shortened(bar.label, room) for bar in rows]
    top = max((bar.value or 0 for bar in bars), default=0)
    chart.range = (0, (top or 1) * 1.15)
    chart.add(caption, [_value(bar.label, "", Point(bar.value, bar.url)) for bar in rows])
    unseen = frozenset(i for i, bar in enumerate(rows) if bar.value is None)
    hatching = Hatching(unseen, len(rows), "rows", _pattern(flat, caption, bars))
    tones = [bar.tone for bar in rows if bar.value is not None]
    return cleaned(chart.render_tree(), flat.name, tones=[""], bars=tones, hatching=hatching)


def _settings(layout: _Layout) -> dict[str, Any]:
    style = pygal.style.Style(
        label_font_size=FONT_SIZE, major_label_font_size=FONT_SIZE, value_font_size=FONT_SIZE
    )
    return {
        "width": layout.width,
        "height": layout.height,
        "style": style,
        "js": [],
        "css": [],
        "no_prefix": True,
        "show_legend": False,
        "truncate_label": -1,
        "margin": 8,
        "order_min": 0,
        "min_scale": 2,
        "max_scale": 5,
        "value_formatter": _written,
        "no_data_text": _("No data yet"),
    }


def _add(chart: Any, labels: Sequence[str], series: Sequence[Series]) -> None:
    for one in series:
        pairs = zip(labels, one.points(), strict=True)
        chart.add(one.label, [_value(label, one.label, point) for label, point in pairs])


def _value(label: str, series: str, point: Point) -> dict[str, Any]:
    words = f"{label}, {series}" if series else label
    value: dict[str, Any] = {
        "value": point.value,
        "tooltip": f"{words}: {_written(point.value)}",
    }
    if point.url:
        value["xlink"] = {"href": point.url, "target": "_self"}
    return value


def _pattern(layout: _Layout, *content: object) -> str:
    """Return an id that differs between different pictures of one page, and never by chance."""
    return f"hatch-{sha256(repr((layout, content)).encode()).hexdigest()[:10]}"


def _joined(pictures: Iterable[Picture], caption: str, description: str) -> SafeString:
    title, words = escape(caption), escape(description)
    return mark_safe("".join(p.markup(title=title, description=words) for p in pictures))  # noqa: S308 - our own markup, words escaped


def _rows(
    labels: Sequence[str], series: Sequence[Series], blind: frozenset[int]
) -> tuple[tuple[Cell, ...], ...]:
    points = [one.points() for one in series]
    return tuple(
        (Cell(label), *(_cell(column[i], i in blind) for column in points))
        for i, label in enumerate(labels)
    )


def _cell(point: Point, blind: bool) -> Cell:
    if blind and not point.value:
        return Cell(_("unknown"), point.url)
    if blind:
        return Cell(_("at least %(number)s") % {"number": _written(point.value)}, point.url)
    return Cell(_written(point.value), point.url)


def _gapped(series: Sequence[Series], blind: frozenset[int]) -> list[Series]:
    return [
        Series(
            one.label,
            [Point(None, p.url) if i in blind else p for i, p in enumerate(one.points())],
            one.tone,
        )
        for one in series
    ]


def _unknown(series: Sequence[Series]) -> frozenset[int]:
    columns = zip(*(one.points() for one in series), strict=True)
    return frozenset(i for i, points in enumerate(columns) if all(p.value is None for p in points))


def _keys(series: Sequence[Series]) -> tuple[Key, ...]:
    return tuple(Key(one.label, one.tone, str(i % 6)) for i, one in enumerate(series))


def _described(labels: Sequence[str], series: Sequence[Series]) -> str:
    if not labels:
        return _("No data yet")
    totals = [(one.label, [p.value for p in one.points() if p.value is not None]) for one in series]
    spans = ", ".join(
        f"{name}: {_written(min(values))}–{_written(max(values))}"
        for name, values in totals
        if values
    )
    return f"{labels[0]} – {labels[-1]}. {spans}"


def _written(value: Number | None) -> str:
    if value is None:
        return _("unknown")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return number_format(value, 1 if isinstance(value, float) else 0, force_grouping=True)


def _shortened(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
