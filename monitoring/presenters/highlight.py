"""Text of strangers with what was found in it marked; everything else is escaped."""

from collections.abc import Iterable, Sequence

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from monitoring.query.errors import QueryError
from monitoring.query.highlight import hits
from monitoring.query.nodes import Node
from monitoring.query.parser import parse

LEAD = 80
"""Characters that stand before the first place found when a text is cut."""

Range = tuple[int, int]


def marked(text: str, ranges: Sequence[Range], *, length: int = 0) -> SafeString:
    """The text with the ranges in <mark>; with ``length`` about so much around the first one."""
    start, end = _window(text, ranges, length) if length else (0, len(text))
    pieces = [escape("… ")] if start else []
    at = start
    for first, last in ranges:
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        pieces += [escape(text[at:first]), format_html("<mark>{}</mark>", text[first:last])]
        at = last
    pieces.append(escape(text[at:end]))
    if end < len(text):
        pieces.append(escape(" …"))
    return mark_safe("".join(pieces))  # noqa: S308 (every piece was escaped above)


def _window(text: str, ranges: Sequence[Range], length: int) -> Range:
    if len(text) <= length:
        return 0, len(text)
    wanted = max(0, ranges[0][0] - LEAD) if ranges else 0
    start = max(0, min(wanted, len(text) - length))
    if start:
        start = _after_blank(text, start)
    end = min(len(text), start + length)
    return start, end if end == len(text) else _before_blank(text, start, end)


def _after_blank(text: str, at: int) -> int:
    blank = text.find(" ", at, at + 30)
    return at if blank < 0 else blank + 1


def _before_blank(text: str, start: int, end: int) -> int:
    blank = text.rfind(" ", max(start, end - 30), end)
    return end if blank <= start else blank


def ranges_of(nodes: Iterable[Node], text: str) -> list[Range]:
    """What several searches find in a text, in order, none overlapping."""
    merged: list[Range] = []
    for start, end in sorted(place for node in nodes for place in hits(node, text)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def node_of(query: str) -> Node | None:
    """What a stored search asks for, None if it cannot be read (any more)."""
    try:
        return parse(query)
    except QueryError:
        return None
