"""What is done to pygal's drawing before it may stand in a page.

Taken away: style, script, hidden hints, backgrounds, tooltips of its own, empty groups, comments,
invented titles. Added: data-tone for the stylesheet, a hatching over what was not seen, a line for
the time before. Where there are many links they lose their place in the tab order: the table
behind the picture offers the same ones with words.
"""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import pygal
from django.utils.translation import gettext as _
from pygal.etree import etree

# pygal hangs an import hook of Python 2's manner into the interpreter, for plugins nobody here
# uses. It slows every later import and warns in each of them.
sys.meta_path[:] = [
    finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)
]

XLINK = "{http://www.w3.org/1999/xlink}"
GONE = {"style", "script", "desc", "defs"}
BOX_MARGIN = 0.02  # pygal leaves so much of the plot free on every side
STATIONS = 12  # so many links of a picture the keyboard walks through
RINGS = 6  # of a radar, the middle counted
MEASURES = {"x", "y", "width", "height", "cx", "cy", "r", "d"}
LONG_FRACTION = re.compile(r"(\d+\.\d)\d+")


@dataclass(frozen=True)
class Hatching:
    """What was not seen: the places among `count` columns, points or rows, counted from 0."""

    places: frozenset[int]
    count: int
    kind: str  # "columns", "points" or "rows" (from the bottom)
    pattern: str

    def box(self, place: int, width: float, height: float) -> dict[str, str]:
        """Return x, y, width and height of one place, in units of the plot."""
        if self.kind == "rows":
            top, bottom = self._along(self.count - place - 1, height)
            return _attributes(0, top, width, bottom - top)
        left, right = self._along(place, width)
        return _attributes(left, 0, right - left, height)

    def _along(self, place: int, length: float) -> tuple[float, float]:
        if self.kind == "points":
            gaps = max(self.count - 1, 1)
            start, end = (place - 0.5) / gaps, (place + 0.5) / gaps
        else:
            start, end = place / self.count, (place + 1) / self.count
        return tuple(  # type: ignore[return-value]
            min(max((at + BOX_MARGIN) / (1 + 2 * BOX_MARGIN), 0), 1) * length for at in (start, end)
        )


@dataclass(frozen=True)
class Overlay:
    """A line over the columns: places in units of the plot, None interrupts it."""

    places: tuple[tuple[float, float] | None, ...]
    label: str

    def element(self) -> ET.Element:
        """The line as SVG, named for those who point at it."""
        path, on_line = "", False
        for place in self.places:
            if place is None:
                on_line = False
                continue
            path += f"{'L' if on_line else 'M'}{place[0]:.1f} {place[1]:.1f}"
            on_line = True
        group = ET.Element("g", {"class": "before"})
        ET.SubElement(ET.SubElement(group, "path", {"d": path}), "title").text = self.label
        return group


@dataclass(frozen=True)
class Picture:
    """The inside of one svg element."""

    name: str
    view_box: str
    pattern: str
    inside: str

    def markup(self, *, title: str, description: str) -> str:
        """Return the svg element; both words must be escaped already."""
        hatch = (
            f'<defs><pattern id="{self.pattern}" width="6" height="6" '
            'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            '<rect class="hatch-ground" width="6" height="6"></rect>'
            '<path class="hatch-line" d="M0 0V6"></path></pattern></defs>'
            if self.pattern and self.pattern in self.inside
            else ""
        )
        # Inside role="img" a link would be hidden from those who listen.
        role = "group" if "<a " in self.inside else "img"
        return (
            f'<svg class="chart chart-{self.name}" viewBox="{self.view_box}" role="{role}" '
            f'aria-label="{title}"><title>{title}</title><desc>{description}</desc>'
            f"{hatch}{self.inside}</svg>"
        )


def cleaned(
    tree: Any,
    name: str,
    *,
    tones: Sequence[str],
    bars: Sequence[str],
    hatching: Hatching,
    over: Overlay | None = None,
) -> Picture:
    """Turn pygal's tree into a picture. `tones` holds one tone per series, `bars` one per bar."""
    root = ET.fromstring(_as_text(tree))  # noqa: S314 - drawn by ourselves a moment ago
    middle = _hatch(root, hatching) / 2
    for group in root.iter("g"):
        _tone(group, tones, bars)
    for element in root.iter():
        _bare(element)
    _prune(root)
    _out_of_the_way(root)
    plot = root.find(".//g[@class='plot']")
    if over is not None and plot is not None:
        plot.append(over.element())
    for label in root.iterfind(".//g[@class='axis x web']/g/text"):
        _level(label, middle, letters=16 if name == "wide" else 11)
    for ring in root.findall(".//g[@class='axis y web']/g")[:: RINGS - 1]:
        ring.remove(ring[1])  # 0 and the rim are where every axis ends
    inside = "".join(ET.tostring(child, encoding="unicode", method="html") for child in root)
    return Picture(name, root.attrib["viewBox"], hatching.pattern, inside)


def _attributes(x: float, y: float, width: float, height: float) -> dict[str, str]:
    sides = {"x": x, "y": y, "width": width, "height": height}
    return {name: f"{value:.1f}" for name, value in sides.items()}


def _as_text(tree: Any) -> str:
    text: str = etree.tostring(tree, encoding="unicode")
    return text.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)


def _bare(element: ET.Element) -> None:
    for attribute in ("style", "id", "rx", "ry"):
        if attribute != "rx" or element.get("rx") in (None, "0"):
            element.attrib.pop(attribute, None)
    address = element.attrib.pop(f"{XLINK}href", None)
    if address:
        element.attrib["href"] = address
    element.attrib.pop("target", None)
    for name in MEASURES & element.attrib.keys():
        element.attrib[name] = LONG_FRACTION.sub(r"\1", element.attrib[name])
    element.tail = None


def _out_of_the_way(root: ET.Element) -> None:
    """Many links are no stations of the keyboard: the table behind the picture has the same."""
    links = root.findall(".//a")
    if len(links) > STATIONS:
        for link in links:
            link.attrib["tabindex"] = "-1"


def _prune(parent: ET.Element, inside_axis: bool = False) -> None:
    for child in list(parent):
        classes = child.get("class", "")
        axis = inside_axis or "axis" in classes.split()
        _prune(child, axis)
        if _is_gone(child, parent, classes, axis):
            parent.remove(child)


def _is_gone(child: ET.Element, parent: ET.Element, classes: str, axis: bool) -> bool:
    if child.tag in GONE or not isinstance(child.tag, str):
        return True
    if child.tag == "title":
        return axis or parent.tag == "svg"
    if child.tag == "rect":
        flat = any(float(child.get(side, "1")) == 0 for side in ("width", "height"))
        return flat or classes in ("background", "tooltip-box")
    return child.tag in ("g", "a") and not any(c.tag != "title" for c in child)


def _tone(group: ET.Element, tones: Sequence[str], bars: Sequence[str]) -> None:
    classes = group.get("class", "").split()
    if "series" in classes:
        index = next(int(c.removeprefix("serie-")) for c in classes if c.startswith("serie-"))
        tone = tones[index]
        if tone:
            group.set("data-tone", tone)
        group.set("data-series", str(index % 6))
    if "bars" in classes and bars:
        for bar, tone in zip(group, bars, strict=False):
            bar.set("data-tone", tone)


def _level(label: ET.Element, middle: float, *, letters: int) -> None:
    """Write a label of the radar level, on the outer side of its axis, in lines of few letters."""
    label.attrib.pop("transform", None)
    x, words, lines = float(label.attrib["x"]), (label.text or "").split(), [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) >= letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    side = "middle" if abs(x - middle) < 12 else ("end" if x < middle else "start")
    label.set("text-anchor", side)
    label.text = ""
    top = float(label.attrib["y"]) - (14 if side == "middle" else 7) * (len(lines) - 1)
    for number, line in enumerate(lines):
        span = ET.SubElement(label, "tspan", {"x": f"{x:.1f}", "y": f"{top + 14 * number:.1f}"})
        span.text = line


def _hatch(root: ET.Element, hatching: Hatching) -> float:
    """Lay a hatching under what was not seen and return the width of the plot."""
    plot = root.find(".//g[@class='plot']")
    ground = root.find(".//g[@class='plot']/rect[@class='background']")
    if plot is None or ground is None:
        return 0
    width, height = float(ground.attrib["width"]), float(ground.attrib["height"])
    for position, place in enumerate(sorted(hatching.places), start=1):
        box = hatching.box(place, width, height)
        rect = ET.Element("rect", {**box, "class": "unseen", "fill": f"url(#{hatching.pattern})"})
        ET.SubElement(rect, "title").text = _("not seen: a source did not deliver")
        plot.insert(position, rect)
        if hatching.kind == "rows":
            middle = float(box["y"]) + float(box["height"]) / 2 + 4
            word = ET.SubElement(plot, "text", {"x": "18", "y": f"{middle:.1f}", "class": "unseen"})
            word.text = _("unknown")
    return width
